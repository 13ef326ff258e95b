"""Colours as numbers: sRGB (IEC 61966-2-1), luminance (ITU-R BT.709), lightness (CIE 1976), OKLab (Ottosson 2020)."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_LUMINANCE = np.array([0.2126, 0.7152, 0.0722])
_TO_CONES = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
_LINEAR = np.array([value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in np.arange(256) / 255])
"""The light of each of the 256 values of a channel, 0 to 1."""
GREY = 0.03
"""OKLab chroma below which a colour has no hue worth a name."""
HUES = (
    (20, "pink"),
    (48, "red"),
    (85, "orange"),
    (120, "yellow"),
    (165, "green"),
    (225, "teal"),
    (290, "blue"),
    (335, "purple"),
    (360, "pink"),
)
"""Names up to an angle of OKLab's hue circle, in degrees."""


def lightness(rgb: NDArray[np.uint8]) -> Floats:
    """L* / 100 of relative luminance, 0 (black) to 1 (white): (..., 3) to (...)."""
    y: Floats = _LINEAR[rgb] @ _LUMINANCE
    return np.where(y > (6 / 29) ** 3, 1.16 * np.cbrt(y) - 0.16, y * (29 / 3) ** 3 / 100)


def oklab(rgb: NDArray[np.uint8]) -> Floats:
    """L (0 to 1), a (green to red), b (blue to yellow): (..., 3) to (..., 3)."""
    lab: Floats = np.cbrt(_LINEAR[rgb] @ _TO_CONES.T) @ _TO_LAB.T
    return lab


def srgb(lab: Floats) -> NDArray[np.uint8]:
    """The nearest colour a screen shows: (..., 3) to (..., 3)."""
    light = ((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_CONES).T).clip(0, 1)
    values = np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
    return (values * 255).round().astype(np.uint8)


def named(lab: Floats) -> str:
    """A plain word for one colour, such as "deep blue"."""
    light, a, b = (float(value) for value in lab)
    if np.hypot(a, b) < GREY:
        return "black" if light < 0.25 else "white" if light > 0.95 else f"{_depth(light)}grey"
    angle = float(np.degrees(np.arctan2(b, a))) % 360
    hue = next(name for upto, name in HUES if angle <= upto)
    if hue == "orange" and light < 0.6:
        return f"{'deep ' if light < 0.35 else ''}brown"
    return f"{_depth(light)}{hue}"


def _depth(light: float) -> str:
    return "deep " if light < 0.45 else "pale " if light > 0.85 else ""
