"""Media of the AI Movie contract: listed, shown, found by meaning. Nothing is said of what a file shows that nobody looked at."""

from typing import Annotated, Any

import msgspec
from litestar import Request
from litestar.params import Parameter
from msgspec import Struct

from api.contracts.ai_movie.dialect import PAGED, one_of, pagination, text
from api.contracts.ai_movie.media_shapes import (
    MovieAnalysis,
    MovieDimensions,
    MovieEmbedding,
    MovieFound,
    MovieMediaFound,
    MovieMediaListed,
    MovieMediaMeasured,
    MovieMediaOne,
    MovieMediaPage,
    MovieMediaResults,
    MovieMediaShown,
    MovieQuery,
    MovieRelated,
    MovieSearchBody,
    MovieStyle,
    MovieTechnical,
    MovieUsage,
    MovieVector,
)
from api.dialect import Fields, Row
from api.signed import Links, links
from assistant import Actor, Assistant
from assistant.errors import Invalid
from assistant.library.types import MediaType
from assistant.library.views import MediaDetail, MediaView
from assistant.operations.media import ListMedia, MediaList, MediaResults, SearchMedia, ShowMedia
from assistant.operations.media_uses import MediaUse, ReadMediaUses
from assistant.operations.remembering import MODEL
from assistant.validation import made

STATUS = {"ready": "active", "waiting": "processing", "looking": "processing", "failed": "failed", "archived": "archived"}
"""What the contract calls how far a look is."""
ASKED = {"active": ["ready"], "processing": ["waiting", "looking"], "failed": ["failed"], "archived": ["archived"]}
SORTS = {"filename": "name", "upload_date": "newest", "size": "size"}
NAMED_MODELS = {MODEL: "all-MiniLM-L6-v2"}


class Seen(Struct, frozen=True, kw_only=True):
    """What an answer is made of: the operation's result, what becomes of each of its media, and how to link to them."""

    result: Any
    uses: dict[str, MediaUse]
    links: dict[str, Links]


async def browse(request: Request[Any, Any, Any], fields: Fields) -> Seen:
    """List media of a project, or of all of yours."""
    status, sort = fields.pop("status", None), fields.pop("sort", "upload_date")
    _known("status", status, ASKED)
    _known("sort", sort, SORTS)
    tags = [tag.strip() for tag in fields.pop("tags", "").split(",") if tag.strip()]
    wanted = {**fields, "tags": tags, "sort": SORTS[sort], "everywhere": "project" not in fields}
    return await _seen(request, made(wanted | ({"status": ASKED[status]} if status else {}), ListMedia))


async def show(request: Request[Any, Any, Any], fields: Fields) -> Seen:
    """Show one of them with everything that is known of it."""
    return await _seen(request, made(fields, ShowMedia))


async def find(request: Request[Any, Any, Any], fields: Fields) -> Seen:
    """Find media by what they are about."""
    types = fields.pop("media_type", [])
    given = {name: value for name, value in fields.items() if value is not None}
    wanted = {**given, **({"media_type": types} if types else {}), "everywhere": "project" not in given}
    return await _seen(request, made(wanted, SearchMedia))


async def _seen(request: Request[Any, Any, Any], command: ListMedia | ShowMedia | SearchMedia) -> Seen:
    assistant: Assistant = request.app.state.assistant
    by: Actor = request.state.actor
    result: Any = await assistant.perform(command, by=by)
    shown = [] if isinstance(result, MediaResults) else [one.id for one in _all_in(result)]
    uses = await assistant.perform(ReadMediaUses(ids=shown), by=by) if shown else {}
    return Seen(result=result, uses=uses, links={one.id: links(assistant.identity, one, _base(request)) for one in _all_in(result)})


def _all_in(result: MediaList | MediaDetail | MediaResults) -> list[MediaView]:
    if isinstance(result, MediaResults):
        return [one.media for one in result.found]
    return [result.media] if isinstance(result, MediaDetail) else result.media


def _base(request: Request[Any, Any, Any]) -> str:
    """The address the request came to."""
    return str(request.base_url).rstrip("/")


def _known(name: str, value: str | None, words: dict[str, Any]) -> None:
    if value is not None and value not in words:
        raise Invalid(f"{name} must be one of {', '.join(words)}.", field=name)


def listed(seen: Seen) -> MovieMediaPage:
    result: MediaList = seen.result
    return MovieMediaPage(
        media=[_listed(one, seen.uses[one.id]) for one in result.media], pagination=pagination(result.page, result.limit, result.total)
    )


def shown(seen: Seen) -> MovieMediaOne:
    result: MediaDetail = seen.result
    one, use = result.media, seen.uses[result.media.id]
    look: dict[str, Any] = result.look or {}
    media = MovieMediaShown(
        ai_generated=False,
        agent_generated=False,
        technical_data=MovieTechnical(
            mime_type=one.mime,
            size=one.size,
            dimensions=_dimensions(one),
            color_depth=look.get("depth"),
            compression=look.get("format") or look.get("codec"),
        ),
        ai_analysis=MovieAnalysis(
            description=result.caption or result.said,
            detected_objects=result.caption_tags,
            style_analysis=style_of(look),
            suitability=result.suitable_for,
        ),
        embedding=MovieEmbedding(
            status=_embedded(one, use),
            model=NAMED_MODELS.get(result.embedding_model, result.embedding_model),
            vector=use.vector,
            generated_at=result.embedded_at,
        ),
        usage=MovieUsage(referenced_in_sessions=use.sessions, referenced_in_messages=use.messages, last_referenced=use.last),
        download_url=seen.links[one.id].file,
        thumbnail_url=seen.links[one.id].thumbnail,
        **_said(one),
    )
    return MovieMediaOne(media=media)


def found(seen: Seen) -> MovieMediaResults:
    result: MediaResults = seen.result
    results = [
        MovieFound(
            media=MovieMediaFound(
                id=one.media.id,
                filename=one.media.filename,
                media_type=one.media.media_type,
                description=one.media.description,
                thumbnail_url=seen.links[one.media.id].thumbnail or msgspec.UNSET,
            ),
            similarity=round(one.similarity, 4),
            matching_elements=one.matching,
        )
        for one in result.found
    ]
    named = ", ".join(NAMED_MODELS.get(each, each) for each in result.model.split(", ") if each)
    return MovieMediaResults(results=results, query_embedding=MovieQuery(model=named, processing_time=result.milliseconds))


def style_of(look: dict[str, Any]) -> MovieStyle:
    appearance = look.get("appearance") or {}
    return MovieStyle(
        mood=None, lighting=(appearance.get("light") or {}).get("word"), color_tone=(appearance.get("tone") or {}).get("word")
    )


def _listed(one: MediaView, use: MediaUse) -> MovieMediaListed:
    tied = {kind: [each.id for each in one.tied if each.kind == kind] for kind in ("character", "scene")}
    return MovieMediaListed(
        display_name=one.title,
        mime_type=one.mime,
        size=one.size,
        size_formatted=in_words(one.size),
        ai_generated=False,
        metadata=MovieMediaMeasured(
            dimensions=_dimensions(one),
            color_palette=one.colours,
            embedding=MovieVector(status=_embedded(one, use), vector=use.vector),
        ),
        related_elements=MovieRelated(characters=tied["character"], episode=None, scene=next(iter(tied["scene"]), None)),
        **_said(one),
    )


def _said(one: MediaView) -> dict[str, Any]:
    """What is said of a file everywhere alike."""
    return {
        **{name: getattr(one, name) for name in ("id", "filename", "media_type", "description", "tags")},
        "project_id": one.project,
        "status": STATUS[one.status],
        "uploaded_at": one.at,
    }


def _dimensions(one: MediaView) -> MovieDimensions | None:
    return MovieDimensions(width=one.width, height=one.height) if one.width and one.height else None


def _embedded(one: MediaView, use: MediaUse) -> str:
    return "complete" if use.vector else "failed" if one.status == "failed" else "generating"


def in_words(size: int) -> str:
    """Bytes as people read them: "1.0 MB"."""
    amount, units = float(size), ["B", "KB", "MB", "GB"]
    while amount >= 1024 and len(units) > 1:
        amount, units = amount / 1024, units[1:]
    return f"{amount:.0f} {units[0]}" if units[0] == "B" else f"{amount:.1f} {units[0]}"


FILTERS: dict[str, Any] = {
    "projectId": text("One project's media; else those of all of yours."),
    "mediaType": Annotated[MediaType | None, Parameter(description="What it is for.")],
    "search": Annotated[str | None, Parameter(max_length=500, description="Words in file names and descriptions.")],
    "tags": Annotated[str | None, Parameter(max_length=1000, description="Tags that all must be there, separated by commas.")],
    "status": one_of(*ASKED),
    "sort": one_of(*SORTS),
    **PAGED,
}
NAMES = {"projectId": "project", "mediaType": "media_type"}
ROWS = (
    Row(
        method="GET", path="/v1/media", query=FILTERS, names=NAMES, act=browse, view=listed, kind="media_list", errors=(404,),
        summary="List media of a project, or of all of yours.",
    ),
    Row(
        method="GET", path="/v1/media/{id:str}", names={"id": "media"}, act=show, view=shown, kind="media_show", errors=(404,),
        summary="Show one file with everything that is known of it.",
    ),
    Row(
        method="POST", path="/v1/media/search", body=MovieSearchBody,
        names={"projectId": "project", "mediaTypes": "media_type", "limit": "count"}, act=find, view=found, kind="media_search",
        errors=(404,), summary="Find media by what they are about.",
    ),
)  # fmt: skip
