"""How long ago something was, as people say it."""

from typing import Literal

from msgspec import Struct

Unit = Literal["moment", "minute", "hour", "day", "week", "month", "year"]
_UNITS: tuple[tuple[Unit, float], ...] = (
    ("year", 365 * 86400.0),
    ("month", 30 * 86400.0),
    ("week", 7 * 86400.0),
    ("day", 86400.0),
    ("hour", 3600.0),
    ("minute", 60.0),
)


class Ago(Struct, frozen=True, kw_only=True):
    """So many whole units; a moment is under a minute, and counts 0."""

    unit: Unit
    count: int


def ago(at: float, now: float) -> Ago:
    """From `at` to `now`, both in seconds since 1970."""
    passed = max(0.0, now - at)
    for unit, seconds in _UNITS:
        if passed >= seconds:
            return Ago(unit=unit, count=int(passed // seconds))
    return Ago(unit="moment", count=0)
