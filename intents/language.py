"""Which language a sentence is in, by the words that each language's grammar knows and the others do not."""

import re
from collections import Counter
from collections.abc import Mapping

from intents.normalise import normalise

# How much surer another language has to be than the one spoken so far: a French name in an English sentence is no change of language.
AHEAD = 1.0
# A word typed together with figures is a piece of an id or of a file's name, and of no language: "clue-chain-7de03a", "IMG_2034_fin".
CODE = re.compile(r"(?=[\w-]*\d)(?=[\w-]*[^\W\d_])[\w-]+")


class Languages:
    """`known` has the words of each language, `letters` those that few others are written with. A word counts the more, the fewer
    languages have it; one with such a letter counts as a word of that language."""

    def __init__(self, known: Mapping[str, frozenset[str]], letters: Mapping[str, str] | None = None) -> None:
        self._letters = {language: frozenset(own) for language, own in (letters or {}).items()}
        shared = Counter(word for words in known.values() for word in words)
        self._weights = {language: {word: 1.0 / shared[word] ** 2 for word in words} for language, words in known.items()}

    def of(self, text: str, before: str) -> str:
        """The language most of the words belong to; `before` unless another is clearly ahead of it."""
        view = normalise(text[:_MOST])
        named = not view.raw.isupper()  # a name has its capitals in any language
        codes = [code.span() for code in CODE.finditer(view.raw)]
        said = [
            token
            for at, token in enumerate(view.tokens)
            if not (named and at and view.raw[token.start].isupper()) and not any(start <= token.start < end for start, end in codes)
        ]
        typed = [view.raw[token.start : token.end].casefold() for token in said]
        score = {
            language: sum(
                max(weights.get(token.word, 0.0), float(not self._letters.get(language, frozenset()).isdisjoint(written)))
                for token, written in zip(said, typed, strict=True)
            )
            for language, weights in self._weights.items()
        }
        best = max(score, key=lambda language: (score[language], language == before))
        if score[best] >= score.get(before, 0.0) + AHEAD:
            return best
        return best if score.get(before, 0.0) == 0.0 and score[best] > 0.0 else before


# Characters of a text that are enough to tell.
_MOST = 600
