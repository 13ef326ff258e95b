"""How a picture looks as a whole: palette, light, contrast and tone. All hold for pixels in any order, so a sample is enough."""

from typing import Literal

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from assistant.looking.colour import Floats, lightness, named, oklab, srgb

SAMPLE = 20_000
"""Pixels: a share of a colour is then known to within one percent."""
COLOURS = 5
_WARMEST = np.radians(55)
"""The orange of OKLab's hue circle, from which warmth is counted; its opposite is a cyan blue."""


class Swatch(Struct, frozen=True, kw_only=True):
    """A colour, its share of the picture (0 to 1) and a plain name."""

    colour: str
    share: float
    name: str


class Light(Struct, frozen=True, kw_only=True):
    """Lightness (CIE L* / 100, 0 black to 1 white): its mean and its 5th, 50th and 95th percentile."""

    word: Literal["low-key", "balanced", "high-key"]
    mean: float
    p05: float
    p50: float
    p95: float


class Contrast(Struct, frozen=True, kw_only=True):
    """Root mean square contrast: the standard deviation of lightness, 0 to 0.5 (Peli 1990)."""

    word: Literal["flat", "medium", "strong"]
    rms: float


class Tone(Struct, frozen=True, kw_only=True):
    """`warmth` is the mean of OKLab's a and b along the axis from cyan blue (below 0) to orange (above 0); `chroma` is the mean
    distance from grey, where pure red has 0.26."""

    word: Literal["cool", "neutral", "warm"]
    warmth: float
    saturation: Literal["colourless", "muted", "full", "vivid"]
    chroma: float


class Appearance(Struct, frozen=True, kw_only=True):
    """`palette` has at most COLOURS colours, the largest share first."""

    palette: tuple[Swatch, ...]
    light: Light
    contrast: Contrast
    tone: Tone


def sampled(pixels: NDArray[np.uint8], most: int = SAMPLE) -> NDArray[np.uint8]:
    """At most so many pixels of a picture, the same ones each time: (height, width, 3) to (count, 3)."""
    flat = pixels.reshape(-1, 3)
    return flat if len(flat) <= most else flat[np.random.default_rng(0).choice(len(flat), most, replace=False)]


def appearance(sample: NDArray[np.uint8]) -> Appearance:
    """Of pixels in any order: (count, 3), sRGB."""
    light, lab = lightness(sample), oklab(sample)
    return Appearance(palette=palette(lab), light=_light(light), contrast=_contrast(light), tone=_tone(lab))


def palette(lab: Floats) -> tuple[Swatch, ...]:
    """By k-means in OKLab with k-means++ seeding (Arthur and Vassilvitskii 2007)."""
    centres, of = np.unique(lab.round(6), axis=0, return_inverse=True)
    if len(centres) > COLOURS:
        from scipy.cluster.vq import kmeans2  # not for a server, which only reads what was found

        centres, of = kmeans2(lab, COLOURS, iter=20, minit="++", rng=0)
    counts = np.bincount(of.ravel(), minlength=len(centres))
    return tuple(_swatch(centres[place], counts[place] / len(lab)) for place in np.argsort(-counts, kind="stable") if counts[place])


def _swatch(lab: Floats, share: float) -> Swatch:
    return Swatch(colour=f"#{bytes(srgb(lab)).hex()}", share=round(float(share), 4), name=named(lab))


def _light(light: Floats) -> Light:
    mean = float(light.mean())
    p05, p50, p95 = (round(float(value), 4) for value in np.percentile(light, (5, 50, 95)))
    word: Literal["low-key", "balanced", "high-key"] = "low-key" if mean < 0.35 else "high-key" if mean > 0.7 else "balanced"
    return Light(word=word, mean=round(mean, 4), p05=p05, p50=p50, p95=p95)


def _contrast(light: Floats) -> Contrast:
    rms = float(light.std())
    return Contrast(word="flat" if rms < 0.12 else "strong" if rms > 0.27 else "medium", rms=round(rms, 4))


def _tone(lab: Floats) -> Tone:
    a, b = lab[:, 1], lab[:, 2]
    warmth = float((a * np.cos(_WARMEST) + b * np.sin(_WARMEST)).mean())
    chroma = float(np.hypot(a, b).mean())
    return Tone(
        word="warm" if warmth > 0.02 else "cool" if warmth < -0.02 else "neutral",
        warmth=round(warmth, 4),
        saturation="colourless" if chroma < 0.015 else "muted" if chroma < 0.07 else "full" if chroma < 0.15 else "vivid",
        chroma=round(chroma, 4),
    )
