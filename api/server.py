"""Opening everything, and running it."""

import asyncio
import contextlib
import gc
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import structlog
import uvicorn
from litestar import Litestar
from msgspec import Struct

from api import logs
from api.app import GRACE_SECONDS, WARM_AFTER, create_app
from api.dialect import Row
from api.home import Home
from api.line import Line
from api.settings import Settings
from assistant import SYSTEM, Assistant
from assistant.conversation import Conversation, Tongues
from assistant.desk import Apart, Desk
from assistant.disk import LOCAL_OWNER, Disk, Quota
from assistant.errors import Conflict
from assistant.identity import Identity
from assistant.library.pixels import Pixels
from assistant.model import Model, Options, Secret, missing, price_of
from assistant.operation import registry
from assistant.operations.accounts import FindUser, InsertUser, MakeLink
from assistant.tools import Tools
from intents.catalogue import Catalogue, catalogue, problems
from intents.replies import Replies
from memory import Store
from memory.blobs import Blobs
from memory.embedder import Embedder, ModelDamaged
from memory.files import Folders
from memory.shelf import INSTALLED, Shelf

if TYPE_CHECKING:
    from intents.recogniser import Recogniser

log = structlog.get_logger(__name__)
OWNER_NAME = "owner"
CLOSING_SECONDS = 5
LAST_SECONDS = 17.5
"""After a signal; then the process ends, whatever a thread is at (`shared/protocol.md`, "Drain"): all that was acked is in the database."""
STALLED_MS = 30_000
"""After which what was sent and never taken ends a connection (RFC 5482)."""
YOUNG = 20_000
"""Objects made before the collector looks for cycles among them; a film on its way through is some thousands and hardly any cycle."""
SPOKEN = ("en", "fr", "es")
"""The languages that are understood and answered in."""
WITHOUT_WORDS = ("auth.", "user.")
"""Signing in and adding people are not done in conversation: a password has no place in a log."""


class House(Struct, frozen=True, kw_only=True):
    """Everything that is open: the assistant, what it talks with, and the application."""

    assistant: Assistant
    conversation: Conversation
    embedder: Embedder
    app: Litestar


def language_model(settings: Settings) -> Options | None:
    """Which language model to ask, if any."""
    return _options(settings, settings.model)


def _options(settings: Settings, name: str) -> Options | None:
    if not name:
        return None
    return Options(
        name=name,
        url=settings.model_url,
        key=Secret(settings.model_key),
        timeout=settings.model_timeout,
        total=settings.model_total,
        price=price_of(settings.model_price),
    )


@asynccontextmanager
async def assistant_for(settings: Settings, desk: Desk | None = None) -> AsyncIterator[Assistant]:
    """The assistant of a home: store migrated, key made, local owner there. It writes at `desk`, or else in this process."""
    home = Home(settings.home).make()
    import_module("assistant.operations")
    quota = Quota(
        bytes=settings.storage_bytes, files=settings.storage_files, root_bytes=settings.root_bytes, root_files=settings.root_files
    )
    disk = Disk(Folders(settings.projects_dir), quota, adopt=settings.adopt_folders)
    store = await Store.open(settings.database)
    options = language_model(settings)
    model = Model(options) if options else None
    seeing = _options(settings, settings.captions)
    captions = Model(seeing) if seeing else None
    desk = desk or Desk()
    blobs = Blobs(settings.home / "media")
    tools = Tools(
        disk=disk,
        identity=Identity(home.key()),
        preview_seconds=settings.preview_seconds,
        desk=desk,
        model=model,
        blobs=blobs,
        pixels=Pixels(settings.vision_model, blobs) if settings.vision_model else None,
        captions=captions,
    )
    assistant = Assistant(store, tools)
    try:
        await _ensure_owner(assistant)
        yield assistant
    finally:
        for each in (model, captions):
            if each:
                await each.close()
        await desk.close()
        await store.close()


@asynccontextmanager
async def house(
    settings: Settings, *, words: Catalogue | None = None, more_rows: Sequence[Row] = (), desk: Desk | None = None
) -> AsyncIterator[House]:
    """The assistant with its conversation and application; `words` and `more_rows` are for operations added from outside."""
    async with assistant_for(settings, desk) as assistant:
        embedder = assistant.tools.embedder
        replies = Replies(words or catalogue())
        build = (lambda: {words.language: _recogniser(words)}) if words else recognisers
        conversation = Conversation(assistant, embedder, Tongues(build, embedder, learnt_shelf(settings.home)))
        app = create_app(assistant, conversation, replies, embedder, settings, more_rows=more_rows)
        try:
            yield House(assistant=assistant, conversation=conversation, embedder=embedder, app=app)
        finally:
            await embedder.close()


def check(words: Catalogue) -> None:
    """Every operation that people may ask for has sentences, and every slot of a sentence is a field of its operation."""
    offered = {name: frozenset(entry.command.__struct_fields__) for name, entry in registry.items() if not entry.internal}
    talked = {name: fields for name, fields in offered.items() if not name.startswith(WITHOUT_WORDS)}
    replies = Replies(words)
    found = problems(words, talked) + [f"{name}: no reply" for name in talked if name != "help.show" and not replies.has(name)]
    if found:
        raise ValueError("The language files do not fit the operations:\n" + "\n".join(found))


def learnt_shelf(home: Path | None = None) -> Shelf:
    """Where what is learnt from the language files is kept: by the set-up, and in a home."""
    return Shelf(*INSTALLED.folders, *([home / "learnt"] if home else []))


@cache
def recognisers() -> dict[str, "Recogniser"]:
    """Built once in a process from the language files, which the set-up has checked (`api.learn`)."""
    from intents.recogniser import Recogniser  # with numpy and hassil: not before the first answer

    return {language: Recogniser(catalogue(language)) for language in SPOKEN}


def _recogniser(words: Catalogue) -> "Recogniser":
    """Of words from outside. Raises ValueError, naming each place, when they and the operations do not fit together."""
    from intents.recogniser import Recogniser

    check(words)
    return Recogniser(words)


async def _ensure_owner(assistant: Assistant) -> None:
    """The person at this machine. No password opens the account: only this home's key does."""
    if await assistant.perform(FindUser(name=OWNER_NAME), by=SYSTEM) is None:
        with contextlib.suppress(Conflict):  # another server of this database was quicker
            await assistant.perform(InsertUser(id=LOCAL_OWNER, name=OWNER_NAME, role="admin", password_hash=None), by=SYSTEM)


def serve(settings: Settings, *, on_ready: Callable[[str, str], None]) -> NoReturn:
    """Run until SIGINT or SIGTERM, and leave the process. `on_ready(url, sign_in_link)` is called when requests are answered.

    Raises OSError when the address is taken.
    """
    logs.configure(settings.log, settings.log_level)
    if (options := language_model(settings)) and (lacking := missing(options)):
        log.warning("the language model cannot be used; everything is done without it", reason=lacking)
    with contextlib.closing(listen(settings.host, settings.port)) as bound, asyncio.Runner() as runner:
        runner.run(_serve(settings, bound, on_ready))
        _leave()


def _leave() -> NoReturn:
    """Ends the process once all is kept and closed. Threads that still compute (a language that is being learnt) would be waited for, and
    what of them is no Python would be torn down under itself."""
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


async def _serve(settings: Settings, bound: socket.socket, on_ready: Callable[[str, str], None]) -> None:
    home = Home(settings.home).make()
    url = address(settings.host, bound)
    async with house(settings, desk=Apart()) as open_house:
        code = await open_house.assistant.perform(MakeLink(user_id=LOCAL_OWNER), by=SYSTEM)
        async with running(open_house.app, bound, settings, handle_signals=True) as done:
            home.announce(url)
            on_ready(url, f"{url}/#code={code}")
            understands = asyncio.create_task(_understanding(open_house))
            try:
                await asyncio.wait((done, understands), return_when=asyncio.FIRST_COMPLETED)
                if understands.done():
                    understands.result()  # a server that cannot understand is not started
                await done
            finally:
                home.retract()


async def _understanding(open_house: House) -> None:
    """Raises ValueError when the language files and the operations do not fit together. After the first answers: it takes a moment."""
    await asyncio.sleep(WARM_AFTER)
    await open_house.conversation.tongues.known()
    await open_house.assistant.tools.desk.warm()
    with contextlib.suppress(ModelDamaged):  # said by /ready; rules understand without it
        await open_house.conversation.tongues.all_learnt()
    # What is there now stays: a collector that looked through half a million grammar objects would stop every turn for a third of a second.
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG)


@asynccontextmanager
async def running(
    app: Litestar, bound: socket.socket, settings: Settings, *, handle_signals: bool = False
) -> AsyncIterator[asyncio.Task[None]]:
    """uvicorn on a bound socket, started when this yields; the future ends with the server."""
    config = uvicorn.Config(
        app,
        log_config=None,
        proxy_headers=False,  # an address is what a window counts by: nobody may choose their own
        access_log=False,
        ws=Line,
        ws_max_size=settings.frame_bytes,
        ws_per_message_deflate=False,
        timeout_graceful_shutdown=CLOSING_SECONDS,
        lifespan="on",
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[bound]))
    if handle_signals:
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, _Stopping(app, server))
    started = asyncio.create_task(server.ready.wait())
    await asyncio.wait({task, started}, return_when=asyncio.FIRST_COMPLETED)
    try:
        yield task
    finally:
        server.stop()
        await task
        started.cancel()


class _Server(uvicorn.Server):
    """uvicorn that says when it has started, and leaves signals to us."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.ready.set()

    def stop(self) -> None:
        self.should_exit = True

    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        yield


class _Stopping:
    """What a signal does: the first lets running turns end, for a while; a second one stops at once."""

    def __init__(self, app: Litestar, server: _Server) -> None:
        self._app, self._server = app, server
        self._draining: asyncio.Task[None] | None = None

    def __call__(self) -> None:
        if self._draining:
            self._server.stop()
        else:
            self._draining = asyncio.create_task(self._drain())
            last = threading.Timer(LAST_SECONDS, os._exit, (0,))
            last.daemon = True
            last.start()

    async def _drain(self) -> None:
        try:
            await self._app.state.hub.drain(GRACE_SECONDS)
        finally:
            self._server.stop()


def listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY; without it each answer would wait for a delayed ACK, 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if hasattr(socket, "TCP_USER_TIMEOUT"):  # a peer that takes nothing any more is let go, which keepalive would not do
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, STALLED_MS)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    bound.listen(1024)
    return bound


def address(host: str, bound: socket.socket) -> str:
    port = bound.getsockname()[1]
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host  # noqa: S104
    return f"http://{shown}:{port}"
