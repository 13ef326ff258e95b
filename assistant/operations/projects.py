"""Projects: create, open, list, show, change, duplicate, delete. Saving and closing are in `saving`."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Actor, Role
from assistant.errors import NotFound
from assistant.events import Emit, ProjectChanged
from assistant.folder import dates_in, from_file
from assistant.operation import Command, Query, operation, process
from assistant.operations.fields import AboutProject, OnProject, ProjectRef, Prose, Short, Title, given
from assistant.perform import Assistant
from assistant.slug import free, slug
from assistant.views import Difference, FilmView, ProjectView, differences, film_view, iso, project_view
from assistant.work import Work
from memory import projects, sessions
from memory.files import digest
from memory.film import Film, Header
from memory.films import load_header
from memory.projects import Project

EMPTY: dict[str, Any] = {"description": "", "genre": "", "style": ""}
Owned = tuple[Project, str]
"""A project and its title."""
Sort = Literal["name", "newest", "oldest", "longest"]
"""By name, by when it was made, or by how long the film is."""


class ProjectListed(Struct, frozen=True, kw_only=True):
    """`title`, times (ISO 8601, UTC) and `duration` (seconds) are None for a folder that another program put there and nobody has
    opened yet. `shared` ones are somebody else's."""

    name: str
    title: str | None
    modified_at: str | None
    open: bool
    created_at: str | None = None
    duration: float | None = None
    shared: bool = False


class ProjectList(Struct, frozen=True, kw_only=True):
    """`preview` is the title of a film that was told in this session and is not kept yet, and so in no list."""

    projects: list[ProjectListed]
    sort: Sort = "name"
    preview: str | None = None


class ProjectEdit(Struct, frozen=True, kw_only=True):
    project: ProjectView
    changed: list[Difference]


class Deleted(Struct, frozen=True, kw_only=True):
    name: str
    title: str
    folder: str | None


class CreateProject(Command[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Start an empty project and open it."""

    title: Title
    genre: Short = ""
    style: Short = ""
    description: Prose = ""
    language: Short = "en"


class OpenProject(Command[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open a project by name; also a folder that the original program put there."""

    project: ProjectRef


class ListProjects(Query[ProjectList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List your projects, in an order. Folders nobody has opened yet come last, but for the order by name."""

    sort: Sort = "name"


class ShowProject(AboutProject[FilmView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show a whole project: what it is, its scenes and its cast."""


class UpdateProject(OnProject[ProjectEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change a project's title, description, genre or visual style. What is left out stays; null clears."""

    title: Title | None | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    genre: Short | None | UnsetType = UNSET
    style: Short | None | UnsetType = UNSET


class DuplicateProject(OnProject[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copy a project under a new title and open the copy."""

    title: Title | None = None


class DeleteProject(OnProject[Deleted], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Delete a project and its folder for good."""

    confirmed: bool = False


class ForgetProject(OnProject[Deleted], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Delete a project's rows; its folder goes after the commit."""

    confirmed: bool = False


@operation("project.create", needs=Role.MEMBER)
def create_project(work: Work, command: CreateProject) -> ProjectView:
    header = Header(**{name: getattr(command, name) for name in command.__struct_fields__})
    return _opened(work, new_project(work, header, slug(command.title)))


@operation("project.open", needs=Role.MEMBER)
def open_project(work: Work, command: OpenProject) -> ProjectView:
    project = projects.find(work.db, work.by.user_id, command.project, work.now, lock=True)
    if project is None:
        return _opened(work, _adopt(work, command.project))
    work.take_up(project)
    _read_disk(work)
    return _opened(work, work.project)


@operation("project.list", needs=Role.MEMBER)
def list_projects(work: Work, command: ListProjects) -> ProjectList:
    current = work.session.project_id
    lengths = projects.lengths(work.db, work.by.user_id)
    owned = _sorted(projects.owned(work.db, work.by.user_id), lengths, command.sort)
    rows = [
        ProjectListed(
            name=row.name,
            title=title,
            modified_at=iso(row.modified_at),
            open=row.id == current,
            created_at=iso(row.created_at),
            duration=lengths.get(row.id, 0.0),
        )
        for row, title in owned
    ]
    rows += [
        ProjectListed(name=row.name, title=title, modified_at=iso(row.modified_at), open=row.id == current, shared=True)
        for row, title in projects.shared(work.db, work.by.user_id)
    ]
    strays = work.tools.disk.unclaimed(projects.folders(work.db))
    taken = {row.name for row in rows}
    rows += [ProjectListed(name=name, title=None, modified_at=None, open=False) for name in strays if name not in taken]
    listed = sorted(rows, key=lambda row: row.name) if command.sort == "name" else rows
    return ProjectList(projects=listed, sort=command.sort, preview=_previewed(work))


def _previewed(work: Work) -> str | None:
    shown = projects.get(work.db, work.session.project_id) if work.session.project_id else None
    return load_header(work.db, shown.id).title if shown is not None and shown.state == "preview" else None


@operation("project.show", needs=Role.VIEWER)
def show_project(work: Work, command: ShowProject) -> FilmView:
    return film_view(work.project, work.film)


@operation("project.update", needs=Role.EDITOR)
def update_project(work: Work, command: UpdateProject) -> ProjectEdit:
    before = project_view(work.project, work.film)
    values = given(command, ("title", "description", "genre", "style"), EMPTY)
    film = replace(work.film, header=replace(work.film.header, **values))
    if "style" in values:
        film = _restyled(film, work.film.header.style)
    work.film = film
    after = project_view(work.project, film)
    return ProjectEdit(project=after, changed=differences(before, after))


@operation("project.duplicate", needs=Role.VIEWER)
def duplicate_project(work: Work, command: DuplicateProject) -> ProjectView:
    source, minted = work.film, work.project.minted
    header = replace(source.header, title=command.title or f"{source.header.title} (copy)")
    new_project(work, header, slug(header.title), minted=minted)
    work.film = replace(source, header=header, notes={})
    return _opened(work, work.project)


def what_goes(work: Work, command: ForgetProject) -> dict[str, Any]:
    """The numbers for the question before a project is deleted."""
    view = project_view(work.project, work.film)
    counts = {"scenes": view.scene_count, "characters": view.character_count, "shots": view.shot_count}
    return {"project": view.name, "title": view.title, "seconds": view.duration, **counts}


@operation("project.forget", needs=Role.OWNER, asks=what_goes, internal=True)
def forget_project(work: Work, command: ForgetProject) -> Deleted:
    project, title = work.project, work.film.header.title
    sessions.leave_project(work.db, project.id)
    projects.remove(work.db, project.id)
    work.record(ProjectChanged(project_id=project.id, operation="project.delete"))
    return Deleted(name=project.name, title=title, folder=project.folder)


@process("project.delete", needs=Role.OWNER)
async def delete_project(assistant: Assistant, command: DeleteProject, by: Actor, emit: Emit) -> Deleted:
    gone = await assistant.perform(ForgetProject(project=command.project, confirmed=command.confirmed), by=by)
    if gone.folder:
        await asyncio.to_thread(assistant.disk.folders.remove, gone.folder)
    return gone


def new_project(work: Work, header: Header, wanted: str, *, minted: dict[str, int] | None = None) -> Project:
    """A project's row under a free name, taken up by `work`, with no film yet."""
    project = Project(
        id=f"project_{secrets.token_hex(8)}",
        owner_id=work.by.user_id,
        name=free_name(work, wanted),
        slug=wanted,
        state="project",
        minted=minted or {},
        created_at=work.now,
        modified_at=work.now,
    )
    projects.add(work.db, project, header)
    work.take_up(project)
    work.record(ProjectChanged(project_id=project.id, operation="project.create"))
    return project


def free_name(work: Work, wanted: str) -> str:
    """A name that no project of the user has, nor anything where its folder would stand."""
    disk = work.tools.disk
    return free(wanted, projects.names(work.db, work.by.user_id) | disk.folders.taken(disk.shelf(work.by.user_id)))


def _sorted(owned: list[Owned], lengths: Mapping[str, float], sort: Sort) -> list[Owned]:
    """In that order; what is alike stays by name."""
    keys: dict[Sort, Callable[[Project], float]] = {
        "newest": lambda project: -project.created_at,
        "oldest": lambda project: project.created_at,
        "longest": lambda project: -lengths.get(project.id, 0.0),
    }
    return sorted(owned, key=lambda row: keys[sort](row[0])) if sort in keys else owned


def _opened(work: Work, project: Project) -> ProjectView:
    """The project as the session's open one. `opened_change` is where closing without saving goes back to."""
    work.finish("project.open")
    work.set_session(project_id=project.id, opened_change=work.project.change_seq)
    return project_view(work.project, work.film)


def _adopt(work: Work, name: str) -> Project:
    """A project from a folder that is not known yet: on the user's own shelf, or one nobody has claimed."""
    disk = work.tools.disk
    known = projects.folders(work.db)
    own = disk.folders.look_for(disk.shelf(work.by.user_id), name)
    folder = own if own not in known else None
    if folder is None:
        folder = next((stray for stray in disk.unclaimed(known) if stray == name), None)
    if folder is None:
        raise NotFound(
            f"There is no project called {name}.",
            remedy="List your projects and use one of those names.",
            why="no_project",
            project=name,
        )
    content = disk.folders.read(folder) or b""
    film = from_file(content)
    project = new_project(work, film.header, name)
    # The folder keeps its name even where `free_name` would have given another: it is this very folder.
    work.set_project(name=name if project.name != name and not projects.find(work.db, work.by.user_id, name, work.now) else project.name)
    work.set_project(folder=folder, saved_digest=digest(content))
    work.film = film
    work.finish("project.open")
    created, modified = dates_in(content, work.now)
    work.set_project(saved_change=work.project.change_seq, created_at=created, modified_at=modified)
    return work.project


def _read_disk(work: Work) -> None:
    """Refuse a damaged folder; take over what another program wrote since we saved, as one change that can be undone."""
    project = work.project
    if project.folder is None:
        return
    content = work.tools.disk.folders.read(project.folder)
    if content is None or digest(content) == project.saved_digest:
        return
    film = from_file(content)
    if project.saved_change == project.change_seq:
        work.film = replace(film, notes=work.film.notes)
        work.finish("project.open")
        work.set_project(saved_change=work.project.change_seq, saved_digest=digest(content))


def _restyled(film: Film, old: str) -> Film:
    """Shots that had the film's style follow it; those with a look of their own keep it."""
    style = film.header.style
    shots = [replace(shot, visual_style=style) for shot in film.shots.values() if shot.visual_style == old]
    return films.put(film, *shots)
