"""What the film's records say of themselves: references, kinds of shots, lengths."""

from collections.abc import Iterator
from typing import get_args

from assistant.story.model import CameraMovement, ShotType

from ..notes import Note, RemovePerson, RetimeFilm, RetimeScene, RetimeShot, SetShotKind
from ..reading import Reading
from ..script import Scene

_SHORTEST = 0.5
"""Seconds a scene lasts at least, to be seen."""
_TOLERANCE = 0.02
"""The part of the asked length by which a film may miss it."""


def check(reading: Reading) -> Iterator[Note]:
    for at, scene in enumerate(reading.script.scenes):
        yield from _references(reading, at, scene)
        yield from _shots(reading, at, scene)
        yield from _length(reading, at, scene)
    yield from _whole(reading)


def _references(reading: Reading, at: int, scene: Scene) -> Iterator[Note]:
    for person in scene.people:
        if person not in reading.people:
            yield reading.note("unknown-person", "error", [at], about=person, repair=RemovePerson(scene.id, person), person=person)
    for line in scene.dialogue:
        if line.who not in reading.people:
            yield reading.note("unknown-speaker", "error", [at], about=line.who, person=line.who, words_of=line.line)


def _shots(reading: Reading, at: int, scene: Scene) -> Iterator[Note]:
    types, movements = get_args(ShotType), get_args(CameraMovement)
    for number, shot in enumerate(scene.shots, start=1):
        if shot.type not in types or shot.movement not in movements:
            kind = shot.type if shot.type in types else "medium"
            movement = shot.movement if shot.movement in movements else "static"
            unknown = shot.type if shot.type not in types else shot.movement
            repair = SetShotKind(scene.id, shot.id, kind, movement)
            yield reading.note("unknown-shot", "error", [at], about=shot.id, repair=repair, shot=number, kind=unknown)
        if shot.frames < 1:
            yield reading.note("no-frames", "error", [at], about=shot.id, repair=RetimeShot(scene.id, shot.id, 1.0), shot=number)
        elif scene.frames is not None and shot.frames > scene.frames:
            repair_shot = RetimeScene(scene.id, round(sum(one.frames for one in scene.shots) / reading.script.fps, 3))
            yield reading.note("shot-too-long", "error", [at], about=shot.id, repair=repair_shot, shot=number)


def _length(reading: Reading, at: int, scene: Scene) -> Iterator[Note]:
    seconds = scene.length / reading.script.fps
    if scene.length < 1 or not scene.shots:
        yield reading.note("no-length", "error", [at])
    elif seconds < _SHORTEST:
        needed = max(_SHORTEST, len(scene.shots) * 1.0)
        yield reading.note("too-short", "warning", [at], repair=RetimeScene(scene.id, needed), seconds=f"{seconds:.2g}")


def _whole(reading: Reading) -> Iterator[Note]:
    asked, script = reading.script.asked, reading.script
    total = sum(scene.length for scene in script.scenes) / script.fps
    if asked and script.scenes and abs(total - asked) > max(1.0, _TOLERANCE * asked):
        yield reading.note("film-length", "hint", [], repair=RetimeFilm(asked), seconds=f"{total:g}", asked=f"{asked:g}")
