"""Bringing media into a project, saying something of them, and taking them out again."""

import secrets
from pathlib import Path
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import Invalid, StorageFull
from assistant.library.types import guessed
from assistant.library.views import MediaView, media_view
from assistant.operation import operation
from assistant.operations.fields import given
from assistant.operations.looks import LookWaits
from assistant.operations.media import AddMedia, MediaEdit, MediaRemoved, RemoveMedia, UpdateMedia
from assistant.operations.media_naming import all_media_named, media_named
from assistant.work import Work
from memory import media, projects
from memory.film import Media
from memory.media import Look

MOST = 100_000
"""Items of one project."""
EMPTY: dict[str, Any] = {"description": "", "tags": []}


@operation("media.add", needs=Role.EDITOR, internal=True)
def add_media(work: Work, command: AddMedia) -> MediaView:
    if len(work.film.media) >= MOST:
        raise Invalid(f"A project may have {MOST:,} files.", field="file", why="media_full", values={"count": MOST})
    check_room(work, command.size)
    row = Media(
        id=new_id(),
        order=max((row.order for row in work.film.media.values()), default=0.0) + 1.0,
        filename=command.filename,
        title=command.title or titled(command.filename),
        kind=command.kind,
        media_type=command.media_type or _guessed(work, command),
        mime=command.mime,
        size=command.size,
        digest=command.digest,
        user_id=work.by.user_id,
        at=work.now,
        description=command.description,
        tags=tuple(dict.fromkeys(tag.strip() for tag in command.tags)),
    )
    work.film = films.put(work.film, row)
    look = Look(project_id=work.project.id, digest=row.digest, kind=row.kind, mime=row.mime, at=work.now)
    if media.add_look(work.db, look):
        work.record(LookWaits(project_id=work.project.id))
    if command.upload is not None:
        media.end_upload(work.db, command.upload)
    return media_view(work.project, work.film, row, media.look_of(work.db, work.project.id, row.digest))


@operation("media.update", needs=Role.EDITOR)
def update_media(work: Work, command: UpdateMedia) -> MediaEdit:
    row = media_named(work.film, command.media)
    names = ("title", "description", "tags", "media_type", "archived")
    values = given(command, names, EMPTY)
    if "tags" in values:
        values["tags"] = tuple(dict.fromkeys(tag.strip() for tag in values["tags"]))
    after = replace(row, **values)
    work.film = films.put(work.film, after)
    changed = [name for name in names if getattr(command, name) is not UNSET and getattr(row, name) != getattr(after, name)]
    return MediaEdit(media=view_of(work, after), changed=changed)


def what_goes(work: Work, command: RemoveMedia) -> dict[str, Any]:
    """The numbers for the question before media are taken out."""
    gone = [view_of(work, row) for row in all_media_named(work.film, command.media)]
    return {
        "count": len(gone),
        "titles": [view.title for view in gone],
        "kinds": sorted({view.kind for view in gone}),
        "tied": sum(len(view.tied) for view in gone),
    }


@operation("media.remove", needs=Role.EDITOR, asks=what_goes)
def remove_media(work: Work, command: RemoveMedia) -> MediaRemoved:
    gone = all_media_named(work.film, command.media)
    removed = [view_of(work, row) for row in gone]
    work.film = films.drop(work.film, "media", [row.id for row in gone])
    return MediaRemoved(removed=removed, left=len(work.film.media))


def view_of(work: Work, row: Media) -> MediaView:
    return media_view(work.project, work.film, row, media.look_of(work.db, work.project.id, row.digest))


def new_id() -> str:
    """Unique everywhere, not only in its project: the doors that serve files know nothing else."""
    return f"media_{secrets.token_hex(8)}"


def titled(filename: str) -> str:
    """What a file is called until somebody says: the words of its name, or the name itself."""
    from assistant.looking.words import in_name  # with numpy: not before something is brought

    words = " ".join(in_name(filename))
    return (words[:1].upper() + words[1:] if words else Path(filename).stem or filename)[:200]


def check_room(work: Work, size: int) -> None:
    """Raises StorageFull where a file of that size would pass the quota of the project's owner."""
    disk, owner = work.tools.disk, work.project.owner_id
    used = media.bytes_of(work.db, owner) + disk.folders.size(projects.folders(work.db, owner)).bytes
    if disk.quota.bytes and used + size > disk.quota.bytes:
        raise StorageFull(
            f"This would take the storage to {used + size:,} bytes; the limit is {disk.quota.bytes:,}. Nothing was kept.",
            needed=used + size, limit=disk.quota.bytes, unit="bytes",
        )  # fmt: skip


def _guessed(work: Work, command: AddMedia) -> str:
    words = " ".join((command.title or "", command.description, *command.tags))
    return guessed(command.kind, words, command.filename, [person.name for person in films.cast(work.film)])
