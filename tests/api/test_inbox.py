"""What stands in for asyncio's Queue and Event in a connection keeps every message and its order, also for one who stops waiting."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.inbox import Gate, Inbox

STEPS = st.lists(st.sampled_from(["put", "get", "give up", "breathe"]), max_size=60)


@given(steps=STEPS)
def test_nothing_is_lost_or_moved_whoever_waits_or_gives_up(steps: list[str]) -> None:
    async def lived() -> None:
        inbox, sent, received = Inbox(), 0, []
        waiting: asyncio.Task[int] | None = None
        for step in steps:
            if step == "put":
                inbox.put_nowait(sent)
                sent += 1
            elif step == "get" and waiting is None:
                waiting = asyncio.create_task(inbox.get())
            elif step == "give up" and waiting:
                waiting.cancel()
            await asyncio.sleep(0) if step == "breathe" else None
            if waiting and waiting.done():
                received += [] if waiting.cancelled() else [waiting.result()]
                waiting = None
        if waiting:
            waiting.cancel()
            received += [one for one in await asyncio.gather(waiting, return_exceptions=True) if isinstance(one, int)]
        while not inbox.empty():
            received.append(await inbox.get())
        assert received == list(range(sent))

    asyncio.run(lived())


async def test_a_gate_holds_everybody_until_it_is_opened() -> None:
    gate = Gate()
    assert gate.is_set()
    assert await gate.wait()
    gate.clear()
    held = [asyncio.create_task(gate.wait()) for _ in range(3)]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(asyncio.shield(asyncio.gather(*held)), 0.01)
    gate.clear()
    gate.set()
    assert await asyncio.gather(*held) == [True, True, True]
    assert gate.is_set()
