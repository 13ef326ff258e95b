"""Values as a terminal shows them: lengths, times, text that cannot command the terminal."""

import re
from collections.abc import Iterable
from datetime import datetime

COMMANDING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Escape sequences begin with one of these, and text runs backwards by others: what somebody else typed may not do either."""


def clean(text: object) -> str:
    """As text without anything that would move the cursor, change colours or reverse the writing."""
    return COMMANDING.sub("", str(text).expandtabs(4))


def length(seconds: float) -> str:
    """12.5 s, 1:05.5, 1:00:00. To a tenth of a second, as nobody reads frames."""
    tenths = round(seconds * 10)
    whole, tenth = divmod(tenths, 10)
    rest = f".{tenth}" if tenth else ""
    if whole < 60:
        return f"{whole}{rest} s"
    minutes, whole = divmod(whole, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{whole:02}{rest}" if hours else f"{minutes}:{whole:02}{rest}"


def when(iso: str) -> str:
    """A server's time of day (ISO 8601, UTC) on this machine's clock: 21 Nov 2026, 14:05."""
    try:
        return datetime.fromisoformat(iso).astimezone().strftime("%d %b %Y, %H:%M").lstrip("0")
    except ValueError:
        return clean(iso)


def ranges(numbers: Iterable[int]) -> str:
    """1–3, 5 for 1, 2, 3, 5."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}–{last}" if first < last else str(first) for first, last in runs)


def joined(*parts: object) -> str:
    """What is there of these, with dots between."""
    return " · ".join(text for part in parts if (text := clean(part or "").strip()))
