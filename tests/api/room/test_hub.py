"""The live side of one process, by itself."""

import asyncio

from api.hub import Hub


async def test_a_turn_that_is_stopped_twice_still_says_once_that_it_was_cancelled() -> None:
    hub, said = Hub(), []

    async def work() -> None:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            await asyncio.sleep(0.05)  # finding the words for it takes a moment
            said.append("cancelled")

    async def gave_up() -> None:
        said.append("gave up")

    hub.start("session", "run", work, gave_up)
    await asyncio.sleep(0)
    for _ in range(3):
        hub.stop(["run"])
        await asyncio.sleep(0.01)
    await hub.finish(5)
    assert said == ["cancelled"]
