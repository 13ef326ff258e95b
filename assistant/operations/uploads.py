"""The machinery of files on their way in: what may be sent, what is held while it is brought in, and what is swept away afterwards."""

import asyncio
import secrets
from typing import TYPE_CHECKING, Any

from assistant.access import SYSTEM, Role
from assistant.errors import Conflict, Invalid, NotFound
from assistant.operation import Command, Query, operation
from assistant.operations.fields import AboutProject, OnProject
from assistant.operations.media_keeping import check_room
from assistant.work import Work
from memory import media, projects
from memory.media import Upload

if TYPE_CHECKING:
    from assistant.perform import Assistant

OPEN_SECONDS = 24 * 3600.0
"""How long an upload waits for more."""
SETTLED, AT_ONCE = 3600.0, 500
"""Seconds after which a file that nothing names is looked at, and how many are at once."""
MOST_OPEN = 50
"""Uploads of one user that have begun and not ended."""


class CheckUpload(AboutProject[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Whether a file of that size may be brought into the project. Raises Forbidden, Invalid and StorageFull."""

    size: int


class HoldFile(OnProject[Upload], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole file is about to be kept: until it is in a library, nobody may remove its content."""

    filename: str
    size: int
    digest: str


class BeginUpload(OnProject[Upload], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin to send a file in pieces; `fields` is what is to be said of it."""

    filename: str
    size: int
    fields: dict[str, Any] = {}


class FindUpload(Query[Upload], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the user's own."""

    upload: str


class HoldUpload(Command[Upload], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All pieces are there: its content is about to be kept, and may not be removed."""

    upload: str
    digest: str


class EndUpload(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Give an upload up."""

    upload: str


class LapsedUploads(Command[list[Upload]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forget what nobody has sent anything of for a day."""


class Unneeded(Query[list[str]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Those of the files that no project needs any more, now or after an undo."""

    digests: list[str]


@operation("upload.check", needs=Role.EDITOR, internal=True)
def check_upload(work: Work, command: CheckUpload) -> None:
    limit = work.by.tier.upload_bytes
    if command.size > limit:
        raise Invalid(
            f"The file is larger than {limit // 1024**2} MB, which is the limit of your plan.",
            field="file",
            remedy="Send a smaller one, or ask for another plan.",
            limit=limit,
        )
    check_room(work, command.size)


@operation("upload.file", needs=Role.EDITOR, internal=True)
def hold_file(work: Work, command: HoldFile) -> Upload:
    return _added(work, command.filename, command.size, {}, command.digest)


@operation("upload.begin", needs=Role.EDITOR, internal=True)
def begin_upload(work: Work, command: BeginUpload) -> Upload:
    check_upload(work, CheckUpload(size=command.size))
    if media.uploads_of(work.db, work.by.user_id) >= MOST_OPEN:
        raise Conflict(f"{MOST_OPEN} uploads have begun and not ended.", remedy="Finish or cancel one of them first.")
    return _added(work, command.filename, command.size, command.fields, None)


@operation("upload.find", needs=Role.MEMBER, internal=True)
def find_upload(work: Work, command: FindUpload) -> Upload:
    return _own(work, command.upload)


@operation("upload.hold", needs=Role.MEMBER, internal=True)
def hold_upload(work: Work, command: HoldUpload) -> Upload:
    upload = _own(work, command.upload)
    media.change_upload(work.db, upload.id, digest=command.digest, received=upload.size, at=work.now)
    return _own(work, command.upload)


@operation("upload.end", needs=Role.MEMBER, internal=True)
def end_upload(work: Work, command: EndUpload) -> None:
    media.end_upload(work.db, _own(work, command.upload).id)


@operation("upload.lapsed", needs=Role.ADMIN, internal=True)
def lapsed_uploads(work: Work, command: LapsedUploads) -> list[Upload]:
    lapsed = media.uploads_before(work.db, work.now - OPEN_SECONDS)
    for upload in lapsed:
        media.end_upload(work.db, upload.id)
    return lapsed


@operation("upload.unneeded", needs=Role.ADMIN, internal=True)
def unneeded(work: Work, command: Unneeded) -> list[str]:
    needed = media.needed(work.db, command.digests)
    return [digest for digest in command.digests if digest not in needed]


async def sweep(assistant: "Assistant", digests: list[str]) -> int:
    """Remove the files that no project needs; how many. What is needed is never gone, not even for somebody who brings the same content at
    this moment (`memory.blobs.Removal`)."""
    blobs, count = assistant.tools.blobs, 0
    if blobs is None or not digests:
        return 0
    for digest in await assistant.perform(Unneeded(digests=digests), by=SYSTEM):
        removal = await asyncio.to_thread(blobs.remove, digest)
        if await assistant.perform(Unneeded(digests=[digest]), by=SYSTEM):
            await asyncio.to_thread(removal.gone)
            count += 1
        else:
            await asyncio.to_thread(removal.back)
    return count


async def sweep_uploads(assistant: "Assistant") -> None:
    """Once in a while: uploads that nobody goes on with, drafts of forms whose server was killed, and files of previews that expired."""
    blobs = assistant.tools.blobs
    if blobs is None:
        return
    lapsed = await assistant.perform(LapsedUploads(), by=SYSTEM)
    await sweep(assistant, [upload.digest for upload in lapsed if upload.digest])
    await asyncio.to_thread(blobs.abandoned, OPEN_SECONDS)
    there = await asyncio.to_thread(blobs.kept_for, SETTLED)
    for at in range(0, len(there), AT_ONCE):
        await sweep(assistant, there[at : at + AT_ONCE])


def _added(work: Work, filename: str, size: int, fields: dict[str, Any], digest: str | None) -> Upload:
    upload = Upload(
        id=f"upload_{secrets.token_hex(16)}",
        project_id=work.project.id,
        user_id=work.by.user_id,
        filename=filename,
        size=size,
        received=size if digest else 0,
        digest=digest,
        fields=fields,
        at=work.now,
    )
    media.add_upload(work.db, upload)
    return upload


def _own(work: Work, upload_id: str) -> Upload:
    """Raises NotFound for another's, and for one whose project is not the user's any more."""
    upload = media.upload(work.db, upload_id)
    if upload is None or upload.user_id != work.by.user_id or not projects.find(work.db, work.by.user_id, upload.project_id, work.now):
        raise NotFound("There is no such upload, or it waited too long.", remedy="Begin it anew.", upload=upload_id)
    return upload
