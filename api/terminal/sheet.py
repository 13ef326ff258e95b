"""A table that folds: where the terminal is narrow, columns that are aside go under the main one."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct
from rich import box
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

NARROW = 70
"""Columns of terminal below which a sheet folds."""


class Column(Struct, frozen=True):
    """One that does not wrap is as wide as its longest cell; those that do share what is left."""

    title: str
    wraps: bool = False
    justify: Literal["left", "right"] = "left"
    style: str = ""
    place: Literal["own", "main", "aside"] = "own"


class Sheet:
    """Rows of cells, one for each column; `total` is a last row set apart."""

    def __init__(self, columns: Sequence[Column], rows: Iterable[Sequence[str]], total: Sequence[str] | None = None) -> None:
        self._columns = columns
        self._rows = [list(row) for row in rows]
        self._total = total

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        folded = console.is_terminal and options.max_width < NARROW
        shown = [column for column in self._columns if not (folded and column.place == "aside")]
        table = Table(
            box=box.SIMPLE if console.is_terminal else None,
            show_edge=False,
            pad_edge=False,
            padding=(0, 1 if console.is_terminal else 2, 0, 0),
            show_header=any(column.title for column in shown),
            header_style="bold",
            show_footer=self._total is not None,
            footer_style="bold",
        )
        for column in shown:
            footer = self._total[self._columns.index(column)] if self._total else ""
            wraps = column.wraps or (folded and column.place == "main")
            table.add_column(column.title, Text(footer), justify=column.justify, style=column.style, no_wrap=not wraps)
        for row in self._rows:
            table.add_row(*(self._cell(column, row, folded) for column in shown))
        yield table

    def _cell(self, column: Column, row: list[str], folded: bool) -> Text:
        text = Text(row[self._columns.index(column)])
        if folded and column.place == "main":
            under = " · ".join(cell for other, cell in zip(self._columns, row, strict=True) if other.place == "aside" and cell)
            if under:
                text.append(f"\n{under}", style="dim")
        return text
