"""Standard input by lines, for pipes and files, read only as fast as lines are wanted."""

import asyncio
import os
import threading
from collections.abc import AsyncIterator

PAGE = 65536


class Lines:
    """Lines of a file descriptor, without their ends.

    It reads with `os.read` and keeps its own buffer: a thread that waits in Python's buffered reader when the program ends brings the
    interpreter down, and what that reader has taken ahead would be lost to whoever reads next.
    """

    def __init__(self, descriptor: int = 0) -> None:
        self._descriptor = descriptor
        self._buffer = b""
        self._ended = False

    def next(self) -> str | None:
        """The next line, or None at the end. Blocks."""
        while b"\n" not in self._buffer and not self._ended:
            self._fill()
        if not self._buffer:
            return None
        line, _, self._buffer = self._buffer.partition(b"\n")
        return line.decode(errors="replace").rstrip("\r")

    def rest(self) -> str:
        """All that is left. Blocks until the end."""
        while not self._ended:
            self._fill()
        text, self._buffer = self._buffer, b""
        return text.decode(errors="replace")

    async def __aiter__(self) -> AsyncIterator[str]:
        """The lines, while the event loop goes on."""
        loop = asyncio.get_running_loop()
        while (line := await self._in_thread(loop)) is not None:
            yield line

    async def _in_thread(self, loop: asyncio.AbstractEventLoop) -> str | None:
        # Not the loop's executor: that one is waited for at the end, and a read may never return.
        line: asyncio.Future[str | None] = loop.create_future()

        def tell(text: str | None) -> None:
            if not line.done():
                line.set_result(text)

        def read() -> None:
            text = self.next()
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell, text)

        threading.Thread(target=read, daemon=True).start()
        return await line

    def _fill(self) -> None:
        page = os.read(self._descriptor, PAGE)
        self._ended = not page
        self._buffer += page
