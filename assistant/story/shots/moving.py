"""When the camera moves, and why; which way people cross the screen; on which side of them the camera stays.

A move needs a reason in the picture, and three in a row are none (Katz, Film Directing Shot by Shot). Someone who leaves the frame on
the right comes into the next from the left, so that a journey keeps its direction until a neutral shot (from behind, or wide) lets it
turn; people who are set against each other move against each other (Arijon, Grammar of the Film Language).
"""

from collections.abc import Sequence

from ..model import CameraMovement, PlannedShot
from .drama import Drama
from .framing import Frame
from .look import Look, Position
from .words import Heading, Hints

ON_AXIS = ("from-behind", "overhead")
"""Angles on the line itself: there is no side of it, and nothing crosses the screen."""
_MOST_RUNNING = 2
Move = tuple[CameraMovement, str]
"""A movement and the name of its reason in `shots.yaml`; '' for a camera at rest."""
_AT_REST: Move = ("static", "")


class Course:
    """Who moves which way across the screen. A film's first mover goes from left to right, whoever stands against them the other way."""

    def __init__(self, before: Sequence[PlannedShot], hero: str) -> None:
        self.hero, self.headings = hero, dict[str, Heading]()
        for shot in before:
            if shot.camera and shot.camera.direction:
                self.headings.update(dict.fromkeys(shot.camera.subjects[:1] or ("",), shot.camera.direction))

    def of(self, who: str) -> Heading:
        return self.headings.get(who) or ("left-to-right" if who in (self.hero, "") else opposite(self.of(self.hero)))

    def through(self, look: Look, hint: Hints, frame: Frame) -> Heading | None:
        """The direction a shot shows, None where nothing crosses it; a turn taken in a neutral shot changes what follows."""
        who = look.who[0] if look.who else ""
        if hint.turning and is_neutral(frame):
            self.headings[who] = opposite(self.of(who))
            return None
        if not _crosses(look, hint) or frame.angle in ON_AXIS:
            return None
        self.headings[who] = hint.heading or self.of(who)
        return self.headings[who]


def opposite(heading: Heading) -> Heading:
    return "right-to-left" if heading == "left-to-right" else "left-to-right"


def is_neutral(frame: Frame) -> bool:
    """Whether a shot lets directions and sides change: from on the line, or from so far that everybody sees how things lie."""
    return frame.size == "wide" or frame.angle in ON_AXIS


def moves(looks: Sequence[Look], told: Sequence[Hints], drama: Drama, position: Position, long_enough: Sequence[bool]) -> list[Move]:
    """How the camera moves in each shot. `long_enough` says which shots leave a move time to be one."""
    found: list[Move] = []
    for index, (look, hint) in enumerate(zip(looks, told, strict=True)):
        last = index == len(looks) - 1
        move = _move(look, hint, drama, position, index == 0, last) if long_enough[index] and not hint.still else _AT_REST
        running = [one for one in found[-_MOST_RUNNING:] if one != _AT_REST]
        found.append(_AT_REST if len(running) == _MOST_RUNNING else move)
    return found


def _move(look: Look, hint: Hints, drama: Drama, position: Position, first: bool, last: bool) -> Move:
    if look.kind in ("place", "release"):
        return _over_the_place(hint, position, first, last)
    if look.kind == "action":
        return _with_people(look, hint)
    return ("dolly", "closer") if look.kind == "face" and drama.decides else _AT_REST


def _over_the_place(hint: Hints, position: Position, first: bool, last: bool) -> Move:
    if position == "opening" and first:
        return "crane", "reveal"
    if position == "closing" and last:
        return "crane", "back"
    return ("tilt", "rise") if hint.rising else ("pan", "scan") if hint.scanning else _AT_REST


def _with_people(look: Look, hint: Hints) -> Move:
    """Whoever leaves is let go: the frame stays and empties."""
    if hint.leaving:
        return _AT_REST
    if hint.closing:
        return "dolly", "closer"
    if hint.rising:
        return "tilt", "rise"
    if hint.entering and not hint.moving:
        return "pan", "enter"
    if hint.moving or look.moves:
        return "dolly", "follow"
    return ("pan", "scan") if hint.scanning else _AT_REST


def _crosses(look: Look, hint: Hints) -> bool:
    return look.kind == "action" and (hint.moving or hint.entering or hint.leaving or hint.heading is not None or look.moves)
