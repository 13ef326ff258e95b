"""What a sentence mentions against what an operation has a place for."""

from collections.abc import Mapping

from intents.mentions import Mention, Mentions, Reference
from intents.slots import LISTS

# Kinds of mention that a text is unlikely to have without the operation having a place for them.
TELLING = ("scene", "character", "project", "shot", "change", "duration", "time")
# Kinds that are as good as each other for telling operations apart.
SAME = LISTS | {"seconds": "duration", "longer": "duration", "shorter": "duration", "change": "duration"}
SURE = 0.8

Places = Mapping[str, frozenset[str]]
Told = tuple[frozenset[str], ...]
"""What each stretch of words may be: one kind of thing, or one of several."""


def telling(mentions: Mentions) -> Told:
    """The kinds of things the text surely mentions by name, number or length, for each stretch of words that is one."""
    found = [mention for kind in (*TELLING, *LISTS) for mention in mentions.get(kind, ()) if _sure(mention)]
    stretches: list[tuple[int, set[str]]] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        if not stretches or stretches[-1][0] <= mention.start:
            stretches.append((mention.end, set()))
        end, kinds = stretches[-1]
        stretches[-1] = (max(end, mention.end), kinds | {SAME.get(mention.kind, mention.kind)})
    return tuple(frozenset(kinds) for _, kinds in stretches)


def misfits(places: Places, said: Told) -> int:
    """How many kinds of things are said that the operation has no place for."""
    taken = {SAME.get(kind, kind) for kinds in places.values() for kind in kinds}
    return len({kinds for kinds in said if kinds.isdisjoint(taken)})


def _sure(mention: Mention) -> bool:
    value = mention.value
    return mention.score >= SURE and not (isinstance(value, Reference) and value.pronoun)
