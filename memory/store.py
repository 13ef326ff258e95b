"""The one place that knows how work reaches the database.

`Store.run(attempt, read_only=…)` gives an attempt, a plain function of a connection, its transaction: on SQLite writers share the
group commit of one thread (`memory.writer`) and readers have threads of their own (`memory.readers`); on PostgreSQL each attempt has
its own transaction, through asyncpg.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool

from memory.checkpoints import BACKSTOP_PAGES, Checkpoints
from memory.migrations import migrate
from memory.readers import READERS, Readers
from memory.trial import Held, copied
from memory.writer import BATCH, Writer

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncEngine

T = TypeVar("T")
Attempt = Callable[[Connection], T]

RETRIES = 5
"""How often PostgreSQL is asked again after a deadlock or a serialisation failure (SQLSTATE class 40)."""


def _to_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class Runs(Protocol):
    """Runs attempts, each in a transaction or savepoint of its own."""

    async def submit(self, attempt: Attempt[Any]) -> Any: ...

    async def close(self) -> None: ...


_CODEC: dict[str, Any] = {"json_serializer": _to_json, "json_deserializer": msgspec.json.decode}


class Store:
    """An open database. Made by `Store.open(url)`; `close` it."""

    def __init__(
        self,
        engine: "AsyncEngine | None",
        writer: Runs | None = None,
        readers: Runs | None = None,
        checkpoints: Checkpoints | None = None,
    ) -> None:
        self._engine = engine
        self._writer = writer
        self._readers = readers
        self._checkpoints = checkpoints

    @classmethod
    async def open(cls, url: str, *, batch: int = BATCH) -> "Store":
        """`sqlite:///file`, or `postgresql://…`. Migrations run first; `batch` is the group commit's size (SQLite)."""
        address = make_url(url)
        if address.get_backend_name() == "sqlite":
            return await cls._open_sqlite(address, batch)
        from sqlalchemy.ext.asyncio import create_async_engine  # brings the ORM, which SQLite can do without

        engine = create_async_engine(
            address.set(drivername="postgresql+asyncpg"), pool_size=10, max_overflow=10, pool_pre_ping=True, **_CODEC
        )
        async with engine.connect() as connection:
            await connection.run_sync(migrate)
        return cls(engine)

    @classmethod
    async def _open_sqlite(cls, address: URL, batch: int) -> "Store":
        if not address.database or address.database == ":memory:":
            raise ValueError("SQLite needs a file: sqlite:///path/to/storycore.db")
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        writer_engine = _engine(address, "BEGIN IMMEDIATE", poolclass=StaticPool)
        with writer_engine.connect() as connection:
            migrate(connection)
        readers = Readers(_engine(address, "BEGIN", pool_size=READERS))
        return cls(None, Writer(writer_engine, batch), readers, Checkpoints(Path(address.database)))

    @property
    def backend(self) -> str:
        return "sqlite" if self._writer else "postgresql"

    async def run(self, attempt: Attempt[T], *, read_only: bool = False) -> T:
        """Run `attempt` in a transaction of its own; it commits once, or leaves no trace."""
        if self._writer and self._readers:
            result: T = await (self._readers if read_only else self._writer).submit(attempt)
            return result
        assert self._engine
        for left in reversed(range(RETRIES)):
            try:
                async with self._engine.begin() as connection:
                    return await connection.run_sync(attempt)
            except DBAPIError as error:
                if not left or not str(getattr(error.orig, "sqlstate", "") or "").startswith("40"):
                    raise
        raise AssertionError("unreachable")

    @asynccontextmanager
    async def trial(self) -> AsyncIterator["Store"]:
        """A store that begins as this one is now, and whose work comes to nothing at the end."""
        runs: Runs
        if self._engine:
            async with self._engine.connect() as connection:
                runs = Held(connection)
                try:
                    yield Store(None, runs, runs)
                finally:
                    await runs.close()
            return
        assert isinstance(self._readers, Readers)
        copy = await asyncio.to_thread(copied, self._readers.engine)
        engine = create_engine("sqlite://", creator=lambda: copy, poolclass=StaticPool, **_CODEC)
        _prepare(engine, "BEGIN")
        runs = Readers(engine, threads=1)
        try:
            yield Store(None, runs, runs)
        finally:
            await runs.close()

    async def close(self) -> None:
        if self._checkpoints:
            await asyncio.to_thread(self._checkpoints.close)
        if self._writer and self._readers:
            await self._writer.close()
            await self._readers.close()
        if self._engine:
            await self._engine.dispose()


def _engine(address: URL, begin: str, **pool: Any) -> Engine:
    engine = create_engine(address.set(drivername="sqlite"), connect_args={"check_same_thread": False}, **pool, **_CODEC)
    _prepare(engine, begin)
    return engine


def _prepare(engine: Engine, begin: str) -> None:
    """WAL, durable commits, and transactions that begin when we say so (the sqlite3 module would begin them late)."""

    @event.listens_for(engine, "connect")
    def connect(connection: Any, _: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        pragmas = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000", f"wal_autocheckpoint={BACKSTOP_PAGES}")
        for pragma in pragmas:
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def start(connection: Connection) -> None:
        connection.exec_driver_sql(begin)


__all__ = ["Attempt", "Store"]
