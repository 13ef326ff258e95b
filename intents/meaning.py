"""What a sentence mentions against what an operation has a place for."""

from collections.abc import Mapping

from intents.mentions import Mention, Mentions, Reference
from intents.slots import LISTS

# Kinds of mention that a text is unlikely to have without the operation having a place for them.
TELLING = ("scene", "character", "project", "shot", "change", "duration", "time")
# Kinds that are as good as each other for telling operations apart.
SAME = {"scenes": "scene", "characters": "character", "projects": "project", "seconds": "duration", "longer": "duration"} | {
    "shorter": "duration",
    "change": "duration",
}
SURE = 0.8

Places = Mapping[str, frozenset[str]]


def telling(mentions: Mentions) -> frozenset[str]:
    """The kinds of things the text surely mentions by name, number or length."""
    return frozenset(SAME.get(kind, kind) for kind in (*TELLING, *LISTS) if any(_sure(mention) for mention in mentions.get(kind, ())))


def misfits(places: Places, said: frozenset[str]) -> int:
    """How many of the things said the operation has no place for."""
    taken = {SAME.get(kind, kind) for kinds in places.values() for kind in kinds}
    return len(said - taken)


def _sure(mention: Mention) -> bool:
    value = mention.value
    return mention.score >= SURE and not (isinstance(value, Reference) and value.pronoun)
