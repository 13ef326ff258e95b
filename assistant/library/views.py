"""Media as people see them: numbered from 1, with what was found by looking and what each is tied to."""

from typing import TYPE_CHECKING, Any, Literal

import msgspec
from msgspec import Struct

from assistant import film as films
from assistant.library.types import MediaKind, MediaType
from assistant.views import iso
from memory.film import Film, Media
from memory.media import Look
from memory.projects import Project

if TYPE_CHECKING:
    from assistant.looking.described import Described
    from assistant.looking.described import Look as Measures

MediaStatus = Literal["waiting", "looking", "ready", "failed", "archived"]
TieKind = Literal["scene", "shot", "character", "poster"]
COLOURS = 5
POSTER = "poster"


class TieView(Struct, frozen=True, kw_only=True):
    """What something is attached to: a scene, a shot (`number` within scene number `scene`), a character or the poster, which has neither
    id nor number."""

    kind: TieKind
    id: str
    label: str
    number: int | None = None
    scene: int | None = None


class FrameView(Struct, frozen=True, kw_only=True):
    """A key frame of a film: from the middle of a `shot`, counted from 1, `at` in s."""

    shot: int
    at: float


class MediaView(Struct, frozen=True, kw_only=True):
    """`number` is its place in the project's library, from 1; `status` how far the look at it is (`stage` and `percent`), or "archived";
    `failure` says why it could not be looked at (`why` and `failure_values` for other languages). `size` in bytes, `width` and `height` in
    pixels, `duration` in s; `colours` are those of the palette as #rrggbb, the largest share first; `frames` the key frames of a film, in
    their order; `at` is ISO 8601, UTC. `project` is the project's id."""

    id: str
    number: int
    title: str
    filename: str
    kind: MediaKind
    media_type: MediaType
    mime: str
    size: int
    description: str
    tags: list[str]
    status: MediaStatus
    stage: str
    percent: int
    failure: str | None
    width: int | None
    height: int | None
    duration: float | None
    colours: list[str]
    tied: list[TieView]
    project: str
    project_title: str
    digest: str
    user_id: str
    at: str
    archived: bool = False
    frames: list[FrameView] = []
    why: str | None = None
    failure_values: dict[str, Any] = {}


class MediaDetail(Struct, frozen=True, kw_only=True):
    """One of them, with all that was measured (`look`, plain data of `assistant.looking`; None until it was looked at). `said` is what can
    be said of it without guessing: the user's words and the measures; `elements` one phrase for each measure. `caption` and
    `caption_tags` are a vision `caption_model`'s, where one is configured. `vector` are the first numbers of its embedding by
    `embedding_model`, made at `embedded_at`; none until it has one."""

    media: MediaView
    look: dict[str, Any] | None
    said: str
    elements: list[str]
    suitable_for: list[str]
    caption: str | None
    caption_tags: list[str]
    caption_model: str | None
    embedding_model: str
    embedded_at: str | None
    vector: list[float]


class MediaFound(Struct, frozen=True, kw_only=True):
    """`similarity` is calibrated, 0 to 1, the same for every model: from 0.5 on more likely right than not. `matching` are the words and
    measures that carried the match."""

    media: MediaView
    similarity: float
    matching: list[str]


def measures(look: Look | None) -> "Measures | None":
    """What was measured, as it came from `assistant.looking`."""
    if look is None or look.look is None:
        return None
    from assistant.looking.described import Look as Measures  # with numpy and av: not before there is something

    found: Measures = msgspec.convert(look.look, Measures)
    return found


def seen(row: Media, look: Look | None) -> "Described | None":
    """What can be said of it; None until it was looked at."""
    found = measures(look)
    if found is None:
        return None
    from assistant.looking.described import described

    return described(found, words=row.description, filename=row.filename)


def media_view(project: Project, film: Film, row: Media, look: Look | None, number: int | None = None) -> MediaView:
    known: dict[str, Any] = (look.look if look else None) or {}
    palette = known.get("appearance", {}).get("palette", ())
    status: MediaStatus = "archived" if row.archived else look.status if look else "waiting"
    same = {
        name: getattr(row, name) for name in ("id", "title", "filename", "mime", "size", "description", "digest", "user_id", "archived")
    }
    return MediaView(
        **same,
        number=number or films.number(library(film), row.id),
        kind=msgspec.convert(row.kind, MediaKind),
        media_type=msgspec.convert(row.media_type, MediaType),
        tags=list(row.tags),
        status=status,
        stage=look.stage if look else "waiting",
        percent=look.percent if look else 0,
        failure=look.failure if look else None,
        why=look.why if look else None,
        failure_values=look.given if look else {},
        width=known.get("width"),
        height=known.get("height"),
        duration=known.get("duration"),
        colours=[swatch["colour"] for swatch in palette][:COLOURS],
        frames=[FrameView(shot=frame["shot"], at=frame["at"]) for frame in known.get("key_frames", ())],
        tied=ties(film, row),
        project=project.id,
        project_title=film.header.title,
        at=iso(row.at),
    )


def library(film: Film) -> list[Media]:
    """A film's media in the order they were brought in."""
    return films.ordered(film.media.values())


def ties(film: Film, row: Media) -> list[TieView]:
    """What it is attached to and still there, in the order it was attached."""
    return [view for tie in row.tied if (view := _tie(film, tie)) is not None]


def _tie(film: Film, tie: str) -> TieView | None:
    kind, _, key = tie.partition(":")
    if tie == POSTER:
        return TieView(kind="poster", id="", label=film.header.title)
    if kind == "scene" and key in film.scenes:
        return TieView(kind="scene", id=key, label=film.scenes[key].title, number=films.number(films.scenes(film), key))
    if kind == "character" and key in film.characters:
        return TieView(kind="character", id=key, label=film.characters[key].name, number=films.number(films.cast(film), key))
    if kind == "shot" and key in film.shots:
        shot = film.shots[key]
        scene = film.sequences[shot.sequence_id].scene_id
        number = films.number(films.shots_of(film, scene), key)
        return TieView(kind="shot", id=key, label=shot.description, number=number, scene=films.number(films.scenes(film), scene))
    return None
