"""Coverage: from what there is to see in a scene to shots with a size, a camera and a length in frames."""

from collections.abc import Sequence
from typing import Literal

from msgspec.structs import replace

from ..model import FPS, Camera, PlannedShot, Turn
from ..timing import share
from .choice import chosen, ordered, shot_count
from .drama import Drama
from .framing import Frame, framed
from .look import Look, LookKind, Position, shortest
from .moving import ON_AXIS, Course, moves
from .words import hints, shot_words

_WEIGHTS: dict[LookKind, float] = {"place": 1.1, "action": 1.3, "detail": 0.7, "face": 0.9, "release": 0.9}
_AT_THE_TURN = 0.12
"""How much longer the turn is held for each degree of `Drama.strength`."""


def shoot(
    looks: Sequence[Look],
    *,
    frames: int,
    position: Position,
    fresh_place: bool = True,
    function: str = "",
    turn: Turn | None = None,
    people: Sequence[str] = (),
    before: Sequence[PlannedShot] = (),
    fps: int = FPS,
) -> tuple[PlannedShot, ...]:
    """Choose among `looks` as many as `frames` (at `fps`) can carry, and frame, move and time them.

    `fresh_place` says that the place changed since the last scene: then somebody must see it first. `function` and `turn` are the
    scene's part in the plan (`Plan`). `people` are the keys of those who are there, whose scene it is first; `before` the shots of
    the film so far, or of the previous scene: they tell which way a journey goes and on which side the camera was.
    Raises ValueError below a frame, or when there is nothing to see.
    """
    if frames < 1 or not looks:
        raise ValueError("a scene needs at least one frame and one thing to see")
    drama = Drama(function, turn)
    present = [replace(look, who=tuple(who for who in look.who if not people or who in people)) for look in looks]
    picked = ordered(chosen(present, shot_count(frames, fps), fresh_place, position), drama, position)
    told = [hints(look.what) for look in picked]
    shapes = framed(picked, told, drama, establish=fresh_place or position != "middle")
    lengths = share(frames, _weights(picked, drama), min(shortest(fps), frames // len(picked)))
    reasons = shot_words().reasons
    moved = moves(picked, told, drama, position, [length >= fps for length in lengths])
    cameras = _cameras(picked, shapes, people, before, fresh_place)
    return tuple(
        PlannedShot(
            type=shape.size,
            camera_movement=move,
            frames=length,
            description=look.what,
            camera=replace(camera, reason=reasons.get(reason, "")),
        )
        for look, shape, (move, reason), length, camera in zip(picked, shapes, moved, lengths, cameras, strict=True)
    )


def _weights(looks: Sequence[Look], drama: Drama) -> list[float]:
    """How long each shot wants to be: the turn is held the longer, the more hangs on it."""
    turning = max((index for index, look in enumerate(looks) if look.kind in ("action", "face")), default=0)
    held = 1 + _AT_THE_TURN * drama.strength
    return [_WEIGHTS[look.kind] * (held if index == turning else 1) for index, look in enumerate(looks)]


def _cameras(
    looks: Sequence[Look], shapes: Sequence[Frame], people: Sequence[str], before: Sequence[PlannedShot], fresh: bool
) -> list[Camera]:
    """Where the camera stands in each shot. All of a scene is seen from one side of the line between its people, or of their way
    (the 180-degree rule; Arijon, Grammar of the Film Language)."""
    hero = people[0] if people else next((look.who[0] for look in looks if look.who), "")
    course = Course(before, hero)
    side = _side(course, hero, before, fresh)
    headings = [course.through(look, hints(look.what), shape) for look, shape in zip(looks, shapes, strict=True)]
    lined = len(set(people) or {who for look in looks for who in look.who}) > 1 or any(headings)
    return [
        Camera(
            angle=shape.angle,
            side=side if lined and look.who and shape.angle not in ON_AXIS else "",
            direction=heading or "",
            subjects=shape.who,
        )
        for look, shape, heading in zip(looks, shapes, headings, strict=True)
    ]


def _side(course: Course, hero: str, before: Sequence[PlannedShot], fresh: bool) -> Literal["left", "right"]:
    """The side seen last where the scene goes on in the same place; else the one from which the scene's first person faces where
    they are going."""
    for shot in reversed(before if not fresh else ()):
        if shot.camera and shot.camera.side:
            return shot.camera.side
    return "right" if course.of(hero) == "left-to-right" else "left"
