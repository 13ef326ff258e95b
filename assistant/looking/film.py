"""A look at a film: its measures, its shots and a picture of each."""

import io
from itertools import pairwise
from pathlib import Path

import numpy as np
from msgspec import Struct
from PIL import Image

from assistant.looking import frames
from assistant.looking.appearance import SAMPLE, Appearance, appearance, sampled
from assistant.looking.opening import broken, pixels
from assistant.looking.shots import SIDE, changes, signature

MOST_KEY_FRAMES = 12
LONGEST = 480
"""Pixels of the longer side of a key frame."""


class KeyFrame(Struct, frozen=True, kw_only=True):
    """`at` is in s; `shot` counts from 1; `jpeg` is upright, at most LONGEST pixels long."""

    at: float
    shot: int
    jpeg: bytes


class FilmLook(Struct, frozen=True, kw_only=True, tag="film"):
    """`duration` and the times of `changes`, at which a new shot begins, are in s; `width` and `height` in pixels, upright.

    With `every_frame` each frame was looked at and changes are exact. Of a film of more than frames.MOST frames only its encoder's
    key frames were, and a change lies between the one of that time and the one before. `appearance` is that of the key frames.
    """

    duration: float
    width: int
    height: int
    fps: float
    codec: str
    has_sound: bool
    every_frame: bool
    changes: tuple[float, ...]
    key_frames: tuple[KeyFrame, ...]
    appearance: Appearance


class _Scan(Struct, frozen=True, kw_only=True):
    """`starts` are the places among the samples at which a shot begins, and their number."""

    size: tuple[int, int]
    times: list[float]
    starts: list[int]


def look_at_film(path: Path) -> FilmLook:
    """Raises Invalid, naming `file`, for what is no film, is damaged or has frames of more than opening.PIXELS pixels."""
    facts = frames.facts(path)
    scan = _scan(path, facts)
    shown = _shown(path, facts, _middles(scan.starts))
    return FilmLook(
        duration=facts.duration,
        width=scan.size[0],
        height=scan.size[1],
        fps=facts.fps,
        codec=facts.codec,
        has_sound=facts.has_sound,
        every_frame=facts.every_frame,
        changes=tuple(scan.times[place] for place in scan.starts[1:-1]),
        key_frames=tuple(KeyFrame(at=at, shot=shot, jpeg=_jpeg(image)) for shot, at, image in shown),
        appearance=appearance(np.concatenate([sampled(pixels(image), SAMPLE // len(shown)) for _, _, image in shown])),
    )


def _scan(path: Path, facts: frames.Facts) -> _Scan:
    size, times, signatures = (0, 0), list[float](), []
    for at, frame in frames.samples(path, facts):
        size = size if times else frames.upright_size(frame)
        times.append(at)
        signatures.append(signature(np.asarray(frame.to_ndarray(width=SIDE, height=SIDE, format="rgb24", interpolation="AREA"), np.uint8)))
    if not times:
        raise broken("film")
    return _Scan(size=size, times=times, starts=[0, *changes(signatures, times), len(times)])


def _middles(starts: list[int]) -> dict[int, int]:
    """The sample in the middle of each shot, with the shot's number; of many shots, some that are spread evenly."""
    middles = [(begin + end) // 2 for begin, end in pairwise(starts)]
    kept = np.linspace(0, len(middles) - 1, min(len(middles), MOST_KEY_FRAMES)).round().astype(int)
    return {middles[place]: int(place) + 1 for place in kept}


def _shown(path: Path, facts: frames.Facts, shots: dict[int, int]) -> list[tuple[int, float, Image.Image]]:
    return [
        (shots[place], at, frames.upright(frame, LONGEST))
        for place, (at, frame) in enumerate(frames.samples(path, facts))
        if place in shots
    ]


def _jpeg(image: Image.Image) -> bytes:
    written = io.BytesIO()
    image.save(written, "JPEG", quality=80)
    return written.getvalue()
