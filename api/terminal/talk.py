"""Lines and the replies to them: what the chat, `say` and pipes have in common."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

from msgspec import UNSET

from api.frames import AiResponse, Error
from api.terminal.connection import Connection
from api.terminal.failures import Failure, Refused
from api.terminal.incoming import Event, Received, told

T = TypeVar("T")
Show = Callable[[Event], Awaitable[None]]
CANCEL_SECONDS = 3.0
"""How long an interrupted program waits to hear that its turn has stopped."""


class Talk:
    """A connection that is listened to. `show` sees each event before anybody who waits for a reply goes on."""

    def __init__(self, connection: Connection, show: Show) -> None:
        self.connection = connection
        self._show = show
        self._waiting: dict[str, asyncio.Future[Received]] = {}

    async def listen(self) -> None:
        """Until the connection ends, which raises its Failure."""
        async for event in self.connection.events():
            await self._show(event)
            if isinstance(event, Received):
                self._settle(event)

    async def turn(self, text: str, *, dry_run: bool = False) -> Received:
        """Say a line and wait for its reply. Raises Refused. Cancelled from outside, it first cancels the turn."""
        key = self.connection.say(text, dry_run=dry_run)
        reply = self._waiting[key] = asyncio.get_running_loop().create_future()
        try:
            return await asyncio.shield(reply)
        except asyncio.CancelledError:
            if not self.connection.cancel(key) and self.connection.online.is_set():
                with suppress(TimeoutError, Refused):
                    await asyncio.wait_for(reply, CANCEL_SECONDS)
            raise
        finally:
            self._waiting.pop(key, None)

    def _settle(self, event: Received) -> None:
        frame = event.frame
        if not isinstance(frame, AiResponse | Error) or frame.client_msg_id is UNSET:
            return
        reply = self._waiting.get(frame.client_msg_id)
        if reply is None or reply.done():
            return
        if isinstance(frame, AiResponse) and frame.done is not False:
            reply.set_result(event)
        elif isinstance(frame, Error) and frame.retry_after_ms is UNSET:
            reply.set_exception(Refused(told(frame)))


async def while_listening(talk: Talk, work: Coroutine[Any, Any, T]) -> T:
    """The work's result, or the Failure that ended the connection before it. Interrupted, the work ends before the listening does."""
    worker, listener = asyncio.create_task(work), asyncio.create_task(talk.listen())
    try:
        await asyncio.wait({worker, listener}, return_when=asyncio.FIRST_COMPLETED)
        if not worker.done():
            listener.result()
        return await worker
    finally:
        for task in (worker, listener):
            task.cancel()
            with suppress(asyncio.CancelledError, Failure):
                await task


def ended_well(event: Received) -> bool:
    """Whether a reply says that it was done. A server of the published contract gives no status."""
    return isinstance(event.frame, AiResponse) and event.frame.status in (UNSET, "completed")
