"""Two servers over one database, clients that come and go, servers that are killed: the history is that of one room. And mutants of the
server, each of which the checker has to catch."""

import asyncio
import random
from pathlib import Path

import pytest
from msgspec import Struct
from websockets.asyncio.client import connect

from tests.api.room.history import Frame, violations
from tests.api.room.servers import Server, servers, token
from tests.api.room.talkers import Talker
from tests.api.serving import Client
from tests.databases import fresh_database

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rooms")]
SETTLE_SECONDS = 60.0

NO_DEDUPE = """
import msgspec, memory.sessions as m
m.sent = lambda *a: None
real = m.append
def append(db, event):
    if event.client_msg_id:
        told = msgspec.json.decode(event.payload) | {'clientMsgId': event.client_msg_id}
        event = msgspec.structs.replace(event, client_msg_id=None, payload=msgspec.json.encode(told).decode())
    return real(db, event)
m.append = append
"""
ACK_FIRST = """
from api import frames, socket as s
from assistant import SYSTEM
from assistant.operations.rooms import ReadHeads
real = s.Connection._say
async def say(self, frame, text, choice, **more):
    heads = await self._assistant.perform(ReadHeads(session_ids=[frame.session_id]), by=SYSTEM)
    seq = heads[frame.session_id].seq + 1
    early = frames.Ack(client_msg_id=frame.client_msg_id, message_id='m', seq=seq, duplicate=False)
    await self._socket.send_data(s.encoded(early, 2).decode(), mode='text')
    await real(self, frame, text, choice, **more)
s.Connection._say = say
"""
GLOBAL_NUMBERS = """
import memory.sessions as m
from sqlalchemy import text
from msgspec import structs, convert
from memory.rows import columns
def append(db, event):
    seq = 1 + (db.execute(text('SELECT max(seq) FROM events')).scalar() or 0)
    db.execute(text('UPDATE sessions SET seq = :n WHERE id = :s'), {'n': seq, 's': event.session_id})
    row = columns(event) | {'seq': seq}
    db.execute(m._APPEND, row)
    return convert(row, m.Logged)
m.append = append
"""
OVERLAP = """
from api import socket as s
async def deliver(self, event):
    joined = self._joined.get(event.session_id)
    if joined is not None:
        self._out.put(s.encoded(s.logged(event), joined.protocol))
        self._spawn(self._catch_up(joined))
s.Connection.deliver = deliver
"""
TWO_ENDS = """
import memory.runs as r
real_end = r.end
r.end = lambda *a: real_end(*a) or True
import api.talking as t
real = t.Talking._log
async def log(self, said, reply, status, took, *more):
    await real(self, said, reply, status, took, *more)
    await real(self, said, reply, 'failed', took, None)
t.Talking._log = log
"""


async def new_session(server: Server, bearer: str) -> str:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, additional_headers={"Authorization": f"Bearer {bearer}"}) as socket:
        client = Client(socket)
        await client.join()
        return client.session


async def log_of(server: Server, bearer: str, session: str) -> list[Frame]:
    """The whole log, once every message has its answer."""
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with asyncio.timeout(SETTLE_SECONDS):
        while True:
            async with connect(url, additional_headers={"Authorization": f"Bearer {bearer}"}) as socket:
                client = Client(socket)
                joined = await client.join(sessionId=session, lastSeq=0)
                while not any(frame.get("seq") == joined["headSeq"] for frame in client.seen):
                    await client.receive_any()
                log = [frame for frame in client.seen if frame["type"] in ("message-received", "ai-response") and "seq" in frame]
                if sum(frame["type"] == "ai-response" for frame in log) >= len(log) / 2 and not joined["activeRuns"]:
                    return log
            await asyncio.sleep(1)


class Trial(Struct, frozen=True, kw_only=True):
    """A room to be tried: on which servers, with what in them, and where and how often these die."""

    count: int = 1
    mutate: str = "pass"
    broker: str = ""
    failpoints: tuple[str, ...] = ()
    kills: int = 0
    times: int = 4
    seed: int = 1

    async def violations(self, folder: Path, database: str) -> list[str]:
        """What is wrong with the history of three people who talk in it, while somebody talks elsewhere."""
        chance, enough = random.Random(self.seed), asyncio.Event()
        async with servers(folder, database, self.count, broker=self.broker, mutate=self.mutate) as running:
            bearer = await token(folder, database)
            sessions = [await new_session(running[at], bearer) for at in (0, -1)]
            people = [Talker(f"t{n}", bearer, sessions[n == 3], running, self.seed * 100 + n) for n in range(4)]
            talking = asyncio.gather(*(one.talk(self.times, enough) for one in people))
            await self._kill(running, chance)
            enough.set()
            async with asyncio.timeout(SETTLE_SECONDS):
                await talking
            log = await log_of(running[0], bearer, sessions[0])
            async with asyncio.timeout(SETTLE_SECONDS):
                await asyncio.gather(*(one.catch_up(len(log)) for one in people[:3]))
            await people[3].leave()
            return violations(log, [one.history for one in people[:3]])

    async def _kill(self, running: list[Server], chance: random.Random) -> None:
        """Each dies where it is told to and is started again, to die elsewhere; then one at any moment."""
        dying: dict[int, str] = {}
        for failpoint in self.failpoints:
            at = chance.randrange(len(running))
            await running[at].kill()
            await running[at].start(failpoint)
            await running[at].died(within=5.0)
            dying[at] = failpoint
        for at in (*dying, *(chance.randrange(len(running)) for _ in range(self.kills))):
            await asyncio.sleep(chance.uniform(0.3, 1.5))
            await running[at].kill()
            await running[at].start()


ALL_PLACES = ("before-commit:2", "after-commit:2", "after-ack:2", "mid-delta:1", "mid-replay:3")


async def test_two_servers_are_one_room_through_kills(tmp_path: Path) -> None:
    trial = Trial(count=2, broker="postgresql", kills=1, failpoints=ALL_PLACES)
    async with fresh_database("postgresql", tmp_path) as database:
        assert await trial.violations(tmp_path, database) == []


async def test_one_server_on_sqlite_is_one_room_through_kills(tmp_path: Path) -> None:
    trial = Trial(kills=1, failpoints=("after-commit:2", "mid-replay:2"))
    async with fresh_database("sqlite", tmp_path) as database:
        assert await trial.violations(tmp_path, database) == []


@pytest.mark.parametrize(
    ("mutant", "failpoints", "caught_by"),
    [
        (NO_DEDUPE, ("after-commit:1", "after-commit:2"), "3"),
        (ACK_FIRST, ("before-commit:1", "before-commit:3"), ("1", "7")),
        (GLOBAL_NUMBERS, (), "2"),
        (OVERLAP, (), "4"),
        (TWO_ENDS, (), "8"),
    ],
    ids=["no dedupe", "ack before commit", "global numbers", "replay overlaps live", "two ends of a run"],
)
async def test_a_mutant_is_caught(mutant: str, failpoints: tuple[str, ...], caught_by: str | tuple[str, ...], tmp_path: Path) -> None:
    trial = Trial(mutate=f"exec({mutant!r}, dict())", failpoints=failpoints)
    async with fresh_database("sqlite", tmp_path) as database:
        found = await trial.violations(tmp_path, database)
    assert any(problem.startswith(caught_by) for problem in found), found
