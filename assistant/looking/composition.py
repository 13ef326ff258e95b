"""Where in a picture the visual weight lies."""

from typing import Literal

import numpy as np
from msgspec import Struct
from PIL import Image

from assistant.looking.colour import Floats, lightness, oklab
from assistant.looking.opening import pixels

LONGEST = 96
"""Pixels: details smaller than this carry no weight of their own."""
_EMPTY = 1e-4
"""Mean weight below which there is nothing but ground: colours that differ by less than can be seen."""

Where = Literal["left", "centre", "right", "even"]
Thirds = tuple[float, float, float]


class Composition(Struct, frozen=True, kw_only=True):
    """A pixel weighs its squared distance in OKLab from the mean colour, which is its part of the picture's variance (the distance
    as in Achanta et al., "Frequency-tuned salient region detection", 2009).

    `columns` (left to right) and `rows` (top to bottom) are the shares of the weight in each third; `x` and `y` its centre, 0 to 1
    from the top left. `symmetry` is the correlation of lightness with its mirror image, left for right, negative ones as 0.
    """

    word: Where
    x: float
    y: float
    columns: Thirds
    rows: Thirds
    symmetry: float


def composition(image: Image.Image) -> Composition:
    small = image.copy()
    small.thumbnail((LONGEST, LONGEST), Image.Resampling.BOX)
    rgb = pixels(small)
    lab = oklab(rgb)
    weight = ((lab - lab.mean((0, 1))) ** 2).sum(2)
    if weight.mean() < _EMPTY:
        weight = np.ones_like(weight)
    columns, rows = _thirds(weight.sum(0)), _thirds(weight.sum(1))
    x, y = _centre(weight.sum(0)), _centre(weight.sum(1))
    return Composition(word=_word(x, columns), x=x, y=y, columns=columns, rows=rows, symmetry=_symmetry(lightness(rgb)))


def _word(x: float, columns: Thirds) -> Where:
    if x < 0.42:
        return "left"
    if x > 0.58:
        return "right"
    return "centre" if columns[1] > 0.45 else "even"


def _centre(line: Floats) -> float:
    places = (np.arange(len(line)) + 0.5) / len(line)
    return round(float(places @ line / line.sum()), 4)


def _thirds(line: Floats) -> Thirds:
    """Shares of thirds that may end between two pixels."""
    upto = np.interp((1 / 3, 2 / 3), np.linspace(0, 1, len(line) + 1), np.concatenate(([0], np.cumsum(line)))) / line.sum()
    first, second = (float(value) for value in upto)
    return round(first, 4), round(second - first, 4), round(1 - second, 4)


def _symmetry(light: Floats) -> float:
    """1 also for a picture of one lightness, which is its own mirror image."""
    apart = light - light.mean()
    power = float((apart**2).sum())
    return round(max(0.0, float((apart * apart[:, ::-1]).sum()) / power), 4) if power > _EMPTY * light.size else 1.0
