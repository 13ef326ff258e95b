"""Times of day as stretches of the clock, so that two of them can be compared."""

SPANS: dict[str, tuple[float, float]] = {
    "dawn": (5, 7),
    "morning": (6, 12),
    "day": (7, 18),
    "noon": (12, 13),
    "afternoon": (12, 18),
    "dusk": (17, 20),
    "evening": (17, 23),
    "night": (20, 29),
    "midnight": (23.5, 25),
}
"""From and to, in hours; past 24 is the small hours of the next day."""


def agree(one: str, other: str) -> bool:
    """Whether there is a moment that both name."""
    (a, b), (c, d) = SPANS[one], SPANS[other]
    return any(max(a, c + turn) < min(b, d + turn) for turn in (-24, 0, 24))


def gap(one: str, other: str) -> float:
    """Hours from the one to the next of the other, at least; 0 when they can be the same."""
    if agree(one, other):
        return 0.0
    return (SPANS[other][0] - SPANS[one][1]) % 24


def in_one_night(hours: list[str]) -> int | None:
    """Where a row of hours cannot go on within one evening, night and dawn: the index of the first that is too early; None if
    it can. Hours of the daytime put it out of the question, and are passed over."""
    now = 17.0
    for at, hour in enumerate(hours):
        if hour not in _NIGHTLY:
            continue
        start, end = _NIGHTLY[hour]
        if now >= end:
            return at
        now = max(now, start)
    return None


_NIGHTLY = {"dusk": (17.0, 20.0), "evening": (17.0, 23.0), "night": (20.0, 29.0), "midnight": (23.5, 25.0), "dawn": (29.0, 31.0)}
