"""The store under 300 turns at once. A turn is what `api.talking` leaves in the log: `LogMessage`, then `LogReply` with the mind.

All stores answer the same commands through the same `perform`; only the way to the database differs:

- *group commit*: the store as it is.
- *without a commit*: the same queue, thread, savepoints and statements in one transaction that never ends. What is left out is
  exactly what makes a turn durable, so the ratio is the price of durability.
- *a transaction a command*: `Store.open(url, batch=1)`, the same writer thread with a durable COMMIT after every attempt.
- *through the async layer*: the usual way, an aiosqlite connection from a pool and a transaction for each command. The pool holds one
  connection, because SQLite has one writer and any more would only wait in its busy handler.
- *raw sqlite3*: the statements of a turn by hand, a COMMIT each turn or one for 300. No Python could do better on this disk.

What group commit saves is the disk's flush, so the ratio depends on the disk: the last rows have the writer sleep 4 ms at each
commit, as a disk does that has no cache it may trust (about 250 flushes a second).
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, event, make_url
from sqlalchemy.ext.asyncio import create_async_engine

import assistant.operations  # noqa: F401
from assistant import SYSTEM, Actor, Assistant
from assistant.disk import Disk, Quota
from assistant.identity import Identity
from assistant.operations.accounts import InsertUser
from assistant.operations.talk import LogMessage, LogReply, OpenSession
from assistant.tools import Tools
from memory import Store
from memory.files import Folders
from memory.store import _CODEC, _prepare
from memory.writer import Waiting, Writer, _tell, _try
from tests.benchmarks.rows import Row, at_least
from tests.conftest import another_session

AT_ONCE = 300
EACH = 4
ROUNDS = 5
FLUSH_SECONDS = 0.004

SAID = {"type": "message-received", "content": "list the scenes", "sender": {"id": "user_local", "name": "owner", "role": "user"}}
ANSWERED: dict[str, Any] = {"content": "The film has 8 scenes and runs for 3 minutes.", "choices": [], "views": [], "done": True}
MIND: dict[str, Any] = {"language": "en", "focus": [{"kind": "scene", "id": "scene_3"}], "pending": None}


class Uncommitted(Writer):
    """A writer whose one transaction never ends."""

    def _commit(self, connection: Connection, batch: list[Waiting]) -> None:
        if not connection.in_transaction():
            connection.begin()
        _tell([(future, *_try(connection, attempt)) for attempt, future in batch])


class Way(Struct, frozen=True, kw_only=True):
    """A way to the database. `each` is how many turns each session takes in one of its `rounds`; `of` is the way it is compared with."""

    name: str
    open: Callable[[str], Awaitable[Store]]
    each: int = EACH
    rounds: int = ROUNDS
    of: str = ""
    goal: float | None = None


class Room(Struct, frozen=True, kw_only=True):
    """An open assistant and its sessions."""

    assistant: Assistant
    sessions: list[Actor]


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rates = asyncio.run(_rates(Path(folder)))
        rows = [_row(way, rates) for way in WAYS]
        file = Path(folder) / "hand.db"
        for name, together in (("a COMMIT a turn", 1), (f"a COMMIT for {AT_ONCE} turns", AT_ONCE)):
            rate = _by_hand(file, together)
            ratio = rate / rates[GROUP]
            rows.append(Row(name=f"raw sqlite3, {name}", value=rate, unit="turns/s", ratio=ratio, against=f"this over {GROUP}"))
        return [*rows, Row(name="raw sqlite3, one row a COMMIT", value=_commits(file), unit="commits/s")]


def _row(way: Way, rates: dict[str, float]) -> Row:
    rate, name = rates[way.name], f"{way.name}, {AT_ONCE} at once"
    if not way.of:
        return Row(name=name, value=rate, unit="turns/s")
    ratio = rates[way.of] / rate
    compared = at_least(way.goal, ratio) if way.goal else {"ratio": ratio}
    return Row(name=name, value=rate, unit="turns/s", against=f"{way.of} over this", **compared)


async def _rates(folder: Path) -> dict[str, float]:
    """Turns per second, the median of rounds in which every way has its go, so that all meet the same weather."""
    found: dict[str, list[float]] = {way.name: [] for way in WAYS}
    async with AsyncExitStack() as stack:
        rooms = [await stack.enter_async_context(_room(way, folder / str(number))) for number, way in enumerate(WAYS)]
        for number in range(ROUNDS + 1):
            for way, room in zip(WAYS, rooms, strict=True):
                if number <= way.rounds:
                    found[way.name].append(await _round(room, way.each, number))
    return {name: median(rates[1:]) for name, rates in found.items()}  # the first round warms up


@asynccontextmanager
async def _room(way: Way, folder: Path) -> AsyncIterator[Room]:
    """The sessions are opened through the ordinary store, which is faster, and then the way's own is put in its place."""
    url = f"sqlite:///{folder / 'storycore.db'}"
    async with _assistant(await Store.open(url), folder) as assistant:
        user = await assistant.perform(InsertUser(name="robin", password_hash=None, role="user", id=None), by=SYSTEM)
        first = await another_session(assistant, user.id)
        opened = await asyncio.gather(*(assistant.perform(OpenSession(), by=first) for _ in range(AT_ONCE)))
    sessions = [Actor(user_id=user.id, name=user.name, session_id=session.id) for session in opened]
    async with _assistant(await way.open(url), folder) as assistant:
        yield Room(assistant=assistant, sessions=sessions)


@asynccontextmanager
async def _assistant(store: Store, folder: Path) -> AsyncIterator[Assistant]:
    try:
        yield Assistant(store, Tools(disk=Disk(Folders(folder / "projects"), Quota()), identity=Identity(b"k" * 48)))
    finally:
        await store.close()


async def _round(room: Room, each: int, number: int) -> float:
    """Every session takes its turns one after another, all sessions at once; turns per second."""

    async def talk(by: Actor) -> None:
        for turn in range(each):
            message = LogMessage(type="message-received", payload=SAID, client_msg_id=f"m{number}-{turn}")
            await room.assistant.perform(message, by=by)
            await room.assistant.perform(LogReply(type="ai-response", payload=ANSWERED, mind=MIND), by=by)

    began = time.perf_counter()
    await asyncio.gather(*(talk(by) for by in room.sessions))
    return each * len(room.sessions) / (time.perf_counter() - began)


async def _uncommitted(url: str) -> Store:
    store = await Store.open(url)
    assert store._writer
    await store._writer.close()
    store._writer = Uncommitted(store._writer._engine)
    return store


async def _committing_each(url: str) -> Store:
    return await Store.open(url, batch=1)


async def _layered(url: str) -> Store:
    """A store without a writer thread gives each attempt a transaction from its pool, as it does on PostgreSQL."""
    address = make_url(url).set(drivername="sqlite+aiosqlite")
    engine = create_async_engine(address, pool_size=1, max_overflow=0, pool_timeout=120, **_CODEC)
    _prepare(engine.sync_engine, "BEGIN IMMEDIATE")
    return Store(engine, None)


async def _on_a_slow_disk(url: str) -> Store:
    return _slowed(await Store.open(url))


async def _each_on_a_slow_disk(url: str) -> Store:
    return _slowed(await Store.open(url, batch=1))


def _slowed(store: Store) -> Store:
    assert store._writer
    event.listen(store._writer._engine, "commit", lambda _: time.sleep(FLUSH_SECONDS))
    return store


GROUP, GROUP_SLOW = "group commit", "group commit, 4 ms a flush"
WAYS = (
    Way(name=GROUP, open=Store.open),
    Way(name="without a commit", open=_uncommitted, of=GROUP),
    Way(name="a transaction a command", open=_committing_each, of=GROUP, goal=10),
    Way(name="through the async layer", open=_layered, each=1, rounds=3, of=GROUP, goal=10),
    Way(name=GROUP_SLOW, open=_on_a_slow_disk),
    Way(name="a transaction a command, 4 ms a flush", open=_each_on_a_slow_disk, each=1, rounds=2, of=GROUP_SLOW, goal=10),
)

FIND = "SELECT * FROM sessions WHERE id = ?"
SENT = "SELECT * FROM events WHERE session_id = ? AND actor = 'robin' AND client_msg_id = ?"
NEXT = "UPDATE sessions SET seq = seq + 1, active_at = 0.0 WHERE id = ? RETURNING seq"
SAY = "INSERT INTO events VALUES (?, ?, 'message-received', ?, 'robin', ?, 0.0)"
REMEMBER = "UPDATE sessions SET mind = ? WHERE id = ?"
ANSWER = "INSERT INTO events VALUES (?, ?, 'ai-response', ?, 'assistant', NULL, 0.0)"
TABLES = """
CREATE TABLE IF NOT EXISTS sessions (id TEXT PRIMARY KEY, seq INTEGER, active_at REAL, mind TEXT);
CREATE TABLE IF NOT EXISTS events (session_id TEXT, seq INTEGER, type TEXT, payload TEXT, actor TEXT, client_msg_id TEXT, at REAL,
    PRIMARY KEY (session_id, seq), UNIQUE (session_id, actor, client_msg_id));
"""


def _by_hand(file: Path, together: int) -> float:
    """Turns per second of the bare driver, `together` of them to a COMMIT."""
    with closing(_raw(file)) as db:
        db.executescript(TABLES)
        db.executemany("INSERT OR IGNORE INTO sessions VALUES (?, 0, 0.0, NULL)", [(f"s{n}",) for n in range(AT_ONCE)])
        rates = []
        for turn in range(ROUNDS):
            began = time.perf_counter()
            for start in range(0, AT_ONCE, together):
                db.execute("BEGIN IMMEDIATE")
                for number in range(start, start + together):
                    _turn_by_hand(db, f"s{number}", f"m{together}-{turn}")
                db.execute("COMMIT")
            rates.append(AT_ONCE / (time.perf_counter() - began))
        return median(rates)


def _turn_by_hand(db: sqlite3.Connection, session: str, client_id: str) -> None:
    """The statements of a turn, in their order."""
    db.execute(FIND, (session,)).fetchone()
    db.execute(SENT, (session, client_id)).fetchone()
    seq = db.execute(NEXT, (session,)).fetchone()[0]
    db.execute(SAY, (session, seq, msgspec.json.encode(SAID).decode(), client_id))
    db.execute(FIND, (session,)).fetchone()
    db.execute(REMEMBER, (msgspec.json.encode(MIND).decode(), session))
    seq = db.execute(NEXT, (session,)).fetchone()[0]
    db.execute(ANSWER, (session, seq, msgspec.json.encode(ANSWERED).decode()))


def _commits(file: Path) -> float:
    """Durable transactions of one row per second: the disk's own pace."""
    with closing(_raw(file)) as db:
        db.execute("CREATE TABLE IF NOT EXISTS plain (value TEXT)")
        rates = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            for number in range(AT_ONCE):
                db.execute("BEGIN IMMEDIATE")
                db.execute("INSERT INTO plain VALUES (?)", (str(number),))
                db.execute("COMMIT")
            rates.append(AT_ONCE / (time.perf_counter() - began))
        return median(rates)


def _raw(file: Path) -> sqlite3.Connection:
    db = sqlite3.connect(file, isolation_level=None)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    return db
