"""Folds SQLite's write-ahead log back into the file from a thread of its own.

By default whoever commits past a thousand pages does that, with everybody else's turn waiting behind: 0.1 to 0.4 s on a busy disk, while
films are written. A passive checkpoint waits for nobody and holds nobody up (https://sqlite.org/wal.html, section 2.2).
"""

import contextlib
import sqlite3
import threading
from pathlib import Path

EVERY_SECONDS = 1.0
LOG_BYTES = 4 * 1024 * 1024
"""A log below this is left alone: what SQLite itself would begin at."""
BACKSTOP_PAGES = 32_000
"""Where the writer folds after all (128 MiB in pages of 4 KiB), should this thread not keep up."""


class Checkpoints:
    """Runs from its making until `close`."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._log = database.with_name(f"{database.name}-wal")
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._run, name="storycore-checkpoints", daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._closed.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._closed.wait(EVERY_SECONDS):
            with contextlib.suppress(sqlite3.Error, OSError):  # the backstop holds, and the next round tries again
                if self._log.stat().st_size > LOG_BYTES:
                    self._fold()

    def _fold(self) -> None:
        with contextlib.closing(sqlite3.connect(self._database, timeout=0)) as connection:
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
