"""What every test can ask for: an open assistant on each database, people in it, and a served house."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import assistant.operations  # noqa: F401
from api import logs
from assistant import SYSTEM, Actor, Assistant
from assistant.disk import Disk, Quota
from assistant.identity import Identity
from assistant.operations.accounts import InsertUser, StartLogin
from assistant.tools import Tools
from memory import Store
from memory.blobs import Blobs
from memory.files import Folders
from tests.databases import DATABASES, IN_CI, drop_idle, fresh_database

logs.configure("json", "critical")
# On a laptop every run tries something new; in CI the same change gets the same answer twice.
settings.register_profile("here", max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), derandomize=IN_CI)
settings.load_profile("here")


@contextlib.asynccontextmanager
async def opened(url: str, folder: Path, **quota: int) -> AsyncIterator[Assistant]:
    store = await Store.open(url)
    disk = Disk(Folders(folder / "projects"), Quota(**quota))
    try:
        yield Assistant(store, Tools(disk=disk, identity=Identity(b"k" * 48), blobs=Blobs(folder / "media")))
    finally:
        await store.close()


async def signed_in(assistant: Assistant, name: str = "robin", role: str = "user", user_id: str | None = None) -> Actor:
    """A new user in a session of their own."""
    user = await assistant.perform(InsertUser(name=name, password_hash=None, role=role, id=user_id), by=SYSTEM)  # type: ignore[arg-type]
    return await another_session(assistant, user.id)


async def another_session(assistant: Assistant, user_id: str) -> Actor:
    tokens = await assistant.perform(StartLogin(user_id=user_id), by=SYSTEM)
    return assistant.identity.actor(tokens.access_token)


@pytest.fixture(params=DATABASES)
async def database(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[str]:
    async with fresh_database(request.param, tmp_path) as url:
        yield url


@pytest.fixture
async def house(database: str, tmp_path: Path) -> AsyncIterator[Assistant]:
    """An open assistant, on SQLite and on PostgreSQL."""
    async with opened(database, tmp_path) as assistant:
        yield assistant


@pytest.fixture
async def robin(house: Assistant) -> Actor:
    return await signed_in(house)


@pytest.fixture
def no_environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Without any STORYCORE_ variable of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("STORYCORE_") and name != "STORYCORE_TEST_POSTGRES":
            monkeypatch.delenv(name)
    return


LONG = ("scores", "rooms")
"""Groups of tests that one worker has to itself for minutes: begun last, everybody else would wait for it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def short(item: pytest.Item) -> bool:
        group = item.get_closest_marker("xdist_group")
        return group is None or group.args[0] not in LONG

    items.sort(key=short)


def pytest_sessionfinish() -> None:
    asyncio.run(drop_idle())
