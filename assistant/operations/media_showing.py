"""Media listed and shown."""

from collections.abc import Callable, Iterable
from typing import Any

from assistant import film as films
from assistant.access import Role
from assistant.errors import NotFound, NothingOpen
from assistant.library.views import MediaDetail, MediaView, library, media_view, seen, ties
from assistant.mentioned import plain, words_of
from assistant.operation import operation
from assistant.operations.fields import many
from assistant.operations.media import FindMedia, ListMedia, MediaList, ServeMedia, ShowMedia
from assistant.operations.media_naming import media_named
from assistant.operations.remembering import MODEL
from assistant.permit import no_media
from assistant.views import iso
from assistant.work import Work
from memory import media, media_vectors, projects, vectors
from memory.film import Film, Media
from memory.media import Served
from memory.projects import Project

SHOWN_NUMBERS = 8
"""Of an embedding; nobody reads more."""
_SORTS: dict[str, Callable[[MediaView], Any]] = {
    "newest": lambda view: view.at,
    "oldest": lambda view: view.at,
    "name": lambda view: view.filename.casefold(),
    "size": lambda view: view.size,
}


@operation("media.list", needs=Role.MEMBER)
def list_media(work: Work, command: ListMedia) -> MediaList:
    chosen, there, title = list[MediaView](), 0, None
    among = looked_through(work, command.project, everywhere=command.everywhere)
    for project in among:
        work.take_up(project)
        title = work.film.header.title
        rows, looks = library(work.film), media.looks_of(work.db, project.id)
        there += len(rows)
        fitting = fits(work.film, command.scene, command.character)
        views = (media_view(project, work.film, row, looks.get(row.digest), number) for number, row in enumerate(rows, 1) if fitting(row))
        chosen += [view for view in views if _asked_for(command, view)]
    chosen.sort(key=lambda view: (view.at, view.number), reverse=command.sort != "oldest")
    if command.sort in ("name", "size"):
        chosen.sort(key=_SORTS[command.sort])
    start = (command.page - 1) * command.limit
    return MediaList(
        title=title if len(among) == 1 else None,
        media=chosen[start : start + command.limit],
        total=len(chosen),
        page=command.page,
        limit=command.limit,
        empty=not there,
    )


@operation("media.show", needs=Role.VIEWER)
def show_media(work: Work, command: ShowMedia) -> MediaDetail:
    row = media_named(work.film, command.media)
    look = media.look_of(work.db, work.project.id, row.digest)
    found = seen(row, look)
    made = media_vectors.of_project(work.db, work.project.id, MODEL).get(row.id)
    at = media_vectors.made_at(work.db, work.project.id, row.id, MODEL)
    return MediaDetail(
        media=media_view(work.project, work.film, row, look),
        look=look.look if look else None,
        said=found.description if found else row.description,
        elements=list(found.elements) if found else [],
        suitable_for=list(found.suitable_for) if found else [],
        caption=look.caption if look else None,
        caption_tags=list(look.tags) if look else [],
        caption_model=look.model if look else None,
        embedding_model=MODEL,
        embedded_at=iso(at) if at else None,
        vector=[round(float(each), 6) for each in vectors.unpacked([made.vector])[0][:SHOWN_NUMBERS]] if made else [],
    )


@operation("media.find", needs=Role.MEMBER, internal=True)
def find_media(work: Work, command: FindMedia) -> MediaView:
    project_id = media.project_of(work.db, work.by.user_id, command.media)
    project = projects.find(work.db, work.by.user_id, project_id, work.now) if project_id else None
    if project is None:
        raise no_media(command.media)
    work.take_up(project)
    row = work.film.media[command.media]
    return media_view(project, work.film, row, media.look_of(work.db, project.id, row.digest))


@operation("media.serve", needs=Role.ADMIN, internal=True)
def serve_media(work: Work, command: ServeMedia) -> Served:
    row = media.served(work.db, command.media)
    if row is None:
        raise no_media(command.media)
    return row


def looked_through(work: Work, ref: str | None, *, everywhere: bool) -> list[Project]:
    """The projects that are meant: the one that is named, all of the user's and those shared with them, or the one that is open. Raises
    NotFound and NothingOpen."""
    if everywhere and ref is None:
        return [project for project, _ in (*projects.owned(work.db, work.by.user_id), *projects.shared(work.db, work.by.user_id))]
    wanted = ref or work.session.project_id
    if wanted is None:
        raise NothingOpen("No project is open.", remedy="Open a project, or look in all of them.")
    project = projects.find(work.db, work.by.user_id, wanted, work.now)
    if project is None:
        raise NotFound(
            f"There is no project called {wanted}.",
            remedy="List your projects and use one of those names.",
            why="no_project",
            project=wanted,
        )
    return [project]


def fits(film: Film, scene: Any, character: Any) -> Callable[[Media], bool]:
    """Whether something is attached to a scene (or a shot of it) and to a character, or speaks of them by name."""
    place = films.scene_named(film, scene) if scene is not None else None
    person = films.character_named(film, character) if character is not None else None

    def fitting(row: Media) -> bool:
        views = ties(film, row)
        inside = place is None or any(view.id == place.id or view.scene == films.number(films.scenes(film), place.id) for view in views)
        about = person is None or any(view.id == person.id for view in views) or _speaks_of(row, person.name)
        return inside and about

    return fitting


def has_tags(tags: Iterable[str], wanted: Iterable[str]) -> bool:
    """All that are wanted, whatever their case."""
    return {plain(tag) for tag in wanted} <= {plain(tag) for tag in tags}


def is_of(kind: str, media_type: str, wanted_kind: str | None, wanted_type: Any) -> bool:
    return wanted_kind in (None, kind) and (wanted_type is None or media_type in many(wanted_type))


def _asked_for(command: ListMedia, view: MediaView) -> bool:
    text = plain(" ".join((view.title, view.filename, view.description, *view.tags)))
    wanted = many(command.status) if command.status is not None else ["waiting", "looking", "ready", "failed"]
    return (
        view.status in wanted
        and is_of(view.kind, view.media_type, command.kind, command.media_type)
        and has_tags(view.tags, command.tags)
        and all(plain(word) in text for word in command.search.split())
    )


def _speaks_of(row: Media, name: str) -> bool:
    text = plain(" ".join((row.title, row.filename, row.description, *row.tags)))
    return any(plain(word) in text for word in words_of(name))
