"""Attaching media to scenes, shots, characters and the poster, and taking them off."""

from msgspec.structs import replace

from assistant import film as films
from assistant.access import Role
from assistant.errors import NotFound
from assistant.library.views import library
from assistant.operation import operation
from assistant.operations.media import AttachMedia, DetachMedia, MediaTied, MediaUntied
from assistant.operations.media_keeping import view_of
from assistant.operations.media_naming import all_media_named, tie_to, tie_view
from assistant.work import Work


@operation("media.attach", needs=Role.EDITOR)
def attach_media(work: Work, command: AttachMedia) -> MediaTied:
    rows = all_media_named(work.film, command.item)
    tie = tie_to(work.film, command.scene, command.shot, command.character, command.target)
    tied = [row if tie in row.tied else replace(row, tied=(*row.tied, tie)) for row in rows]
    work.film = films.put(work.film, *tied)
    return MediaTied(media=[view_of(work, row) for row in tied], target=tie_view(work.film, tie), again=tied == rows)


@operation("media.detach", needs=Role.EDITOR)
def detach_media(work: Work, command: DetachMedia) -> MediaUntied:
    tie = tie_to(work.film, command.scene, command.shot, command.character, command.target)
    target = tie_view(work.film, tie)
    among = library(work.film) if command.item is None else all_media_named(work.film, command.item)
    off = [replace(row, tied=tuple(one for one in row.tied if one != tie)) for row in among if tie in row.tied]
    if not off:
        raise NotFound(
            f"Nothing of that is attached to {target.label}.",
            remedy="Ask for the media to see what is attached where.",
            why="nothing_tied",
            values={"label": target.label, "number": target.number, "kind": target.kind},
        )
    work.film = films.put(work.film, *off)
    return MediaUntied(media=[view_of(work, row) for row in off], target=target)
