"""What there is to see in a scene, and the scale of sizes it is seen in."""

from typing import Literal, get_args

from msgspec import Struct

from ..model import ShotType

Position = Literal["opening", "middle", "closing"]
LookKind = Literal["place", "action", "detail", "face", "release"]

SHORTEST = 12
"""Frames below which a shot reads as a flash (half a second at 24 fps); kept wherever the scene is long enough."""
SIZES: tuple[ShotType, ...] = get_args(ShotType)
"""From far to near."""
STEP = {size: step for step, size in enumerate(SIZES)}
"""A size's place on the scale: 0 for wide, 3 for extreme-close-up."""


class Look(Struct, frozen=True):
    """One thing to see: `what` is the sentence of the shot, `kind` how it wants to be seen, `who` the keys of the people it shows, whoever
    does it first; `moves` that somebody moves through the place, known where words alone would not tell.

    `release` is a step back once the scene has turned.
    """

    what: str
    kind: LookKind
    who: tuple[str, ...] = ()
    moves: bool = False


def shortest(fps: int) -> int:
    """Frames below which a shot reads as a flash at `fps` frames a second: half a second, 12 at most, one at least."""
    return max(1, min(SHORTEST, fps // 2))
