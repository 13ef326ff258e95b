"""The live side of sessions in one process: who is connected where, which turns are running, and handing on what the log got.

Events go to connections from the log's own facts (`MessageLogged`), published after the commit; a connection remembers the last
number it sent, so replay and live can overlap without a double. What other processes do is heard of by hints (`api.broker`), and read.
"""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Iterable
from typing import Any, Protocol

from msgspec import UNSET
from msgspec.structs import replace

from api import frames
from api.broker import Broker, Hint
from api.frames import FilmChanged, ProgressUpdate, ServerDraining, UserTyping
from api.wire import Copies
from assistant.events import Event, MessageLogged, ProjectChanged, SessionTurned
from assistant.operations.looks import MediaLooked

RETRY_MS = 500
"""The least wait before a client whose server stops tries again; the most is twice as long."""
Work = Callable[[], Awaitable[None]]


class Member(Protocol):
    """A connection, as the hub sees it."""

    id: str

    @property
    def user_id(self) -> str: ...

    @property
    def name(self) -> str: ...

    async def deliver(self, event: MessageLogged) -> None: ...

    def behind(self, session_id: str, seq: int) -> None:
        """The log has at least this number now."""

    def tell(self, frame: Any, session_id: str = "") -> None:
        """Something live that may be dropped when the connection is slow."""

    def guest(self, session_id: str) -> bool:
        """Whether the session is another's, which they are in as members of its project."""

    def put_out(self, session_id: str) -> None:
        """They are no member of the session any more."""


class Hub:
    """Members and running turns by session. One per process; `process` tells it from the others."""

    def __init__(self, broker: Broker | None = None) -> None:
        self.process = broker.process if broker else new_process()
        self.broker = broker or Broker(self.process)
        self._members: dict[str, list[Member]] = {}
        self._here: dict[str, set[str]] = {}
        self._films: dict[str, tuple[str | None, int]] = {}
        """What each session here is about, and the last change of it that its people were told of."""
        self._turns: dict[str, asyncio.Task[None]] = {}
        self._queues: dict[str, asyncio.Lock] = {}
        self._sessions: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        """What each running turn has said so far."""
        self.moved = asyncio.Event()
        """Set when a log may have grown: whoever waits for another process's turn looks again."""
        self.draining = False
        self.copies = Copies()
        """The bytes of what goes to many."""
        self.stale: set[str] = set()
        """Sessions whose people somewhere have come or gone."""

    def arrive(self, user_id: str, connection_id: str) -> int:
        """A user's connection is here now; how many they have in this process."""
        here = self._here.setdefault(user_id, set())
        here.add(connection_id)
        return len(here)

    def depart(self, user_id: str, connection_id: str) -> None:
        here = self._here.get(user_id, set())
        here.discard(connection_id)
        if not here:
            self._here.pop(user_id, None)

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
            self._films.pop(session_id, None)

    def members(self, session_id: str) -> list[Member]:
        return list(self._members.get(session_id, ()))

    def sessions(self) -> list[str]:
        """Those that anybody here is in."""
        return list(self._members)

    def everybody(self) -> Iterable[Member]:
        return list(dict.fromkeys(member for members in self._members.values() for member in members))

    # ---- what happened, here and elsewhere

    async def hear(self, event: Event) -> None:
        """A listener for the bus."""
        match event:
            case MessageLogged():
                self.broker.tell(Hint(kind="log", session_id=event.session_id, seq=event.seq))
                for member in self.members(event.session_id):
                    await member.deliver(event)
                self.moved.set()
            case ProjectChanged():
                self._spread(Hint(kind="film", project_id=event.project_id, seq=event.change or 0))
            case SessionTurned():
                self._spread(Hint(kind="turned", session_id=event.session_id, project_id=event.project_id, seq=event.change))
            case MediaLooked():
                self._spread(Hint(kind="progress", project_id=event.project_id, progress=frames.looked(event)))

    async def told(self, hint: Hint) -> None:
        """A hint from another process."""
        self._take(hint)

    def _spread(self, hint: Hint) -> None:
        """Something that is so here as it is elsewhere."""
        self.broker.tell(hint)
        self._take(hint)

    def _take(self, hint: Hint) -> None:
        match hint.kind:
            case "log":
                self.grown(hint.session_id, hint.seq)
            case "presence":
                self.stale.add(hint.session_id)
            case "cancel":
                self.stop(hint.runs)
            case "typing":
                self._type(hint)
            case "film":
                self._changed(hint.project_id, hint.seq)
            case "turned":
                self.shows(hint.session_id, hint.project_id, hint.seq)
            case "progress" if hint.progress:
                for session_id in [hint.session_id] if hint.session_id else self._about(hint.project_id):
                    self.tell(session_id, replace(hint.progress, session_id=session_id))

    def grown(self, session_id: str, seq: int) -> None:
        for member in self.members(session_id):
            member.behind(session_id, seq)
        self.moved.set()

    def people_changed(self, session_id: str) -> None:
        """Somebody came or went here."""
        self._spread(Hint(kind="presence", session_id=session_id))

    def shows(self, session_id: str, project_id: str | None, change: int) -> None:
        """A session is about that project, whose last change has that number: told to whoever is in it, unless they know."""
        if session_id not in self._members:
            return
        known = self._films.get(session_id)
        if known and known[0] == project_id and change <= known[1]:
            return
        self._films[session_id] = project_id, change
        if known:
            self._tell_film(session_id, project_id, change)

    def _changed(self, project_id: str | None, change: int) -> None:
        """A project was changed: to that number, or in a way that has none."""
        for session_id in self._about(project_id):
            if change:
                self.shows(session_id, project_id, change)
            else:
                self._tell_film(session_id, project_id, change)

    def _about(self, project_id: str | None) -> list[str]:
        return [session_id for session_id, (shown, _) in self._films.items() if shown == project_id]

    def _tell_film(self, session_id: str, project_id: str | None, change: int) -> None:
        self.tell(session_id, FilmChanged(session_id=session_id, project_id=project_id or UNSET, change=change or UNSET))

    def tell(self, session_id: str, frame: Any, *, but: Member | None = None) -> None:
        for member in self.members(session_id):
            if member is not but:
                member.tell(frame, session_id)

    def type(self, session_id: str, by: Member, typing: bool) -> None:
        """Somebody types: told to the others, here and elsewhere."""
        hint = Hint(kind="typing", session_id=session_id, user_id=by.user_id, name=by.name, typing=typing)
        self.broker.tell(hint)
        self._type(hint, but=by)

    def _type(self, hint: Hint, but: Member | None = None) -> None:
        frame = UserTyping(session_id=hint.session_id, user={"id": hint.user_id, "name": hint.name}, is_typing=hint.typing)
        self.tell(hint.session_id, frame, but=but)

    def progress(self, frame: ProgressUpdate) -> None:
        """How far a turn is: told to everybody in its session, here and elsewhere."""
        self._spread(Hint(kind="progress", session_id=frame.session_id, progress=frame))

    # ---- turns

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
                self.texts.pop(run_id, None)
                if session_id not in self._sessions.values():
                    self._queues.pop(session_id, None)

        self._turns[run_id] = asyncio.create_task(run())

    def runs(self, session_id: str) -> list[str]:
        return [run_id for run_id, where in self._sessions.items() if where == session_id]

    def running(self) -> bool:
        return bool(self._turns)

    def stop(self, run_ids: Iterable[str]) -> None:
        """Cancel those of these turns that run here, each once: a second time would hit the words that it was cancelled."""
        for run_id in run_ids:
            turn = self._turns.get(run_id)
            if turn is not None and not turn.cancelling():
                turn.cancel()

    def cancel(self, session_id: str, run_ids: list[str]) -> None:
        """Cancel these turns of a session, wherever they run."""
        self._spread(Hint(kind="cancel", session_id=session_id, runs=run_ids))

    async def drain(self, seconds: float) -> None:
        """About to stop: nothing new is taken in, everybody is told when to come back (not all at once), and running turns may end."""
        self.draining = True
        for member in self.everybody():
            member.tell(ServerDraining(retry_after_ms=RETRY_MS + secrets.randbelow(RETRY_MS)))
        await self.finish(seconds)

    async def finish(self, seconds: float) -> None:
        """Wait for running turns, at most that long, then cancel what is left."""
        tasks = list(self._turns.values())
        if tasks:
            _, late = await asyncio.wait(tasks, timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)


def new_process() -> str:
    return f"process_{secrets.token_hex(8)}"
