"""From the words that a tagger found for a slot to what the slot takes: the thing mentioned there, a length, a value, or the words."""

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field

from intents.mentions import Mention, Mentions, Reference
from intents.names import BARE, PART_OF_A_PERSON, WHOLE
from intents.normalise import View
from intents.slots import LISTS

LONGER, SHORTER = "+", "-"
"""Values of a marked length that is a change: by how much is in its words."""
HOW_MUCH = frozenset({"+?", "-?"})
"""A change of length of which only the direction is in its words."""
TIMED = frozenset({"duration", "longer", "shorter", "seconds", "change"})
FIRM = frozenset({"seconds", "place"})
"""Kinds that are meant rather than a number alone: "the second one"."""
WORDED = frozenset({"move"})
"""Kinds that any words are of which a tagger has found."""
LOOSE = frozenset({"number", "place", "seconds", "scene_number", "longer", "shorter"})
"""Kinds that too many words are of to be taken for a slot without a mark."""
SURE = 0.8
# What a free text may have at its ends that is no part of it.
EDGES = ' \t,;:.!?–—-"“”«»'

Found = tuple[int, int, str]
Places = Mapping[str, frozenset[str]]


class Filling(Struct, frozen=True):
    """What an operation's slots are filled with: things `mentioned`, free text or fixed values that are `said`; `lost` slots had
    words, but ones that mean nothing known. `placed` are the words that fill slots, with their labels."""

    mentioned: dict[str, Mention] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)
    lost: tuple[str, ...] = ()
    placed: tuple[Found, ...] = ()


def fillings(view: View, mentions: Mentions, places: Places, found: Sequence[Found], needs: tuple[str, ...]) -> Filling:
    """`found` are the words of each slot with its label (slot, or slot=value); the first of two for one slot counts. What is
    mentioned outside of them goes to the only slot that takes it, or to the one the operation `needs`."""
    mentioned: dict[str, Mention] = {}
    said: dict[str, Any] = {}
    lost: list[str] = []
    placed: list[Found] = []
    for start, end, label in found:
        slot, _, value = label.partition("=")
        kinds = places.get(slot)
        if kinds is None or slot in mentioned or slot in said:
            continue
        placed.append((start, end, label))
        if value and value not in (LONGER, SHORTER):
            said[slot] = int(value) if value.lstrip("-").isdecimal() else value
            continue
        mention = _mention(mentions, _wanted(kinds, value), start, end)
        if mention is not None:
            mentioned[slot] = mention
        elif value:
            by = _number(mentions, start, end)
            said[slot] = f"{value}{by}" if by else f"{value}?"
        elif not kinds - WORDED:
            said[slot] = spelled(mentions, start, end) or view.original(start, end).strip(EDGES)
        else:
            lost.append(slot)
    taken = {at for start, end, _ in found for at in range(start, end)}
    for slot, value in said.items():
        amount = _amount(mentions, taken) if value in HOW_MUCH else None
        if amount is not None:
            said[slot] = f"{value[0]}{amount.value:g}"
            placed.append((amount.start, amount.end, slot))
    mentioned |= _left(mentions, {slot: kinds for slot, kinds in places.items() if kinds and slot not in {*mentioned, *said}}, taken, needs)
    return Filling(
        mentioned,
        {slot: value for slot, value in said.items() if value != ""},
        tuple(slot for slot in lost if slot not in mentioned),
        (*placed, *((m.start, m.end, slot) for slot, m in mentioned.items())),
    )


def spelled(mentions: Mentions, start: int, end: int) -> str:
    """The name of somebody these words are, where they are spelled differently."""
    whole = (m for m in mentions.get("character", ()) if (m.start, m.end) == (start, end) and _sure(m) and not m.value.ambiguous)
    return next((m.value.names[0].label for m in whole if m.score not in (WHOLE, BARE, PART_OF_A_PERSON)), "")


def _number(mentions: Mentions, start: int, end: int) -> str:
    """The seconds that are meant by a number alone: "lose ten"."""
    found = [m for m in mentions.get("number", ()) if start <= m.start and m.end <= end and m.value > 0]
    return str(max(found, key=lambda m: m.end - m.start).value) if found else ""


def _amount(mentions: Mentions, taken: set[int]) -> Mention | None:
    """The one length that fills nothing: "let it breathe for another fifteen seconds"."""
    free = [m for m in mentions.get("duration", ()) if _sure(m) and taken.isdisjoint(range(m.start, m.end))]
    return free[0] if len(free) == 1 else None


def _left(mentions: Mentions, places: Places, taken: set[int], needs: tuple[str, ...]) -> dict[str, Mention]:
    found = {}
    for slot, kinds in places.items():
        rivals = [other for other, others in places.items() if other != slot and others & kinds]
        if not rivals or (slot in needs and not set(rivals) & set(needs)):
            free = [
                m for kind in sorted(kinds - LOOSE) for m in mentions.get(kind, ()) if _sure(m) and taken.isdisjoint(range(m.start, m.end))
            ]
            if free:
                found[slot] = max(free, key=lambda m: (m.end - m.start, m.score, m.kind in LISTS))
    return found


def _sure(mention: Mention) -> bool:
    value = mention.value
    return mention.score >= SURE and not (isinstance(value, Reference) and (value.pronoun or not value.names))


def _wanted(kinds: frozenset[str], value: str) -> frozenset[str]:
    """The kinds of mention to look for: of a length that is a change, the change."""
    if not TIMED & kinds:
        return kinds
    if value:
        return frozenset({"longer" if value == LONGER else "shorter", "change"})
    return kinds - {"longer", "shorter"} or kinds


def _mention(mentions: Mentions, kinds: frozenset[str], start: int, end: int) -> Mention | None:
    """The mention that covers most of these words and least of others."""
    near = [m for kind in sorted(kinds) for m in mentions.get(kind, ()) if m.start < end and start < m.end and not _nobody(m)]
    # "ten seconds longer" says more than the ten seconds in it.
    return max(near, key=lambda m: (m.kind == "change", _shared(m, start, end), m.score, m.kind in LISTS, m.kind in FIRM), default=None)


def _shared(mention: Mention, start: int, end: int) -> float:
    both = min(mention.end, end) - max(mention.start, start)
    return both / (max(mention.end, end) - min(mention.start, start))


def _nobody(mention: Mention) -> bool:
    return isinstance(mention.value, Reference) and not mention.value.names and bool(mention.value.missing) and mention.score < 0.6
