"""Sentences as coordinates: what they mean, and which words and runs of letters they are made of.

The inner product of two sentences is `MEANING` times the cosine of their embeddings, and `text / 2` times that of their words and of
their letters each. A kernel that bends the cosine, over up to 8,000 examples, was not better on sentences of people (84 to 85 % either way)
and took twelve times as long to learn.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy import sparse

from intents.classifier.grams import Rows, Table, letters, words

Matrix = np.ndarray[Any, np.dtype[np.float32]]
Labels = np.ndarray[Any, np.dtype[np.int64]]

MEANING = 0.6
TEXT = 0.35
LANDMARKS = 3000
"""Examples that are kept to be near to."""


class Space:
    """Known grams, and how much each kind of coordinate counts."""

    def __init__(self, tables: tuple[Table, Table], text: float) -> None:
        self.tables = tables
        self.meaning, self.text = np.float32(MEANING**0.5), np.float32((text / 2) ** 0.5)

    @classmethod
    def learn(cls, texts: Sequence[str], text: float = TEXT) -> "Space":
        return cls((Table.learn(words, texts), Table.learn(letters, texts)), text)

    def coordinates(self, texts: Sequence[str], vectors: Matrix) -> tuple[Matrix, Rows]:
        """Those of what they mean, with a last one that is always 1; and those of words, then letters, most of them nothing."""
        ones = np.ones((len(texts), 1), dtype=np.float32)
        made_of = sparse.hstack([table.rows(texts) for table in self.tables], format="csr")
        return np.hstack([vectors * self.meaning, ones]), made_of * self.text

    def unfolded(self, dense: Matrix, loose: Matrix) -> tuple[Matrix, Matrix, Matrix, Matrix]:
        """Weights of coordinates as weights of an embedding, of words and of letters, and biases."""
        known = len(self.tables[0].known)
        return dense[:-1] * self.meaning, loose[:known] * self.text, loose[known:] * self.text, dense[-1]


def landmarks(labels: Labels, most: int, seed: int) -> Labels:
    """At most so many examples, in order; the first of every label, then the second of every label, and so on, each drawn."""
    drawn = np.random.default_rng(seed).permutation(len(labels))
    seen: dict[int, int] = {}
    turn = np.empty(len(labels), dtype=np.int64)
    for at in drawn:
        turn[at] = seen.get(int(labels[at]), 0)
        seen[int(labels[at])] = int(turn[at]) + 1
    return np.sort(drawn[np.argsort(turn[drawn], kind="stable")][:most])
