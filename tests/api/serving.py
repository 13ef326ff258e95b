"""A real server for tests: uvicorn on a free port, a fresh home, and ways to talk to it."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from msgspec import Struct
from websockets.asyncio.client import ClientConnection, connect

from api.home import Home
from api.server import House, address, house, listen, running
from api.settings import Settings, load
from assistant import SYSTEM
from assistant.disk import LOCAL_OWNER
from assistant.operations.accounts import AddUser, MakeLink, StartLogin
from tests.databases import migrated
from tests.patience import PATIENCE

NAME, PASSWORD = "user@example.com", "secure_password"


class Served(Struct, frozen=True, kw_only=True):
    url: str
    house: House
    settings: Settings

    async def link(self, user_id: str = LOCAL_OWNER) -> str:
        code = await self.house.assistant.perform(MakeLink(user_id=user_id), by=SYSTEM)
        return f"{self.url}/#code={code}"

    async def token(self, user_id: str = LOCAL_OWNER) -> str:
        return (await self.house.assistant.perform(StartLogin(user_id=user_id), by=SYSTEM)).access_token

    async def add_user(self, name: str = NAME) -> str:
        return (await self.house.assistant.perform(AddUser(name=name, password=PASSWORD), by=SYSTEM)).id


class Client:
    """A WebSocket client that keeps what it has seen."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []
        self.session = ""
        self._sent = 0

    async def send(self, **frame: Any) -> None:
        await self.socket.send(json.dumps(frame))

    async def receive(self, kind: str, **expected: Any) -> dict[str, Any]:
        """The next frame of that type with those fields; others are kept in `seen`."""
        async with asyncio.timeout(PATIENCE):
            while True:
                frame = await self.receive_any()
                if _is(frame, kind, expected):
                    return frame

    async def heard(self, kind: str, **expected: Any) -> dict[str, Any]:
        """Such a frame, whether it was seen already or is to come."""
        known = next((frame for frame in self.seen if _is(frame, kind, expected)), None)
        return known or await self.receive(kind, **expected)

    async def receive_any(self) -> dict[str, Any]:
        frame: dict[str, Any] = json.loads(await self.socket.recv())
        self.seen.append(frame)
        return frame

    async def join(self, **fields: Any) -> dict[str, Any]:
        await self.send(type="join-session", protocol=2, **fields)
        joined = await self.receive("session-joined")
        self.session = joined["sessionId"]
        return joined

    async def say(self, text: str) -> dict[str, Any]:
        """Say something and wait for the answer to it."""
        self._sent += 1
        client_id = f"m{id(self)}-{self._sent}"
        await self.send(type="chat-message", sessionId=self.session, message=text, attachments=[], clientMsgId=client_id)
        return await self.receive("ai-response", clientMsgId=client_id)

    async def do(self, operation: str, **params: Any) -> dict[str, Any]:
        self._sent += 1
        await self.send(type="do", id=self._sent, operation=operation, params=params)
        return await self.receive("result", id=self._sent)


def _is(frame: dict[str, Any], kind: str, expected: dict[str, Any]) -> bool:
    return frame["type"] == kind and all(frame.get(name) == value for name, value in expected.items())


@contextlib.asynccontextmanager
async def served(folder: Path, *, words: Any = None, more_rows: Any = (), **settings: Any) -> AsyncIterator[Served]:
    """A house and its server in this event loop."""
    given = {"home": folder / "home", "projects_dir": folder / "projects", "log_level": "error", **settings}
    chosen = load({}, **given)
    Home(chosen.home).make()
    if not chosen.database_url:
        await migrated(chosen.home / "storycore.db")
    with contextlib.closing(listen("127.0.0.1", 0)) as bound:
        async with house(chosen, words=words, more_rows=more_rows) as opened, running(opened.app, bound, chosen):
            yield Served(url=address("127.0.0.1", bound), house=opened, settings=chosen)


@contextlib.asynccontextmanager
async def connected(server: Served, token: str | None = None, **options: Any) -> AsyncIterator[Client]:
    headers = {"Authorization": f"Bearer {token or await server.token()}"}
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, additional_headers=headers, max_size=None, **options) as socket:
        yield Client(socket)


@contextlib.asynccontextmanager
async def talking(server: Served, token: str | None = None) -> AsyncIterator[Client]:
    """A client that has joined a new session."""
    async with connected(server, token) as client:
        await client.join()
        yield client
