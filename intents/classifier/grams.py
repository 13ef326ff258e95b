"""Words and runs of letters of a text, weighed by TF-IDF (Salton and Buckley, 1988): sublinear counts, rows of length one.

As scikit-learn's TfidfVectorizer does it, with `ngram_range=(1, 2)` for words and `analyzer="char_wb", ngram_range=(2, 5)` for letters,
written out because that class takes longer over one sentence than all the rest of a parse.
"""

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

Rows: TypeAlias = Any
"""A scipy.sparse.csr_array of float32; scipy comes without types."""
Grams = Callable[[str], list[str]]
Indices = np.ndarray[Any, np.dtype[np.int64]]
Weights = np.ndarray[Any, np.dtype[np.float32]]

WORD = re.compile(r"\w+")
LONGEST = 5


def words(text: str) -> list[str]:
    """Single words, then pairs of neighbours."""
    found = WORD.findall(text.lower())
    return found + [f"{one} {other}" for one, other in pairwise(found)]


def letters(text: str) -> list[str]:
    """Runs of 2 to 5 characters within each word, whose ends count as spaces."""
    found = []
    for word in text.lower().split():
        padded = f" {word} "
        for size in range(2, LONGEST + 1):
            if size >= len(padded):
                found.append(padded)
                break
            found += [padded[at : at + size] for at in range(len(padded) - size + 1)]
    return found


class Table:
    """Grams known from the examples, with the weight of each; columns are in alphabetical order, so that a fit can be repeated."""

    def __init__(self, grams: Grams, known: Sequence[str], rarity: Weights) -> None:
        self.grams, self.known, self.rarity = grams, tuple(known), rarity
        self._column = {gram: at for at, gram in enumerate(self.known)}

    @classmethod
    def learn(cls, grams: Grams, texts: Sequence[str]) -> "Table":
        spread: Counter[str] = Counter()
        for text in texts:
            spread.update(set(grams(text)))
        known = sorted(spread)
        rarity = [math.log((1 + len(texts)) / (1 + spread[gram])) + 1 for gram in known]
        return cls(grams, known, np.array(rarity, dtype=np.float32))

    def of(self, text: str) -> tuple[Indices, Weights]:
        """Columns and weights of the grams that are known; both are empty when none is."""
        counted = Counter(column for gram in self.grams(text) if (column := self._column.get(gram)) is not None)
        columns = np.fromiter(counted.keys(), dtype=np.int64, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float32, count=len(counted))
        weights = (1 + np.log(counts)) * self.rarity[columns]
        return columns, weights / max(float(np.sqrt(weights @ weights)), 1e-9)

    def rows(self, texts: Sequence[str]) -> Rows:
        """Texts by columns."""
        found = [self.of(text) for text in texts]
        ends = np.cumsum([0, *(len(columns) for columns, _ in found)])
        columns = np.concatenate([one for one, _ in found]) if found else np.empty(0, dtype=np.int64)
        weights = np.concatenate([one for _, one in found]) if found else np.empty(0, dtype=np.float32)
        return sparse.csr_array((weights, columns, ends), shape=(len(texts), len(self.known)))
