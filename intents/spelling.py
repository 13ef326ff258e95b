"""Which known word a mistyped one was meant to be."""

from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

# Shorter words have too many neighbours: "her" is one letter from "here", "hear" and "per".
SHORTEST = 4
# One slip (a letter wrong, missing, doubled or two swapped) in a short word, two in a long one.
LONG = 8


class Speller:
    """Corrects towards a fixed set of words."""

    def __init__(self, words: Iterable[str], shortest: int = SHORTEST) -> None:
        """`shortest` is the length from which a word is corrected; what it is corrected to has at least SHORTEST letters."""
        self.words = frozenset(word for word in words if word.isalpha())
        self._shortest = shortest
        self._near = [word for word in sorted(self.words) if len(word) >= SHORTEST]
        self.near = lru_cache(maxsize=4096)(self._look)

    def _look(self, word: str) -> str | None:
        """The one known word this could be a slip of; None when there is none, or when it is a known word itself."""
        if word in self.words or len(word) < self._shortest or not word.isalpha():
            return None
        slips = 2 if len(word) >= LONG else 1
        found = process.extract(word, self._near, scorer=OSA.distance, score_cutoff=slips, limit=3)
        if not found:
            return None
        best = [hit for hit in found if hit[1] == found[0][1]]
        # People rarely get the first letter wrong, so it decides between equals; two equals are no correction.
        alike = [hit for hit in best if hit[0][0] == word[0]] or best
        return str(alike[0][0]) if len(alike) == 1 else None
