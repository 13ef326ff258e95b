"""What would happen: two films compared as people see them, and what else would be left behind."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from assistant import film as films
from assistant.changes import difference
from assistant.views import (
    CharacterView,
    Difference,
    SceneView,
    ShotView,
    character_view,
    differences,
    project_view,
    scene_view,
    shot_views,
)
from memory.film import Film, Media, Note
from memory.projects import Project

Verb = Literal["added", "changed", "removed"]
OF_PROJECT = (
    "title", "description", "genre", "style", "language", "duration", "audience", "episodes", "episode_minutes", "aspect_ratio", "quality",
    "status",
)  # fmt: skip
View = SceneView | CharacterView | ShotView


class Thing(Struct, frozen=True, kw_only=True):
    """A scene, a character, a shot, a note or one of the media that would come, go or change; `fields` are those that would differ.
    `number` is its place, as it was for what goes; a shot's is within scene number `scene`. `shots` and `seconds` tell how much a scene is,
    `seconds` how long a shot."""

    kind: Literal["scene", "character", "shot", "note", "media"]
    verb: Verb
    label: str
    number: int
    fields: list[Difference] = []
    scene: int | None = None
    shots: int | None = None
    seconds: float | None = None


class ProjectWould(Struct, frozen=True, kw_only=True):
    """A project that would come, go or change. The numbers tell how it would be, or what would be lost with it."""

    id: str
    title: str
    verb: Verb
    scenes: int
    characters: int
    shots: int
    seconds: float
    state: str = "project"
    fields: list[Difference] = []
    things: list[Thing] = []


class Folder(Struct, frozen=True, kw_only=True):
    """A project folder that would be written."""

    path: str
    files: int
    bytes: int


class Would(Struct, frozen=True, kw_only=True):
    """What a command would leave behind. `losses` are the numbers of what a destructive one takes away, as its question has them;
    `opened` is the title of a project that would be open instead, `closed` of one that would be open no more; `removed` are
    folders."""

    projects: list[ProjectWould] = []
    losses: list[dict[str, Any]] = []
    written: list[Folder] = []
    removed: list[str] = []
    opened: str | None = None
    closed: str | None = None
    more: list[str] = []
    """Operations that leave something else behind, and no difference in a film."""

    @property
    def nothing(self) -> bool:
        return self == Would()


def project_would(project: Project, before: Film, after: Film, reader: str, *, new: bool) -> ProjectWould:
    """The two films compared for `reader`: other people's notes are none of theirs."""
    was, now = project_view(project, before), project_view(project, after)
    return ProjectWould(
        id=project.id,
        title=now.title,
        verb="added" if new else "changed",
        state=project.state,
        scenes=now.scene_count,
        characters=now.character_count,
        shots=now.shot_count,
        seconds=now.duration,
        fields=[] if new else [one for one in differences(was, now) if one.field in OF_PROJECT],
        things=[
            *_scenes(before, after),
            *_characters(before, after),
            *_shots(before, after),
            *_notes(before, after, reader),
            *_media(before, after),
        ],
    )


def _scenes(before: Film, after: Film) -> list[Thing]:
    was, now = ({row.id: scene_view(film, row) for row in films.scenes(film)} for film in (before, after))
    moved = _moved(before, after, "scenes")
    return [
        Thing(
            kind="scene", verb=verb, label=view.title, number=view.number, fields=fields, shots=view.shot_count, seconds=view.duration
        )
        for verb, view, fields in _compared(was, now, moved)
    ]  # fmt: skip


def _characters(before: Film, after: Film) -> list[Thing]:
    was, now = ({row.id: character_view(film, row) for row in films.cast(film)} for film in (before, after))
    moved = _moved(before, after, "characters")
    return [
        Thing(kind="character", verb=verb, label=view.name, number=view.number, fields=fields)
        for verb, view, fields in _compared(was, now, moved)
    ]


def _shots(before: Film, after: Film) -> list[Thing]:
    """Those of scenes that stay; the others come and go with their scenes."""
    scenes = [scene.id for scene in films.scenes(after) if scene.id in before.scenes]
    moved = _moved(before, after, "shots")
    found = []
    for scene_id in scenes:
        was, now = ({view.id: view for view in shot_views(film, film.scenes[scene_id])} for film in (before, after))
        scene = films.number(films.scenes(after), scene_id)
        found += [
            Thing(
                kind="shot", verb=verb, label=view.description, number=view.number, fields=fields, scene=scene, seconds=view.duration
            )
            for verb, view, fields in _compared(was, now, moved)
        ]  # fmt: skip
    return found


def _notes(before: Film, after: Film, reader: str) -> list[Thing]:
    was, now = ([row for row in films.ordered(film.notes.values()) if row.user_id == reader] for film in (before, after))
    gone = [_note("removed", was, row) for row in was if row.id not in after.notes]
    return [*gone, *(_note("added", now, row) for row in now if row.id not in before.notes)]


def _note(verb: Verb, notes: list[Note], row: Note) -> Thing:
    return Thing(kind="note", verb=verb, label=row.text, number=films.number(notes, row.id))


def _media(before: Film, after: Film) -> list[Thing]:
    was, now = ({row.id: row for row in films.ordered(film.media.values())} for film in (before, after))
    gone = [_file("removed", was, row) for row in was.values() if row.id not in now]
    come = [_file("added", now, row) for row in now.values() if row.id not in was]
    differing = [(row, _told(differences(was[row.id], row))) for row in now.values() if row.id in was]
    return [*gone, *come, *(replace(_file("changed", now, row), fields=fields) for row, fields in differing if fields)]


def _told(fields: list[Difference]) -> list[Difference]:
    return [one for one in fields if one.field in ("title", "description", "tags", "tied", "media_type", "archived")]


def _file(verb: Verb, rows: Mapping[str, Media], row: Media) -> Thing:
    return Thing(kind="media", verb=verb, label=row.title, number=films.number(list(rows.values()), row.id))


def _moved(before: Film, after: Film, kind: str) -> set[str]:
    """What was put elsewhere itself, and not only counted anew because something before it came or went."""
    delta = difference(before, after)
    return {touch.id for touch in delta if touch.kind == kind and touch.before and touch.after and "order" in touch.after}


def _compared(was: Mapping[str, Any], now: Mapping[str, Any], moved: set[str]) -> Iterable[tuple[Verb, Any, list[Difference]]]:
    for key, view in was.items():
        if key not in now:
            yield "removed", view, []
    for key, view in now.items():
        if key not in was:
            yield "added", view, []
            continue
        found = [one for one in differences(was[key], view) if one.field != "number" or key in moved]
        if found:
            # Called as it is known before it is changed.
            yield "changed", replace(was[key], number=view.number if key not in moved else was[key].number), found
