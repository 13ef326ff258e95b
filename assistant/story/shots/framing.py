"""Size and angle of every shot: nearer towards the turn, then a release; never twice the same picture of the same people.

The progression wide, medium, close-up, extreme close-up and back is the classical one (Katz, Film Directing Shot by Shot). Two
neighbouring shots of one subject differ by a step in size or by thirty degrees at least (the 30-degree rule; Arijon, Grammar of
the Film Language); over-shoulder shots come in pairs from one side of the line between two people (the triangle principle, ibid.).
"""

from collections.abc import Sequence
from itertools import product

from msgspec import Struct

from ..model import Angle, ShotType
from .choice import opens
from .drama import Drama
from .look import SIZES, STEP, Look
from .words import Hints

_OTHER_ANGLES: tuple[Angle, ...] = ("eye-level", "profile", "low")
_CLASH, _THIRD, _LATER = 100.0, 3.0, 0.75
"""What it costs to break the 30-degree rule, to stay at one size for a third shot, and to take the next best angle."""


class Frame(Struct, frozen=True):
    """How a shot is framed; `who` as in `Look`."""

    size: ShotType
    angle: Angle
    who: tuple[str, ...]


def framed(looks: Sequence[Look], told: Sequence[Hints], drama: Drama, establish: bool) -> list[Frame]:
    """Size and angle for each look; `told` is what its words say of them. `establish` asks for a wide first or second shot."""
    frames: list[Frame] = []
    aims = _aims(looks, drama, establish)
    for index, (look, hint) in enumerate(zip(looks, told, strict=True)):
        angles = _angles(looks, told, index, drama)
        options = [Frame(size, angle, look.who) for size, angle in product(_sizes(look, hint, aims[index]), angles)]
        costs = [_cost(one, aims[index], frames) + _LATER * (at % len(angles)) for at, one in enumerate(options)]
        frames.append(options[costs.index(min(costs))])
    return [_paired(frame, looks, index) for index, frame in enumerate(frames)]


def jumps(one: Frame, other: Frame) -> bool:
    """Whether two neighbouring shots show the same person in the same size from the same angle: a jump cut."""
    same = bool(one.who) and one.who[:1] == other.who[:1]
    return same and one.size == other.size and one.angle == other.angle


def _aims(looks: Sequence[Look], drama: Drama, establish: bool) -> list[float]:
    """The size each look aims at, on the scale of `STEP`."""
    actions = [index for index, look in enumerate(looks) if look.kind == "action"]
    top = 2.0 if drama.strength else 1.4
    aims = {"place": 0.0, "release": 0.4, "detail": 3.0, "face": 3.0 if drama.peaks else 2.0}
    found = [aims.get(look.kind, 0.0) for look in looks]
    for place, index in enumerate(actions):
        found[index] = 1.0 + (top - 1.0) * place / (len(actions) - 1) if len(actions) > 1 else 1.0
    if establish and not any(look.kind == "place" for look in looks[:2]):
        able = [at for at, look in enumerate(looks[:2]) if opens(look)] or ([0] if len(looks) > 2 else [])
        found = [0.0 if at in able[:1] else aim for at, aim in enumerate(found)]
    return found


def _sizes(look: Look, hint: Hints, aim: float) -> tuple[ShotType, ...]:
    """The sizes a look can be shot in; the words of its sentence come first."""
    if look.kind == "place" or aim == 0.0:
        return ("wide",)
    if hint.size is not None and not (hint.size == "wide" and look.kind == "face"):
        return (hint.size,) if hint.size == "wide" else ("close-up", "extreme-close-up")
    if hint.insert:
        return ("close-up", "extreme-close-up")
    return {"detail": SIZES[2:], "face": SIZES[2:], "release": SIZES[:2]}.get(look.kind, SIZES[:3])


def _angles(looks: Sequence[Look], told: Sequence[Hints], index: int, drama: Drama) -> tuple[Angle, ...]:
    """The angles a look can be shot from, the best one first."""
    look, hint = looks[index], told[index]
    if hint.angle is not None:
        return (hint.angle,)
    if look.kind == "action" and hint.turning:
        return ("from-behind",)
    best: list[Angle] = []
    if look.kind == "action" and _answers(looks, index):
        best.append("over-shoulder")
    elif look.kind == "face" and drama.peaks:
        best.append("high" if drama.blow else "low" if drama.decides else "eye-level")
    rest = ("eye-level", "high") if look.kind in ("place", "detail") else _OTHER_ANGLES
    return tuple(dict.fromkeys((*best, *rest)))


def _paired(frame: Frame, looks: Sequence[Look], index: int) -> Frame:
    """Over a shoulder one sees whose shoulder it is: the one who answers."""
    if frame.angle != "over-shoulder" or len(frame.who) != 1:
        return frame
    near = [looks[at].who[0] for at in (index - 1, index + 1) if 0 <= at < len(looks) and looks[at].who]
    return Frame(frame.size, frame.angle, (*frame.who, *[who for who in near if who != frame.who[0]][:1]))


def _answers(looks: Sequence[Look], index: int) -> bool:
    """Whether a look is one of a pair: somebody acts, and the other of the two answers or has just acted."""
    who = looks[index].who[:1]
    near = [looks[at] for at in (index - 1, index + 1) if 0 <= at < len(looks)]
    return bool(who) and any(one.kind == "action" and one.who and one.who[:1] != who for one in near)


def _cost(frame: Frame, aim: float, before: list[Frame]) -> float:
    cost = 2.0 * abs(STEP[frame.size] - aim)
    if before and jumps(before[-1], frame):
        cost += _CLASH
    if len(before) > 1 and before[-1].size == before[-2].size == frame.size:
        cost += _THIRD
    return cost
