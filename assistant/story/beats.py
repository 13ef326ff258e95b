"""Beats: what a story must do, in order, and which of it can be left out when there are few scenes.

Twelve functions make a whole film. With fewer scenes the least needed go first; with more, the middle grows by rounds of
approach, trial, pressure and respite.
"""

from msgspec import Struct

from .lexicon import beat_table

ORDER = (
    "opening", "disturbance", "commitment", "approach", "trial", "midpoint", "pressure", "fracture", "low", "rally", "climax", "ending",
)  # fmt: skip
_NEED = (
    "disturbance", "midpoint", "climax", "ending", "commitment", "opening", "pressure", "trial", "low", "approach", "rally", "fracture",
)  # fmt: skip
"""From the most to the least needed."""
_EARLY = ("approach", "respite", "trial", "approach", "trial")
_LATE = ("pressure", "respite", "trial", "approach", "pressure")
FEWEST, MOST = 3, 60


class Beat(Struct, frozen=True):
    """`function` chooses operators; `label` is what a writer calls it; `weight` how long it wants to be."""

    function: str
    label: str
    purpose: str
    weight: float


def beats(count: int, kind: str) -> tuple[Beat, ...]:
    """The beats of a film of `count` scenes, from 3 to 60, named as stories of this kind name them."""
    if count <= len(ORDER):
        kept = set(_NEED[:count])
        functions = [one for one in ORDER if one in kept]
    else:
        functions = _expanded(count)
    known = beat_table()
    labels = known.labels | known.labels_by_kind.get(kind, {})
    return tuple(Beat(one, labels[one], known.purposes[one], known.weights[one]) for one in functions)


def _expanded(count: int) -> list[str]:
    """The middle grows evenly on both sides of the midpoint, in rounds that never repeat a function twice running."""
    extra = count - len(ORDER)
    early, late = (extra + 1) // 2, extra // 2
    first = [_EARLY[index % len(_EARLY)] for index in range(early)]
    last = [_LATE[index % len(_LATE)] for index in range(late)]
    at = ORDER.index("midpoint")
    after = ORDER.index("fracture")
    return [*ORDER[:at], *first, *ORDER[at:after], *last[1:], *last[:1], *ORDER[after:]]
