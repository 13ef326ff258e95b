"""What uvicorn asks of an asyncio.Queue and an asyncio.Event, by objects that weigh next to nothing while nothing waits.

A queue is three deques of 0.7 KB and an event one, which is an eighth of an idle connection.
"""

import asyncio
from typing import Any


class Inbox:
    """What came in, in its order, for the one who receives it (ASGI knows one receiver of a connection)."""

    __slots__ = ("_came", "_receiver")

    def __init__(self) -> None:
        self._came: list[Any] = []
        self._receiver: asyncio.Future[None] | None = None

    def put_nowait(self, message: Any) -> None:
        self._came.append(message)
        if self._receiver and not self._receiver.done():
            self._receiver.set_result(None)

    def qsize(self) -> int:
        return len(self._came)

    def empty(self) -> bool:
        return not self._came

    async def get(self) -> Any:
        """The oldest message, when there is one."""
        while not self._came:
            self._receiver = asyncio.get_running_loop().create_future()
            try:
                await self._receiver
            finally:
                self._receiver = None
        return self._came.pop(0)


class Gate:
    """Open until it is cleared; then whoever waits waits until it is set."""

    __slots__ = ("_shut",)

    def __init__(self) -> None:
        self._shut: asyncio.Event | None = None

    def is_set(self) -> bool:
        return self._shut is None

    def clear(self) -> None:
        self._shut = self._shut or asyncio.Event()

    def set(self) -> None:
        if self._shut:
            self._shut.set()
        self._shut = None

    async def wait(self) -> bool:
        if self._shut:
            await self._shut.wait()
        return True
