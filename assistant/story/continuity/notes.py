"""What a check finds: a note on the script, and the repair it proposes."""

import hashlib
from typing import Literal

from msgspec import Struct

Severity = Literal["error", "warning", "hint"]
"""error: two things in the film cannot both be so; warning: it reads as a mistake; hint: the writer may want to look."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "hint")


class Rewrite(Struct, frozen=True):
    """A shot's description as it is to read."""

    shot: str
    description: str


class OnScene(Struct, frozen=True, tag_field="do"):
    """A repair of one scene, by id."""

    scene: str


class OnPerson(OnScene, frozen=True):
    """A repair of whom a scene lists, by id."""

    person: str


class OnShot(OnScene, frozen=True):
    """A repair of one shot of a scene, by id."""

    shot: str


class SetTime(OnScene, frozen=True):
    """The scene's hour, and the slug lines of its shots that name another."""

    time_of_day: str
    shots: tuple[Rewrite, ...] = ()


class SetPlace(OnScene, frozen=True):
    location: str


class AddPerson(OnPerson, frozen=True):
    """Somebody is listed in the scene."""


class RemovePerson(OnPerson, frozen=True):
    """Somebody is listed in the scene no more."""


class MoveBefore(OnScene, frozen=True):
    """The scene goes to the place just before another."""

    before: str


class Retitle(OnScene, frozen=True):
    title: str


class ChangeWords(OnScene, frozen=True):
    """In the scene's description, `was` becomes `now`, once; `was` is an exact part of it."""

    was: str
    now: str


class RetimeScene(OnScene, frozen=True):
    seconds: float


class RetimeShot(OnShot, frozen=True):
    seconds: float


class RetimeFilm(Struct, frozen=True, tag_field="do"):
    seconds: float


class SetShotKind(OnShot, frozen=True):
    """A type or a movement that is known, instead of one that is not."""

    type: str
    movement: str


Repair = (
    SetTime | SetPlace | AddPerson | RemovePerson | MoveBefore | Retitle | ChangeWords | RetimeScene | RetimeShot | RetimeFilm | SetShotKind
)
"""A proposal in the terms of the film; the operations turn it into a command that can be undone."""


class Spot(Struct, frozen=True):
    """A scene a note is about."""

    id: str
    number: int
    title: str


class Note(Struct, frozen=True, kw_only=True):
    """One thing that does not add up. `key` stays the same for the same fault, whatever else changes around it; `said` is what
    is wrong, `because` the words it was read from, `offer` what the repair would do; all in the language that was asked for."""

    key: str
    rule: str
    severity: Severity
    scenes: tuple[Spot, ...]
    said: str
    because: str
    repair: Repair | None = None
    offer: str = ""


def key_of(rule: str, scenes: list[str], what: str) -> str:
    """Twelve letters and digits; numbers of scenes are no part of it, so a moved scene keeps its notes."""
    return hashlib.sha256("\0".join([rule, *scenes, what]).encode()).hexdigest()[:12]
