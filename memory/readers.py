"""SQLite's readers: a few threads with a connection each, so that a whole attempt is one hop away from the event loop.

aiosqlite hops for every statement, and there and back is longer than the statement: it made a turn's two reads 8 ms instead of 2.
"""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Connection, Engine

READERS = 4


class Readers:
    """`submit` from the event loop; `close` waits for what was accepted."""

    def __init__(self, engine: Engine, threads: int = READERS) -> None:
        self.engine = engine
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="storycore-reader")

    async def submit(self, attempt: Callable[[Connection], Any]) -> Any:
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._read, attempt)

    def _read(self, attempt: Callable[[Connection], Any]) -> Any:
        with self.engine.begin() as connection:
            return attempt(connection)

    async def close(self) -> None:
        await asyncio.to_thread(self._threads.shutdown)
        self.engine.dispose()
