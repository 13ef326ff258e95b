"""What counting a request costs, however many were counted before. The peer is the way of the original system, which kept a record a
request and wrote the whole log again each time."""

import asyncio
import json
import tempfile
import time
from pathlib import Path
from statistics import median

from api.limits import Usage
from assistant import Assistant
from tests.benchmarks.rows import Row, at_most
from tests.conftest import opened, signed_in

HISTORY = 3000
SAMPLES = 40
ENDPOINTS = 12


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        fresh, aged = asyncio.run(_counted(Path(folder)))
        young, old = (_rewritten(Path(folder) / "log.json", history) for history in (1, HISTORY))
    return [
        Row(name="counted and stored, first requests", value=fresh * 1e3, unit="ms"),
        Row(name=f"after {HISTORY:,} requests", value=aged * 1e3, unit="ms", against="first requests", **at_most(1.2, aged / fresh)),
        Row(name="peer: a log written anew, first requests", value=young * 1e3, unit="ms"),
        Row(name=f"after {HISTORY:,} requests", value=old * 1e3, unit="ms", ratio=old / young, against="first requests"),
    ]


async def _counted(folder: Path) -> tuple[float, float]:
    """Median seconds to count one request and store the count at once (a server stores once a second), in a house with no history
    and in one with, taken in turns."""
    async with opened(f"sqlite:///{folder / 'new.db'}", folder) as new, opened(f"sqlite:///{folder / 'old.db'}", folder) as old:
        users = {id(house): (await signed_in(house)).user_id for house in (new, old)}
        counter = Usage(old)
        for number in range(HISTORY):
            _count(counter, users[id(old)], number)
            if number % 50 == 0:
                await counter.flush()
        await counter.flush()
        times: dict[int, list[float]] = {id(new): [], id(old): []}
        for number in range(SAMPLES):
            for house in (new, old):
                times[id(house)].append(await _once(house, users[id(house)], number))
        return median(times[id(new)]), median(times[id(old)])


async def _once(house: Assistant, user: str, number: int) -> float:
    began = time.perf_counter()
    counter = Usage(house)
    _count(counter, user, number)
    await counter.flush()
    return time.perf_counter() - began


def _count(counter: Usage, user: str, number: int) -> None:
    counter.count(user, "scene_modification", f"/endpoint/{number % ENDPOINTS}", failed=False, size=400, ms=4.0)


def _rewritten(file: Path, history: int) -> float:
    log = [
        {"user": "robin", "operation": "scene_modification", "endpoint": f"/endpoint/{n}", "bytes": 400, "ms": 4.0} for n in range(history)
    ]
    times = []
    for _ in range(SAMPLES):
        began = time.perf_counter()
        file.write_text(json.dumps(log, indent=2))
        times.append(time.perf_counter() - began)
    return median(times)
