"""What a sentence mentions against what an operation has a place for, and against what it was filled with."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from intents.mentions import Mention, Mentions, Reference
from intents.slots import LISTS

# Kinds of mention that a text is unlikely to have without the operation having a place for them.
TELLING = ("scene", "character", "project", "shot", "change", "duration", "time")
# Kinds that are as good as each other for telling operations apart.
SAME = LISTS | {"seconds": "duration", "longer": "duration", "shorter": "duration", "change": "duration"}
# Values that mean nothing else either, where it is asked whether all that is said was understood.
VALUES = ("format", "size")
SURE = 0.8

Places = Mapping[str, frozenset[str]]


class Said(Struct, frozen=True):
    """The words `start` up to `end` surely mention one kind of thing, or one of several `kinds`, by name, number or length."""

    start: int
    end: int
    kinds: frozenset[str]


def telling(mentions: Mentions, also: tuple[str, ...] = ()) -> tuple[Said, ...]:
    """What the text surely mentions, for each stretch of words that is something; values of the kinds `also` too."""
    found = [mention for kind in (*TELLING, *LISTS, *also) for mention in mentions.get(kind, ()) if _sure(mention)]
    stretches: list[Said] = []
    for mention in sorted(found, key=lambda m: (m.start, -m.end)):
        kinds = frozenset({SAME.get(mention.kind, mention.kind)})
        if stretches and mention.start < stretches[-1].end:
            last = stretches.pop()
            stretches.append(Said(last.start, max(last.end, mention.end), last.kinds | kinds))
        else:
            stretches.append(Said(mention.start, mention.end, kinds))
    return tuple(stretches)


def misfits(places: Places, said: Iterable[Said]) -> int:
    """How many kinds of things are said that the operation has no place for."""
    taken = {SAME.get(kind, kind) for kinds in places.values() for kind in kinds}
    return len({each.kinds for each in said if each.kinds.isdisjoint(taken)})


def unplaced(said: Iterable[Said], spans: Iterable[tuple[int, int]]) -> int:
    """How much of what is said fills nothing, where `spans` are the words that do."""
    spans = list(spans)
    return sum(all(end <= each.start or each.end <= start for start, end in spans) for each in said)


def _sure(mention: Mention) -> bool:
    value = mention.value
    return mention.score >= SURE and not (isinstance(value, Reference) and value.pronoun)
