"""SQLite's one writer: a thread that runs queued attempts one after another and commits them in batches.

Each attempt has a savepoint of its own, so a failing one is rolled back alone; whatever is waiting when a batch begins shares its
single, durable COMMIT (group commit). A caller hears of its result only after that COMMIT.
"""

import asyncio
import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any

from sqlalchemy import Connection, Engine

Work = Callable[[Connection], Any]
BATCH = 256
"""Attempts that share one commit at most: bounds how long the first of them waits for the last."""


class Writer:
    """`submit` from the event loop; `close` waits for what was accepted. `batch=1` gives a transaction per attempt (for comparison)."""

    def __init__(self, engine: Engine, batch: int = BATCH) -> None:
        self._engine = engine
        self._batch = batch
        self._queue: queue.SimpleQueue[tuple[Work, Future[Any]] | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="storycore-writer", daemon=True)
        self._closed = False
        self._thread.start()

    async def submit(self, attempt: Work) -> Any:
        if self._closed:
            raise RuntimeError("the store is closed")
        future: Future[Any] = Future()
        self._queue.put((attempt, future))
        # An accepted attempt is carried through even when its caller goes away (Ctrl-C cancels the turn, not the write).
        return await asyncio.shield(asyncio.wrap_future(future))

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        with self._engine.connect() as connection:
            for batch in self._batches():
                self._commit(connection, batch)

    def _batches(self) -> Iterator[list[tuple[Work, Future[Any]]]]:
        """What waits, up to the batch size, until the end marker is met."""
        while True:
            item = self._queue.get()
            if item is None:
                return
            batch = [item]
            while len(batch) < self._batch and not self._queue.empty():
                item = self._queue.get()
                if item is None:
                    yield batch
                    return
                batch.append(item)
            yield batch

    def _commit(self, connection: Connection, batch: list[tuple[Work, Future[Any]]]) -> None:
        outcomes: list[tuple[Future[Any], Any, BaseException | None]] = []
        try:
            with connection.begin():
                for attempt, future in batch:
                    outcomes.append((future, *_try(connection, attempt)))
        except BaseException as error:  # the commit itself failed: nobody in this batch may believe it happened
            outcomes = [(future, None, error) for _, future in batch]
        for future, result, failure in outcomes:
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)


def _try(connection: Connection, attempt: Work) -> tuple[Any, BaseException | None]:
    savepoint = connection.begin_nested()
    try:
        result = attempt(connection)
        savepoint.commit()
    except BaseException as error:
        savepoint.rollback()
        return None, error
    return result, None
