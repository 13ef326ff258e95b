"""Small pictures to show files by."""

from collections import deque
from itertools import islice
from pathlib import Path

from PIL import Image

from assistant.errors import Invalid
from assistant.looking import frames
from assistant.looking.opening import broken, picture, upright
from assistant.looking.sniff import Kind

QUALITY = 80
_FORMATS = {".webp": "WEBP", ".jpg": "JPEG", ".jpeg": "JPEG"}
_SKIPPED = 25
"""Frames at a film's begin, which is often black."""


def thumbnail(path: Path, kind: Kind, to: Path, longest: int = 480) -> None:
    """Write one of at most `longest` pixels, upright and without the camera's notes; as WebP or JPEG, by the ending of `to`.

    Raises Invalid, naming `file`, for what is damaged and for what has nothing to see, such as a sound.
    """
    if kind.kind == "image":
        with picture(path) as image:
            small = upright(image, longest)
    elif kind.kind == "video":
        small = _still(path, longest)
    else:
        raise Invalid("Only pictures and films have thumbnails.", field="file", remedy="Show this file by its name.", why="no_thumbnail")
    small.info.clear()
    small.save(to, _FORMATS[to.suffix.lower()], quality=QUALITY)


def _still(path: Path, longest: int) -> Image.Image:
    begin = deque(islice(frames.samples(path, frames.facts(path)), _SKIPPED), maxlen=1)
    if not begin:
        raise broken("film")
    return frames.upright(begin[0][1], longest)
