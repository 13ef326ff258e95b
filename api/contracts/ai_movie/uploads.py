"""Files for the AI Movie contract: several into a project's library, or one into a conversation. They are looked at afterwards."""

import asyncio
from collections.abc import Sequence
from typing import Annotated, Any, TypeVar

import msgspec
from litestar import Request
from msgspec import Meta, Struct

from api.contracts.ai_movie.upload_shapes import (
    MovieAttached,
    MovieEmbeddingBegun,
    MovieFileForm,
    MovieFilesForm,
    MovieLooking,
    MovieRejected,
    MovieSeen,
    MovieUpload,
    MovieUploads,
)
from api.dialect import Fields, Row, TooLarge, Unsupported
from api.receiving import Fields as Sent
from api.receiving import ReceivedFile, Rejected, kept, received
from assistant import Actor, Assistant
from assistant.errors import Invalid, Problem, StorageFull
from assistant.library.types import MediaType
from assistant.library.views import MediaDetail, MediaView
from assistant.operations.fields import Prose
from assistant.operations.media import ShowMedia, Tags
from assistant.operations.talk import FindSession
from assistant.operations.uploads import CheckUpload
from assistant.validation import made

T = TypeVar("T")
LOOKS = 10
LOOK_SECONDS = 0.3
"""A file sent to a conversation is waited for that often and long, for most are looked at by then."""
USUALLY = {"image": 5, "video": 60, "audio": 20, "document": 5}
"""Seconds until a file of that kind has been looked at, more or less."""


class Meant(Struct, frozen=True, kw_only=True):
    """What a form says of its files."""

    description: Prose = ""
    tags: Tags = []
    media_type: MediaType | None = None


class Place(Struct, frozen=True, kw_only=True):
    """Where they go."""

    project_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None
    session_id: Annotated[str, Meta(min_length=1, max_length=200)] | None = None


class Taken(Struct, frozen=True, kw_only=True):
    media: list[MediaView]
    rejected: list[Rejected]


async def upload(request: Request[Any, Any, Any], fields: Fields) -> Taken:
    """Bring files into a project's library."""
    by: Actor = request.state.actor
    form, files = await received(request, by)
    try:
        place, meant = _place(form), _meant(form)
        if place.project_id is None:
            raise Invalid("projectId is missing.", field="projectId")
        return await _kept(request.app.state.assistant, by, place.project_id, meant, files)
    finally:
        _discard(files)


async def attach(request: Request[Any, Any, Any], fields: Fields) -> MediaDetail:
    """Bring a file into the library of the project a conversation is about, and show it there."""
    by: Actor = request.state.actor
    assistant: Assistant = request.app.state.assistant
    form, files = await received(request, by)
    try:
        place, meant = _place(form), _meant(form)
        if place.session_id is None:
            raise Invalid("sessionId is missing.", field="sessionId")
        if len(files) != 1:
            raise Invalid("One file at a time is sent to a conversation.", field="file")
        session = await assistant.perform(FindSession(session_id=place.session_id), by=by)
        project = place.project_id or session.project_id
        if project is None:
            raise Invalid("The session is about no project.", field="projectId", remedy="Name the project.")
        (one,) = (await _kept(assistant, by, project, meant, files)).media
    finally:
        _discard(files)
    inside = msgspec.structs.replace(by, session_id=session.id)
    await request.app.state.talking.show(meant.description or one.filename, inside, [one.id])
    return await _looked_at(assistant, one.id, by)


async def _kept(assistant: Assistant, by: Actor, project: str, meant: Meant, files: Sequence[ReceivedFile | Rejected]) -> Taken:
    """Those that can be taken. Raises what is wrong with the first one when none can."""
    if not files:
        raise Invalid("There is no file in the form.", field="files")
    await assistant.perform(CheckUpload(project=project, size=0), by=by)
    taken, rejected = list[MediaView](), list[Rejected]()
    first: Problem | None = None
    for file in files:
        try:
            taken.append(await _taken(assistant, by, project, meant, file))
        except (Invalid, StorageFull) as problem:
            first = first or problem
            rejected.append(_rejected(file, problem))
    if first is not None and not taken:
        raise first
    return Taken(media=taken, rejected=rejected)


async def _taken(assistant: Assistant, by: Actor, project: str, meant: Meant, file: ReceivedFile | Rejected) -> MediaView:
    if isinstance(file, ReceivedFile):
        return await kept(assistant, by, file, project=project, **msgspec.structs.asdict(meant))
    kind = TooLarge if file.too_large else Unsupported
    raise kind(f"{file.filename}: {file.message}", field="file", remedy=file.remedy)


def _rejected(file: ReceivedFile | Rejected, problem: Problem) -> Rejected:
    if isinstance(file, Rejected):
        return file
    return Rejected(field=file.field, filename=file.filename, message=problem.message, remedy=problem.remedy)


def _discard(files: Sequence[ReceivedFile | Rejected]) -> None:
    """What was not kept; a file that was is not touched by it."""
    for file in files:
        if isinstance(file, ReceivedFile):
            file.discard()


async def _looked_at(assistant: Assistant, media_id: str, by: Actor) -> MediaDetail:
    """As far as it was looked at within a moment."""
    show = ShowMedia(media=media_id)
    detail = await assistant.perform(show, by=by)
    for _ in range(LOOKS):
        if detail.media.status not in ("waiting", "looking"):
            break
        await asyncio.sleep(LOOK_SECONDS)
        detail = await assistant.perform(show, by=by)
    return detail


def _place(form: Sent) -> Place:
    return _in_camel({name: _last(form, name) for name in ("projectId", "sessionId")}, Place)


def _meant(form: Sent) -> Meant:
    known: dict[str, Any] = {name: _last(form, name) for name in ("description", "mediaType")}
    tags = [tag for text in form.get("tags", []) for tag in _tags(text)]
    return _in_camel({**known, "tags": tags or None}, Meant)


def _in_camel(given: dict[str, Any], kind: type[T]) -> T:
    """What is said, checked; wrong ones go by the name they were sent under."""
    names = {"projectId": "project_id", "sessionId": "session_id", "mediaType": "media_type"}
    fields = {names.get(name, name): value for name, value in given.items() if value is not None}
    try:
        return made(fields, kind)
    except Invalid as problem:
        sent = {ours: theirs for theirs, ours in names.items()}
        problem.data = {**problem.data, "field": sent.get(str(problem.data.get("field")), problem.data.get("field"))}
        raise


def _last(form: Sent, name: str) -> str | None:
    return form[name][-1] if form.get(name) and form[name][-1] else None


def _tags(text: str) -> list[str]:
    """A JSON array of words, or words between commas."""
    if text.strip().startswith("["):
        try:
            return msgspec.json.decode(text, type=list[str])
        except msgspec.DecodeError as error:
            raise Invalid("tags must be a list of words.", field="tags") from error
    return [word.strip() for word in text.split(",") if word.strip()]


def uploaded(result: Taken) -> MovieUploads:
    return MovieUploads(
        uploads=[_uploaded(one) for one in result.media],
        rejected=[
            MovieRejected(
                filename=one.filename,
                code="FILE_TOO_LARGE" if one.too_large else "UNSUPPORTED_FORMAT",
                message=f"{one.message} {one.remedy}",
            )
            for one in result.rejected
        ],
    )


def attached(result: MediaDetail) -> MovieAttached:
    one = result.media
    return MovieAttached(
        media_id=one.id,
        processing_status=_status(one),
        ai_analysis=MovieSeen(
            description=result.caption or result.said,
            tags=list(dict.fromkeys([*one.tags, *result.caption_tags])),
            style_elements=result.elements,
            suitable_for=result.suitable_for,
        ),
        embedding=MovieLooking(status="complete" if result.vector else "generating", estimated_completion=_soon(one)),
    )


def _uploaded(one: MediaView) -> MovieUpload:
    return MovieUpload(
        media_id=one.id,
        filename=one.filename,
        size=one.size,
        mime_type=one.mime,
        media_type=one.media_type,
        status="active" if one.status == "ready" else "processing",
        ai_analysis=MovieLooking(status=_status(one), estimated_completion=_soon(one)),
        embedding=MovieEmbeddingBegun(status="generating", progress=0),
    )


def _status(one: MediaView) -> str:
    return {"ready": "complete", "failed": "failed"}.get(one.status, "analyzing")


def _soon(one: MediaView) -> str:
    return "0s" if one.status in ("ready", "failed") else f"{USUALLY[one.kind]}s"


ROWS = (
    Row(
        method="POST", path="/v1/media/upload", form=MovieFilesForm, act=upload, view=uploaded, kind="media_upload",
        summary="Bring files into a project's library.", errors=(403, 404, 415, 507),
    ),
    Row(
        method="POST", path="/v1/chat/upload", form=MovieFileForm, act=attach, view=attached, kind="media_upload",
        summary="Bring a file into a conversation.", errors=(403, 404, 415, 507),
    ),
)  # fmt: skip
