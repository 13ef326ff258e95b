"""Databases for tests: of either kind, with the tables of today and no rows, made once and lent again and again.

The migrations take a quarter of a second on SQLite and CREATE and DROP DATABASE as long on PostgreSQL, which thousands of tests would
pay. So a SQLite file is a copy of one that was migrated, and a PostgreSQL database is emptied when its test is over and lent to the
next.
"""

import asyncio
import contextlib
import functools
import os
import secrets
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from memory import Store
from memory.tables import metadata

POSTGRES = os.environ.get("STORYCORE_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
"""A server on which databases can be made."""
DATABASES = ("sqlite", "postgresql")
IN_CI = os.environ.get("CI") == "true"

_idle: list[str] = []
"""Names of the PostgreSQL databases of this process that nobody uses."""


def needed_in_ci(what: str) -> None:
    """Skip on a laptop that has no `what`; fail in CI."""
    if IN_CI:
        pytest.fail(f"{what} is needed in CI")
    pytest.skip(f"{what} is not here")


@contextlib.asynccontextmanager
async def fresh_database(kind: str, folder: Path, *, bare: bool = False) -> AsyncIterator[str]:
    """The URL of a database without rows, gone or emptied afterwards; `bare`: without tables too, as on a first start."""
    if kind == "sqlite":
        path = folder / "storycore.db"
        if not bare:
            await migrated(path)
        yield f"sqlite:///{path}"
    else:
        async with _lent(bare) as url:
            yield url


async def migrated(path: Path) -> None:
    """Put a SQLite database there, with its tables, unless there is one."""
    if not path.exists():
        path.write_bytes(await asyncio.to_thread(_migrated_file))


@functools.cache
def _migrated_file() -> bytes:
    """A SQLite database with its tables, as a file."""

    async def made(path: Path) -> bytes:
        store = await Store.open(f"sqlite:///{path}")
        await store.close()
        return path.read_bytes()

    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(made(Path(folder) / "migrated.db"))


@contextlib.asynccontextmanager
async def _lent(bare: bool) -> AsyncIterator[str]:
    name = _idle.pop() if _idle and not bare else await _new(bare)
    try:
        yield _url(name)
    finally:
        if bare:
            await _drop(name)
        else:
            await _empty(name)
            _idle.append(name)


async def _new(bare: bool) -> str:
    name = f"storycore_{secrets.token_hex(6)}"
    async with _server() as server:
        await server.execute(f"CREATE DATABASE {name}")
    if not bare:
        store = await Store.open(_url(name))
        await store.close()
    return name


async def _empty(name: str) -> None:
    """Whoever is still connected is sent away, and every row goes but those that the migrations wrote."""
    async with _connected(_url(name)) as server:
        await server.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()", name)
        tables = "; ".join(f"DELETE FROM {table}" for table in metadata.tables)
        await server.execute(f"SET session_replication_role = replica; {tables}; INSERT INTO epochs (epoch, begun_at) VALUES (1, 0)")


async def _drop(name: str) -> None:
    async with _server() as server:
        await server.execute(f"DROP DATABASE {name} WITH (FORCE)")


async def drop_idle() -> None:
    """At the end of a run."""
    while _idle:
        await _drop(_idle.pop())


def _url(name: str) -> str:
    return f"{POSTGRES.rpartition('/')[0]}/{name}"


@contextlib.asynccontextmanager
async def _connected(url: str) -> AsyncIterator[Any]:
    connection = await asyncpg.connect(url, timeout=30)
    try:
        yield connection
    finally:
        await connection.close()


@contextlib.asynccontextmanager
async def _server() -> AsyncIterator[Any]:
    try:
        connection = await asyncpg.connect(POSTGRES, timeout=30)
    except (OSError, asyncpg.PostgresError):
        needed_in_ci("PostgreSQL")
    try:
        yield connection
    finally:
        await connection.close()
