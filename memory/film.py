"""What is remembered of a film: frozen rows, one struct a table, fields named as the columns.

Only shots have a length. A sequence, a scene and the film are as long as the shots in them, so no sum can ever be wrong.
People see numbers (scene 3); the rows keep an `order` that leaves room between neighbours, so adding a scene touches no other row.
"""

from typing import Annotated, Any, Literal

from msgspec import Meta, Struct

Age = Annotated[int, Meta(ge=0, le=150)]
"""Years somebody has lived."""
Status = Literal["active", "on-hold", "completed", "archived"]
"""How far a project is, to who keeps several (`contracts/ai-movie.md`, "List projects")."""
Episodes = Annotated[int, Meta(ge=1, le=50)]
Minutes = Annotated[float, Meta(gt=0, le=600)]
Ratio = Annotated[str, Meta(pattern=r"^(\d{1,2}(\.\d{1,3})?:\d{1,2}(\.\d{1,3})?)?$")]
"""Width to height, as "16:9" or "2.39:1"; "" where nobody said."""
Movement = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
"""How a camera moves, in the words of who asked for it."""


class Row(Struct, frozen=True, kw_only=True):
    """Anything with an id and a place among its siblings. Ids are unique within a project and never used twice."""

    id: str
    order: float


class Header(Struct, frozen=True, kw_only=True):
    """What a project says of itself. `fps` is frames per second; `premise` is the plan's premise as plain data, `plan` what it takes to
    plan it again (seed, structure) and its synopses; `extra` what a
    project.json held that we do not read, kept for whoever does; `audience` a rating such as "PG-13"; `guide` where the film stands in
    the guided steps (`assistant.workflow.State`) as plain data."""

    title: str
    description: str = ""
    language: str = "en"
    genre: str = ""
    style: str = ""
    prompt: str = ""
    fps: Annotated[int, Meta(ge=1, le=240)] = 24
    premise: dict[str, Any] | None = None
    plan: dict[str, Any] | None = None
    extra: dict[str, Any] | None = None
    audience: str = ""
    episodes: Episodes | None = None
    episode_minutes: Minutes | None = None
    aspect_ratio: Ratio = ""
    quality: str = ""
    status: Status = "active"
    guide: dict[str, Any] | None = None


class Scene(Row, frozen=True, kw_only=True):
    """`characters` are character ids; `why` is the scene's place in the plan as plain data, None when a person added it;
    `dialogue` what is said, each {"who": a character id, "line": the words}."""

    title: str
    description: str = ""
    location: str = ""
    time_of_day: str = "day"
    characters: tuple[str, ...] = ()
    key_actions: tuple[str, ...] = ()
    visual_notes: str | None = None
    why: dict[str, Any] | None = None
    dialogue: tuple[dict[str, str], ...] | None = None


class Character(Row, frozen=True, kw_only=True):
    """`inner` is want, need, flaw and voice, as far as known; `age` is in years, None when nobody said."""

    name: str
    role: str = ""
    description: str = ""
    appearance: str = ""
    personality: str = ""
    visual_reference: str | None = None
    inner: dict[str, Any] | None = None
    age: Age | None = None


class Sequence(Row, frozen=True, kw_only=True):
    scene_id: str


class Shot(Row, frozen=True, kw_only=True):
    """`frames` is the only length that is stored; 1 or more. `camera` is how the shot stands to the action (angle, side,
    direction, subjects, reason) as plain data, None when a person added it."""

    sequence_id: str
    type: str
    camera_movement: Movement
    frames: int
    description: str = ""
    visual_style: str = ""
    camera: dict[str, Any] | None = None


class Note(Row, frozen=True, kw_only=True):
    """Something a user wants kept in mind about the project: `text` as they said it, `at` in seconds since 1970. It is that user's alone
    and no part of the film itself: folders, copies and snapshots do not have it."""

    user_id: str
    text: str
    at: float


class Media(Row, frozen=True, kw_only=True):
    """A picture, film or sound that was brought to the project: what people say and decide of it. What a machine found by looking is kept
    apart, under `digest` (SHA-256 of the content, hexadecimal), for it is nothing to be undone. `size` in bytes, `at` in seconds since
    1970; `kind` is image, video, audio or document, `media_type` what it is for (`contracts/facts.md` 3.5); `tied` are what it is
    attached to: "scene:", "shot:" or "character:" and an id, or "poster"."""

    filename: str
    title: str
    kind: str
    media_type: str
    mime: str
    size: int
    digest: str
    user_id: str
    at: float
    description: str = ""
    tags: tuple[str, ...] = ()
    tied: tuple[str, ...] = ()
    archived: bool = False


KINDS: dict[str, type[Row]] = {
    "scenes": Scene,
    "characters": Character,
    "sequences": Sequence,
    "shots": Shot,
    "notes": Note,
    "media": Media,
}
"""Table name to struct, parents before children."""
BESIDE = ("notes", "media")
"""Kinds that stand beside the film itself: folders and snapshots do not have them."""


class Film(Struct, frozen=True, kw_only=True):
    """A whole film as it stands: what a project says of itself, and its rows by id."""

    header: Header
    scenes: dict[str, Scene] = {}
    characters: dict[str, Character] = {}
    sequences: dict[str, Sequence] = {}
    shots: dict[str, Shot] = {}
    notes: dict[str, Note] = {}
    media: dict[str, Media] = {}

    def rows(self, kind: str) -> dict[str, Any]:
        """The rows of one kind (`KINDS`), by id."""
        rows: dict[str, Any] = getattr(self, kind)
        return rows


class Touch(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One row before and after a change: whole when it came or went, only the fields that differ when it stayed.

    `kind` is one of `KINDS`, or "header" (whose `id` is empty).
    """

    kind: str
    id: str = ""
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None


Delta = tuple[Touch, ...]
"""All that one change touched, in the order of `KINDS`."""
