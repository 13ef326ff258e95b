"""The ground all settling stands on: the prompt, its phrases and clauses, and small questions asked of them."""

import re
from collections.abc import Sequence
from random import Random

from msgspec import Struct

from ...avoidance import avoided
from ...lexicon import events, hints, kinds, verbs
from ...matter import Thing
from ...model import Brief
from ...reading import Directions
from ...tongue import romance, tongue
from ..clause import Clause
from ..closed import closed
from ..data import film, says
from ..phrase import Phrase


class Text(Struct, frozen=True):
    """A prompt as read. `rest` is without its directions, `low` that in lower case; offsets are those of the prompt."""

    brief: Brief
    said: Directions
    rest: str
    low: str
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]

    def before(self, phrase: Phrase | Clause, size: int = 40) -> str:
        return self.low[max(0, phrase.start - size) : phrase.start]

    def after(self, phrase: Phrase | Clause, size: int = 60) -> str:
        return self.low[phrase.end : phrase.end + size]

    def pick(self, pool: Sequence[str], rng: Random) -> str:
        """One of `pool` that brings in nothing the prompt refused."""
        return rng.choice([one for one in pool if not avoided(self.said.avoid, one)] or list(pool))

    @property
    def top(self) -> list[Phrase]:
        """Phrases that are not part of another."""
        return [one for one in self.phrases if one.of < 0]


def quest_of(verb: str) -> str:
    return next((kind for kind in kinds() if verb in verbs()[kind]), "")


def event_kind(phrase: Phrase) -> str:
    """The quest an event starts; '' for other phrases and for what merely befalls people."""
    return phrase.key if phrase.sort == "event" and phrase.key in events() else ""


def thing_of(phrase: Phrase) -> Thing:
    """A phrase as something sentences can name: articles uncontracted, first-person owners made the hero's."""
    core, sort = theirs(phrase.core), "group" if phrase.sort == "person" else phrase.sort
    gender, many = phrase.gender or "m", phrase.plural
    if phrase.lemma and phrase.det in romance().ARTICLES and phrase.head in film().carriers | hints().collective:
        gender, many = romance().ARTICLES[phrase.det]
    if phrase.proper and not phrase.det:
        return Thing(core, core, core, many, phrase.text, sort=sort, gender=gender)
    if phrase.det in closed().owned | set(film().mine):
        return Thing(core, core, phrase.short, many, phrase.text, owner="hero", sort=sort, gender=gender)
    number = f"{_number(phrase)} " if phrase.count > 1 and phrase.plural else ""
    first = f"{number}{core}" if number else romance().some(core, gender, many)
    the = romance().the(f"{number}{core}", gender, many)
    if phrase.det in _DEFINITE and (len(core.split()) > len(phrase.short.split()) or re.match(closed().unique, core)):
        first = the
    return Thing(the, first, romance().the(phrase.short, gender, many), many, phrase.text, sort=sort, gender=gender)


_DEFINITE = {"le", "la", "les", "l'", "el", "los", "las"}


def _number(phrase: Phrase) -> str:
    hit = re.match(r"(?:les\s+|los\s+|las\s+|ses\s+|sus\s+|des\s+)?(\w+(?:-\w+)?)", phrase.text.lower())
    return hit.group(1) if hit and not phrase.core.lower().startswith(hit.group(1)) else str(phrase.count)


def named(thing: Thing) -> str:
    """As a label names it: with its owner's word where the prompt gave it one."""
    return romance().her(thing.the, thing.gender, thing.plural) if thing.owner else thing.the


def is_hostile(phrase: Phrase) -> bool:
    words = {phrase.lemma, phrase.head, phrase.lemma.split(" ")[0]}
    adjective = any(re.fullmatch(pattern, one) for one in phrase.adjectives for pattern in hints().hostile_adjectives)
    return bool(words & hints().hostile) or adjective


def missing(phrase: Phrase) -> bool:
    """Someone or something spoken of because it is not there."""
    return re.search(film().gone, " ".join(phrase.adjectives)) is not None


def dead(phrase: Phrase) -> bool:
    return re.search(film().dead, phrase.text.lower()) is not None


def said(name: str, **slots: str) -> str:
    """A sentence of says.yaml with its <slots> filled and its words run together."""
    text = says()[name]
    for slot, value in slots.items():
        text = text.replace(f"<{slot}>", value)
    return tongue().polish(text)


def tidy(text: str) -> str:
    return " ".join(text.split()).rstrip(" .,;:!?'\"«»")


def theirs(text: str) -> str:
    """'mon frère', told of someone else, is 'son frère'."""
    return re.sub(r"(?<!\w)\w+'?(?!\w)", lambda found: film().mine.get(found.group().lower(), found.group()), text)
