"""The ground all settling stands on: the prompt, its phrases and clauses, and small questions asked of them."""

import re
from functools import cache
from random import Random

from .. import english
from ..lexicon import event_kind_of, hints, kinds, verbs
from ..matter import Thing
from ..model import Brief, Finding
from ..reading import Directions, Phrase, Reading

_EMPTY_WORDS = {"story", "film", "movie", "scene", "scenes", "lot", "kind", "sort", "one", "thing", "things"}


class Ground:
    """One prompt on its way to being a premise."""

    def __init__(self, brief: Brief, said: Directions, reading: Reading, rng: Random) -> None:
        self.brief, self.said, self.rng = brief, said, rng
        self.text = brief.prompt
        self.low = brief.prompt.lower()
        self.themes = comparison(said.rest)
        self.phrases = [phrase for phrase in reading.phrases if self._counts(phrase)]
        self.clauses = [clause for clause in reading.clauses if not self.themes or clause.lemma != "meet"]
        self.settings: list[Phrase] = []
        self.romantic = any(one.value == "romance" for one in said.genres) or bool(re.search(r"\bfalls? in love\b", self.low))

    def _counts(self, phrase: Phrase) -> bool:
        """Words lifted out with a negative wish or a comparison are no part of the story."""
        if any(phrase.core.lower() in theme.value.lower() or theme.value.lower() in phrase.core.lower() for theme in self.themes):
            return False
        return len(phrase.core) > 1 and phrase.core.lower() not in {
            "story",
            "film",
            "movie",
            "scene",
            "scenes",
            "lot",
            "kind",
            "sort",
            "one",
            "thing",
            "things",
        }


def comparison(rest: str) -> tuple[Finding, ...]:
    """'Jaws meets Romeo and Juliet' names two films to think of, not two people to cast."""
    hit = re.match(r"\W*([A-Z][\w' ]{1,40}?)\s+meets\s+((?:[A-Z][\w']*)(?:(?:\s+(?:and|of|the|in)\s+|\s+)[A-Z][\w']*)*)", rest)
    if not hit:
        return ()
    return tuple(Finding(hit.group(n), hit.group(n)) for n in (1, 2))


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
    if one.start == other.start or (one.name and one.name == other.name):
        return True
    if one.name and other.name:
        return False
    definite = other.det in {"the", "this", "that", ""} or one.det in {"the", "this", "that"}
    return one.head == other.head and definite and one.sort == other.sort


def role_of(phrase: Phrase) -> str:
    """The role in the prompt's own words: 'retired safecracker', 'deaf lighthouse keeper'."""
    core = phrase.core
    if phrase.name:
        core = core.replace(phrase.name, "").strip(" ,")
    if not core:
        return phrase.role
    if phrase.plural or phrase.count > 1:
        core = english.singular(core.split(" of ")[0])
    return re.sub(r"^(?:own|other|many|last few)\s+", "", core)


def is_hostile(phrase: Phrase) -> bool:
    one = english.singular(phrase.head)
    return one in hints().hostile or phrase.head in hints().hostile or bool(hostile_adjective().search(phrase.text))


@cache
def hostile_adjective() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(hints().hostile_adjectives)})\b", re.I)


def missing(phrase: Phrase) -> bool:
    """Someone who is spoken of because they are not there."""
    return bool(re.search(r"\b(?:missing|kidnapped|abducted|vanished|lost|stolen|captured|imprisoned)\b", phrase.text, re.I))


def tidy(said: str) -> str:
    return " ".join(said.split()).rstrip(" .,;:!?'\"")
