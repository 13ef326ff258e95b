"""Opening what strangers send: by content alone, within limits, and with one kind of error for all that can be broken in it."""

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image, ImageOps

from assistant.errors import Invalid

PIXELS = 64_000_000
"""Of a picture or a frame; more would take over 200 MB to decode."""
SMALL = 1024
"""Pictures are measured at this length of their longer side, in pixels."""
PICTURES = ("JPEG", "PNG", "GIF", "WEBP")
"""Pillow's names; it tries no other reader."""
CONTAINERS = "mov,matroska,avi,mp3,wav,ogg"
"""ffmpeg's names; it tries no other reader. Playlists above all stay out: they have it open other files and addresses."""

_SAFE = {"format_whitelist": CONTAINERS, "protocol_whitelist": "none"}
_PILLOW = (OSError, SyntaxError, ValueError, LookupError, ArithmeticError, EOFError, MemoryError, struct.error)
"""What Pillow raises on broken files, whose readers let through whatever their parsing meets."""


class _Nameless:
    """A file without its name, from which ffmpeg would guess a format."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell


def broken(what: str) -> Invalid:
    """`what` names the file: a picture, a film, a sound."""
    return Invalid(
        f"This {what} cannot be read; it is damaged or incomplete.",
        field="file",
        remedy="Export it anew and send it again.",
        why="broken_media",
        values={"what": what},
    )


def too_large() -> Invalid:
    limit = f"{PIXELS // 1_000_000} megapixels"
    return Invalid(
        f"This picture has more than {limit}.",
        field="file",
        remedy=f"Scale it down to at most {limit} and send it again.",
        why="picture_too_large",
        values={"megapixels": PIXELS // 1_000_000},
    )


@contextmanager
def picture(path: Path) -> Iterator[Image.Image]:
    """A picture that is not decoded yet. Raises Invalid for what is broken, also while its pixels are read, and above PIXELS."""
    try:
        with Image.open(path, formats=PICTURES) as image:
            if image.width * image.height > PIXELS:
                raise too_large()
            yield image
    except Image.DecompressionBombError as bomb:
        raise too_large() from bomb
    except _PILLOW as error:
        raise broken("picture") from error


def upright(image: Image.Image, longest: int) -> Image.Image:
    """The first frame as it is meant to be seen: turned as its EXIF says, on white where it is transparent, in RGB of 8 bits a
    channel, no longer than `longest` pixels."""
    if image.mode in {"1", "P"}:  # whose values cannot be averaged
        image = image.convert("RGBA")
    image.thumbnail((longest, longest), Image.Resampling.BOX)
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        turned = Image.fromarray((np.asarray(turned).clip(0, 65535) // 257).astype(np.uint8))
    if turned.has_transparency_data:
        clear = turned.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", clear.size, "white"), clear).convert("RGB")
    return turned.convert("RGB")


def pixels(image: Image.Image) -> NDArray[np.uint8]:
    """(height, width, 3), sRGB."""
    return np.asarray(image, dtype=np.uint8)


@contextmanager
def media(path: Path, what: str) -> Iterator[InputContainer]:
    """A film or a sound. Raises Invalid for what is broken, also while it is decoded."""
    try:
        with path.open("rb") as file, av.open(_Nameless(file), "r", options=_SAFE, metadata_errors="replace") as container:
            yield container
    except av.FFmpegError as error:
        raise broken(what) from error


def moving(container: InputContainer) -> VideoStream | None:
    """The stream of moving pictures, if there is one that can be decoded; a cover is none. Frames above PIXELS are refused."""
    found = next((one for one in container.streams.video if one.codec_context and not one.disposition & Disposition.attached_pic), None)
    if found is not None:
        found.codec_context.options = {"max_pixels": str(PIXELS)}
    return found


def sounding(container: InputContainer) -> AudioStream | None:
    return next((one for one in container.streams.audio if one.codec_context and one.channels and one.rate), None)
