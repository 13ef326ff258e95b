"""The doors for files: uploads in pieces that can be resumed, and signed addresses to read from. Forms are read by `api.receiving`."""

import asyncio
import fcntl
import os
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response, Router, delete, patch, post, route
from litestar.params import Parameter
from litestar.types import Receive, Scope, Send
from msgspec import Meta, Struct

from api.auth import actor_of_page
from api.dialect import TooLarge
from api.ranges import Headers, send_file
from api.receiving import plain_name, sniffed
from api.signed import PREFIX, Links, What, check, links
from assistant import SYSTEM, Actor, Assistant
from assistant.errors import Conflict, Invalid, NotFound, Problem
from assistant.library.types import MediaType
from assistant.library.views import MediaView
from assistant.locks import Locks
from assistant.operations.fields import ProjectRef, Prose, Title
from assistant.operations.media import AddMedia, FindMedia, ServeMedia, Tags
from assistant.operations.uploads import BeginUpload, EndUpload, FindUpload, HoldUpload
from assistant.validation import made
from memory.blobs import Blobs
from memory.media import Served, Upload

UPLOADS = f"{PREFIX}/uploads"
OFFSET = "Upload-Offset"
TEXTS = ("text/plain", "text/markdown", "application/json")
"""Shown as plain text in UTF-8, whatever is in them."""
UploadId = Annotated[str, Parameter(max_length=80)]
MediaId = Annotated[str, Parameter(max_length=128)]
Signed = Annotated[str, Parameter(max_length=128)]
_one_writer = Locks()


class Begun(Struct, frozen=True, kw_only=True):
    """What a file is that is about to be sent: its name and size in bytes, the project (the open one without), and what is to be said of
    it."""

    filename: Annotated[str, Meta(min_length=1, max_length=1000)]
    size: Annotated[int, Meta(ge=1)]
    project: ProjectRef | None = None
    title: Title | None = None
    description: Prose = ""
    tags: Tags = []
    media_type: MediaType | None = None


class Asked(Struct, frozen=True, kw_only=True):
    """Whose addresses are wanted, by their ids."""

    ids: Annotated[list[Annotated[str, Meta(max_length=128)]], Meta(max_length=200)]


class Progress(Struct, frozen=True, kw_only=True):
    """How much of a file is there, in bytes; `media` once it is whole."""

    id: str
    offset: int
    size: int
    media: MediaView | None = None


@post(UPLOADS, include_in_schema=False, status_code=201)
async def begin(request: Request[Any, Any, Any]) -> Response[Progress]:
    """Begin an upload: then PATCH its pieces to the address in Location."""
    by, assistant = actor_of_page(request), _assistant(request)
    wanted = made(await request.json() or {}, Begun)
    if wanted.size > by.tier.upload_bytes:
        limit = by.tier.upload_bytes
        raise TooLarge(f"The file is larger than {limit // 1024**2} MB, the limit of your plan.", limit=limit)
    said = {name: getattr(wanted, name) for name in ("title", "description", "tags", "media_type")}
    command = BeginUpload(project=wanted.project, filename=plain_name(wanted.filename), size=wanted.size, fields=said)
    upload = await assistant.perform(command, by=by)
    await asyncio.to_thread(assistant.blobs.begin, upload.id)
    return _progress(upload, 0, 201)


@route(UPLOADS + "/{upload_id:str}", http_method=["GET", "HEAD"], include_in_schema=False)
async def look(request: Request[Any, Any, Any], upload_id: UploadId) -> Response[Progress]:
    """How much of it is there already."""
    assistant = _assistant(request)
    upload = await assistant.perform(FindUpload(upload=upload_id), by=actor_of_page(request))
    return _progress(upload, _there(assistant, upload), 200)


@patch(UPLOADS + "/{upload_id:str}", include_in_schema=False, request_max_body_size=None)
async def more(request: Request[Any, Any, Any], upload_id: UploadId) -> Response[Progress]:
    """The next piece, from `Upload-Offset` on; 409 with how much is there where it does not fit. With the last one the file is brought
    into the library."""
    by, assistant = actor_of_page(request), _assistant(request)
    async with _one_writer.hold(upload_id):
        upload = await assistant.perform(FindUpload(upload=upload_id), by=by)
        try:
            offset = await _written(request, assistant.blobs, upload)
        except Conflict:
            return _progress(upload, _there(assistant, upload), 409)
        if offset < upload.size:
            return _progress(upload, offset, 200)
        return _progress(upload, offset, 200, await _brought(assistant, by, upload))


@delete(UPLOADS + "/{upload_id:str}", include_in_schema=False, status_code=204)
async def cancel(request: Request[Any, Any, Any], upload_id: UploadId) -> None:
    """Give it up."""
    by, assistant = actor_of_page(request), _assistant(request)
    upload = await assistant.perform(FindUpload(upload=upload_id), by=by)
    await _given_up(assistant, by, upload)


@post(f"{PREFIX}/links", include_in_schema=False, status_code=200)
async def address(request: Request[Any, Any, Any]) -> Response[dict[str, Links]]:
    """Signed addresses of files, thumbnails and key frames, by id; what is not the caller's or shared with them is left out."""
    by, assistant = actor_of_page(request), _assistant(request)
    found = {}
    for one in dict.fromkeys(made(await request.json() or {}, Asked).ids):
        try:
            found[one] = links(assistant.identity, await assistant.perform(FindMedia(media=one), by=by))
        except NotFound:
            continue
    return Response(found)


@route(PREFIX + "/{media_id:str}/file", http_method=["GET", "HEAD"], include_in_schema=False)
async def file(request: Request[Any, Any, Any], media_id: MediaId, expires: Signed = "", signature: Signed = "") -> Response[None]:
    """What was sent, as it was sent."""
    return await _sent(request, media_id, "file", expires, signature)


@route(PREFIX + "/{media_id:str}/thumbnail", http_method=["GET", "HEAD"], include_in_schema=False)
async def thumbnail(request: Request[Any, Any, Any], media_id: MediaId, expires: Signed = "", signature: Signed = "") -> Response[None]:
    """A small picture of it."""
    return await _sent(request, media_id, "thumbnail", expires, signature)


@route(PREFIX + "/{media_id:str}/frames/{number:int}", http_method=["GET", "HEAD"], include_in_schema=False)
async def frame(
    request: Request[Any, Any, Any], media_id: MediaId, number: int, expires: Signed = "", signature: Signed = ""
) -> Response[None]:
    """A key frame of a film, counted from 1."""
    return await _sent(request, media_id, f"frames/{number}", expires, signature)


def media_router() -> Router:
    return Router(path="/", route_handlers=[begin, look, more, cancel, address, file, thumbnail, frame])


class _FromDisk(Response[None]):
    """An answer that sends itself."""

    def __init__(self, path: Path, etag: str, headers: Headers) -> None:
        super().__init__(None)
        self._path, self._etag, self._sent = path, etag, headers

    def to_asgi_response(self, *_: Any, **__: Any) -> Any:
        async def send(scope: Scope, receive: Receive, send: Send) -> None:
            await send_file(scope, receive, send, self._path, self._etag, self._sent)

        return send


async def _sent(request: Request[Any, Any, Any], media_id: str, what: What, expires: str, signature: str) -> Response[None]:
    assistant = _assistant(request)
    left = check(assistant.identity, media_id, what, expires, signature)
    served = await assistant.perform(ServeMedia(media=media_id), by=SYSTEM)
    path, mime = _place(assistant.blobs, served, what)
    if not path.is_file():
        raise NotFound("There is no such file.", remedy="Look whether it was looked at already, or send it again.")
    headers: Headers = [
        ("content-type", "text/plain; charset=utf-8" if mime in TEXTS else mime),
        ("content-disposition", _disposition(served.filename, inline=what != "file" or served.kind != "document")),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "default-src 'none'; sandbox"),
        ("cross-origin-resource-policy", "same-site"),
        ("referrer-policy", "no-referrer"),
        ("cache-control", f"private, max-age={left}, immutable"),
    ]
    return _FromDisk(path, f"{served.digest[:32]}-{what}", headers)


def _place(blobs: Blobs, served: Served, what: What) -> tuple[Path, str]:
    """Where it is on disk, and what kind of file."""
    if what == "file":
        return blobs.path(served.digest), served.mime
    if what == "thumbnail":
        return blobs.beside(served.digest, "thumbnail.webp"), "image/webp"
    return blobs.beside(served.digest, f"frame{what.removeprefix('frames/')}.jpg"), "image/jpeg"


def _disposition(filename: str, *, inline: bool) -> str:
    """RFC 6266, with the name in ASCII for whoever does not read the other."""
    plain = "".join(mark if (mark.isascii() and mark.isalnum()) or mark in "._- " else "_" for mark in filename)
    return f"{'inline' if inline else 'attachment'}; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"


async def _written(request: Request[Any, Any, Any], blobs: Blobs, upload: Upload) -> int:
    """Append the body to what is there, and hash it on the way; how much is there then. What came before a connection broke stays."""
    asked = request.headers.get(OFFSET, "")
    if not asked.isascii() or not asked.isdigit() or len(asked) > 18:
        raise Invalid(f"{OFFSET} must say where this piece begins.", field=OFFSET, remedy="GET the upload to learn how much is there.")
    try:
        handle = os.open(blobs.piecewise(upload.id), os.O_WRONLY | os.O_APPEND)
    except FileNotFoundError:
        raise NotFound("There is no such upload, or it waited too long.", remedy="Begin it anew.") from None
    with os.fdopen(handle, "ab") as target:
        try:
            fcntl.flock(target, fcntl.LOCK_EX | fcntl.LOCK_NB)  # another server of this home may have the earlier piece still
        except BlockingIOError:
            raise Conflict("Another piece of this upload is being written.", remedy="Wait a moment and look how much is there.") from None
        offset = os.fstat(target.fileno()).st_size
        if offset != int(asked):
            raise Conflict(f"{offset} bytes are there, and this piece begins at {asked}.", remedy="Go on from there.", offset=offset)
        hashing = blobs.hashing(upload.id, offset)
        async for chunk in request.stream():
            if offset + len(chunk) > upload.size:
                raise Invalid("That is more than the size the upload was begun with.", field="size", remedy="Begin another upload.")
            target.write(chunk)
            hashing.write(chunk)
            offset += len(chunk)
        target.flush()
        await asyncio.to_thread(os.fsync, target.fileno())
    return offset


async def _brought(assistant: Assistant, by: Actor, upload: Upload) -> MediaView:
    """The whole file into the library. A file that is not accepted is gone, with its upload."""
    blobs = assistant.blobs
    path = blobs.piecewise(upload.id)
    try:
        kind = await asyncio.to_thread(sniffed, path, upload.filename)
        digest = await asyncio.to_thread(blobs.digest, upload.id)
        await assistant.perform(HoldUpload(upload=upload.id, digest=digest), by=by)
        command = AddMedia(
            project=upload.project_id, digest=digest, filename=upload.filename, size=upload.size, kind=kind.kind, mime=kind.mime,
            upload=upload.id, **msgspec.convert(upload.fields, dict[str, Any]),
        )  # fmt: skip
        await asyncio.to_thread(blobs.keep, path, digest)
        return await assistant.perform(command, by=by)
    except Problem:
        await _given_up(assistant, by, upload)
        raise


async def _given_up(assistant: Assistant, by: Actor, upload: Upload) -> None:
    await assistant.perform(EndUpload(upload=upload.id), by=by)
    await asyncio.to_thread(assistant.blobs.forget, upload.id)


def _there(assistant: Assistant, upload: Upload) -> int:
    path = assistant.blobs.piecewise(upload.id)
    return path.stat().st_size if path.is_file() else upload.received


def _progress(upload: Upload, offset: int, status: int, media: MediaView | None = None) -> Response[Progress]:
    headers = {OFFSET: str(offset), "Upload-Length": str(upload.size), "Location": f"{UPLOADS}/{upload.id}", "Cache-Control": "no-store"}
    return Response(Progress(id=upload.id, offset=offset, size=upload.size, media=media), status_code=status, headers=headers)


def _assistant(request: Request[Any, Any, Any]) -> Assistant:
    assistant: Assistant = request.app.state.assistant
    return assistant
