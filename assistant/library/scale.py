"""From cosines to a similarity that means the same for every model."""

import math

from msgspec import Struct


class Scale(Struct, frozen=True, kw_only=True):
    """`middle` is about where right and wrong are equally likely, `spread` how far from it that doubt goes. `like` is the middle between
    two items, which have more in common than a search and an item."""

    middle: float
    spread: float
    like: float

    def odds(self, cosine: float, *, like: bool = False) -> float:
        """Log odds that it is right."""
        return (cosine - (self.like if like else self.middle)) / self.spread


def similarity(odds: float) -> float:
    """Log odds as a share, 0 to 1."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
