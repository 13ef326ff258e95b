"""The ground all settling stands on: the prompt, its phrases and clauses, and small questions asked of them."""

import re
from collections.abc import Sequence
from functools import cache
from random import Random

from .. import english
from ..avoidance import avoided
from ..lexicon import event_kind_of, hints, kinds, verbs, words
from ..matter import Thing
from ..model import Brief
from ..reading import Directions, Phrase, Reading

_EMPTY_WORDS = {"next door", "story", "film", "movie", "scene", "scenes", "lot", "kind", "sort", "one", "thing", "things"}


class Ground:
    """One prompt, mended to `text`, on its way to being a premise."""

    def __init__(self, brief: Brief, text: str, said: Directions, reading: Reading, rng: Random) -> None:
        self.brief, self.said, self.rng = brief, said, rng
        self.text = text
        self.low = text.lower()
        self.phrases = [phrase for phrase in reading.phrases if self._counts(phrase)]
        self.clauses = list(reading.clauses)
        self.bare = reading.bare
        self.settings: list[Phrase] = []
        self.romantic = any(one.value == "romance" for one in said.genres) or bool(re.search(r"\bfalls? in love\b", self.low))

    def pick(self, pool: Sequence[str]) -> str:
        """One of `pool` that brings in nothing the prompt refused."""
        return self.rng.choice([one for one in pool if not avoided(self.said.avoid, one)] or list(pool))

    def only_seen(self, phrase: Phrase) -> bool:
        """'While the world watches the moon': nobody is there."""
        seen = any(one.object is not None and one.object.start == phrase.start and one.lemma in _LOOKS for one in self.clauses)
        return (seen and phrase.prep == "") or phrase.core.lower() == "world"

    def _counts(self, phrase: Phrase) -> bool:
        """Words that speak of the film itself are no part of the story."""
        if phrase.prep in {"on", "in"} and phrase.core.lower() in {"earth", "world"}:
            return False  # 'the last van on earth'
        return len(phrase.core) > 1 and phrase.core.lower() not in _EMPTY_WORDS


_LOOKS = {"watch", "see", "hate", "love", "hear", "photograph", "remember", "want", "get", "draw", "paint", "describe", "miss"}
"""What is done to a place from somewhere else."""


def quest_of(lemma: str) -> str:
    return next((kind for kind in kinds() if lemma in verbs()[kind]), "")


def event_kind(phrase: Phrase) -> str:
    parts = phrase.core.lower().split(" of ")[0].split(" to ")[0].split(" on ")[0].split()
    table = event_kind_of()
    pair = " ".join(parts[-2:])
    one = english.singular(phrase.head)
    return table.get(pair) or table.get(phrase.head) or table.get(one, "")


def event_kind_of_thing(event: Thing) -> str:
    parts = event.the.lower().split()
    return next(
        (kind for part in parts for kind in [event_kind_of().get(part) or event_kind_of().get(english.singular(part))] if kind),
        "",
    )


def same(one: Phrase, other: Phrase) -> bool:
    if one.start == other.start:
        return not (_holds(one, other) or _holds(other, one))
    if one.name and one.name == other.name:
        return True
    if one.name and other.name:
        fewer, more = sorted((one.name.split(), other.name.split()), key=len)
        return set(fewer) <= set(more)
    definite = other.det in {"the", "this", "that", ""} or one.det in {"the", "this", "that"}
    return one.head == other.head and definite and one.sort == other.sort


def _holds(one: Phrase, other: Phrase) -> bool:
    """'Yuki' in 'Yuki's father' is somebody else."""
    return re.match(re.escape(one.text) + r"'s?\s", other.text) is not None


def role_of(phrase: Phrase) -> str:
    """The role in the prompt's own words: 'retired safecracker', 'deaf lighthouse keeper'; of a crew, one of its number."""
    core = phrase.core
    if (whose := re.fullmatch(r"(?:an?|the) ([a-z][\w -]+'s)", phrase.det)) is not None and not phrase.name and phrase.count == 1:
        core = f"{whose.group(1)} {core}"  # 'a butcher's daughter'
    if phrase.count > 1 and english.singular(phrase.head) in hints().collective:
        return f"{english.singular(phrase.head)} member"
    if phrase.name:
        core = core.replace(phrase.name, "").strip(" ,")
    if not core:
        return phrase.role
    if phrase.name and all(one.lower() in words().adjectives for one in core.split()):
        sex = words().titles.get(phrase.name.split(" ")[0].lower().rstrip("."), "")
        core = f"{core} {({'she': 'woman', 'he': 'man'}).get(sex, 'one')}" if sex else phrase.role
    if phrase.plural or phrase.count > 1 or (phrase.name and english.is_plural(core.split(" ")[-1])):
        core = english.singular(core.split(" of ")[0])
    return re.sub(r"^(?:own|other|many|last few)\s+", "", core)


def is_hostile(phrase: Phrase) -> bool:
    one = english.singular(phrase.head)
    if (
        phrase.plural
        and re.match(r"(?:two |three |four |\w+ )?rival\b", phrase.text, re.I)
        and phrase.det.split(" ")[0] not in {"the", "her", "his", "their"}
    ):
        return False  # 'two rival bakers' are each other's
    return one in hints().hostile or phrase.head in hints().hostile or bool(hostile_adjective().search(phrase.text))


@cache
def hostile_adjective() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(hints().hostile_adjectives)})\b", re.I)


def missing(phrase: Phrase) -> bool:
    """Someone who is spoken of because they are not there."""
    return bool(re.search(r"\b(?:missing|kidnapped|abducted|vanished|lost|stolen|captured|imprisoned)\b", phrase.text, re.I))


def tidy(said: str) -> str:
    return " ".join(said.split()).rstrip(" .,;:!?'\"")


def impersonal(goal: str) -> str:
    """'my mother's ashes', told of someone else, are the mother's; 'the man who killed your son' killed a son of theirs."""
    return re.sub(r"\byour\b", "their", re.sub(r"\b(?:my|our)\b", "the", goal))
