"""The live side of sessions: who is connected where, which turns are running, and handing on what the log got.

Events go to connections from the log's own facts (`MessageLogged`), published after the commit; a connection remembers the last
number it sent, so replay and live can overlap without a double.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from assistant.events import Event, MessageLogged

Work = Callable[[], Awaitable[None]]


class Member(Protocol):
    """A connection, as the hub sees it."""

    @property
    def user_id(self) -> str: ...

    @property
    def name(self) -> str: ...

    async def deliver(self, event: MessageLogged) -> None: ...

    def tell(self, frame: Any) -> None:
        """Something live that may be dropped when the connection is slow."""


class Hub:
    """Members and running turns by session. One per process."""

    def __init__(self) -> None:
        self._members: dict[str, list[Member]] = {}
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._queues: dict[str, asyncio.Lock] = {}
        self._sessions: dict[str, str] = {}

    def join(self, session_id: str, member: Member) -> None:
        members = self._members.setdefault(session_id, [])
        if member not in members:
            members.append(member)

    def leave(self, session_id: str, member: Member) -> None:
        members = self._members.get(session_id, [])
        if member in members:
            members.remove(member)
        if not members:
            self._members.pop(session_id, None)

    def members(self, session_id: str) -> list[Member]:
        return list(self._members.get(session_id, ()))

    async def hear(self, event: Event) -> None:
        """A listener for the bus."""
        if isinstance(event, MessageLogged):
            for member in self.members(event.session_id):
                await member.deliver(event)

    def tell(self, session_id: str, frame: Any, *, but: Member | None = None) -> None:
        for member in self.members(session_id):
            if member is not but:
                member.tell(frame)

    def start(self, session_id: str, run_id: str, work: Work, gave_up: Work) -> None:
        """Run a turn. Turns of one session take place one after another; those of others do not wait. A turn outlives the
        connection that asked for it; one cancelled before its turn came ends with `gave_up`."""
        lock = self._queues.setdefault(session_id, asyncio.Lock())
        self._sessions[run_id] = session_id

        async def run() -> None:
            try:
                try:
                    await lock.acquire()
                except asyncio.CancelledError:
                    await gave_up()
                    raise
                try:
                    await work()
                finally:
                    lock.release()
            finally:
                self._turns.pop(run_id, None)
                self._sessions.pop(run_id, None)
                if session_id not in self._sessions.values():
                    self._queues.pop(session_id, None)

        self._turns[run_id] = asyncio.create_task(run())

    def runs(self, session_id: str) -> list[str]:
        return [run_id for run_id, where in self._sessions.items() if where == session_id]

    def cancel(self, session_id: str, run_id: str | None = None) -> list[str]:
        """Cancel one turn of a session, or all; the ids of those that were running."""
        chosen = [each for each in self.runs(session_id) if run_id in (None, each)]
        for each in chosen:
            self._turns[each].cancel()
        return chosen

    async def finish(self, seconds: float) -> None:
        """Wait for running turns, at most that long, then cancel what is left."""
        tasks = list(self._turns.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
