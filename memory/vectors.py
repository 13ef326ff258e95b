"""Normalised float32 vectors as bytes of a row, and what is looked for among them: exactly, by their dot products.

A project's block is some thousands of rows at most, and a product with all of them takes less than a millisecond; an index would only
have to be kept in step.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np

Matrix: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"


def packed(vector: Matrix) -> bytes:
    """One vector as little-endian float32."""
    return vector.astype("<f4").tobytes()


def unpacked(rows: Sequence[bytes]) -> Matrix:
    """Rows of the same length as one contiguous block (n × d)."""
    import numpy as np  # not before somebody asks: a start should not wait for it

    return np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(rows), -1)


def normalised(block: Matrix) -> Matrix:
    """Each row with the length 1; a row of zeros stays."""
    import numpy as np

    lengths = np.linalg.norm(block, axis=1, keepdims=True)
    return (block / np.where(lengths == 0, 1, lengths)).astype(np.float32)


def nearest(block: Matrix, vector: Matrix, most: int) -> list[tuple[int, float]]:
    """The rows most like `vector`, as (row, cosine), the most like it first."""
    likeness = block @ vector
    return [(int(row), float(likeness[row])) for row in (-likeness).argsort()[:most]]


def central(block: Matrix, most: int) -> list[int]:
    """The rows that together stand best for all, in their order: each is the one by which the others are told best beside those chosen
    before it (facility location, chosen greedily; Lin and Bilmes 2011, "A class of submodular functions for document summarization")."""
    import numpy as np

    likeness = block @ block.T
    told = np.zeros(len(block), dtype=np.float32)
    chosen: list[int] = []
    while len(chosen) < min(most, len(block)):
        gains = np.maximum(likeness, told).sum(axis=1)
        gains[chosen] = -np.inf
        chosen.append(int(gains.argmax()))
        told = np.maximum(told, likeness[chosen[-1]])
    return sorted(chosen)
