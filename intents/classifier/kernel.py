"""Sentences as coordinates: how like each of some examples they are, by meaning and by words, without correlation between the columns.

The likeness of two sentences is `exp(WIDTH * (cosine of their embeddings - 1)) + text * (words + letters) / 2`. With at most LANDMARKS
examples nothing is lost; of more, some evenly spread over the labels stand for all (Nyström's approximation, Williams and Seeger, 2001).
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.linalg import cholesky, solve_triangular

from intents.classifier.grams import Rows, Table, letters, words

Matrix = np.ndarray[Any, np.dtype[np.float32]]
Labels = np.ndarray[Any, np.dtype[np.int64]]

WIDTH = 2.0
TEXT = 0.35
LANDMARKS = 3000
JITTER = 1e-3
"""Added to the diagonal, so that an example given twice is no matter."""


class Space:
    """`chosen` are the landmarks among the examples, `vectors` and `rows` (words, then letters) are theirs."""

    def __init__(self, chosen: Labels, vectors: Matrix, tables: tuple[Table, Table], rows: tuple[Rows, Rows], text: float) -> None:
        self.text = text
        self.chosen, self.vectors, self.tables, self.rows = chosen, vectors, tables, rows
        likeness = self._likeness(vectors, rows)
        likeness[np.diag_indices_from(likeness)] += JITTER
        self._root = cholesky(likeness, lower=True, overwrite_a=True, check_finite=False)

    @classmethod
    def learn(cls, texts: Sequence[str], vectors: Matrix, labels: Labels, seed: int, text: float = TEXT) -> "Space":
        """The tables know the grams of all texts, also of those that are no landmarks."""
        tables = Table.learn(words, texts), Table.learn(letters, texts)
        chosen = landmarks(labels, LANDMARKS, seed)
        some = [texts[at] for at in chosen]
        return cls(chosen, vectors[chosen], tables, (tables[0].rows(some), tables[1].rows(some)), text)

    def coordinates(self, texts: Sequence[str], vectors: Matrix) -> Matrix:
        """A row a text, a column a landmark; inner products of rows are the likeness."""
        like = self._likeness(vectors, (self.tables[0].rows(texts), self.tables[1].rows(texts)))
        solved = solve_triangular(self._root, like.T, lower=True, overwrite_b=True, check_finite=False)
        return np.ascontiguousarray(solved.T, dtype=np.float32)

    def unfolded(self, weights: Matrix) -> tuple[Matrix, Matrix, Matrix]:
        """Weights of coordinates as weights of likeness by meaning to each landmark, of words, and of letters."""
        each = solve_triangular(self._root, weights, lower=True, trans="T", check_finite=False)
        by_words, by_letters = (np.ascontiguousarray(self.text / 2 * (rows.T @ each), dtype=np.float32) for rows in self.rows)
        return np.ascontiguousarray(each, dtype=np.float32), by_words, by_letters

    def _likeness(self, vectors: Matrix, rows: tuple[Rows, Rows]) -> Matrix:
        by_text = sum((one @ own.T).toarray() for one, own in zip(rows, self.rows, strict=True))
        return np.asarray(meaning(vectors @ self.vectors.T) + self.text / 2 * by_text, dtype=np.float32)


def meaning(cosines: Matrix) -> Matrix:
    return np.asarray(np.exp(WIDTH * (cosines - 1)), dtype=np.float32)


def landmarks(labels: Labels, most: int, seed: int) -> Labels:
    """At most so many examples, in order; the first of every label, then the second of every label, and so on, each drawn."""
    drawn = np.random.default_rng(seed).permutation(len(labels))
    seen: dict[int, int] = {}
    turn = np.empty(len(labels), dtype=np.int64)
    for at in drawn:
        turn[at] = seen.get(int(labels[at]), 0)
        seen[int(labels[at])] = int(turn[at]) + 1
    return np.sort(drawn[np.argsort(turn[drawn], kind="stable")][:most])
