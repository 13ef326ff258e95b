"""A film as one value, and what can be asked of it. Editing gives a new film; nothing is changed in place.

Durations are derived: a scene is as long as the shots of its sequences, the film as long as its scenes.
"""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from assistant.errors import NotFound
from memory.film import BESIDE, KINDS, Character, Film, Row, Scene, Sequence, Shot

R = TypeVar("R", bound=Row)

Ref = str | int
"""An id, or a number as people count: 1 is the first, -1 the last."""


def ordered(rows: Iterable[R]) -> list[R]:
    return sorted(rows, key=lambda row: (row.order, row.id))


def scenes(film: Film) -> list[Scene]:
    return ordered(film.scenes.values())


def cast(film: Film) -> list[Character]:
    return ordered(film.characters.values())


def sequences_of(film: Film, scene_id: str) -> list[Sequence]:
    return ordered(row for row in film.sequences.values() if row.scene_id == scene_id)


def shots_of(film: Film, scene_id: str) -> list[Shot]:
    """A scene's shots in the order they are seen, through all its sequences."""
    by_sequence: dict[str, list[Shot]] = {row.id: [] for row in sequences_of(film, scene_id)}
    for shot in film.shots.values():
        if shot.sequence_id in by_sequence:
            by_sequence[shot.sequence_id].append(shot)
    return [shot for group in by_sequence.values() for shot in ordered(group)]


def shots_by_scene(film: Film) -> dict[str, list[Shot]]:
    """Every scene's shots, in no order."""
    held: dict[str, list[Shot]] = {scene_id: [] for scene_id in film.scenes}
    for shot in film.shots.values():
        held[film.sequences[shot.sequence_id].scene_id].append(shot)
    return held


def frames_of(film: Film, scene_id: str) -> int:
    return sum(shot.frames for shot in shots_of(film, scene_id))


def shots_in(film: Film, sequence_id: str) -> list[Shot]:
    """One sequence's shots in their order."""
    return ordered(shot for shot in film.shots.values() if shot.sequence_id == sequence_id)


def duration(film: Film) -> float:
    """The whole film's length in seconds."""
    return seconds(film, sum(shot.frames for shot in film.shots.values()))


def seconds(film: Film, frames: int) -> float:
    return round(frames / film.header.fps, 6)


def frames(film: Film, duration: float) -> int:
    return round(duration * film.header.fps)


def number(rows: list[R], row_id: str) -> int:
    """Its place as people count, from 1."""
    return next(place for place, row in enumerate(rows, start=1) if row.id == row_id)


def named(rows: list[R], ref: Ref, kind: str) -> R:
    """The row a reference means. Raises NotFound, saying how many there are."""
    if isinstance(ref, int):
        place = ref - 1 if ref > 0 else len(rows) + ref
        if ref != 0 and 0 <= place < len(rows):
            return rows[place]
    for row in rows:
        if row.id == ref:
            return row
    here = {0: "There are none yet", 1: "There is one"}.get(len(rows), f"There are {len(rows)}")
    raise NotFound(f"There is no {kind} {ref}. {here}.", why="none_such", kind=kind, ref=ref, count=len(rows))


def scene_named(film: Film, ref: Ref) -> Scene:
    return named(scenes(film), ref, "scene")


def character_named(film: Film, ref: Ref) -> Character:
    """By id, number or name (case does not matter)."""
    people = cast(film)
    if isinstance(ref, str):
        for person in people:
            if person.name.casefold() == ref.casefold():
                return person
    return named(people, ref, "character")


def shot_named(film: Film, scene: Scene, ref: Ref) -> Shot:
    return named(shots_of(film, scene.id), ref, "shot")


def put(film: Film, *rows: Row) -> Film:
    """The film with these rows in place of any of the same id."""
    held = {kind: dict(film.rows(kind)) for kind in KINDS}
    for row in rows:
        held[_KIND[type(row)]][row.id] = row
    return replace(film, **held)


def drop(film: Film, kind: str, ids: Iterable[str]) -> Film:
    """The film without these rows; whoever drops a scene also drops what is in it (`drop_scenes`)."""
    gone = set(ids)
    return replace(film, **{kind: {key: row for key, row in film.rows(kind).items() if key not in gone}})


def drop_scenes(film: Film, ids: Iterable[str]) -> Film:
    """Without these scenes, their sequences and their shots."""
    gone = set(ids)
    film = drop(film, "scenes", gone)
    lost = {row.id for row in film.sequences.values() if row.scene_id in gone}
    film = drop(film, "sequences", lost)
    return drop(film, "shots", [shot.id for shot in film.shots.values() if shot.sequence_id in lost])


def beside(film: Film, other: Film | None = None) -> Film:
    """The film with what stands beside another (`memory.film.BESIDE`), or with nothing beside it."""
    return replace(film, **{kind: other.rows(kind) if other else {} for kind in BESIDE})


_KIND: dict[type[Row], str] = {struct: kind for kind, struct in KINDS.items()}
