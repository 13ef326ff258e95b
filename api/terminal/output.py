"""Where a reply goes: a terminal, or a pipe that gets it plain."""

import os
import sys
from typing import TextIO

from rich.console import Console
from rich.text import Text

from api.terminal.views import Parts

UNLIMITED = 100_000
"""Columns of a table in a pipe, so that a row is a line, unless COLUMNS says otherwise."""


def console(stream: TextIO | None = None) -> Console:
    """Rich on `stream` (standard output). Nothing is coloured or highlighted that this program has not said to."""
    stream = stream or sys.stdout
    width = None if stream.isatty() else int(os.environ.get("COLUMNS") or UNLIMITED)
    return Console(file=stream, width=width, highlight=False, markup=False, emoji=False)


def put(console: Console, parts: Parts) -> None:
    """Print the parts below each other; in a pipe words keep their lines as they are, and no line ends in blanks."""
    if console.is_terminal:
        console.print(*parts, sep="\n")
        return
    with console.capture() as printed:
        for part in parts:
            console.print(part, soft_wrap=isinstance(part, Text))
    console.file.writelines(f"{line.rstrip()}\n" for line in printed.get().splitlines())
    console.file.flush()


def put_line(text: str) -> None:
    """A line of data for whoever reads the pipe, at once."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()
