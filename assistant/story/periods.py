"""Which period a year belongs to: one table for every language."""

_UNTIL = (
    (1500, "medieval"),
    (1800, "early"),
    (1910, "victorian"),
    (1950, "interwar"),
    (2000, "postwar"),
    (2036, "present"),
    (9999, "future"),
)
"""Year the period ends before, and its key in looks.yaml."""


def period_of(year: int) -> str:
    """The period of a year after Christ; whatever is later than the table is the future."""
    return next((name for until, name in _UNTIL if year < until), "future")
