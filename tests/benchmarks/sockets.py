"""A WebSocket client for timing: it looks at a frame's bytes and decodes only the one it waits for."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

from tests.benchmarks.served import Client, Served
from tests.patience import PATIENCE

PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"
TOGETHER = 25
"""Connections that are opened at a time."""


class Talker:
    """One connection in a session of its own."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket
        self._sent = 0
        self.session = ""

    async def join(self, project: str) -> None:
        await self._socket.send(json.dumps({"type": "join-session", "protocol": 2, "projectId": project}))
        self.session = json.loads(await self._until(b'"type":"session-joined"'))["sessionId"]

    async def say(self, text: str) -> float:
        """Seconds from a sentence to its answer, which by then is in the log. Raises RuntimeError when it was not understood."""
        self._sent += 1
        frame = {"type": "chat-message", "sessionId": self.session, "message": text, "clientMsgId": f"m{self._sent}"}
        began = time.perf_counter()
        await self._socket.send(json.dumps(frame))
        answer = await self._until(b'"type":"ai-response"')
        took = time.perf_counter() - began
        if b'"status":"completed"' not in answer:
            raise RuntimeError(f"{text}: {answer[:300]!r}")
        return took

    async def do(self, operation: str, **params: Any) -> float:
        self._sent += 1
        frame = json.dumps({"type": "do", "id": self._sent, "operation": operation, "params": params})
        began = time.perf_counter()
        await self._socket.send(frame)
        answer = await self._until(b'"type":"result"')
        took = time.perf_counter() - began
        if b'"ok":true' not in answer:
            raise RuntimeError(f"{operation}: {answer[:300]!r}")
        return took

    async def echo(self, text: str) -> float:
        began = time.perf_counter()
        await self._socket.send(text)
        await self._socket.recv()
        return time.perf_counter() - began

    async def _until(self, marker: bytes) -> bytes:
        async with asyncio.timeout(PATIENCE):
            while marker not in (content := await self._socket.recv(decode=False)):
                pass
        return content


def new_project(served: Served) -> str:
    """A finished project of eight scenes; its name."""
    client = Client(served)
    preview = client.send("POST", "/generate/project", {"prompt": PROMPT})["preview_id"]
    return str(client.send("POST", "/generate/finalize", {"preview_id": preview})["project_name"])


@asynccontextmanager
async def talkers(served: Served, count: int, url: str | None = None) -> AsyncIterator[list[Talker]]:
    """That many open connections, not yet in a session."""
    gate = asyncio.Semaphore(TOGETHER)
    headers = {"Authorization": f"Bearer {served.token}"}
    async with AsyncExitStack() as stack:

        async def one() -> Talker:
            async with gate:
                opened = connect(url or served.socket_url, additional_headers=headers, compression=None, max_queue=None)
                return Talker(await stack.enter_async_context(opened))

        yield list(await asyncio.gather(*(one() for _ in range(count))))
