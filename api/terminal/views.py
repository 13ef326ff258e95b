"""Tables for the results that are better seen than read: films, scenes, cast, shots, projects, history."""

from collections.abc import Callable
from typing import Any

import msgspec
from rich.console import RenderableType
from rich.text import Text

from api.terminal.sheet import Column, Sheet
from api.terminal.words import clean, joined, length, ranges, when
from assistant.operations.characters import CharacterList
from assistant.operations.generation import Preview
from assistant.operations.help import Help
from assistant.operations.history import ChangeView, History, Touched
from assistant.operations.projects import ProjectList
from assistant.operations.scenes import SceneList
from assistant.operations.shots import ShotList
from assistant.views import CharacterView, FilmView, SceneView

Parts = list[RenderableType]
"""What is printed one below the other. Words stand by themselves, so that a pipe gets them unbroken."""


def drawn(operation: str, result: Any, tables: "Tables | None" = None) -> Parts:
    """The table of a view; nothing for what is said in words, or comes in a shape this client does not know."""
    known = SPOKEN if tables is None else tables
    if operation not in known:
        return []
    shape, draw = known[operation]
    try:
        return draw(msgspec.convert(result, shape))
    except msgspec.ValidationError:
        return []


def below(*groups: Parts) -> Parts:
    """One group under the other, with a line between."""
    told_of = [group for group in groups if group]
    return [part for place, group in enumerate(told_of) for part in ([""] if place else []) + group]


def preview(view: Preview) -> Parts:
    size = f"{view.megabytes:.2f} MB"
    return below(film(view.film), [Text(joined(view.project_name, f"{view.files} files", size), style="dim")])


def film(view: FilmView) -> Parts:
    """A film's scenes and cast; what it is called and is about stands in the reply."""
    return below(scenes(view.scenes, view.project.duration), cast(view.characters))


def film_with_title(view: FilmView) -> Parts:
    project = view.project
    head: Parts = [
        Text(clean(project.title), style="bold"),
        Text(joined(project.genre, project.style, length(project.duration)), style="dim"),
    ]
    if view.logline:
        head.append(Text(clean(view.logline), style="italic"))
    return below(head, film(view))


def scenes(rows: list[SceneView], duration: float) -> Parts:
    columns = (
        Column("#", justify="right", style="dim"),
        Column("Scene", wraps=True, place="main"),
        Column("Where", wraps=True, place="aside"),
        Column("Who", wraps=True, place="aside"),
        Column("Length", justify="right"),
    )
    cells = [
        (str(row.number), clean(row.title), joined(row.location, row.time_of_day), clean(", ".join(row.names)), length(row.duration))
        for row in rows
    ]
    return [Sheet(columns, cells, total=("", "", "", "", length(duration)))] if rows else []


def cast(rows: list[CharacterView]) -> Parts:
    columns = (
        Column("#", justify="right", style="dim"),
        Column("Name", wraps=True, place="main"),
        Column("Role", wraps=True, place="aside"),
        Column("Who they are", wraps=True, place="aside"),
        Column("Scenes"),
    )
    cells = [(str(row.number), clean(row.name), clean(row.role), clean(row.description), ranges(row.scenes)) for row in rows]
    return [Sheet(columns, cells)] if rows else []


def shots(view: ShotList) -> Parts:
    columns = (
        Column("#", justify="right", style="dim"),
        Column("Shot", place="main"),
        Column("Camera", place="aside"),
        Column("What is seen", wraps=True, place="aside"),
        Column("Length", justify="right"),
    )
    cells = [
        (str(row.number), clean(row.type), clean(row.camera_movement), clean(row.description), length(row.duration)) for row in view.shots
    ]
    return [Sheet(columns, cells, total=("", "", "", "", length(view.scene.duration)))]


def projects(view: ProjectList) -> Parts:
    columns = (
        Column("", style="green"),
        Column("Project", wraps=True, place="main"),
        Column("Title", wraps=True, place="aside"),
        Column("Changed", place="aside", style="dim"),
    )
    rows = [
        ("●" if row.open else "", clean(row.name), clean(row.title or ""), when(row.modified_at) if row.modified_at else "")
        for row in view.projects
    ]
    return [Sheet(columns, rows)] if rows else []


def history(view: History) -> Parts:
    columns = (
        Column("#", justify="right", style="dim"),
        Column("Change", wraps=True, place="main"),
        Column("By", place="aside"),
        Column("When", place="aside", style="dim"),
    )
    rows = [(str(row.number), change(row), clean(row.by), when(row.at)) for row in view.changes]
    return [Sheet(columns, rows)] if rows else []


def change(row: ChangeView) -> str:
    """A change in a line or a few: what happened to what."""
    told_of = [touched(each) for each in row.touched] or [clean(row.operation)]
    few, more = told_of[:4], len(told_of) - 4
    words = "; ".join(few) + (f"; +{more}" if more > 0 else "")
    return f"↶ {words}" if row.undone else words


def touched(each: Touched) -> str:
    if set(each.fields) == {"by"}:
        return f"{clean(each.kind)} “{clean(each.label)}” {clean(each.verb)} by {length(float(each.fields['by'][1]))}"
    fields = ", ".join(clean(name).replace("_", " ") for name in each.fields)
    return f"{clean(each.kind)} “{clean(each.label)}” {clean(each.verb)}" + (f": {fields}" if fields else "")


def operations(view: Help) -> Parts:
    columns = (Column("Operation", style="bold"), Column("", wraps=True))
    return [Sheet(columns, [(clean(row.name), clean(row.says).partition("\n")[0]) for row in view.operations])]


Tables = dict[str, tuple[type, Callable[[Any], Parts]]]
"""By operation: the shape of its result, and what draws it."""

SPOKEN: Tables = {
    "project.generate": (Preview, preview),
    "project.show": (FilmView, film),
    "project.list": (ProjectList, projects),
    "scene.list": (SceneList, lambda view: scenes(view.scenes, view.duration)),
    "character.list": (CharacterList, lambda view: cast(view.characters)),
    "shot.list": (ShotList, shots),
    "history.list": (History, history),
}
"""Results that come with a reply."""

TYPED: Tables = {**SPOKEN, "project.show": (FilmView, film_with_title), "help.show": (Help, operations)}
"""Results of an operation that was typed, where no reply says anything."""
