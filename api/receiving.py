"""Files from a form (multipart/form-data): streamed to disk, hashed while they are written, bounded, and known by their content.

`received` reads a request; `kept` brings what it gave into a project's library. A handler that calls `received` must be made with
`request_max_body_size=None`: the bound is the caller's tier, for each file.
"""

import asyncio
import secrets
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from litestar import Request
from msgspec import Struct
from multipart import MultipartError, MultipartSegment, PushMultipartParser, parse_options_header

from api.dialect import TooLarge
from assistant import Actor, Assistant
from assistant.errors import Invalid, Problem
from assistant.library.types import MediaKind
from assistant.library.views import MediaView
from assistant.operations.media import AddMedia
from assistant.operations.uploads import CheckUpload, EndUpload, HoldFile
from memory.blobs import Blobs, Draft, TooLong

if TYPE_CHECKING:
    from assistant.looking import Kind

MOST_FILES = 20
"""In one form."""
FORM_BYTES = 64 * 1024
"""Of all that is not a file."""
LONGEST_NAME = 255
_FORM = "multipart/form-data"


class ReceivedFile(Struct, frozen=True, kw_only=True):
    """A file that is whole, known, and not kept yet: `kept` it or `discard` it. `field` is the form field it came in."""

    draft: Draft
    field: str
    filename: str
    kind: MediaKind
    mime: str

    @property
    def size(self) -> int:
        return self.draft.size

    def discard(self) -> None:
        self.draft.discard()


class Rejected(Struct, frozen=True, kw_only=True):
    """A file that is not accepted: it is gone. `too_large` when its size is why."""

    field: str
    filename: str
    message: str
    remedy: str
    too_large: bool = False


Fields = dict[str, list[str]]


async def received(request: Request[Any, Any, Any], by: Actor) -> tuple[Fields, list[ReceivedFile | Rejected]]:
    """The form's fields, each with all its values, and its files in their order. Raises Invalid for what is no form, or one that is cut
    off or has too much in it; then nothing is left of it."""
    form = _Form(request.app.state.assistant.blobs, by.tier.upload_bytes)
    try:
        with _parser(request, by.tier.upload_bytes) as parser:
            async for chunk in request.stream():
                for event in parser.parse(chunk):
                    await form.hear(event)
    except MultipartError as error:
        form.discard()
        raise Invalid("The form cannot be read; it is damaged or was cut off.", field="body", remedy="Send it again.") from error
    except BaseException:
        form.discard()
        raise
    return form.fields, form.files


async def kept(assistant: Assistant, by: Actor, file: ReceivedFile, *, project: str | None = None, **said: Any) -> MediaView:
    """Bring a file into the library of a project (the open one without a name); `said` is what is to be said of it: title, description,
    tags, media_type. Raises problems of `media.add`, and the file is gone then."""
    blobs, digest = assistant.blobs, file.draft.digest
    try:
        await assistant.perform(CheckUpload(project=project, size=file.size), by=by)
        held = await assistant.perform(HoldFile(project=project, filename=file.filename, size=file.size, digest=digest), by=by)
    except BaseException:
        file.discard()
        raise
    try:
        await asyncio.to_thread(blobs.keep, file.draft.path, digest)
        command = AddMedia(
            project=held.project_id, digest=digest, filename=file.filename, size=file.size, kind=file.kind, mime=file.mime,
            upload=held.id, **said,
        )  # fmt: skip
        return await assistant.perform(command, by=by)
    except Problem:
        await assistant.perform(EndUpload(upload=held.id), by=by)
        raise


def sniffed(path: Path, filename: str) -> "Kind":
    """What a file holds. Raises Invalid."""
    from assistant.looking import sniff  # with numpy, scipy and ffmpeg: not before somebody sends something

    return sniff(path, filename)


def plain_name(name: str | None) -> str:
    """A file's name without folders and without what no name should have."""
    last = PurePosixPath((name or "").replace("\\", "/")).name
    clean = "".join(mark for mark in last if mark.isprintable() and not "\ud800" <= mark <= "\udfff").strip(" .")
    stem, dot, suffix = clean.rpartition(".")
    if len(clean) > LONGEST_NAME and dot:
        clean = f"{stem[: LONGEST_NAME - len(suffix) - 1]}.{suffix}"
    return clean[:LONGEST_NAME] or f"file-{secrets.token_hex(4)}"


class _Form:
    """What has come of a form so far."""

    def __init__(self, blobs: Blobs, limit: int) -> None:
        self._blobs, self._limit = blobs, limit
        self.fields: Fields = {}
        self.files: list[ReceivedFile | Rejected] = []
        self._segment: MultipartSegment | None = None
        self._draft: Draft | None = None
        self._text = bytearray()
        self._said = 0
        self._too_long = False

    async def hear(self, event: Any) -> None:
        """An event of the parser: a part begins, has more in it, or ends (None)."""
        if isinstance(event, MultipartSegment):
            self._begin(event)
        elif event is None:
            await self._end()
        elif self._draft is not None:
            self._more_of_file(event)
        else:
            self._more_of_text(event)

    def discard(self) -> None:
        if self._draft:
            self._draft.discard()
        for file in self.files:
            if isinstance(file, ReceivedFile):
                file.discard()

    def _begin(self, segment: MultipartSegment) -> None:
        self._segment, self._too_long = segment, False
        self._text.clear()
        if segment.filename is not None:
            if len(self.files) >= MOST_FILES:
                raise Invalid(f"A form may have {MOST_FILES} files.", field="files", remedy="Send the others in another form.")
            self._draft = self._blobs.draft(self._limit)

    def _more_of_file(self, content: bytearray) -> None:
        assert self._draft is not None
        if self._too_long:
            return
        try:
            self._draft.write(content)
        except TooLong:
            self._too_long = True

    def _more_of_text(self, content: bytearray) -> None:
        self._said += len(content)
        if self._said > FORM_BYTES:
            raise TooLarge(f"The fields of a form may have {FORM_BYTES:,} bytes.", limit=FORM_BYTES)
        self._text += content

    async def _end(self) -> None:
        assert self._segment is not None
        field, draft, self._draft = self._segment.name or "", self._draft, None
        if draft is None:
            self.fields.setdefault(field, []).append(self._text.decode("utf-8", "replace"))
            return
        self.files.append(await self._judged(field, plain_name(self._segment.filename), draft))

    async def _judged(self, field: str, filename: str, draft: Draft) -> ReceivedFile | Rejected:
        if self._too_long:
            draft.discard()
            megabytes = f"{self._limit // 1024**2} MB"
            return Rejected(
                field=field, filename=filename, too_large=True,
                message=f"The file is larger than {megabytes}.", remedy=f"Send one of at most {megabytes}, or ask for another plan.",
            )  # fmt: skip
        try:
            await asyncio.to_thread(draft.close)
            kind = await asyncio.to_thread(sniffed, draft.path, filename)
        except Invalid as problem:
            draft.discard()
            return Rejected(field=field, filename=filename, message=problem.message, remedy=problem.remedy)
        except BaseException:
            draft.discard()
            raise
        return ReceivedFile(draft=draft, field=field, filename=filename, kind=kind.kind, mime=kind.mime)


def _parser(request: Request[Any, Any, Any], limit: int) -> PushMultipartParser:
    kind, options = parse_options_header(request.headers.get("content-type", ""))
    if kind != _FORM or not options.get("boundary"):
        raise Invalid(f"This needs a form ({_FORM}).", field="Content-Type", remedy=f"Send the file as {_FORM}.")
    length = int(request.headers.get("content-length") or -1)
    if length > MOST_FILES * limit + FORM_BYTES:
        raise TooLarge("The form is too large.", limit=limit)
    return PushMultipartParser(options["boundary"], length, max_segment_count=MOST_FILES + 100, strict=True)
