"""From starting the process to the first answer: of a new home (migrations, keys) and of one that has been used, until the embedding
model is loaded too, and of the other commands. The peers are Python doing nothing, and uvicorn answering with nothing behind it."""

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from tests.benchmarks.rows import Row
from tests.benchmarks.served import STORYCORE, echo, environment, started, until_answered

TIMES = 3
GOAL_SECONDS, HOPED_SECONDS = 1.0, 0.5


def run() -> list[Row]:
    new, used, ready = zip(*(_server() for _ in range(TIMES)), strict=True)
    python, bare = _command([sys.executable, "-c", "pass"]), median(_echo() for _ in range(TIMES))
    return [
        Row(name="python doing nothing", value=python, unit="s"),
        Row(name="uvicorn alone, first answer", value=bare, unit="s"),
        Row(name="storycore --help", value=_command([str(STORYCORE), "--help"]), unit="s"),
        Row(name="serve in a new home, /health", value=median(new), unit="s", **_over(bare, median(new))),
        Row(name="serve in a used home, /health", value=median(used), unit="s", **_over(bare, median(used))),
        Row(name="serve, /ready (the embedding model is loaded)", value=median(ready), unit="s"),
        Row(name="storycore say, no server running", value=_say(), unit="s"),
    ]


def _over(bare: float, seconds: float) -> dict[str, Any]:
    goal = f"≤ {GOAL_SECONDS:g} s (hoped {HOPED_SECONDS:g})"
    return {"ratio": seconds / bare, "against": "uvicorn alone", "goal": goal, "met": seconds <= GOAL_SECONDS}


def _server() -> tuple[float, float, float]:
    """Seconds to health in a new home, to health in the same home again, and to readiness."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        with started(Path(folder)) as server:
            until_answered(server, "/api/v1/health")
            new = time.perf_counter() - began
        began = time.perf_counter()
        with started(Path(folder)) as server:
            until_answered(server, "/api/v1/health")
            used = time.perf_counter() - began
            until_answered(server, "/api/v1/ready")
            return new, used, time.perf_counter() - began


def _echo() -> float:
    began = time.perf_counter()
    with echo():
        return time.perf_counter() - began


def _say() -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _command([str(STORYCORE), "say", "list my projects"], environment(Path(folder)))


def _command(command: list[str], env: dict[str, str] | None = None) -> float:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append(time.perf_counter() - began)
    return median(times)
