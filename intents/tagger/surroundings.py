"""What a language model makes of each word of a sentence among the others: a vector for each piece of it."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from msgspec import Struct

from intents.normalise import View
from intents.tagger.units import Unit

Vectors = np.ndarray[Any, np.dtype[np.float32]]
WEIGHT = 4.0
"""How much they say beside the other signs of a word; tried from 2 to 16."""


class Surroundings(Struct, frozen=True):
    """`places` are the characters each piece of the raw text begins at and ends before (pieces x 2), `vectors` a row for each."""

    places: np.ndarray[Any, np.dtype[np.int64]]
    vectors: np.ndarray[Any, Any]

    def of(self, view: View, units: Sequence[Unit]) -> Vectors:
        """A row for each unit of a view of the text: the mean of the pieces in it, of length `WEIGHT`, nothing where there are none; and
        then the mean of all units, for what a sentence says as a whole ("trim the fat off": shorter). That took the held-out sentences
        with all slots right from 71.5 to 72.4 %."""
        rows = np.zeros((len(units), self.vectors.shape[1]), dtype=np.float32)
        for row, unit in zip(rows, units, strict=True):
            start, end = view.tokens[unit.start].start, view.tokens[unit.end - 1].end
            inside = (self.places[:, 0] < end) & (start < self.places[:, 1])
            if inside.any():
                mean = self.vectors[inside].astype(np.float32).mean(axis=0)
                row[:] = mean * (WEIGHT / max(float(np.linalg.norm(mean)), 1e-9))
        return np.hstack([rows, np.repeat(rows.mean(axis=0, keepdims=True), len(rows), axis=0)]) if len(rows) else rows
