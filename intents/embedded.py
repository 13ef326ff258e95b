"""What an embedding model makes of a sentence."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from msgspec import Struct, field

from intents.tagger import Surroundings

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class Embedded(Struct, frozen=True):
    """The vectors of its gists by their text, normalised, and those of its words, where there are any."""

    gists: Mapping[str, Vectors] = field(default_factory=dict)
    words: Surroundings | None = None
