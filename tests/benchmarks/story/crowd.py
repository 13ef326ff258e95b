"""What other people's chat notices of films being made: the 99th percentile of their turns, with and without, on one running server.

Rounds with and without take turns, so that whatever else the machine does meets both. Films are made over connections of their own, one
after the other on each, as long as the round lasts.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import cycle

from tests.benchmarks.rows import Row, at_most, percentile, spread
from tests.benchmarks.served import Served, served
from tests.benchmarks.sockets import Talker, new_project, talkers

from .tales import Missing, Outcome
from .wishes import wishes

TALKERS, MAKERS = 8, 2
EACH, ROUNDS = 25, 4
SAID = "list the scenes"
PAUSE_SECONDS = 0.25
"""Between two turns of one talker: people read; what is measured is the wait, not how much a full server can do."""
LIMIT = 1.5


def measure() -> Outcome:
    try:
        with served() as server:
            quiet, busy, films = asyncio.run(_measured(server))
    except (OSError, TimeoutError, RuntimeError) as error:
        raise Missing(f"a server that answers: {error}") from error
    ratio = percentile(busy, 0.99) / percentile(quiet, 0.99)
    rows = [*spread("a turn while no film is made", quiet), *spread(f"a turn while {MAKERS} films at a time are made", busy)]
    rows += [Row(name="films made meanwhile", value=films, unit="films")]
    rows += [Row(name="p99 with films over p99 without", value=ratio, unit="", against="the same run", **at_most(LIMIT, ratio))]
    return Outcome(rows)


async def _measured(server: Served) -> tuple[list[float], list[float], int]:
    project = new_project(server)
    quiet: list[float] = []
    busy: list[float] = []
    films = 0
    async with talkers(server, TALKERS) as rooms, talkers(server, MAKERS) as makers:
        await asyncio.gather(*(room.join(project) for room in (*rooms, *makers)))
        await _round(rooms)
        for _ in range(ROUNDS):
            quiet += await _round(rooms)
            async with _films(makers) as made:
                busy += await _round(rooms)
            films += len(made)
    return quiet, busy, films


async def _round(rooms: list[Talker]) -> list[float]:
    async def talk(room: Talker) -> list[float]:
        took = []
        for _ in range(EACH):
            took.append(await room.say(SAID))
            await asyncio.sleep(PAUSE_SECONDS)
        return took

    return [seconds for took in await asyncio.gather(*map(talk, rooms)) for seconds in took]


@asynccontextmanager
async def _films(makers: list[Talker]) -> AsyncIterator[list[float]]:
    """While it is open, each maker makes one film after the other; how long each took. Whoever is at it finishes first."""
    made: list[float] = []
    done = asyncio.Event()

    async def make(maker: Talker, first: int) -> None:
        prompts = cycle([wish.prompt for wish in wishes("en")[first::MAKERS]])
        while not done.is_set():
            made.append(await maker.do("project.generate", prompt=next(prompts), scene_count=12, duration=240.0))

    tasks = [asyncio.create_task(make(maker, at)) for at, maker in enumerate(makers)]
    try:
        yield made
    finally:
        done.set()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.gather(*tasks)
