"""Stores whose work comes to nothing, for finding out what something would do.

SQLite has one writer, and a trial may take as long as a turn does: it gets a copy of the database, which is nowhere on disk. On
PostgreSQL it is one transaction that is rolled back, with a savepoint for each attempt.
"""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncConnection


class Held:
    """Attempts on one PostgreSQL connection, one after another, in a transaction that nobody commits."""

    def __init__(self, connection: "AsyncConnection") -> None:
        self._connection = connection
        self._in_order = asyncio.Lock()

    async def submit(self, attempt: Callable[[Connection], Any]) -> Any:
        async with self._in_order, self._connection.begin_nested():
            return await self._connection.run_sync(attempt)

    async def close(self) -> None:
        await self._connection.rollback()


def copied(source: Engine) -> sqlite3.Connection:
    """A private copy of a SQLite database as it is now, with whatever is still in its log. It is gone when it is closed."""
    copy = sqlite3.connect("", check_same_thread=False)  # no name: SQLite keeps it to itself, in memory until it is large
    with source.connect() as connection:
        original = connection.connection.driver_connection
        assert isinstance(original, sqlite3.Connection)
        original.backup(copy)
    return copy
