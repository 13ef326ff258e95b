"""A look at a picture: its measures, what the camera noted, and how it looks."""

from pathlib import Path

from msgspec import Struct
from PIL import Image

from assistant.looking.appearance import Appearance, appearance, sampled
from assistant.looking.colour import lightness
from assistant.looking.composition import Composition, composition
from assistant.looking.exif import Exif, exif
from assistant.looking.opening import SMALL, picture, pixels, upright
from assistant.looking.sharpness import Sharpness, sharpness

_DEPTHS = {"1": 1, "L": 8, "P": 8, "LA": 16, "PA": 16, "I;16": 16, "I;16B": 16, "I": 32, "F": 32, "RGBA": 32, "RGBX": 32, "CMYK": 32}


class PictureLook(Struct, frozen=True, kw_only=True, tag="picture"):
    """`width` and `height` in pixels, as the picture is meant to be seen. `depth` is in bits per pixel, as decoded. Of an animation
    with several `frames` the first was looked at."""

    width: int
    height: int
    format: str
    depth: int
    frames: int
    exif: Exif
    appearance: Appearance
    composition: Composition
    sharpness: Sharpness


def look_at_picture(path: Path) -> PictureLook:
    """Raises Invalid, naming `file`, for what is no picture, is damaged or has more than opening.PIXELS pixels."""
    with picture(path) as image:
        width, height, depth, frames, noted = *image.size, _DEPTHS.get(image.mode, 24), _frames(image), exif(image)
        small = upright(image, SMALL)
    if noted.orientation >= 5:
        width, height = height, width
    rgb = pixels(small)
    return PictureLook(
        width=width,
        height=height,
        format="JPEG" if image.format == "MPO" else str(image.format),
        depth=depth,
        frames=frames,
        exif=noted,
        appearance=appearance(sampled(rgb)),
        composition=composition(small),
        sharpness=sharpness(lightness(rgb)),
    )


def _frames(image: Image.Image) -> int:
    """A second picture in a JPEG (MPO) is a preview, no frame."""
    return 1 if image.format in {"JPEG", "MPO"} else int(getattr(image, "n_frames", 1))
