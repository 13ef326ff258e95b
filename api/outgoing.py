"""What a connection sends: at once where that goes, else in a bounded queue behind its slow reader."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from litestar import WebSocket
from litestar.exceptions import WebSocketDisconnect

from api.line import at_once

QUEUE = 256
"""Frames that wait for a slow reader: live ones are dropped when it is full, durable ones are read again from the log."""
SEND_SECONDS = 10.0
TOO_SLOW = 4900
GONE = 1000

Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]
End = Callable[[int], None]


class Outgoing:
    """`spawn` starts a task that ends with the connection, `end` ends the connection with a close code."""

    __slots__ = ("_at_once", "_end", "_queue", "_socket", "_spawn", "_writer")

    def __init__(self, socket: WebSocket[Any, Any, Any], spawn: Spawn, end: End) -> None:
        self._socket, self._spawn, self._end = socket, spawn, end
        self._at_once = at_once(socket.scope)
        self._queue: asyncio.Queue[bytes] | None = None
        self._writer: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """Frames that wait because their reader is slow."""
        return self._queue.qsize() if self._queue else 0

    @property
    def full(self) -> bool:
        return self.waiting >= QUEUE

    async def send(self, content: bytes) -> None:
        """Wait for room where there is none."""
        if not self._went(content):
            await self._queued().put(content)
            self._keep_writing()

    def put(self, content: bytes) -> None:
        """As `send` does, for when there is room."""
        if not self._went(content):
            self._queued().put_nowait(content)
            self._keep_writing()

    async def flush(self, seconds: float) -> None:
        """Wait until nothing waits, so long at most."""
        if self._writer:
            await asyncio.wait({self._writer}, timeout=seconds)

    def _went(self, content: bytes) -> bool:
        """Whether it went out at once, as it does unless something else waits or the reader is slow."""
        return self._writer is None and self._at_once(content)

    def _queued(self) -> asyncio.Queue[bytes]:
        """Only whoever was slow once has one: it is three kilobytes."""
        self._queue = self._queue or asyncio.Queue(QUEUE)
        return self._queue

    def _keep_writing(self) -> None:
        self._writer = self._writer or self._spawn(self._write(self._queued()))

    async def _write(self, queue: asyncio.Queue[bytes]) -> None:
        """What could not go out at once, in its order, until nothing waits."""
        try:
            while not queue.empty():
                content = queue.get_nowait()
                async with asyncio.timeout(SEND_SECONDS):
                    await self._socket.send_data(content.decode(), mode="text")
            self._writer = None
        except TimeoutError:
            self._end(TOO_SLOW)
        except (WebSocketDisconnect, OSError, RuntimeError):  # closed meanwhile: Litestar, and uvicorn in two ways
            self._end(GONE)
