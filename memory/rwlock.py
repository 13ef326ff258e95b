"""Many may read at once, or one may write."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Condition


class ReadWriteLock:
    """A writer who waits goes before the readers who come later. Not reentrant: who reads may not ask for it again."""

    def __init__(self) -> None:
        self._turn = Condition()
        self._readers = 0
        self._waiting = 0

    @contextmanager
    def reading(self) -> Iterator[None]:
        with self._turn:
            while self._waiting:
                self._turn.wait()
            self._readers += 1
        try:
            yield
        finally:
            with self._turn:
                self._readers -= 1
                if not self._readers:
                    self._turn.notify_all()

    @contextmanager
    def writing(self) -> Iterator[None]:
        with self._turn:
            self._waiting += 1
            try:
                while self._readers:
                    self._turn.wait()
            finally:
                self._waiting -= 1
                self._turn.notify_all()  # heard when the lock is given back, which is after the writing
            yield
