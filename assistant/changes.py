"""What differs between two films, and taking such a difference back.

Undo, redo, closing without saving and snapshots are all this: a delta applied backwards, after a check that every field it
touched is still as it left it. Nothing is half-applied: a conflict is raised before anything is written.
"""

from typing import Any

import msgspec
from msgspec.structs import asdict, replace

from assistant.errors import Conflict
from memory.film import KINDS, Delta, Film, Touch


def difference(before: Film, after: Film) -> Delta:
    """The delta that leads from one film to the other; empty when they are the same."""
    touches = [touch for kind in KINDS for touch in _rows_touched(kind, before.rows(kind), after.rows(kind))]
    return (*_touched("header", "", before.header, after.header), *touches)


def _rows_touched(kind: str, before: dict[str, Any], after: dict[str, Any]) -> list[Touch]:
    if before is after:
        return []
    keys = [*before, *(key for key in after if key not in before)]
    return [touch for key in keys for touch in _touched(kind, key, before.get(key), after.get(key))]


def _touched(kind: str, key: str, before: Any, after: Any) -> list[Touch]:
    if before is after or before == after:
        return []
    was = None if before is None else plain(before)
    now = None if after is None else plain(after)
    if was is not None and now is not None:
        fields = [name for name in was if was[name] != now[name]]
        was, now = {name: was[name] for name in fields}, {name: now[name] for name in fields}
    return [Touch(kind=kind, id=key, before=was, after=now)]


def plain(value: Any) -> Any:
    """As it is after a way through the log's JSON, where a tuple is a list."""
    return msgspec.json.decode(msgspec.json.encode(value))


def reverse(delta: Delta) -> Delta:
    return tuple(Touch(kind=touch.kind, id=touch.id, before=touch.after, after=touch.before) for touch in reversed(delta))


def apply(film: Film, delta: Delta) -> Film:
    """The film after `delta`. Raises Conflict when what it starts from is not there any more."""
    for touch in delta:
        if touch.kind == "header":
            film = replace(film, header=_changed(film.header, touch))
            continue
        rows = dict(film.rows(touch.kind))
        _carry(rows, touch)
        film = replace(film, **{touch.kind: rows})
    return check_references(film)


def _carry(rows: dict[str, Any], touch: Touch) -> None:
    present = rows.get(touch.id)
    if touch.before is None:
        if present is not None:
            raise _conflict(touch, "is there already")
        rows[touch.id] = msgspec.convert(touch.after, KINDS[touch.kind])
    elif present is None:
        raise _conflict(touch, "is gone")
    elif touch.after is None:
        # What was logged before a field came to be lacks it: the struct's default stands for it.
        if plain(present) != plain(msgspec.convert(touch.before, KINDS[touch.kind])):
            raise _conflict(touch, "has changed since")
        del rows[touch.id]
    else:
        rows[touch.id] = _changed(present, touch)


def _changed(row: Any, touch: Touch) -> Any:
    fields = plain(row)
    if any(fields[name] != value for name, value in (touch.before or {}).items()):
        raise _conflict(touch, "has changed since")
    return msgspec.convert({**fields, **(touch.after or {})}, type(row))


def check_references(film: Film) -> Film:
    """Everything a row refers to must be there: another's later work may hang on what an undo would remove."""
    for scene in film.scenes.values():
        for person in scene.characters:
            if person not in film.characters:
                raise Conflict(f"{scene.id} refers to {person}, which would be gone.", why="still_needed", kind="scenes", id=scene.id)
    for sequence in film.sequences.values():
        if sequence.scene_id not in film.scenes:
            gone = f"{sequence.id} belongs to {sequence.scene_id}, which would be gone."
            raise Conflict(gone, why="still_needed", kind="sequences", id=sequence.id)
    for shot in film.shots.values():
        if shot.sequence_id not in film.sequences:
            gone = f"{shot.id} belongs to {shot.sequence_id}, which would be gone."
            raise Conflict(gone, why="still_needed", kind="shots", id=shot.id)
    return film


def same(one: Film, other: Film) -> bool:
    return canonical(one) == canonical(other)


def canonical(film: Film) -> bytes:
    """The film as bytes that do not depend on the order in which its rows were made."""
    return msgspec.json.encode({kind: asdict(film)[kind] for kind in ("header", *KINDS)}, order="sorted")


def _conflict(touch: Touch, what: str) -> Conflict:
    thing = "the project" if touch.kind == "header" else f"{touch.kind.removesuffix('s')} {touch.id}"
    return Conflict(
        f"This cannot be taken back: {thing} {what}. Nothing was changed.",
        remedy="Undo the later change first, or edit it by hand.",
        why="changed_since",
        kind=touch.kind,
        id=touch.id,
    )
