"""What a process does now and then for its rooms: the slow poll that heals lost hints, leases of its turns, who is present, and who has
to go."""

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable

import structlog

from api.frames import Presence, people
from api.hub import Hub
from assistant import SYSTEM, Assistant
from assistant.errors import Problem
from assistant.operations.rooms import CountLapsed, EndLapsed, KeepRuns, ListPresent, MayEnter, ReadHeads, TellPresent
from assistant.operations.uploads import sweep_uploads

log = structlog.get_logger(__name__)
TICK = 0.4
"""Seconds between two looks at who has to go and who has come: members hear nothing more within a second of their removal."""
POLL, LEASES, PRESENCE, UPLOADS = 1.0, 4.0, 15.0, 3600.0
"""Seconds between two looks at the logs, at the leases of turns, two signs of life of this process's connections, and two looks for
uploads that nobody goes on with."""
LEASE = 20.0
"""Seconds for which a process is believed to be at a turn."""
AT_ONCE = 500
"""Sessions asked about in one query."""
Words = Callable[[str], Awaitable[dict[str, str]]]
"""A message in every language, by language."""


class Keeper:
    """One per process. `start` it with the application; `words` are what the lost turns' people are told."""

    def __init__(self, assistant: Assistant, hub: Hub, words: Words) -> None:
        self._assistant, self._hub, self._words = assistant, hub, words
        self._task: asyncio.Task[None] | None = None
        self._last: dict[str, float] = {}

    def start(self) -> None:
        self._hub.broker.start(self._hub.told)
        self._task = asyncio.create_task(self._keep())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        with contextlib.suppress(Problem):
            await self._assistant.perform(TellPresent(process=self._hub.process, leaving=True), by=SYSTEM)
        await self._hub.broker.stop()

    async def _keep(self) -> None:
        while True:
            for seconds, work in (
                (0.0, self.guests),
                (0.0, self.people),
                (POLL, self.logs),
                (LEASES, self.leases),
                (PRESENCE, self.present),
                (UPLOADS, self.uploads),
            ):
                await self._now_and_then(seconds, work)
            await asyncio.sleep(TICK)

    async def _now_and_then(self, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        now = time.monotonic()
        if now - self._last.get(work.__name__, 0.0) < seconds:
            return
        self._last[work.__name__] = now
        try:
            await work()
        except Problem as problem:
            log.warning("a room could not be looked after", work=work.__name__, reason=problem.message)

    async def logs(self) -> None:
        """Whoever is behind their log reads on, and whose film has changed is told, hint or no hint."""
        sessions = self._hub.sessions()
        for at in range(0, len(sessions), AT_ONCE):
            heads = await self._assistant.perform(ReadHeads(session_ids=sessions[at : at + AT_ONCE]), by=SYSTEM)
            for session_id, head in heads.items():
                self._hub.grown(session_id, head.seq)
                self._hub.shows(session_id, head.project_id, head.change)

    async def leases(self) -> None:
        """This process's turns go on; those of a process that is gone are answered for; what is to be cancelled elsewhere is."""
        if self._hub.running():
            unwanted = await self._assistant.perform(KeepRuns(process=self._hub.process, lease=LEASE), by=SYSTEM)
            self._hub.stop(unwanted)
        process = self._hub.process
        if await self._assistant.perform(CountLapsed(process=process), by=SYSTEM):
            await self._assistant.perform(EndLapsed(process=process, words=await self._words("interrupted")), by=SYSTEM)

    async def guests(self) -> None:
        """Who is in another's conversation and no member any more is put out."""
        guests = [(id, member) for id in self._hub.sessions() for member in self._hub.members(id) if member.guest(id)]
        if not guests:
            return
        pairs = sorted({(id, member.user_id) for id, member in guests})
        allowed = await self._assistant.perform(MayEnter(pairs=pairs), by=SYSTEM)
        for session_id, member in guests:
            if (session_id, member.user_id) not in allowed:
                member.put_out(session_id)

    async def people(self) -> None:
        """Tell who is there now, where somebody has come or gone."""
        stale, self._hub.stale = self._hub.stale, set()
        for session_id in stale & set(self._hub.sessions()):
            there = await self._assistant.perform(ListPresent(session_id=session_id), by=SYSTEM)
            self._hub.tell(session_id, Presence(session_id=session_id, members=people(there)))

    async def uploads(self) -> None:
        """What was begun and never ended goes."""
        await sweep_uploads(self._assistant)

    async def present(self) -> None:
        """Sign of life for this process's connections; people of a lost process are gone."""
        lost = await self._assistant.perform(TellPresent(process=self._hub.process), by=SYSTEM)
        self._hub.stale.update(lost)
