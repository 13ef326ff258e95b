"""What operations answer with: the film as people see it, numbered from 1 and timed in seconds.

Replies are made from these and from nothing else, so the assistant cannot claim what it did not read back.
"""

import time
from datetime import UTC, datetime
from typing import Any, Literal

from msgspec import Struct

from assistant import film as films
from memory.film import Character, Film, Scene, Sequence, Shot, Status
from memory.projects import Project


class Offer(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that could be done next, offered with a result: `label` says it, `operation` and `slots` do it. `id` where it has one of
    its own; `description` says more; `metadata` is for whoever shows it; `asks` names a slot that is still to be asked for."""

    label: str
    operation: str
    slots: dict[str, Any]
    id: str = ""
    description: str = ""
    metadata: dict[str, str] = {}
    asks: str = ""


class Spoken(Struct, frozen=True, kw_only=True):
    """A line of dialogue: `who` by name."""

    who: str
    line: str


class SceneView(Struct, frozen=True, kw_only=True):
    """`characters` are ids, `names` the same people by name; `duration` in seconds."""

    id: str
    number: int
    title: str
    description: str
    location: str
    time_of_day: str
    duration: float
    characters: list[str]
    names: list[str]
    key_actions: list[str]
    visual_notes: str | None
    shot_count: int
    dialogue: list[Spoken] = []


class CharacterView(Struct, frozen=True, kw_only=True):
    """`age` in years; `scenes` are the numbers of the scenes the character is in."""

    id: str
    number: int
    name: str
    role: str
    description: str
    appearance: str
    personality: str
    visual_reference: str | None
    inner: dict[str, Any] | None
    scenes: list[int]
    age: int | None = None


class ShotView(Struct, frozen=True, kw_only=True):
    id: str
    number: int
    type: str
    camera_movement: str
    duration: float
    description: str
    visual_style: str


class SequenceView(Struct, frozen=True, kw_only=True):
    id: str
    scene_id: str
    total_duration: float
    shots: list[ShotView]


class ProjectView(Struct, frozen=True, kw_only=True):
    """`unsaved` counts changes the folder on disk does not have yet; times are ISO 8601, UTC. `audience` is a rating, `quality` a tier of
    production, `aspect_ratio` width to height; "" or None where nobody said."""

    id: str
    name: str
    title: str
    state: str
    description: str
    genre: str
    style: str
    language: str
    duration: float
    scene_count: int
    character_count: int
    sequence_count: int
    shot_count: int
    unsaved: int
    created_at: str
    modified_at: str
    audience: str = ""
    episodes: int | None = None
    episode_minutes: float | None = None
    aspect_ratio: str = ""
    quality: str = ""
    status: Status = "active"


class FilmView(Struct, frozen=True, kw_only=True):
    """A whole project. `right` is what whoever asked may do with it: a viewer looks, an editor changes, the owner shares and deletes."""

    project: ProjectView
    logline: str
    scenes: list[SceneView]
    characters: list[CharacterView]
    sequences: list[SequenceView]
    right: Literal["viewer", "editor", "owner"] = "owner"


class Difference(Struct, frozen=True, kw_only=True):
    """One field of one thing before and after, as people see it."""

    field: str
    before: Any
    after: Any


def iso(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def iso_now() -> str:
    return iso(time.time())


def _same(row: Struct, *names: str) -> dict[str, Any]:
    """What the view of a row calls as the row does."""
    return {name: getattr(row, name) for name in names}


def scene_view(film: Film, scene: Scene) -> SceneView:
    shots = films.shots_of(film, scene.id)
    return SceneView(
        number=films.number(films.scenes(film), scene.id),
        duration=films.seconds(film, sum(shot.frames for shot in shots)),
        characters=list(scene.characters),
        names=[film.characters[person].name for person in scene.characters],
        key_actions=list(scene.key_actions),
        shot_count=len(shots),
        dialogue=[Spoken(who=_name(film, line["who"]), line=line["line"]) for line in scene.dialogue or ()],
        **_same(scene, "id", "title", "description", "location", "time_of_day", "visual_notes"),
    )


def _name(film: Film, person: str) -> str:
    return film.characters[person].name if person in film.characters else "somebody"


def character_view(film: Film, person: Character) -> CharacterView:
    return CharacterView(
        number=films.number(films.cast(film), person.id),
        scenes=[place for place, scene in enumerate(films.scenes(film), start=1) if person.id in scene.characters],
        **_same(person, *(name for name in person.__struct_fields__ if name != "order")),
    )


def shot_view(film: Film, shot: Shot, number: int) -> ShotView:
    same = _same(shot, "id", "type", "camera_movement", "description", "visual_style")
    return ShotView(number=number, duration=films.seconds(film, shot.frames), **same)


def shot_views(film: Film, scene: Scene) -> list[ShotView]:
    """A scene's shots, numbered through its sequences."""
    return [shot_view(film, shot, number) for number, shot in enumerate(films.shots_of(film, scene.id), start=1)]


def sequence_view(film: Film, row: Sequence) -> SequenceView:
    shots = films.shots_in(film, row.id)
    total = films.seconds(film, sum(shot.frames for shot in shots))
    views = [shot_view(film, shot, number) for number, shot in enumerate(shots, start=1)]
    return SequenceView(id=row.id, scene_id=row.scene_id, total_duration=total, shots=views)


def project_view(project: Project, film: Film) -> ProjectView:
    header = film.header
    return ProjectView(
        duration=films.duration(film),
        scene_count=len(film.scenes),
        character_count=len(film.characters),
        sequence_count=len(film.sequences),
        shot_count=len(film.shots),
        unsaved=project.change_seq - project.saved_change if project.state == "project" else 0,
        created_at=iso(project.created_at),
        modified_at=iso(project.modified_at),
        **_same(project, "id", "name", "state"),
        **_same(header, "title", "description", "genre", "style", "language"),
        **_same(header, "audience", "episodes", "episode_minutes", "aspect_ratio", "quality", "status"),
    )


def film_view(project: Project, film: Film) -> FilmView:
    scenes = films.scenes(film)
    return FilmView(
        project=project_view(project, film),
        logline=film.header.description,
        scenes=[scene_view(film, scene) for scene in scenes],
        characters=[character_view(film, person) for person in films.cast(film)],
        sequences=[sequence_view(film, row) for scene in scenes for row in films.sequences_of(film, scene.id)],
    )


def differences(before: Struct, after: Struct) -> list[Difference]:
    """The fields in which two views of one thing differ; ids and counts that follow from others are left out."""
    told = [name for name in before.__struct_fields__ if name not in ("id", "characters", "shot_count", "scenes")]
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in told)
    return [Difference(field=name, before=was, after=now) for name, was, now in pairs if was != now]
