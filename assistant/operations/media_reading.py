"""The machinery of search: what of the user's media has moved on, and the vectors that are kept. Nobody outside reaches it."""

from msgspec import Struct

from assistant.access import Role
from assistant.library.shelves import Mark, Read
from assistant.operation import Command, Query, operation
from assistant.operations.fields import ProjectRef
from assistant.operations.media_showing import looked_through
from assistant.work import Work
from memory import films, media, media_vectors, projects
from memory.media_vectors import Made
from memory.projects import Project


class ReadLibrary(Query[list[Read]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The media of the project that is meant, or of all of the user's: what has moved on since it was `known`. `lenses` name vectors."""

    project: ProjectRef | None = None
    everywhere: bool = False
    lenses: list[str]
    known: dict[str, Mark] = {}


class ReadShelf(Query[Read | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The media of a project, whoever's it is; None when it is gone. What moved on beside them is not read."""

    project_id: str
    lenses: list[str]
    known: dict[str, Mark] = {}


class ListLibraries(Query[list[str]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The projects that have media, those that were changed last first."""


class Kept(Struct, frozen=True, kw_only=True):
    """`version` of the project after that."""

    version: int


class KeepMediaVectors(Command[Kept], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Vectors of items of a project, as `memory.vectors` packs them, and items whose vectors may go."""

    project_id: str
    lens: str
    made: dict[str, Made]
    gone: list[str] = []


@operation("library.read", needs=Role.MEMBER, internal=True)
def read_library(work: Work, command: ReadLibrary) -> list[Read]:
    among = looked_through(work, command.project, everywhere=command.everywhere)
    return [_read(work, project, command.lenses, command.known) for project in among]


@operation("library.shelf", needs=Role.ADMIN, internal=True)
def read_shelf(work: Work, command: ReadShelf) -> Read | None:
    project = projects.get(work.db, command.project_id)
    if project is None:
        return None
    known = command.known.get(project.id)
    if known is not None and known[1] == media.version(work.db, project.id):
        return Read(project=project, mark=known)
    return _read(work, project, command.lenses, command.known)


@operation("library.list", needs=Role.ADMIN, internal=True)
def list_libraries(work: Work, command: ListLibraries) -> list[str]:
    return media.with_media(work.db)


@operation("library.keep", needs=Role.ADMIN, internal=True)
def keep_media_vectors(work: Work, command: KeepMediaVectors) -> Kept:
    media_vectors.drop(work.db, command.project_id, command.lens, command.gone)
    media_vectors.keep(work.db, command.project_id, command.lens, command.made, work.now)
    return Kept(version=media.version(work.db, command.project_id))


def _read(work: Work, project: Project, lenses: list[str], known: dict[str, Mark]) -> Read:
    mark, before = (project.change_seq, media.version(work.db, project.id)), known.get(project.id)
    if before == mark:
        return Read(project=project, mark=mark)
    film = films.load(work.db, project.id)
    if before is not None and before[1] == mark[1]:
        return Read(project=project, mark=mark, film=film)
    made = {lens: media_vectors.of_project(work.db, project.id, lens) for lens in lenses}
    return Read(project=project, mark=mark, film=film, looks=media.looks_of(work.db, project.id), made=made)
