"""Projects: create, open, list, show, change, duplicate, delete. Saving and closing are in `saving`."""

import asyncio
import secrets
from collections.abc import Callable, Mapping
from typing import Any, Literal

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Actor, Role
from assistant.errors import Conflict, NotFound
from assistant.events import Emit, ProjectChanged, SessionTurned
from assistant.folder import dates_in, from_file
from assistant.operation import Command, Query, operation, process
from assistant.operations.fields import AboutProject, OnProject, ProjectRef, Prose, Short, Title, given
from assistant.operations.looks import LookWaits
from assistant.operations.media_keeping import new_id
from assistant.operations.uploads import sweep
from assistant.perform import Assistant
from assistant.permit import right_to
from assistant.plans import room_for_project
from assistant.slug import free, slug
from assistant.views import Difference, FilmView, ProjectView, differences, film_view, iso, project_view
from assistant.work import Work
from memory import media, people, projects, sessions
from memory.files import digest
from memory.film import Episodes, Film, Header, Media, Minutes, Ratio, Status
from memory.films import load_header
from memory.projects import Project

EMPTY: dict[str, Any] = {
    **dict.fromkeys(("description", "genre", "style", "audience", "aspect_ratio", "quality"), ""),
    **dict.fromkeys(("episodes", "episode_minutes")),
}
SETTABLE = ("title", *EMPTY, "status")
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


class Forgotten(Struct, frozen=True, kw_only=True):
    """`digests` are the files its media were, which may be needed by no project now."""

    deleted: Deleted
    digests: list[str]


class CreateProject(Command[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Start an empty project and open it. With `unique_title` a title that one of your projects has already is refused."""

    title: Title
    genre: Short = ""
    style: Short = ""
    description: Prose = ""
    language: Short = "en"
    audience: Short = ""
    episodes: Episodes | None = None
    episode_minutes: Minutes | None = None
    aspect_ratio: Ratio = ""
    quality: Short = ""
    unique_title: bool = False


class OpenProject(Command[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Open a project by name; also a folder that the original program put there."""

    project: ProjectRef


class ListProjects(Query[ProjectList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List your projects, in an order. Folders nobody has opened yet come last, but for the order by name."""

    sort: Sort = "name"


class ShowProject(AboutProject[FilmView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show a whole project: what it is, its scenes and its cast."""


class UpdateProject(OnProject[ProjectEdit], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Change what a project says of itself: its title, description, genre and visual style; for whom it is, in how many episodes of
    how many minutes, in which format and quality; and its status. What is left out stays; null clears. With `unique_title` a title
    that another of your projects has is refused."""

    title: Title | None | UnsetType = UNSET
    description: Prose | None | UnsetType = UNSET
    genre: Short | None | UnsetType = UNSET
    style: Short | None | UnsetType = UNSET
    audience: Short | None | UnsetType = UNSET
    episodes: Episodes | None | UnsetType = UNSET
    episode_minutes: Minutes | None | UnsetType = UNSET
    aspect_ratio: Ratio | None | UnsetType = UNSET
    quality: Short | None | UnsetType = UNSET
    status: Status | UnsetType = UNSET
    unique_title: bool = False


class DuplicateProject(OnProject[ProjectView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Copy a project under a new title and open the copy."""

    title: Title | None = None


class DeleteProject(OnProject[Deleted], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Delete a project and its folder for good."""

    confirmed: bool = False


class ForgetProject(OnProject[Forgotten], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Delete a project's rows; its folder goes after the commit."""

    confirmed: bool = False


@operation("project.create", needs=Role.MEMBER)
def create_project(work: Work, command: CreateProject) -> ProjectView:
    if command.unique_title:
        _refuse_doubles(work, work.by.user_id, command.title)
    header = Header(**{name: getattr(command, name) for name in command.__struct_fields__ if name != "unique_title"})
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
    right = right_to(work.db, work.project.id, work.by.user_id) or Role.OWNER
    return replace(film_view(work.project, work.film), right=right.name.lower())


@operation("project.update", needs=Role.EDITOR)
def update_project(work: Work, command: UpdateProject) -> ProjectEdit:
    before = project_view(work.project, work.film)
    values = given(command, SETTABLE, EMPTY)
    if command.unique_title and "title" in values:
        _refuse_doubles(work, work.project.owner_id, values["title"], but=work.project.id)
    film = replace(work.film, header=replace(work.film.header, **values))
    if "style" in values:
        film = _restyled(film, work.film.header.style)
    work.film = film
    after = project_view(work.project, film)
    return ProjectEdit(project=after, changed=differences(before, after))


@operation("project.duplicate", needs=Role.VIEWER)
def duplicate_project(work: Work, command: DuplicateProject) -> ProjectView:
    source, origin, minted = work.film, work.project.id, work.project.minted
    header = replace(source.header, title=command.title or f"{source.header.title} (copy)")
    new_project(work, header, slug(header.title), minted=minted)
    work.film = replace(source, header=header, notes={}, media=_copied(work, origin, source))
    return _opened(work, work.project)


def what_goes(work: Work, command: ForgetProject) -> dict[str, Any]:
    """The numbers for the question before a project is deleted."""
    view = project_view(work.project, work.film)
    counts = {"scenes": view.scene_count, "characters": view.character_count, "shots": view.shot_count}
    return {"project": view.name, "title": view.title, "seconds": view.duration, **counts}


@operation("project.forget", needs=Role.OWNER, asks=what_goes, internal=True)
def forget_project(work: Work, command: ForgetProject) -> Forgotten:
    project, title = work.project, work.film.header.title
    for session_id in sessions.leave_project(work.db, project.id):
        work.record(SessionTurned(session_id=session_id, project_id=None))
    files = media.digests_of(work.db, project.id)
    projects.remove(work.db, project.id)
    work.record(ProjectChanged(project_id=project.id, operation="project.delete"))
    return Forgotten(deleted=Deleted(name=project.name, title=title, folder=project.folder), digests=sorted(files))


@process("project.delete", needs=Role.OWNER)
async def delete_project(assistant: Assistant, command: DeleteProject, by: Actor, emit: Emit) -> Deleted:
    gone = await assistant.perform(ForgetProject(project=command.project, confirmed=command.confirmed), by=by)
    if gone.deleted.folder:
        await asyncio.to_thread(assistant.disk.folders.remove, gone.deleted.folder)
    await sweep(assistant, gone.digests)
    return gone.deleted


def new_project(work: Work, header: Header, wanted: str, *, minted: dict[str, int] | None = None) -> Project:
    """A project's row under a free name, taken up by `work`, with no film yet. Raises SubscriptionLimit."""
    room_for_project(work)
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


def _refuse_doubles(work: Work, owner_id: str, title: str, *, but: str = "") -> None:
    people.lock(work.db, owner_id)
    wanted = title.strip().casefold()
    if any(project.id != but and known.strip().casefold() == wanted for project, known in projects.owned(work.db, owner_id)):
        raise Conflict(
            f"There is a project called “{title}” already.", remedy="Choose another title.", why="title_taken", field="title", title=title
        )


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


def _copied(work: Work, origin: str, source: Film) -> dict[str, Media]:
    """Its media under ids of their own, with what is known of their files."""
    copies = [replace(row, id=new_id()) for row in source.media.values()]
    media.copy(work.db, origin, work.project.id, {row.digest for row in copies})
    if copies:
        work.record(LookWaits(project_id=work.project.id))
    return {row.id: row for row in copies}


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
        work.film = films.beside(film, work.film)
        work.finish("project.open")
        work.set_project(saved_change=work.project.change_seq, saved_digest=digest(content))


def _restyled(film: Film, old: str) -> Film:
    """Shots that had the film's style follow it; those with a look of their own keep it."""
    style = film.header.style
    shots = [replace(shot, visual_style=style) for shot in film.shots.values() if shot.visual_style == old]
    return films.put(film, *shots)
