"""Places among siblings: a row's `order` is a number between its neighbours', so that moving one row touches only that row."""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from memory.film import Row

R = TypeVar("R", bound=Row)

LEAST_GAP = 1e-9
"""Neighbours closer than this have been divided too often (about thirty times in one spot): all siblings are spaced anew."""


def insert(rows: Sequence[R], row: R, index: int) -> list[R]:
    """`row` put at `index` (from 0) among its ordered siblings: the rows whose `order` is new, `row` first."""
    before = rows[index - 1].order if index > 0 else None
    after = rows[index].order if index < len(rows) else None
    if before is None or after is None:
        order = (after - 1.0) if after is not None else (before + 1.0) if before is not None else 1.0
        return [replace(row, order=order)]
    if after - before > LEAST_GAP:
        return [replace(row, order=(before + after) / 2)]
    spaced = [*rows[:index], row, *rows[index:]]
    fresh = [replace(each, order=float(place)) for place, each in enumerate(spaced, start=1)]
    return [fresh[index], *fresh[:index], *fresh[index + 1 :]]


def move(rows: Sequence[R], row: R, index: int) -> list[R]:
    """`row`, one of `rows`, put at `index` of the order without it."""
    return insert([each for each in rows if each.id != row.id], row, index)
