"""Where one shot ends and the next begins: hard cuts only, a fade or dissolve is none."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

SIDE = 64
"""Pixels a frame is reduced to, both ways."""
GRID = 4
"""Blocks a frame is cut into, both ways."""
CHANGE = 0.06
"""Of the range of a channel, from frame to frame."""
LATER_CHANGE = 0.12
"""The same between samples more than APART from each other, where a shot has moved on by itself."""
OVER_MOTION = 3.0
"""A change is so many times as large as what moves around it."""
AROUND = 0.5
"""Seconds before and after in which that is looked at."""
APART = 0.2
"""Seconds between two changes: what comes sooner is the same one, spread over frames by an encoder, or a flash."""


def signature(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The quantiles of each channel in each block of a frame: (SIDE, SIDE, 3) to (GRID², pixels of a block, 3)."""
    side = SIDE // GRID
    blocks = frame.reshape(GRID, side, GRID, side, 3).swapaxes(1, 2).reshape(GRID * GRID, side * side, 3)
    return np.sort(blocks, axis=1)


def changes(signatures: Sequence[NDArray[np.uint8]], times: Sequence[float]) -> list[int]:
    """The places at which a new shot begins, without the first.

    Colour histograms of the blocks of successive frames are compared (after Nagasaka and Tanaka, "Automatic video indexing and
    full-video search for object appearances", 1991), by the earth mover's distance instead of bins: the mean difference of their
    quantiles (Rubner et al. 2000), which does not jump when a colour crosses from one bin to the next.
    """
    apart = np.array([0.0, *(distance(before, after) for before, after in pairwise(signatures))])
    at = np.asarray(times)
    enough = np.where(np.diff(at, prepend=at[0]) <= APART, CHANGE, LATER_CHANGE)
    return [place for place in np.flatnonzero(apart > enough).tolist() if _stands_out(place, apart, at)]


def distance(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """0 to 1."""
    return float(np.abs(one.astype(np.int16) - other).mean()) / 255


def _stands_out(place: int, apart: NDArray[np.float64], times: NDArray[np.float64]) -> bool:
    away = np.abs(times - times[place])
    rivals = np.flatnonzero(away < APART)
    around = apart[(away <= AROUND) & (away > 0)]
    moved = float(np.median(around)) if around.size else 0.0
    return int(rivals[apart[rivals].argmax()]) == place and bool(apart[place] > OVER_MOTION * moved)
