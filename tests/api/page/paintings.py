"""Reference pictures for tests: painted, so that nobody else's are needed."""

import io
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
SIZE = (720, 480)


def painted(above: Colour, below: Colour, ground: Colour, *, light: Colour | None = None, seed: int = 1) -> bytes:
    """A sky over a skyline, with a `light` in it: a PNG."""
    picture, dice = _sky(above, below), random.Random(seed)
    if light:
        picture = _lit(picture, light, dice)
    draw = ImageDraw.Draw(picture)
    width, height = SIZE
    at = 0
    while at < width:
        wide, tall = dice.randint(30, 110), dice.randint(40, 180)
        draw.rectangle((at, height - 90 - tall, at + wide, height), fill=ground)
        for x in range(at + 8, at + wide - 8, 16):
            for y in range(height - 80 - tall, height - 110, 26):
                if light and dice.random() < 0.22:
                    draw.rectangle((x, y, x + 6, y + 10), fill=light)
        at += wide + dice.randint(-4, 30)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def paintings() -> dict[str, bytes]:
    """By file name: cold, warm, dark and bright ones."""
    return {
        "harbour-at-night.png": painted((10, 16, 44), (36, 66, 120), (8, 12, 26), light=(250, 214, 130), seed=3),
        "rooftop-at-dusk.png": painted((70, 40, 96), (240, 130, 70), (38, 22, 44), light=(255, 196, 110), seed=8),
        "winter-pier.png": painted((150, 178, 204), (226, 236, 244), (92, 112, 134), seed=14),
        "desert-noon.png": painted((88, 150, 214), (244, 220, 160), (178, 118, 62), light=(255, 244, 200), seed=21),
    }


def kept(folder: Path, **more: bytes) -> list[Path]:
    """The paintings as files in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {**paintings(), **more}.items():
        (folder / name).write_bytes(content)
    return sorted(folder.iterdir())


def _sky(above: Colour, below: Colour) -> Image.Image:
    column = Image.new("RGB", (1, SIZE[1]))
    for y in range(SIZE[1]):
        share = y / SIZE[1]
        red, green, blue = (round(a + (b - a) * share) for a, b in zip(above, below, strict=True))
        column.putpixel((0, y), (red, green, blue))
    return column.resize(SIZE)


def _lit(picture: Image.Image, light: Colour, dice: random.Random) -> Image.Image:
    x, y = dice.randint(150, 570), dice.randint(70, 160)
    glow = Image.new("L", SIZE, 0)
    ImageDraw.Draw(glow).ellipse((x - 70, y - 70, x + 70, y + 70), fill=230)
    return Image.composite(Image.new("RGB", SIZE, light), picture, glow.filter(ImageFilter.GaussianBlur(22)))
