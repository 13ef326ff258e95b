"""What a model's cosines mean, where nobody has measured it: by drawings, and words for what they show that nobody can doubt.

Photographs lie elsewhere than drawings, so what comes of it is a fair guess and no more: it is told as twice as doubtful as it looks.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from assistant.library.scale import Scale

if TYPE_CHECKING:
    from PIL.Image import Image

    from memory.encoders.encoder import Vectors

SIDE = 224
"""Pixels of a drawing, both ways."""
ELSEWHERE = ("a dog on a beach", "people at a table", "a page of a newspaper", "a street at night with cars")
"""What none of the drawings shows."""
APART = 1.0
"""How many times their own width what belongs together must lie from what does not; of a model that knows nothing it is about none."""
DOUBT, NARROWEST = 2.0, 0.01
Encode: TypeAlias = "Callable[[Sequence[object]], Vectors]"


class Unrelated(ValueError):
    """The model's pictures and words have nothing to do with each other."""


def probed(encode: Encode) -> Scale:
    """`encode` gives normalised rows for pictures or for texts. Raises Unrelated, and whatever it raises."""
    import numpy as np

    captions, drawings = list(DRAWN), [draw() for draw in DRAWN.values()]
    shown, said = encode(drawings), encode([*captions, *ELSEWHERE])
    same = np.eye(len(captions), len(said), dtype=bool)
    right, wrong = (shown @ said.T)[same], (shown @ said.T)[~same]
    apart, width = float(right.mean() - wrong.mean()), float(np.sqrt((right.var() + wrong.var()) / 2))
    if apart <= APART * width:
        raise Unrelated("what drawings show is not near the words for it")
    alike = shown @ encode([_varied(drawing) for drawing in drawings]).T
    same = np.eye(len(drawings), dtype=bool)
    return Scale(
        middle=float(right.mean() + wrong.mean()) / 2,
        spread=max(DOUBT * width**2 / apart, NARROWEST),  # of the log odds between two normal distributions of one width
        like=float(alike[same].mean() + alike[~same].mean()) / 2,
    )


def _plain(colour: str) -> "Image":
    from PIL import Image

    return Image.new("RGB", (SIDE, SIDE), colour)


def _fields(across: int, down: int) -> "Image":
    """Black and white by turns."""
    from PIL import Image

    small = Image.new("1", (across, down))
    small.putdata([(at % across + at // across) % 2 for at in range(across * down)])
    return small.resize((SIDE, SIDE)).convert("RGB")


def _disc(colour: str, ground: str) -> "Image":
    from PIL import ImageDraw

    image, edge = _plain(ground), SIDE // 5
    ImageDraw.Draw(image).ellipse((edge, edge, SIDE - edge, SIDE - edge), fill=colour)
    return image


def _varied(image: "Image") -> "Image":
    """The same seen from nearer, the other way round."""
    from PIL import ImageOps

    return ImageOps.mirror(ImageOps.crop(image, SIDE // 16))


DRAWN: "dict[str, Callable[[], Image]]" = {
    "a plain red picture": partial(_plain, "red"),
    "a plain green picture": partial(_plain, "green"),
    "a plain blue picture": partial(_plain, "blue"),
    "a black picture": partial(_plain, "black"),
    "a white picture": partial(_plain, "white"),
    "black and white stripes": partial(_fields, 8, 1),
    "a checkerboard": partial(_fields, 8, 8),
    "a red circle on white": partial(_disc, "red", "white"),
    "a yellow circle on black": partial(_disc, "yellow", "black"),
}
