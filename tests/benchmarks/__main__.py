"""`python -m tests.benchmarks [name …]`: run the named benchmarks, or all; print a table each and keep the figures as JSON."""

import argparse
import sys
import time
from collections.abc import Callable

from rich.console import Console

from tests.benchmarks import (
    chat,
    embedding,
    frames,
    idle,
    latency,
    memory,
    parse,
    resume,
    room,
    roundtrip,
    search,
    stalled,
    start,
    turns,
    usage,
)
from tests.benchmarks.rows import Row, keep, load, machine, show

ALL: dict[str, Callable[[], list[Row]]] = {
    module.__name__.rpartition(".")[2]: module.run
    for module in (parse, search, usage, turns, latency, chat, roundtrip, frames, room, stalled, resume, idle, start, memory, embedding)
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(ALL))
    names = parser.parse_args().names or list(ALL)
    if unknown := [name for name in names if name not in ALL]:
        parser.error(f"there is no benchmark {unknown[0]}; there are {', '.join(ALL)}")
    console, facts, found, began = Console(width=None if sys.stdout.isatty() else 150), machine(), {}, time.monotonic()
    facts["load"] = {}
    for name in names:
        before = load()
        found[name] = ALL[name]()
        facts["load"][name] = [before, load()]
        show(console, f"{name} (load average {before}, then {load()})", found[name])
    path = keep(facts, found)
    console.print(f"{time.monotonic() - began:.0f} s; kept in {path.relative_to(path.parents[3])}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
