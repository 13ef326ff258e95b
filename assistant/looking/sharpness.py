"""How sharp the edges of a picture are."""

from typing import Literal

import numpy as np
from msgspec import Struct

from assistant.looking.colour import Floats

EDGE = 0.02
"""Steps of lightness below this are shading, noise or the rounding to 8 bits."""
_DETAIL = 0.0005
"""The least share of edge pixels for a picture to be called sharp or soft."""
_SHARP = 0.15


class Sharpness(Struct, frozen=True, kw_only=True):
    """`variance` is that of the Laplacian of lightness (Pech-Pacheco et al. 2000), which grows with contrast and detail as well.
    `score` is freed of both: the Laplacian's energy over the gradient's along the edges, 1 for edges of one pixel, about
    1 / (4 σ²) after a blur of σ pixels. A picture without edges is neither sharp nor soft but plain."""

    word: Literal["sharp", "soft", "plain"]
    score: float
    variance: float


def sharpness(light: Floats) -> Sharpness:
    """Of lightness, 0 to 1: (height, width)."""
    around = np.pad(light, 1, mode="edge")
    right, below = around[1:-1, 2:] - light, around[2:, 1:-1] - light
    left, above = light - around[1:-1, :-2], light - around[:-2, 1:-1]
    laplacian = right - left + below - above
    gradient = (right**2 + left**2 + below**2 + above**2) / 2
    edges = gradient > EDGE**2 / 2
    variance = round(float(laplacian.var()), 6)
    if edges.mean() < _DETAIL:
        return Sharpness(word="plain", score=0.0, variance=variance)
    score = min(1.0, float((laplacian[edges] ** 2).sum() / gradient[edges].sum() / 2))
    return Sharpness(word="sharp" if score > _SHARP else "soft", score=round(score, 4), variance=variance)
