"""Reaching the assistant from this machine as its owner: the server that runs in this home, or one started for the moment."""

import asyncio
import contextlib
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from msgspec import Struct
from msgspec.structs import replace

from api import logs
from api.home import Home
from api.server import address, assistant_for, house, listen, running
from api.settings import Settings
from assistant import SYSTEM
from assistant.disk import LOCAL_OWNER
from assistant.operations.accounts import AddUser, StartLogin, UserView
from assistant.operations.rooms import BeginEpoch

PROBE_SECONDS = 2.0


class Access(Struct, frozen=True, kw_only=True):
    """Where to talk and with which token; `started` when the server was started for this."""

    url: str
    token: str
    started: bool


@asynccontextmanager
async def access(settings: Settings) -> AsyncIterator[Access]:
    """As the local owner. Reading the home's key, or its database, is what proves who that is."""
    home = Home(settings.home).make()
    found = home.running()
    if found and await _answers(found.url):
        async with assistant_for(settings) as assistant:
            tokens = await assistant.perform(StartLogin(user_id=LOCAL_OWNER), by=SYSTEM)
        yield Access(url=found.url, token=tokens.access_token, started=False)
        return
    server = _Inside(settings)
    access = await asyncio.to_thread(server.start)
    try:
        yield access
    finally:
        await asyncio.to_thread(server.stop)


async def add_user(settings: Settings, user: AddUser) -> UserView:
    """Add a user to this home's database. Raises `assistant.errors.Problem`."""
    async with assistant_for(settings) as assistant:
        return await assistant.perform(user, by=SYSTEM)


async def begin_epoch(settings: Settings) -> int:
    """Begin a new life of this home's database, after it was restored from a backup; its number."""
    async with assistant_for(settings) as assistant:
        return await assistant.perform(BeginEpoch(), by=SYSTEM)


async def _answers(url: str) -> bool:
    with contextlib.suppress(httpx.HTTPError):
        async with httpx.AsyncClient(timeout=PROBE_SECONDS) as client:
            return (await client.get(f"{url}/api/v1/health")).status_code in (200, 429)
    return False


class _Inside:
    """A server in a thread of this process, on a free port of the loopback, with an event loop of its own."""

    def __init__(self, settings: Settings) -> None:
        self._settings = replace(settings, host="127.0.0.1", port=0, log_level="error")
        self._started = threading.Event()
        self._access: Access | None = None
        self._failure: BaseException | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="storycore-server", daemon=True)

    def start(self) -> Access:
        self._thread.start()
        self._started.wait()
        if self._failure is not None:
            raise self._failure
        assert self._access is not None
        return self._access

    def stop(self) -> None:
        if self._loop and self._stop:
            self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        try:
            asyncio.run(self._serve())
        except BaseException as error:
            self._failure = error
        finally:
            self._started.set()

    async def _serve(self) -> None:
        # Not to stderr: that is somebody's conversation.
        with (self._settings.home / "server.log").open("a", encoding="utf-8") as log:
            logs.configure("console", self._settings.log_level, log)
            await self._run_until_stopped()

    async def _run_until_stopped(self) -> None:
        self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
        home = Home(self._settings.home)
        with contextlib.closing(listen("127.0.0.1", 0)) as bound:
            async with house(self._settings) as open_house, running(open_house.app, bound, self._settings):
                tokens = await open_house.assistant.perform(StartLogin(user_id=LOCAL_OWNER), by=SYSTEM)
                url = address("127.0.0.1", bound)
                home.announce(url)
                self._access = Access(url=url, token=tokens.access_token, started=True)
                self._started.set()
                await self._stop.wait()
                home.retract()
