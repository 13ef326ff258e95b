from collections.abc import AsyncIterator, Iterator

import pytest

from tests.api.terminal.room import Room, open_room, room_beside


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    """A small server in this event loop."""
    async with open_room() as room:
        yield room


@pytest.fixture
def room_outside() -> Iterator[Room]:
    """The same in a thread, for clients that are other programs."""
    with room_beside() as room:
        yield room
