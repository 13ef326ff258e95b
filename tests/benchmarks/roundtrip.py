"""`do` over one WebSocket, one after another: a read, a write that is durable when its answer comes, and the peer that only echoes."""

import asyncio
from statistics import median

from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.served import Served, echo, served
from tests.benchmarks.sockets import new_project, talkers

SAMPLES, WARM_UP = 400, 40


def run() -> list[Row]:
    with served() as server, echo() as peer:
        return asyncio.run(_measured(server, peer))


async def _measured(server: Served, peer: Served) -> list[Row]:
    project = new_project(server)
    async with talkers(server, 1) as (talker,), talkers(peer, 1, peer.socket_url) as (echoing,):
        await talker.join(project)
        times: dict[str, list[float]] = {"echo": [], "do scene.show": [], "do scene.list": [], "do scene.update": []}
        for number in range(WARM_UP + SAMPLES):
            times["echo"].append(await echoing.echo('{"type":"do","operation":"scene.show","params":{"scene":3}}'))
            times["do scene.show"].append(await talker.do("scene.show", scene=3))
            times["do scene.list"].append(await talker.do("scene.list"))
            times["do scene.update"].append(await talker.do("scene.update", scene=1 + number % 8, duration=15.0 + number % 10))
    floor = median(times["echo"][WARM_UP:])
    return [row for name, found in times.items() for row in _rows(name, found[WARM_UP:], floor)]


def _rows(name: str, seconds: list[float], floor: float) -> list[Row]:
    middle = median(seconds)
    compared = {} if name == "echo" else {"ratio": middle / floor, "against": "echo"}
    return [
        Row(name=f"{name}, p50", value=middle * 1e3, unit="ms", **compared),  # type: ignore[arg-type]
        Row(name=f"{name}, p99", value=percentile(seconds, 0.99) * 1e3, unit="ms"),
    ]
