"""The shapes a story is made of: what goes into the engine (`Brief`) and what comes out (`Story`).

All durations are whole frames at `Story.fps`; every sum is exact. Nothing here knows of databases or of chat.
"""

from typing import Any, Literal

from msgspec import Struct

ShotType = Literal["wide", "medium", "close-up", "extreme-close-up"]
"""`contracts/facts.md` 1.2, Shot.type."""
CameraMovement = Literal["static", "pan", "tilt", "dolly", "crane"]
"""`contracts/facts.md` 1.2, Shot.camera_movement."""
FPS = 24


class Brief(Struct, frozen=True, kw_only=True):
    """What a person asked for. `duration` is in seconds; `None` leaves the engine to choose."""

    prompt: str
    language: str = "en"
    scene_count: int | None = None
    duration: float | None = None
    style: str | None = None
    seed: int = 0
    fps: int = FPS
    structure: str | None = None
    """A way to tell it (`beats.STRUCTURES`); None leaves the engine to choose."""


class Finding(Struct, frozen=True):
    """One thing the premise knows: its `value`, and the words of the prompt it was read from.

    `source` is the exact substring of the prompt, or None for an assumption, which `assumed` then explains in a
    sentence a writer can read ("No place was given; a harbour town suits a ferry.").
    """

    value: str
    source: str | None = None
    assumed: str | None = None


class Premise(Struct, frozen=True, kw_only=True):
    """What the story is about, each part with the words it came from."""

    protagonist: Finding
    role: Finding
    goal: Finding
    opposition: Finding
    stakes: Finding
    place: Finding
    period: Finding
    genre: Finding
    tone: Finding
    style: Finding
    objects: tuple[Finding, ...] = ()
    themes: tuple[Finding, ...] = ()
    avoid: tuple[Finding, ...] = ()
    """What the prompt asked to leave out, without its "no" ("romance")."""


class Inner(Struct, frozen=True, kw_only=True):
    """Who a character is beneath the surface; a sentence or a phrase each.

    `lie` is what they wrongly believe, `ghost` what taught it to them, `secret` what they hide, `theme` how they answer
    the question of the story, `relations` what binds them to others.
    """

    want: str
    need: str
    flaw: str
    voice: str
    lie: str = ""
    ghost: str = ""
    secret: str = ""
    theme: str = ""
    relations: tuple[str, ...] = ()


class Member(Struct, frozen=True, kw_only=True):
    """One of the cast. `key` is unique within the story; scenes refer to it."""

    key: str
    name: str
    role: str
    description: str
    appearance: str
    personality: str
    inner: Inner


Turn = Literal["yes", "yes-but", "no", "no-and"]
"""How a scene ends for whoever wanted something in it."""


class Link(Struct, frozen=True):
    """A fact (`world.FACTS`) that a scene rests on, in words, and the index of the scene that made it so; None for none."""

    fact: str
    said: str
    scene: int | None


class Plan(Struct, frozen=True, kw_only=True):
    """A scene's place in the causal plan, as data: what it rests on, what it makes so, what it ends."""

    place: int
    """Its index in the plan, from 0; it stays when scenes are moved."""
    operator: str
    function: str
    turn: Turn
    needs: tuple[Link, ...] = ()
    makes: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    thread: str = ""
    """Of which sub-plot it is a part; '' for the main line."""


class Why(Struct, frozen=True, kw_only=True):
    """Why a scene is there: its place in the plan, traced back to words of the prompt.

    `because` is the index (from 0) of the scene that caused this one, None for the first. `words` are exact substrings of
    the prompt.
    """

    beat: str
    purpose: str
    cause: str
    because: int | None
    goal: str
    opposition: str
    outcome: str
    changes: str
    words: tuple[str, ...]
    plan: Plan | None = None


class Line(Struct, frozen=True):
    """Something said aloud: `who` is a `Member.key`."""

    who: str
    line: str


Angle = Literal["eye-level", "low", "high", "overhead", "over-shoulder", "profile", "from-behind"]


class Camera(Struct, frozen=True, kw_only=True):
    """How a shot stands to the action. `side` is the camera's side of the line between the people ('' without one),
    `direction` that of what moves on the screen, `subjects` the `Member.key`s it shows, `reason` why the camera moves."""

    angle: Angle = "eye-level"
    side: Literal["left", "right", ""] = ""
    direction: Literal["left-to-right", "right-to-left", ""] = ""
    subjects: tuple[str, ...] = ()
    reason: str = ""


class PlannedShot(Struct, frozen=True, kw_only=True):
    type: ShotType
    camera_movement: CameraMovement
    frames: int
    description: str
    camera: Camera | None = None


class PlannedScene(Struct, frozen=True, kw_only=True):
    """One scene; its length is the sum of its shots' frames. `cast` holds `Member.key`s."""

    title: str
    description: str
    location: str
    time_of_day: str
    cast: tuple[str, ...]
    key_actions: tuple[str, ...]
    visual_notes: str
    why: Why
    shots: tuple[PlannedShot, ...]
    dialogue: tuple[Line, ...] = ()

    @property
    def frames(self) -> int:
        return sum(shot.frames for shot in self.shots)


class Story(Struct, frozen=True, kw_only=True):
    """A whole film on paper. `name` is a slug of 2 to 5 words (`ai-crimes-detective`), `title` its human form."""

    name: str
    title: str
    logline: str
    language: str
    style: str
    fps: int
    premise: Premise
    cast: tuple[Member, ...]
    scenes: tuple[PlannedScene, ...]
    seed: int = 0
    draft: int = 0
    structure: str = "three-act"
    synopsis: tuple[str, ...] = ()
    """The story told in one, in three and in many sentences."""

    @property
    def frames(self) -> int:
        return sum(scene.frames for scene in self.scenes)


class Unwritable(ValueError):
    """A brief the engine cannot obey. `field` names the part (`prompt`, `language`, `scene_count`, `duration`, `style`), `why` the
    text that says it in the other languages, with `values` in it, as of a `Problem`."""

    def __init__(self, field: str, message: str, *, why: str, **values: Any) -> None:
        super().__init__(message)
        self.field, self.why, self.values = field, why, values
