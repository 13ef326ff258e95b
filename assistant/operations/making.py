"""Making rows: a scene with its sequence and shots, a whole film from a story."""

from collections.abc import Mapping
from collections.abc import Sequence as Many
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from assistant import film as films
from assistant.operations.covering import coverage_for
from assistant.order import insert
from assistant.story.compose import VERSION
from assistant.story.model import Member, PlannedScene, PlannedShot, Story
from assistant.work import Work
from memory.film import Character, Film, Header, Scene, Sequence, Shot


def add_scene(work: Work, film: Film, scene: Scene, index: int, length: int) -> Film:
    """`scene` at `index` with a sequence and planned shots of `length` frames in all."""
    rows = films.scenes(film)
    placed, *moved = insert(rows, scene, index)
    planned = coverage_for(film, placed, index, len(rows) + 1, length)
    sequence, shots = sequence_with(work, film, placed, planned)
    return films.put(film, placed, *moved, sequence, *shots)


def sequence_with(work: Work, film: Film, scene: Scene, planned: tuple[PlannedShot, ...]) -> tuple[Sequence, list[Shot]]:
    """A sequence numbered as its scene, as the contract shows them (`seq_1` of `scene_1`), with its shots."""
    wanted = scene.id.replace("scene_", "seq_", 1)
    free = wanted != scene.id and wanted not in film.sequences
    sequence = Sequence(id=wanted if free else work.mint("seq_", film.sequences), order=1.0, scene_id=scene.id)
    work.reserve(sequence.id)
    return sequence, shots_with(work, film, scene.id, sequence.id, planned)


def shots_with(work: Work, film: Film, scene_id: str, sequence_id: str, planned: Many[PlannedShot]) -> list[Shot]:
    """Rows for planned shots, in the film's style."""
    return [
        Shot(
            id=work.mint(f"{scene_id}_shot_", film.shots),
            order=float(place),
            sequence_id=sequence_id,
            type=shot.type,
            camera_movement=shot.camera_movement,
            frames=shot.frames,
            description=shot.description,
            camera=msgspec.to_builtins(shot.camera) if shot.camera else None,
            visual_style=film.header.style,
        )
        for place, shot in enumerate(planned, start=1)
    ]


class PlanHead(Struct, frozen=True, kw_only=True):
    """What it takes to plan a film again as it was planned (`Header.plan`): the engine's version, the seed, the draft that was
    chosen, the structure, the number of scenes and frames; `operators` are its steps by place, `cast` the names first given, by
    character id."""

    version: str
    seed: int
    draft: int
    structure: str
    scenes: int
    frames: int
    operators: list[str] = []
    cast: dict[str, str] = {}


def head_of(story: Story) -> PlanHead:
    return PlanHead(
        version=VERSION, seed=story.seed, draft=story.draft, structure=story.structure, scenes=len(story.scenes), frames=story.frames,
        operators=[scene.why.plan.operator for scene in story.scenes if scene.why.plan],
    )  # fmt: skip


def header_of(story: Story, prompt: str) -> Header:
    return Header(
        title=story.title,
        description=story.logline,
        language=story.language,
        genre=story.premise.genre.value,
        style=story.style,
        prompt=prompt,
        fps=story.fps,
        premise=msgspec.to_builtins(story.premise),
        plan=msgspec.to_builtins(head_of(story)),
    )


def told(planned: PlannedScene, people: Mapping[str, Character], before: Many[str | None]) -> dict[str, Any]:
    """What a scene's row says: the planned scene with people by their ids, and earlier scenes (by place) by theirs."""
    names = ("title", "description", "location", "time_of_day", "key_actions", "visual_notes")
    return {
        "characters": tuple(people[key].id for key in planned.cast),
        "why": _reasons(planned, before),
        "dialogue": tuple({"who": people[line.who].id, "line": line.line} for line in planned.dialogue) or None,
        **{name: getattr(planned, name) for name in names},
    }


def _reasons(planned: PlannedScene, before: Many[str | None]) -> dict[str, Any]:
    """A scene's `why` as plain data, earlier scenes by their ids."""
    # As JSON has it, so that the row compares equal to what the database gives back.
    why: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(planned.why))
    why["because_scene"] = before[planned.why.because] if planned.why.because is not None else None
    for link in (why["plan"] or {}).get("needs", ()):
        link["scene"] = before[link["scene"]] if link["scene"] is not None else None
    return why


def framed(shot: PlannedShot, people: Mapping[str, Character]) -> PlannedShot:
    """The shot with its subjects by their ids."""
    if shot.camera is None:
        return shot
    return replace(shot, camera=replace(shot.camera, subjects=tuple(people[key].id for key in shot.camera.subjects)))


def character(work: Work, film: Film, member: Member, place: int) -> Character:
    """A row for one of the cast."""
    said = {name: getattr(member, name) for name in ("name", "role", "description", "appearance", "personality")}
    return Character(id=work.mint("char_", film.characters), order=float(place), inner=msgspec.to_builtins(member.inner), **said)


def film_of(work: Work, empty: Film, story: Story) -> Film:
    """The rows of a story, added to a film that has only its header."""
    people = {member.key: character(work, empty, member, place) for place, member in enumerate(story.cast, start=1)}
    named = {**(empty.header.plan or {}), "cast": {person.id: person.name for person in people.values()}}
    film = films.put(replace(empty, header=replace(empty.header, plan=named)), *people.values())
    scenes: list[Scene] = []
    for place, planned in enumerate(story.scenes, start=1):
        scene = Scene(id=work.mint("scene_", ()), order=float(place), **told(planned, people, [one.id for one in scenes]))
        scenes.append(scene)
        sequence, shots = sequence_with(work, film, scene, tuple(framed(shot, people) for shot in planned.shots))
        film = films.put(film, scene, replace(sequence, order=float(place)), *shots)
    return film
