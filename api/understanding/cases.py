"""The shapes of a world, of cases and of predictions (`shared/understanding/README.md`)."""

from typing import Any, Literal

from msgspec import Struct

Policy = Literal["execute", "confirm", "clarify", "answer", "reject"]
Slots = dict[str, Any]


class Act(Struct, frozen=True):
    """An operation by its neutral name, with its slots."""

    op: str
    slots: Slots = {}


class TurnCase(Struct, frozen=True, kw_only=True):
    user: str
    expect: list[Act] = []
    policy: Policy = "execute"
    accept: list[list[Act]] = []


class Case(Struct, frozen=True, kw_only=True):
    """A conversation from the pristine world. `context` says what was going on before it (`pending`, `focus`, `last_results`)."""

    id: str
    turns: list[TurnCase]
    lang: str = "en"
    context: dict[str, Any] = {}


class Prediction(Struct, frozen=True, kw_only=True):
    id: str
    turn: int
    ops: list[Act]
    policy: Policy


class WorldScene(Struct, frozen=True, kw_only=True):
    """A scene; `duration` in seconds, `shots` how many it has."""

    n: int
    title: str
    location: str = ""
    time_of_day: str = "day"
    duration: float = 20.0
    shots: int = 1
    characters: list[str] = []


class Person(Struct, frozen=True, kw_only=True):
    name: str
    email: str | None = None
    role: str | None = None


class World(Struct, frozen=True, kw_only=True):
    """One user, their projects, and the one that is open. `people`, `jobs` and `workflow` are known by name only."""

    user: str = "robin"
    current_project: str = ""
    projects: list[str] = []
    scenes: list[WorldScene] = []
    characters: list[str] = []
    people: list[Person] = []
    jobs: list[dict[str, Any]] = []
    workflow: dict[str, Any] = {}
