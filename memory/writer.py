"""SQLite's one writer: a thread that runs queued attempts one after another and commits them in batches.

Each attempt has a savepoint of its own, so a failing one is rolled back alone; whatever is waiting when a batch begins shares its
single, durable COMMIT (group commit). A caller hears of its result only after that COMMIT.
"""

import asyncio
import contextlib
import queue
import threading
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import Connection, Engine

Work = Callable[[Connection], Any]
Waiting = tuple[Work, asyncio.Future[Any]]
Outcome = tuple[asyncio.Future[Any], Any, BaseException | None]
BATCH = 256
"""Attempts that share one commit at most: bounds how long the first of them waits for the last."""


class Writer:
    """`submit` from the event loop; `close` waits for what was accepted. `batch=1` gives a transaction per attempt (for comparison)."""

    def __init__(self, engine: Engine, batch: int = BATCH) -> None:
        self._engine = engine
        self._batch = batch
        self._queue: queue.SimpleQueue[Waiting | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="storycore-writer", daemon=True)
        self._closed = False
        self._thread.start()

    async def submit(self, attempt: Work) -> Any:
        if self._closed:
            raise RuntimeError("the store is closed")
        # Cancelling the caller cancels this future and not the attempt: what was accepted is carried through (Ctrl-C cancels the turn,
        # not the write).
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._queue.put((attempt, future))
        return await future

    async def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._queue.put(None)
            await asyncio.to_thread(self._thread.join)
            self._engine.dispose()  # the last connection to go folds the write-ahead log into the file

    def _run(self) -> None:
        with self._engine.connect() as connection:
            for batch in self._batches():
                self._commit(connection, batch)

    def _batches(self) -> Iterator[list[Waiting]]:
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

    def _commit(self, connection: Connection, batch: list[Waiting]) -> None:
        outcomes: list[Outcome] = []
        try:
            with connection.begin():
                for attempt, future in batch:
                    outcomes.append((future, *_try(connection, attempt)))
        except BaseException as error:  # the commit itself failed: nobody in this batch may believe it happened
            outcomes = [(future, None, error) for _, future in batch]
        _tell(outcomes)


def _try(connection: Connection, attempt: Work) -> tuple[Any, BaseException | None]:
    # On the driver itself: SQLAlchemy would compile both statements anew for every attempt, a quarter of a short one's time.
    execute = connection.connection.cursor().execute
    execute("SAVEPOINT attempt")
    try:
        result = attempt(connection)
        execute("RELEASE attempt")
    except BaseException as error:
        execute("ROLLBACK TO attempt")
        execute("RELEASE attempt")
        return None, error
    return result, None


def _tell(outcomes: list[Outcome]) -> None:
    """One wake-up of an event loop for all of its callers in a batch, since each is a system call."""
    for loop in {future.get_loop() for future, _, _ in outcomes}:
        mine = [outcome for outcome in outcomes if outcome[0].get_loop() is loop]
        with contextlib.suppress(RuntimeError):  # that loop is closed, and nobody is waiting any more
            loop.call_soon_threadsafe(_settle, mine)


def _settle(outcomes: list[Outcome]) -> None:
    for future, result, failure in outcomes:
        if future.done():  # its caller went away
            continue
        if failure is None:
            future.set_result(result)
        else:
            future.set_exception(failure)
