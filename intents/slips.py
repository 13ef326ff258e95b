"""Words typed wrong, as the people who wrote the examples would have written them: "cancle the rendr" is "cancel the render". Only for what
is learnt from examples; what rules read and free text stay as typed."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from intents.normalise import View, words_of

OFTEN = 4
"""In how many examples a word stands that others are corrected to."""
SHORTEST, LONG = 4, 8
"""Letters of a word in which one is wrong; and in which two may be."""
VOWELS = re.compile("[aeiouy]")
LEFT_OUT = 3
"""How many vowels may be left out."""


class Slips:
    """Corrects towards the words of the `examples`. `real` words are none of them slips; without any nothing is corrected."""

    def __init__(self, examples: Iterable[str], real: Collection[str]) -> None:
        said = Counter(word for text in examples for word in set(words_of(text)))
        self._real = frozenset(real)
        self._known = frozenset(word for word, times in said.items() if times > 1) | self._real
        self._times = {word: times for word, times in said.items() if times >= OFTEN and word.isalpha() and len(word) >= SHORTEST - 1}
        self._by_letter: dict[str, list[str]] = defaultdict(list)
        self._by_bones: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._times):
            self._by_letter[word[0]].append(word)
            self._by_bones[_bones(word)].append(word)
        self.meant = lru_cache(maxsize=4096)(self._meant)

    def corrected(self, view: View, keep: Collection[str]) -> View:
        """The view with its slips corrected, but for words to `keep` (of names, of the grammar), quoted ones and ones with a capital."""
        if not self._real:
            return view
        typed = [(at, token) for at, token in enumerate(view.tokens) if token.word not in keep and not token.quote]
        near = {at: meant for at, token in typed if view.raw[token.start].islower() and (meant := self.meant(token.word))}
        return view.spelled(near) if near else view

    def _meant(self, word: str) -> str | None:
        if word in self._known or not word.isalpha():
            return None
        if len(word) >= SHORTEST:
            slips = 1 if len(word) < LONG else 2
            near = process.extract(word, self._by_letter[word[0]], scorer=OSA.distance, score_cutoff=slips, limit=5)
            nearest = [hit[0] for hit in near if hit[1] == near[0][1]]
            if nearest:
                return max(nearest, key=lambda one: self._times[one])
        whole = [one for one in self._by_bones.get(word, ()) if len(one) - len(word) <= LEFT_OUT] if len(word) >= SHORTEST - 1 else []
        return max(whole, key=lambda one: self._times[one], default=None)


def _bones(word: str) -> str:
    """The word with only its first vowel, if it begins with one: "prjct" is what is left of "project"."""
    return word[0] + VOWELS.sub("", word[1:])
