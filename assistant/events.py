"""Facts, published after their commit, and updates, which live only while something runs."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from msgspec import Struct

log = structlog.get_logger(__name__)


class Event(Struct, frozen=True, kw_only=True):
    """A fact: something that has happened and is committed."""


class ProjectChanged(Event, frozen=True, kw_only=True):
    """`change` is the number in the project's change log; None where nothing in the film moved (saved, shared, deleted)."""

    project_id: str
    operation: str
    change: int | None = None


class SessionTurned(Event, frozen=True, kw_only=True):
    """A conversation is about another project now, whose last change has that number; or about none."""

    session_id: str
    project_id: str | None
    change: int = 0


class MessageLogged(Event, frozen=True, kw_only=True):
    """An event was appended to a session's durable log. `payload` is its frame's own part, as plain data."""

    session_id: str
    seq: int
    type: str
    payload: dict[str, Any]
    message_id: str
    at: float
    client_msg_id: str | None = None


class Update(Struct, frozen=True, kw_only=True):
    """Progress of a running operation: the stage just reached and the share done, 0 to 100. `data` is what there is to see of it
    already (a scene's number, title and description), as plain data; `following` the stage that comes next, where it is told; `project` the
    id of the one it is about."""

    operation: str
    stage: str
    percent: int
    following: str = ""
    project: str = ""
    data: dict[str, Any] | None = None


Emit = Callable[[Update], None]
Listener = Callable[[Event], Awaitable[None]]


def ignore(update: Update) -> None:
    """For callers that do not watch progress."""


class Bus:
    """Hands committed facts to listeners. One that fails is logged and does not stop the others."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def publish(self, events: list[Event]) -> None:
        for event in events:
            for listener in tuple(self._listeners):
                try:
                    await listener(event)
                except asyncio.CancelledError:
                    raise
                except Exception:
                    log.exception("a listener failed", event_type=type(event).__name__)
