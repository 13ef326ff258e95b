"""Which facts came of what is being done: kept for whoever asks, and for what is performed within, by whichever task."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from assistant.events import Event

_noted: ContextVar[list[Event] | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Iterator[list[Event]]:
    """The committed facts of everything that is performed until the block ends, in their order."""
    noted: list[Event] = []
    token = _noted.set(noted)
    try:
        yield noted
    finally:
        _noted.reset(token)


def note(facts: Sequence[Event]) -> None:
    """Called once they are committed."""
    noted = _noted.get()
    if noted is not None:
        noted.extend(facts)
