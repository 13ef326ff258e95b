"""Processor time of a film of 12 and of 60 scenes, in this process and after a first one, which reads the data files."""

import time
from statistics import median

from assistant.story import Brief, compose
from tests.benchmarks.rows import Row, percentile
from tests.benchmarks.story.tales import Failure, Outcome, Tale
from tests.benchmarks.story.wishes import Wish, spread

MEDIAN_MS, P99_MS, LONG_MS = 150, 400, 2000
FILMS, LONG_FILMS = 100, 8


def measure(tales: list[Tale]) -> Outcome:
    wishes = tuple(tale.wish for tale in tales)
    taken(wishes[0], 12)
    usual = {wish.prompt: taken(wish, 12) for wish in spread(wishes, FILMS)}
    long = {wish.prompt: taken(wish, 60) for wish in spread(wishes, LONG_FILMS)}
    rows = [
        _row("12 scenes, median", median(usual.values()), MEDIAN_MS),
        _row("12 scenes, p99", percentile(list(usual.values()), 0.99), P99_MS),
        _row("60 scenes, slowest", max(long.values()), LONG_MS),
    ]
    slow = [(prompt, ms) for prompt, ms in usual.items() if ms > P99_MS] + [(prompt, ms) for prompt, ms in long.items() if ms > LONG_MS]
    return Outcome(rows, [Failure("slow", wishes[0].language, prompt, f"{ms:.0f} ms") for prompt, ms in slow])


def taken(wish: Wish, count: int) -> float:
    """Milliseconds of processor time for a film of so many scenes, whatever length the prompt asks for."""
    brief = Brief(prompt=wish.prompt, language=wish.language, scene_count=count, duration=20.0 * count)
    began = time.process_time()
    compose(brief)
    return 1e3 * (time.process_time() - began)


def _row(name: str, value: float, limit: float) -> Row:
    return Row(name=f"CPU, {name}", value=value, unit="ms", goal=f"≤ {limit:g} ms", met=value <= limit)
