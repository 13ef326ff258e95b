"""What every encoder gives. Nothing heavy is imported before one is made."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np

Vectors: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"
Words: TypeAlias = "tuple[np.ndarray[Any, np.dtype[np.int64]], Vectors]"
"""For each piece of a text the characters it begins at and ends before, and the vector it has among the others."""


class Encoded(NamedTuple):
    """A normalised row a text, and the words of each."""

    vectors: Vectors
    words: list[Words]


class Encoder(Protocol):
    def encode(self, texts: Sequence[str]) -> Encoded:
        """Of one text at least."""
        ...
