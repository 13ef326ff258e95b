"""Generate and PATCH over HTTP, on a fresh server and on one that has answered 3,000 requests: two processes, measured in turns, so that
whatever else the machine does meets both. Of the 3,000 one in twenty
generates a film, most others PATCH one project, and the rest read."""

import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from statistics import median

from assistant.story import compose
from assistant.story.model import Brief
from tests.benchmarks.rows import Row, at_most, percentile
from tests.benchmarks.served import Client, Served, served
from tests.benchmarks.sockets import new_project

REQUESTS = 3000
SAMPLES, WARM_UP = 60, 6
PROMPTS = (
    "a lighthouse keeper finds a letter in a bottle addressed to her, six scenes, two minutes",
    "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet",
    "two brothers race old motorcycles across a salt desert to save the family garage",
    "a botanist on Mars hides a flower from the company that owns the dome",
    "a village baker and the mayor's daughter solve the theft of the church bell",
    "a ghost story in a ski hotel that closes for the season, five scenes",
)


class Subject:
    """A server, and a project on it to work with."""

    def __init__(self, server: Served) -> None:
        self._client = Client(server)
        self._project = new_project(server)

    def generate(self, number: int) -> float:
        return self._client.timed("POST", "/generate/project", {"prompt": PROMPTS[number % len(PROMPTS)]})

    def patch(self, number: int) -> float:
        """Length and words of a scene, so that its shots are timed anew."""
        body = {"duration": 15.0 + number % 10, "description": f"The deck in the rain, take {number}."}
        return self._client.timed("PATCH", f"/projects/{self._project}/scenes/scene_{1 + number % 8}", body)

    def usage(self, number: int) -> float:
        return self._client.timed("GET", "/usage/stats")

    def age(self) -> None:
        for number in range(REQUESTS):
            act = self.generate if number % 20 == 0 else self.patch if number % 3 else self.usage
            act(number)


def run() -> list[Row]:
    floors = [
        Row(name="the story alone, p50", value=median(_composed(prompt) for prompt in PROMPTS * 3) * 1e3, unit="ms"),
        Row(name="raw sqlite3, a row and a COMMIT, p50", value=_commit() * 1e3, unit="ms"),
    ]
    with served() as young, served() as old:
        fresh, aged = Subject(young), Subject(old)
        aged.age()
        rows = [
            *_compared("generate", fresh.generate, aged.generate, floors[0]),
            *_compared("PATCH a scene", fresh.patch, aged.patch, floors[1]),
            *_compared("GET usage", fresh.usage, aged.usage, floors[1]),
        ]
    return [*floors, *rows]


def _compared(name: str, fresh: Callable[[int], float], aged: Callable[[int], float], floor: Row) -> list[Row]:
    times: tuple[list[float], list[float]] = ([], [])
    for number in range(WARM_UP + SAMPLES):
        for act, found in zip((fresh, aged), times, strict=True):
            found.append(act(number))
    before, after = (found[WARM_UP:] for found in times)
    young, old = median(before) * 1e3, median(after) * 1e3
    return [
        Row(name=f"{name}, fresh, p50", value=young, unit="ms", ratio=young / floor.value, against=floor.name),
        Row(name=f"{name}, fresh, p99", value=percentile(before, 0.99) * 1e3, unit="ms"),
        Row(name=f"{name}, after {REQUESTS:,} requests, p50", value=old, unit="ms", against="fresh", **at_most(1.2, old / young)),
        Row(name=f"{name}, after {REQUESTS:,} requests, p99", value=percentile(after, 0.99) * 1e3, unit="ms"),
    ]


def _composed(prompt: str) -> float:
    began = time.perf_counter()
    compose(Brief(prompt=prompt, language="en", scene_count=None, duration=None, style=None, seed=0))
    return time.perf_counter() - began


def _commit() -> float:
    """Median seconds of a durable transaction of one row: nothing that is stored can be quicker."""
    times = []
    with tempfile.TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "x.db", isolation_level=None)) as db:
        db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE plain (value TEXT)")
        for number in range(300):
            began = time.perf_counter()
            db.executescript(f"BEGIN IMMEDIATE; INSERT INTO plain VALUES ('{number}'); COMMIT")
            times.append(time.perf_counter() - began)
    return median(times)
