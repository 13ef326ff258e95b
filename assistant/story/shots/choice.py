"""Which looks a scene has time for, and in which order they are seen."""

from collections.abc import Callable, Sequence
from itertools import count

from ..model import FPS
from .drama import Drama
from .look import SHORTEST, Look, LookKind, Position, shortest
from .words import hints

_COUNTS = ((2, 1), (4, 2), (8, 3), (18, 4), (45, 5), (75, 6), (120, 7))
"""Seconds of a scene, and the number of shots up to there; eight beyond."""
MOST = 8


def shot_count(frames: int, fps: int = FPS) -> int:
    """How many shots a scene of `frames` carries: three to six at ordinary lengths, fewer in very short scenes, eight at most."""
    seconds = frames / fps
    wanted = next((number for limit, number in _COUNTS if seconds < limit), MOST)
    return max(1, min(wanted, frames // max(shortest(fps), min(SHORTEST, fps))))


def chosen(looks: Sequence[Look], number: int, fresh: bool, position: Position) -> list[Look]:
    """At most `number` of the looks, in their order.

    Every scene needs its turn, which is its last action; then a face to read it in, then the place where that is new. One shot or two
    have no time for a place of its own: there the action is taken wide. The film's last scene steps back to its place alone.
    """
    if position == "closing" and any(look.kind == "place" for look in looks):
        looks = [look for look in looks if look.kind != "release"]
    ranked = sorted(range(len(looks)), key=_merit(looks, number, fresh, position))
    kept = set(ranked[:number])
    return [look for index, look in enumerate(looks) if index in kept]


def ordered(looks: list[Look], drama: Drama, position: Position) -> list[Look]:
    """A blow is followed by its reaction at once; what the camera sees last is a step back; a film closes on its place.

    Reaction after action: Katz, Film Directing Shot by Shot; the closing step back: Arijon, Grammar of the Film Language.
    """
    looks = _stepping_back(looks)
    if drama.blow:
        looks = _reacting(looks)
    if position == "closing" and len(looks) > 1 and looks[0].kind == "place":
        return [*looks[1:], looks[0]] if any(map(opens, looks[1:3])) else looks
    return looks


def opens(look: Look) -> bool:
    """Whether a look can show where we are: an action that its own words do not put near."""
    hint = hints(look.what)
    return look.kind == "action" and hint.size in (None, "wide") and not hint.insert


def _merit(looks: Sequence[Look], number: int, fresh: bool, position: Position) -> Callable[[int], tuple[float, int]]:
    """A sorting key over indexes: what is needed most comes first."""
    actions = [index for index, look in enumerate(looks) if look.kind == "action"]
    by_need = {index: 2.0 * place for place, index in enumerate([*actions[-1:], *actions[:-1]])}
    framed = (fresh or position != "middle") and number > 2
    base: dict[LookKind, float] = {"action": 0, "face": 0.5, "place": 0.2 if framed or not actions else 4.5, "detail": 2.5, "release": 5.0}
    seen: dict[LookKind, count[int]] = {}
    merits = []
    for index, look in enumerate(looks):
        nth = next(seen.setdefault(look.kind, count()))
        merits.append((by_need.get(index, base[look.kind] + 3.0 * nth), index))
    return merits.__getitem__


def _stepping_back(looks: list[Look]) -> list[Look]:
    return [*(look for look in looks if look.kind != "release"), *(look for look in looks if look.kind == "release")]


def _reacting(looks: list[Look]) -> list[Look]:
    """The face that ends the scene straight after the last action; the inserts that lay between come before that action."""
    last = max((index for index, look in enumerate(looks) if look.kind == "action"), default=-1)
    face = next((index for index, look in enumerate(looks) if index > last and look.kind == "face"), -1)
    if last < 0 or face < 0:
        return looks
    between = looks[last + 1 : face]
    return [*looks[:last], *between, looks[last], *looks[face:]]
