"""Slips in free text: "rusty tractrs" are rusty tractors. Only what is clearly a slip is corrected: many good words are in no list."""

import re
from collections.abc import Collection, Iterator

WORD = re.compile(r"(?<![\w'-])[a-z]{5,}(?![\w'-])")
"""What may be corrected: a long word in small letters, and no part of another."""
ENDINGS = ("s", "es", "ed", "ing", "ly", "er", "ers", "y", "en", "est", "ness", "less", "ful", "like", "ish")
BEGINNINGS = ("re", "un", "over", "under", "out", "dis", "mis", "non", "pre", "mid")
PART = 3
"""Letters that each half of a compound has."""
LETTERS, VOWELS = "abcdefghijklmnopqrstuvwxyz", frozenset("aeiou")
MIDDLING, LONG = 6, 7
"""Letters of a word in which a vowel or one of two may have been left out; and any letter."""


class Dictionary:
    """The words of a language that are known; there are others."""

    def __init__(self, words: Collection[str] = ()) -> None:
        self.words = frozenset(words)

    def corrected(self, text: str, keep: Collection[str] = ()) -> str:
        """The text with its clear slips corrected; words to `keep` (of a name, of the grammar) stay."""
        return WORD.sub(lambda found: found[0] if found[0] in keep else self.meant(found[0]) or found[0], text)

    def meant(self, word: str) -> str | None:
        """The one word that this is a clear slip of: two letters changed places, one left out or one typed twice."""
        if not self.words or self._real(word):
            return None
        near = {slip for slip in _slips(word) if slip in self.words}
        return near.pop() if len(near) == 1 else None

    def _real(self, word: str) -> bool:
        """Whether it may well be a word: known, or made of what is known."""
        if word in self.words or any(word.endswith(end) and self._stem(word.removesuffix(end)) for end in ENDINGS):
            return True
        if any(word.startswith(start) and word.removeprefix(start) in self.words for start in BEGINNINGS):
            return True
        return any(word[:at] in self.words and word[at:] in self.words for at in range(PART, len(word) - PART + 1))

    def _stem(self, stem: str) -> bool:
        """Whether an ending may follow: also where an e went (bak-ing), a letter was doubled (stopp-ed) or a y became an i (tid-ied)."""
        shorter = stem[:-1] if stem[-1:] == stem[-2:-1] else stem
        return len(stem) >= PART and not self.words.isdisjoint({stem, stem + "e", shorter, stem.removesuffix("i") + "y"})


def _slips(word: str) -> Iterator[str]:
    """What the word may have been meant as; people rarely get the first letter wrong, or forget the last, and "theatre" is no slip."""
    for at in range(1, len(word)):
        before, letter, after = word[:at], word[at], word[at + 1 :]
        if after and word[at:] != "re":
            yield before + after[0] + letter + after[1:]
        if letter == before[-1] and len(word) >= MIDDLING:
            yield before + after
        for missing in LETTERS if len(word) >= MIDDLING else "":
            if len(word) >= LONG or missing in VOWELS or missing in (before[-1], letter):
                yield before + missing + word[at:]
