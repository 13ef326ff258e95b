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

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import create_async_engine

import assistant.operations  # noqa: F401
from assistant import SYSTEM, Actor, Assistant
from assistant.disk import Disk, Quota
from assistant.identity import Identity
from assistant.operations.accounts import InsertUser
from assistant.operations.talk import LogMessage, LogReply, OpenSession
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


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        rates = asyncio.run(_rates(Path(folder)))
        commits = _commits(Path(folder) / "commits.db")
    group = rates["group commit"]
    rows = [Row(name=f"{name}, {AT_ONCE} at once", value=rate, unit="turns/s", **_compared(name, rate, group)) for name, rate in rates.items()]
    return [*rows, Row(name="raw sqlite3, one row a durable commit", value=commits, unit="commits/s")]


def _compared(name: str, rate: float, group: float) -> dict[str, Any]:
    against = {"against": "group commit over this"}
    match name:
        case "group commit":
            return {}
        case "a transaction a command" | "through the async layer":
            return against | at_least(10, group / rate)
        case "group commit, 4 ms a flush":
            return {}
        case _:
            return against | {"ratio": group / rate}


async def _rates(folder: Path) -> dict[str, float]:
    """Turns per second by way, the median of rounds in which every way has its turn, so that all meet the same weather."""
    ways: dict[str, Callable[[str], Awaitable[Store]]] = {
        "group commit": Store.open,
        "without a commit": _uncommitted,
        "a transaction a command": lambda url: Store.open(url, batch=1),
        "through the async layer": _layered,
        "group commit, 4 ms a flush": lambda url: _slow_disk(url, 256),
        "a transaction a command, 4 ms a flush": lambda url: _slow_disk(url, 1),
    }
    found: dict[str, list[float]] = {name: [] for name in ways}
    async with AsyncExitStack() as stack:
        rooms = {}
        for number, (name, way) in enumerate(ways.items()):
            rooms[name] = await stack.enter_async_context(_room(way, folder / str(number)))
            await _round(rooms[name], 1, 0)
        for turn in range(ROUNDS):
            for name, room in rooms.items():
                slow = "4 ms" in name or name == "through the async layer"
                found[name].append(await _round(room, 1 if slow else EACH, 1 + turn * EACH))
    rates = {name: median(each) for name, each in found.items()}
    slowest = rates["a transaction a command, 4 ms a flush"]
    return rates | {f"raw sqlite3, {name}": rate for name, rate in _by_hand(folder / "hand.db").items()} | {"": slowest} if False else rates | {
        f"raw sqlite3, {name}": rate for name, rate in _by_hand(folder / "hand.db").items()
    }
