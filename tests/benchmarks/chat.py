"""Whole turns over real WebSockets: "list the scenes" is said on 300 connections, each in a session of its own on the same project of
eight scenes; a turn ends when its answer, by then durable, is back. The peer echoes the same sentence through uvicorn alone."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from statistics import median

from tests.benchmarks.rows import Row, spread
from tests.benchmarks.served import Served, echo, served
from tests.benchmarks.sockets import new_project, talkers

CONNECTIONS = 300
EACH = 3
ROUNDS = 3
ALONE = 100
SAID = "list the scenes"


def run() -> list[Row]:
    with served() as server, echo() as peer:
        return asyncio.run(_measured(server, peer))


async def _measured(server: Served, peer: Served) -> list[Row]:
    project = new_project(server)
    async with talkers(server, CONNECTIONS) as rooms, talkers(peer, CONNECTIONS, peer.socket_url) as echoes:
        await asyncio.gather(*(room.join(project) for room in rooms))
        alone = [await rooms[0].say(SAID) for _ in range(ALONE)]
        turns, floors = [], []
        for _ in range(ROUNDS + 1):
            turns.append(await _round([room.say for room in rooms]))
            floors.append(await _round([each.echo for each in echoes]))
    # The first round warms up.
    rate, floor = median(turn for turn, _ in turns[1:]), median(turn for turn, _ in floors[1:])
    waited = [seconds for _, times in turns[1:] for seconds in times]
    return [
        *spread("one connection, a turn", alone),
        Row(name=f"{CONNECTIONS} connections, turns", value=rate, unit="turns/s"),
        Row(name=f"{CONNECTIONS} connections, echoes", value=floor, unit="turns/s", ratio=floor / rate, against="this over turns"),
        *spread(f"{CONNECTIONS} connections, a turn", waited),
    ]


async def _round(says: list[Callable[[str], Awaitable[float]]]) -> tuple[float, list[float]]:
    """Everyone says it a few times, each waiting for their answer before the next; turns per second, and how long each took."""

    async def talk(say: Callable[[str], Awaitable[float]]) -> list[float]:
        return [await say(SAID) for _ in range(EACH)]

    began = time.perf_counter()
    times = await asyncio.gather(*(talk(say) for say in says))
    return EACH * len(says) / (time.perf_counter() - began), [each for found in times for each in found]
