"""A film as the checks read it: plain text and numbers, whoever wrote it and wherever it is kept."""

from typing import Any

from msgspec import Struct


class Person(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    role: str = ""


class Shot(Struct, frozen=True, kw_only=True):
    """`frames` is its length at the film's `Script.fps`; `subjects` are the `Person.id`s it shows, as far as that is known."""

    id: str
    type: str
    movement: str
    frames: int
    description: str = ""
    subjects: tuple[str, ...] = ()


class Line(Struct, frozen=True):
    """Something said aloud; `who` is a `Person.id`."""

    who: str
    line: str


class Scene(Struct, frozen=True, kw_only=True):
    """`number` counts from 1; `people` are `Person.id`s; `why` is the scene's place in the plan as plain data
    (`memory.film.Scene.why`), None for one that a person wrote. `frames` is what the scene says it lasts, None for the sum of its shots."""

    id: str
    number: int
    title: str
    description: str = ""
    location: str = ""
    time_of_day: str = ""
    people: tuple[str, ...] = ()
    key_actions: tuple[str, ...] = ()
    visual_notes: str = ""
    shots: tuple[Shot, ...] = ()
    dialogue: tuple[Line, ...] = ()
    why: dict[str, Any] | None = None
    frames: int | None = None

    @property
    def length(self) -> int:
        """In frames."""
        return sum(shot.frames for shot in self.shots) if self.frames is None else self.frames


class Script(Struct, frozen=True, kw_only=True):
    """A whole film. `avoid` are topics it was asked to leave out; `asked` the length that was asked for, in seconds."""

    title: str = ""
    prompt: str = ""
    language: str = "en"
    fps: int = 24
    period: str = ""
    avoid: tuple[str, ...] = ()
    asked: float | None = None
    cast: tuple[Person, ...] = ()
    scenes: tuple[Scene, ...] = ()
