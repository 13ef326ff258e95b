"""Hints between the processes that serve one database: that a log has grown, a film was changed, somebody came or went, a run is to stop.

A hint carries no payload that matters: whoever hears it reads the database. So lost, doubled or late hints cost a delay (the slow poll
of `api.keeper` heals it) and never a message, and a broker may be restarted at any time (`shared/protocol.md`, "Core").
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Any, Literal, Protocol

import msgspec
import structlog
from msgspec import Struct
from msgspec.structs import replace

from api.frames import ProgressUpdate

log = structlog.get_logger(__name__)
CHANNEL = "storycore_hints"
GATHER_SECONDS = 0.01
"""How long hints wait for others to go with them."""
LARGEST = 7000
"""Bytes of one message; PostgreSQL's NOTIFY takes 8000."""
MOST_WAITING = 10_000
"""Hints that are kept for a broker which is away; then the oldest go."""
AGAIN_SECONDS = 1.0
"""After which a lost broker is tried again."""


class Hint(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`seq` is the last number that somebody knows of: of a session's log, or for `film` and `turned` of a project's changes (0 where there
    is no new one). A `turned` session is about that project now. A `typing` hint says who; a `cancel` one which runs; a `progress` one
    how far something is, which nobody can read, in one session or in all that are about a project."""

    kind: Literal["log", "presence", "cancel", "typing", "film", "turned", "progress"]
    session_id: str = ""
    project_id: str | None = None
    seq: int = 0
    user_id: str = ""
    name: str = ""
    typing: bool = False
    runs: list[str] = []
    progress: ProgressUpdate | None = None


class Told(Struct, frozen=True, kw_only=True):
    """A message between processes, and the one it is from."""

    process: str
    hints: list[Hint]


Heard = Callable[[Hint], Awaitable[None]]


class Link(Protocol):
    """A connection to a broker."""

    async def send(self, content: bytes) -> None: ...

    async def receive(self) -> bytes: ...

    async def close(self) -> None: ...


Dial = Callable[[], Awaitable[Link]]


class Broker:
    """Sends hints to the other processes and hands on theirs. `dial` opens a connection; None is for a process that is alone."""

    def __init__(self, process: str, dial: Dial | None = None) -> None:
        self.process, self._dial = process, dial
        self._heard: Heard | None = None
        self._waiting: dict[bytes, Hint] = {}
        self._wake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        self.connected = asyncio.Event()

    def start(self, heard: Heard) -> None:
        self._heard = heard
        if self._dial:
            self._task = asyncio.create_task(self._keep_linked())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def tell(self, hint: Hint) -> None:
        """Never waits. Of several hints about one log only the last goes out."""
        if self._dial:
            same = msgspec.json.encode(replace(hint, seq=0))
            self._waiting.pop(same, None)
            self._waiting[same] = hint
            if len(self._waiting) > MOST_WAITING:
                del self._waiting[next(iter(self._waiting))]
            self._wake.set()

    async def _keep_linked(self) -> None:
        assert self._dial
        while True:
            try:
                link = await self._dial()
                self.connected.set()
                try:
                    await self._serve(link)
                finally:
                    self.connected.clear()
                    with contextlib.suppress(Exception):
                        await link.close()
            except asyncio.CancelledError:
                raise
            except Exception as error:
                log.warning("the broker cannot be reached; messages between servers take up to a second", reason=type(error).__name__)
            await asyncio.sleep(AGAIN_SECONDS)

    async def _serve(self, link: Link) -> None:
        """Both directions until one fails."""
        work = [asyncio.create_task(self._send(link)), asyncio.create_task(self._receive(link))]
        try:
            done, _ = await asyncio.wait(work, return_when=asyncio.FIRST_EXCEPTION)
            for task in done:
                task.result()
        finally:
            for task in work:
                task.cancel()
            await asyncio.gather(*work, return_exceptions=True)

    async def _send(self, link: Link) -> None:
        while True:
            await self._wake.wait()
            await asyncio.sleep(GATHER_SECONDS)
            self._wake.clear()
            hints, self._waiting = list(self._waiting.values()), {}
            for message in messages(self.process, hints):
                await link.send(message)

    async def _receive(self, link: Link) -> None:
        while True:
            try:
                told = msgspec.json.decode(await link.receive(), type=Told)
            except msgspec.DecodeError:
                continue  # somebody else's message on our channel
            if told.process != self.process and self._heard:
                for hint in told.hints:
                    await self._hand_on(hint)

    async def _hand_on(self, hint: Hint) -> None:
        assert self._heard
        try:
            await self._heard(hint)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("a hint failed", kind=hint.kind)


def messages(process: str, hints: list[Hint]) -> list[bytes]:
    """The hints in as few messages as their size allows."""
    whole = msgspec.json.encode(Told(process=process, hints=hints))
    if len(whole) <= LARGEST or len(hints) < 2:
        return [whole] if hints and len(whole) <= LARGEST else []
    middle = len(hints) // 2
    return [*messages(process, hints[:middle]), *messages(process, hints[middle:])]


def dial(url: str, database: str) -> Dial | None:
    """How to reach a broker: `redis://…`, or `postgresql` for LISTEN and NOTIFY on the database itself; nothing for neither.

    Raises ValueError for anything else, and for `postgresql` over another database.
    """
    if not url:
        return None
    if url == "postgresql":
        if not database.startswith("postgresql"):
            raise ValueError("STORYCORE_BROKER=postgresql needs a PostgreSQL database.")
        return lambda: PostgresLink.open(database)
    if url.startswith(("redis://", "rediss://")):
        return lambda: RedisLink.open(url)
    raise ValueError("STORYCORE_BROKER must be redis://… or postgresql.")


class PostgresLink:
    """LISTEN and NOTIFY over a connection of its own, outside of any transaction."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        self._messages: asyncio.Queue[bytes | None] = asyncio.Queue()

    @classmethod
    async def open(cls, database: str) -> "PostgresLink":
        import asyncpg

        link = cls(await asyncpg.connect(database.replace("postgresql+asyncpg", "postgresql")))
        # A connection that ends says so by an empty message, or its listener would be deaf for good.
        link._connection.add_termination_listener(lambda _: link._messages.put_nowait(None))
        await link._connection.add_listener(CHANNEL, lambda *told: link._messages.put_nowait(told[-1].encode()))
        return link

    async def send(self, content: bytes) -> None:
        await self._connection.execute("SELECT pg_notify($1, $2)", CHANNEL, content.decode())

    async def receive(self) -> bytes:
        message = await self._messages.get()
        if message is None:
            raise ConnectionError("the listening connection ended")
        return message

    async def close(self) -> None:
        await self._connection.close(timeout=1)


class RedisLink:
    """PUBLISH and SUBSCRIBE."""

    def __init__(self, client: Any, channel: Any) -> None:
        self._client, self._channel = client, channel

    @classmethod
    async def open(cls, url: str) -> "RedisLink":
        from redis.asyncio import Redis

        client = Redis.from_url(url)
        channel = client.pubsub(ignore_subscribe_messages=True)
        await channel.subscribe(CHANNEL)
        return cls(client, channel)

    async def send(self, content: bytes) -> None:
        await self._client.publish(CHANNEL, content)

    async def receive(self) -> bytes:
        while True:
            message = await self._channel.get_message(timeout=None)
            if message is not None:
                return bytes(message["data"])

    async def close(self) -> None:
        await self._channel.aclose()
        await self._client.aclose()
