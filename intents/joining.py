"""Acts of one sentence that belong together: what is said twice is meant once, and what is said of a thing just made is a part of
making it."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import structs

from intents.reader import PLURALS
from intents.shapes import MADE, Match, Slots, Unclear

# Changes of length of which only the direction was said.
DIRECTIONS = ("+?", "-?")
SAID_LATER = {"scene.add": ("scene.update", "scene.move"), "character.add": ("character.update",), "shot.add": ("shot.update",)} | {
    "project.duplicate": ("project.update",),
    "project.create": ("project.update",),
}
"""What makes a thing, and what may only say more of it."""

SEVERAL = frozenset({"scene.add", "character.add", "shot.add", "project.create", "project.generate"})
"""What makes one more each time it is said."""

Read = list[Match | Unclear]
Places = Callable[[str], Mapping[str, frozenset[str]]]


def makes(operation: str) -> bool:
    """Whether it makes something new: then what follows a comma may as well belong to that."""
    return operation.rpartition(".")[2] in {"add", "create", "generate", "duplicate"}


def asked_first(read: Iterable[Match | Unclear]) -> bool:
    """Whether every act takes something away: whoever says "if …" is asked anyway, and need not be understood in that."""
    return all(isinstance(act, Match) and act.operation.endswith((".remove", ".delete")) for act in read)


def once(read: Iterable[Match | Unclear], places: Places) -> Read:
    """Said again is not meant again ("he has to go, write him out"); a person taken out of a scene stays in the film; and "copy it and
    call the copy Night" is one act."""
    said: Read = []
    for item in read:
        before = said[-1] if said else None
        if isinstance(item, Match) and isinstance(before, Match):
            if _repeats(item, before):
                continue
            if (whole := _one(before, item, places)) is not None:
                said[-1] = whole
                continue
        said.append(item)
    return said


def together(acts: tuple[Match, ...], places: Places) -> tuple[Match, ...]:
    """The same for acts none of which is in doubt."""
    return tuple(item for item in once(acts, places) if isinstance(item, Match))


def _one(first: Match, second: Match, places: Places) -> Match | None:
    """Both as one act, if the second only says more of the first."""
    if first.operation == second.operation and first.operation not in SEVERAL:
        if _says_how_much(first, second):
            return second
        if (several := _for_both(first, second, places)) is not None:
            return several
        if all(slot in first.slots and first.slots[slot] == value for slot, value in second.slots.items()):
            return first
        apart = first.slots.keys().isdisjoint(second.slots)
        return _with(first, second.slots, second) if apart and makes(first.operation) else None
    if second.operation not in SAID_LATER.get(first.operation, ()):
        return None
    thing = first.operation.partition(".")[0]
    more = {slot: value for slot, value in second.slots.items() if not (slot == thing and _listed(value) == [MADE])}
    if thing in more and thing != "project":
        return None
    fits = more.keys() <= places(first.operation).keys() and not more.keys() & first.slots.keys() and not _changes(more)
    about = _listed(second.slots.get(thing)) == [MADE] or thing == "project"
    return _with(first, more, second) if fits and about and more else None


def _changes(slots: Slots) -> bool:
    """Whether one of them is said against what there is: "make it longer"."""
    return any(isinstance(value, str) and value[:1] in {"+", "-", "*"} for slot, value in slots.items() if slot == "duration")


def _with(first: Match, more: Slots, second: Match) -> Match:
    return structs.replace(first, slots={**first.slots, **more}, text=f"{first.text}, {second.text}")


def _for_both(first: Match, second: Match, places: Places) -> Match | None:
    """ "Dust gets thirty more seconds, Refill too" is one act on both scenes."""
    thing = first.operation.partition(".")[0]
    if first.slots.keys() != second.slots.keys() or PLURALS.get(thing) not in places(first.operation).get(thing, ()):
        return None
    if any(second.slots[slot] != value for slot, value in first.slots.items() if slot != thing):
        return None
    return _with(first, {thing: [*_listed(first.slots[thing]), *_listed(second.slots[thing])]}, second)


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _says_how_much(first: Match, second: Match) -> bool:
    """ "the launderette outstays its welcome, shave eight seconds off it": a direction, and then by how much, is one change."""
    loose = {slot for slot, value in first.slots.items() if value in DIRECTIONS and slot in second.slots}
    return bool(loose) and all(second.slots.get(slot) == value for slot, value in first.slots.items() if slot not in loose)


def _repeats(match: Match, before: Match) -> bool:
    if makes(match.operation):
        return False
    same = match.operation == before.operation and match.slots == before.slots
    return same or (match.operation == "character.remove" and match.slots.get("character") == before.slots.get("remove_character", MADE))
