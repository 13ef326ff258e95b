"""The kinds of fields commands have, and what their values mean."""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, TypeVar

from msgspec import UNSET, Meta, Struct

from assistant.errors import Invalid
from assistant.film import Ref, named
from assistant.operation import Command, Query
from memory.film import Row

T = TypeVar("T")
R = TypeVar("R", bound=Row)

Title = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
Prose = Annotated[str, Meta(max_length=5000)]
Short = Annotated[str, Meta(max_length=200)]
ProjectRef = Annotated[str, Meta(min_length=1, max_length=200)]
SceneRef = Annotated[str, Meta(max_length=128)] | int
SceneRefs = SceneRef | Annotated[list[SceneRef], Meta(min_length=1, max_length=500)]
Place = Literal["start", "end"] | Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0, le=86400)]
Change = Annotated[str, Meta(pattern=r"^([+-](\d+(\.\d+)?|\?)|\*\d+(\.\d+)?)$")]
Duration = Seconds | Change
"""Seconds, or a change: "+10", "-5", "*2", and "+?" or "-?" for a bit more or less (shared/understanding, "Slot values")."""

A_BIT = 0.25
"""What "a bit longer" means: a quarter, and a second at least."""
LONGEST = 86400.0


class OnProject(Command[T], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """About one project: by name or id, or the one that is open in the session."""

    project: ProjectRef | None = None


class AboutProject(Query[T], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The same for what only reads."""

    project: ProjectRef | None = None


def new_duration(now: float, wanted: float | str, field: str = "duration") -> float:
    """Seconds after a change. Raises Invalid when nothing would be left, or too much."""
    result = _changed(now, wanted) if isinstance(wanted, str) else float(wanted)
    if not 0 < result <= LONGEST:
        raise Invalid(
            f"That would make it {result:g} seconds long.",
            field=field,
            remedy="Give a length above 0 and up to 24 hours.",
            why="impossible_length",
            values={"seconds": result},
        )
    return result


def _changed(now: float, change: str) -> float:
    sign, amount = change[0], change[1:]
    if sign == "*":
        return now * float(amount)
    step = max(1.0, now * A_BIT) if amount == "?" else float(amount)
    return now + step if sign == "+" else now - step


def many(refs: Any) -> list[Ref]:
    return list(refs) if isinstance(refs, list) else [refs]


def all_named(rows: list[R], refs: Any, kind: str) -> list[R]:
    """Each row that is meant, once, in the order they stand in."""
    meant = {named(rows, ref, kind).id for ref in many(refs)}
    return [row for row in rows if row.id in meant]


def index_for(rows: Sequence[R], position: Any, before: Ref | None, after: Ref | None, kind: str) -> int:
    """Where to put something among `rows` (which do not hold it), from 0; past the end when nothing is said.

    Raises Invalid when more than one way of saying it is used.
    """
    given = [value for value in (position, before, after) if value is not None]
    if len(given) > 1:
        raise Invalid("Say where with one of position, before or after.", why="two_places", field="position")
    if before is not None:
        return list(rows).index(named(list(rows), before, kind))
    if after is not None:
        return list(rows).index(named(list(rows), after, kind)) + 1
    if position == "start":
        return 0
    return len(rows) if position in (None, "end") else min(int(position) - 1, len(rows))


def given(command: Struct, names: Sequence[str], empty: dict[str, Any]) -> dict[str, Any]:
    """What a partial update sets: fields left out stay, None clears to the field's empty value.

    Raises Invalid for None where nothing can be empty (`empty` has no such name).
    """
    values = {name: getattr(command, name) for name in names if getattr(command, name) is not UNSET}
    for name, value in values.items():
        if value is None:
            if name not in empty:
                raise Invalid(f"{name} cannot be empty.", why="empty", field=name)
            values[name] = empty[name]
    return values
