"""What a camera noted that is useful and harmless. Where the picture was taken is never read, nor who took it."""

import re
from datetime import datetime
from typing import Any

from msgspec import Struct
from PIL import ExifTags, Image

LONGEST = 100
"""Characters of a name."""


class Exif(Struct, frozen=True, kw_only=True):
    """`taken_at` is the camera's clock, ISO 8601 without a zone; `focal_length` in mm; `orientation` 1 to 8 as in EXIF 2.3, which is
    applied already in all that is measured."""

    taken_at: str | None = None
    camera: str | None = None
    lens: str | None = None
    focal_length: float | None = None
    orientation: int = 1


def exif(image: Image.Image) -> Exif:
    """A tag that makes no sense is left out."""
    tags = image.getexif()
    shot = tags.get_ifd(ExifTags.IFD.Exif)
    return Exif(
        taken_at=_time(shot.get(ExifTags.Base.DateTimeOriginal)),
        camera=_camera(_name(tags.get(ExifTags.Base.Make)), _name(tags.get(ExifTags.Base.Model))),
        lens=_name(shot.get(ExifTags.Base.LensModel)),
        focal_length=_length(shot.get(ExifTags.Base.FocalLength)),
        orientation=_orientation(tags.get(ExifTags.Base.Orientation)),
    )


def _name(value: Any) -> str | None:
    text = re.sub(r"[^\w .,()/+°-]+", " ", value) if isinstance(value, str) else ""
    return " ".join(text.split())[:LONGEST].strip() or None


def _camera(make: str | None, model: str | None) -> str | None:
    """Many models begin with their maker's name."""
    if make and model and not model.casefold().startswith(make.split()[0].casefold()):
        return f"{make} {model}"
    return model or make


def _time(value: Any) -> str | None:
    try:
        return datetime.strptime(value, "%Y:%m:%d %H:%M:%S").isoformat()
    except (TypeError, ValueError):
        return None


def _length(value: Any) -> float | None:
    try:
        length = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return None
    return round(length, 1) if 0 < length < 10_000 else None


def _orientation(value: Any) -> int:
    return value if isinstance(value, int) and 1 <= value <= 8 else 1
