"""Where the server is and what opens it: the home's own server, or one at a URL."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Protocol
from urllib.parse import urlsplit

from msgspec import Struct

from api.settings import Settings
from api.terminal.failures import Misused

PATH = "/api/v1/websocket"
SOCKET_SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}


class Access(Protocol):
    """`api.local.Access` is one."""

    @property
    def url(self) -> str: ...
    @property
    def token(self) -> str: ...


class Known(Struct, frozen=True, kw_only=True):
    """An address and a token that were given."""

    url: str
    token: str


Door = Callable[[], Awaitable[Access]]
"""Asked at the first connection, and again when its token or its server has gone."""


@asynccontextmanager
async def own(settings: Settings) -> AsyncIterator[Door]:
    """The door of the home's own server, which is started in this process if none runs, and stopped at the end."""
    from api.local import access

    async with AsyncExitStack() as stack:

        async def find() -> Access:
            return await stack.enter_async_context(access(settings))

        yield find


@asynccontextmanager
async def given(url: str, token: str) -> AsyncIterator[Door]:
    """The door of a server somewhere."""
    endpoint(url)

    async def find() -> Access:
        return Known(url=url, token=token)

    yield find


def endpoint(url: str) -> str:
    """The socket's address at a server's: `https://host` gives `wss://host/api/v1/websocket`. Raises Misused."""
    parts = urlsplit(url)
    if parts.scheme not in SOCKET_SCHEMES or not parts.hostname:
        raise Misused(f"{url} is not a server's address; give one like http://127.0.0.1:8000")
    path = parts.path.rstrip("/")
    return f"{SOCKET_SCHEMES[parts.scheme]}://{parts.netloc}{path.removesuffix(PATH)}{PATH}"


def is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    return host in ("localhost", "::1") or host.startswith("127.")
