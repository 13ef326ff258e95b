"""Saving and closing: the folder on disk is written from the database, in one go, and never holds up other writers."""

import asyncio
import errno

from msgspec import Struct

from assistant.access import Actor, Role
from assistant.changes import apply, reverse
from assistant.errors import Conflict, NotFound, NothingOpen, StorageFull, Unavailable
from assistant.events import Emit, ProjectChanged
from assistant.folder import to_files
from assistant.operation import Query, operation, process
from assistant.operations.fields import AboutProject, OnProject, ProjectRef
from assistant.operations.projects import free_name
from assistant.perform import Assistant
from assistant.plans import room_for_project
from assistant.slug import free
from assistant.views import iso
from assistant.work import Work
from memory import changes, projects
from memory.files import Size, digest
from memory.film import BESIDE
from memory.projects import Project

DISK = "disk"
"""The lock of whoever writes below the projects' root."""


class Saved(Struct, frozen=True, kw_only=True):
    """`path` is the folder written; `files` how many files are in it and `bytes` how large they are; `opened` tells that the project was
    opened for it."""

    project_id: str
    name: str
    title: str
    path: str
    created_at: str
    saved_at: str
    files: int
    bytes: int
    opened: bool = False


class Closed(Struct, frozen=True, kw_only=True):
    """`taken_back` counts the changes that closing without saving undid."""

    name: str
    title: str
    saved: bool
    taken_back: int


class Prepared(Struct, frozen=True, kw_only=True):
    """All that is needed to write a folder, read in one transaction."""

    project_id: str
    name: str
    title: str
    folder: str
    created_at: float
    change_seq: int
    files: dict[str, bytes]


class SaveProject(OnProject[Saved], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Write the project's folder: project.json and the split files."""


class FindPreview(Query[str], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The id of a preview that can be finalized."""

    preview: ProjectRef | None = None


class IsOpen(Query[bool], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether that project is the one that is open in the session."""

    project: ProjectRef


class WhichProject(AboutProject[Project], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The project that is meant."""


class PrepareSave(OnProject[Prepared], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Read what is to be written, and choose the folder. A preview becomes a project, or stays one when there is no room."""


class MarkSaved(OnProject[Prepared], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Remember how far the folder is up to date."""

    prepared: Prepared


class CloseProject(OnProject[Closed], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Close the open project, saved or as it was at opening or at the last save."""

    save: bool = True


class LeaveProject(OnProject[Closed], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Take back what is not to be saved, and let the session go on without a project."""

    save: bool


@operation("preview.find", needs=Role.MEMBER, internal=True)
def find_preview(work: Work, command: FindPreview) -> str:
    ref = command.preview or work.session.project_id
    project = projects.find(work.db, work.by.user_id, ref, work.now) if ref else None
    if project is None:
        raise NotFound("There is no such preview, or it has expired.", remedy="Generate the project again.", why="no_preview", preview=ref)
    if project.state != "preview" and command.preview is not None:
        raise NotFound(
            "That preview is a project already.",
            remedy=f"Open {project.name}.",
            why="kept_already",
            values={"name": project.name},
            preview=ref,
        )
    return project.id


@operation("project.is_open", needs=Role.MEMBER, internal=True)
def is_open(work: Work, command: IsOpen) -> bool:
    project = projects.find(work.db, work.by.user_id, command.project, work.now)
    return project is not None and project.id == work.session.project_id


@operation("project.which", needs=Role.EDITOR, internal=True)
def which_project(work: Work, command: WhichProject) -> Project:
    return work.project


@operation("project.prepare", needs=Role.EDITOR, internal=True)
def prepare_save(work: Work, command: PrepareSave) -> Prepared:
    if work.project.state == "preview":
        _settle(work)
    disk, project = work.tools.disk, work.project
    if project.folder is None:
        shelf = disk.shelf(project.owner_id)
        # Something may have come to stand there since the project got its name.
        work.set_project(folder=disk.folders.new(shelf, free(project.name, disk.folders.taken(shelf))))
        project = work.project
    files = to_files(work.film, project.name, project.created_at, project.modified_at)
    folder = str(project.folder)
    there = disk.folders.size([folder])
    backup = Size(len(disk.folders.read(folder) or b""), 1 if there.files else 0)
    size = Size(sum(map(len, files.values())), len(files)) + backup
    more = Size(max(0, size.bytes - there.bytes), max(0, size.files - there.files))
    disk.check_room(work.by, projects.folders(work.db, project.owner_id), more)
    return Prepared(
        project_id=project.id,
        name=project.name,
        title=work.film.header.title,
        folder=folder,
        created_at=project.created_at,
        change_seq=project.change_seq,
        files=files,
    )


@operation("project.saved", needs=Role.EDITOR, internal=True)
def mark_saved(work: Work, command: MarkSaved) -> Prepared:
    prepared = command.prepared
    work.set_project(saved_change=prepared.change_seq, saved_digest=digest(prepared.files["project.json"]))
    work.record(ProjectChanged(project_id=prepared.project_id, operation="project.save"))
    return prepared


@process("project.save", needs=Role.EDITOR)
async def save_project(assistant: Assistant, command: SaveProject, by: Actor, emit: Emit) -> Saved:
    project_id = (await assistant.perform(WhichProject(project=command.project), by=by)).id
    # Read inside the lock: of two saves at once, the older text must not win, nor may both take the last of the room.
    async with assistant.saving.hold(DISK):
        prepared = await assistant.perform(PrepareSave(project=project_id), by=by)
        await _write(assistant, prepared)
        await assistant.perform(MarkSaved(project=project_id, prepared=prepared), by=by)
    return _saved(assistant, prepared)


@operation("project.leave", needs=Role.EDITOR, internal=True)
def leave_project(work: Work, command: LeaveProject) -> Closed:
    project = work.project
    taken_back = 0 if command.save else _take_back(work)
    title = work.film.header.title
    if work.session.project_id == project.id:
        work.set_session(project_id=None, opened_change=0)
    return Closed(name=project.name, title=title, saved=command.save, taken_back=taken_back)


@process("project.close", needs=Role.MEMBER)
async def close_project(assistant: Assistant, command: CloseProject, by: Actor, emit: Emit) -> Closed:
    try:
        if command.save:
            await assistant.perform(SaveProject(project=command.project), by=by)
        return await assistant.perform(LeaveProject(project=command.project, save=command.save), by=by)
    except NothingOpen as error:
        raise NothingOpen("No active project to close.") from error


def room_needed(work: Work) -> Size:
    """What the film's files take up, after a check that there is room for them."""
    files = to_files(work.film, work.project.slug, work.now, work.now)
    size = Size(sum(map(len, files.values())), len(files))
    work.tools.disk.check_room(work.by, projects.folders(work.db, work.by.user_id), size)
    return size


def _settle(work: Work) -> None:
    """The preview as a project, under a name of its own. Raises SubscriptionLimit."""
    room_for_project(work)
    work.set_project(state="project", name=free_name(work, work.project.slug), folder=None, expires_at=None)
    work.record(ProjectChanged(project_id=work.project.id, operation="project.finalize"))


async def _write(assistant: Assistant, prepared: Prepared) -> None:
    try:
        await asyncio.to_thread(assistant.disk.folders.write, prepared.folder, prepared.files)
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        kind = StorageFull if full else Unavailable
        raise kind(
            f"The folder of {prepared.name} could not be written ({error.strerror}). Your work is safe in the database.",
            why="unwritten",
            values={"name": prepared.name},
        ) from error


def _take_back(work: Work) -> int:
    """Back to the state at opening or at the last save, whichever is later; notes and media stay. The way back is a change, too, and can
    be undone."""
    mark = max(work.session.opened_change, work.project.saved_change)
    later = changes.since(work.db, work.project.id, mark)
    if any(change.actor != work.by.user_id for change in later):
        raise Conflict(
            "Somebody else has changed this project since you opened it, so it cannot go back to how it was then.", why="no_way_back"
        )
    film = work.film
    for change in reversed(later):
        film = apply(film, reverse(tuple(touch for touch in change.delta if touch.kind not in BESIDE)))
    work.film = film
    clean = work.project.saved_change == mark
    work.finish("project.close")
    if clean:
        work.set_project(saved_change=work.project.change_seq)
    return len(later)


def _saved(assistant: Assistant, prepared: Prepared) -> Saved:
    folders = assistant.disk.folders
    size = folders.size([prepared.folder])
    return Saved(
        project_id=prepared.project_id,
        name=prepared.name,
        title=prepared.title,
        path=str(folders.path(prepared.folder).absolute()),
        created_at=iso(prepared.created_at),
        saved_at=iso(folders.written_at(prepared.folder)),
        files=size.files,
        bytes=size.bytes,
    )
