"""Small pictures, films and sounds, made where they are needed."""

import wave
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray
from PIL import Image

RED, BLUE, GREEN = (200, 30, 30), (20, 40, 190), (30, 160, 60)
RATE = 48_000


def card(path: Path, colour: tuple[int, int, int] = RED, size: tuple[int, int] = (300, 200), **options: object) -> Path:
    """A picture of one colour."""
    Image.new("RGB", size, colour).save(path, **options)
    return path


def drawn(path: Path, pixels: NDArray[np.uint8]) -> Path:
    Image.fromarray(pixels).save(path)
    return path


def checkerboard(side: int = 512, square: int = 32) -> NDArray[np.uint8]:
    return ((np.indices((side, side)) // square).sum(0) % 2 * 255).astype(np.uint8)


def film(
    path: Path,
    shots: Sequence[tuple[tuple[int, int, int], int]],
    *,
    codec: str = "libx264",
    rate: int = 25,
    size: tuple[int, int] = (160, 90),
    gop: int = 12,
    sound: bool = False,
) -> Path:
    """Of shots, each a ground colour and a number of frames, before which a white bar moves."""
    frames = [barred(colour, number, size) for colour, count in shots for number in range(count)]
    return shown(path, frames, codec=codec, rate=rate, gop=gop, sound=sound)


def barred(colour: tuple[int, int, int], number: int, size: tuple[int, int]) -> NDArray[np.uint8]:
    pixels = np.full((size[1], size[0], 3), colour, np.uint8)
    pixels[number % size[1] :][:5] = 255
    return pixels


def shown(
    path: Path,
    frames: Sequence[NDArray[np.uint8]],
    *,
    codec: str = "libx264",
    rate: int = 25,
    gop: int = 12,
    sound: bool = False,
) -> Path:
    """Of these frames: (height, width, 3). `gop` is the number of frames from one key frame to the next."""
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt, stream.gop_size = "yuv420p", gop
        heard = container.add_stream("aac", rate=RATE) if sound else None
        for pixels in frames:
            container.mux(stream.encode(av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")))
        container.mux(stream.encode(None))
        if heard:
            quiet = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), format="fltp", layout="mono")
            quiet.rate, quiet.pts, quiet.time_base = RATE, 0, Fraction(1, RATE)
            container.mux([*heard.encode(quiet), *heard.encode(None)])
    return path


def sine(seconds: float, decibels: float, *, hertz: float = 1000, channels: int = 2, rate: int = RATE) -> NDArray[np.float64]:
    """(count, channels), full scale 1."""
    wave_ = 10 ** (decibels / 20) * np.sin(2 * np.pi * hertz * np.arange(round(seconds * rate)) / rate)
    return np.repeat(wave_[:, None], channels, axis=1)


def wav(path: Path, samples: NDArray[np.float64], rate: int = RATE) -> Path:
    """Of (count, channels), 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes((samples * 32767).round().astype("<i2").tobytes())
    return path


def encoded(path: Path, samples: NDArray[np.float64], codec: str) -> Path:
    """A stereo sound in any codec."""
    with av.open(path, "w") as container:
        stream = container.add_stream(codec, rate=RATE, layout="stereo")
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T, dtype=np.float32), format="fltp", layout="stereo")
        frame.rate = RATE
        container.mux([*stream.encode(frame), *stream.encode(None)])
    return path
