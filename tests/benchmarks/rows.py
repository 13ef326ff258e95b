"""What a benchmark gives, and how it is shown and kept."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import msgspec
import sqlalchemy
from msgspec import Struct
from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).parent / "results" / "latest.json"


class Row(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One figure. `ratio` is this figure over that of the row it is measured `against`, or the other way round where more is
    better, as `against` says; `met` is None where there is no `goal`."""

    name: str
    value: float
    unit: str
    ratio: float | None = None
    against: str = ""
    goal: str = ""
    met: bool | None = None


def at_most(limit: float, ratio: float) -> dict[str, Any]:
    return {"ratio": ratio, "goal": f"≤ {limit:g}×", "met": ratio <= limit}


def at_least(limit: float, ratio: float) -> dict[str, Any]:
    return {"ratio": ratio, "goal": f"≥ {limit:g}×", "met": ratio >= limit}


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` (0 to 1) of them do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def spread(name: str, seconds: Sequence[float], unit: str = "ms") -> list[Row]:
    """The median and the 99th percentile of times in seconds, as milliseconds or microseconds."""
    scale = {"ms": 1e3, "µs": 1e6}[unit]
    return [
        Row(name=f"{name}, p50", value=median(seconds) * scale, unit=unit),
        Row(name=f"{name}, p99", value=percentile(seconds, 0.99) * scale, unit=unit),
    ]


def load() -> float:
    """Processes that ran or waited for a processor in the last minute: above the number of cores, the machine was busy."""
    return round(os.getloadavg()[0], 2)


def machine() -> dict[str, Any]:
    """What the figures depend on, besides the code."""
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "load_before": load(),
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "sqlite": sqlite3.sqlite_version,
        "sqlalchemy": sqlalchemy.__version__,
    }


def show(console: Console, title: str, rows: Sequence[Row]) -> None:
    table = Table(title=title, title_justify="left", title_style="bold")
    for heading in ("figure", "value", "unit", "ratio", "against", "goal", "met"):
        table.add_column(heading, justify="right" if heading in ("value", "ratio") else "left")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        met = "" if row.met is None else "[green]yes[/]" if row.met else "[red]no[/]"
        table.add_row(row.name, _figure(row.value), row.unit, ratio, row.against, row.goal, met)
    console.print(table)


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.3f}"


def keep(facts: dict[str, Any], found: dict[str, list[Row]]) -> Path:
    """Write everything as JSON; a run of some of the benchmarks leaves the figures of the others out."""
    content = msgspec.json.encode({"machine": facts, "benchmarks": found})
    RESULTS.write_bytes(msgspec.json.format(content, indent=2) + b"\n")
    return RESULTS
