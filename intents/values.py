"""Fixed values a sentence may name in many words: times of day, shot sizes, camera moves, places in an order."""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct, structs

from intents.mentions import Mention
from intents.normalise import View, words_of
from intents.spelling import Speller

ValueLists = Mapping[str, Mapping[str, tuple[str, ...]]]


class Around(Struct, frozen=True, kw_only=True):
    """Words that belong to a value which is kept as it was said, `before` it and `after`: a slow pan to the left."""

    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()


# How sure a value is that was misspelled.
SLIPPED = 0.9
# Shorter words are a value's only when two of their letters have changed places: "pfd".
LONG_ENOUGH = 5


class Values:
    """The value lists of a language, found in one pass over the words. Of a kind that is `worded` the value is what was said."""

    def __init__(self, lists: ValueLists, worded: Mapping[str, Around] = {}) -> None:
        self.kinds = frozenset(lists)
        self._worded = worded
        self._starting: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
        for kind, values in lists.items():
            for value, phrases in values.items():
                for phrase in {value, *phrases}:
                    self._learn(kind, value, _words(phrase))
        said = {word for phrases in self._starting.values() for phrase, _, _ in phrases for word in phrase}
        self.speller = Speller(said)
        self._swapped = _swapped(said)

    def _learn(self, kind: str, value: str, phrase: tuple[str, ...]) -> None:
        meant: object = int(value) if value.lstrip("-").isdecimal() else value
        self._starting.setdefault(phrase[0], []).append((phrase, kind, meant))

    def mentions(self, view: View, known: frozenset[str]) -> Iterator[Mention]:
        """Every value named in the text. `known` words are never taken for a misspelled value."""
        near = [None if word in known else self._near(word) for word in view.words]
        for at, word in enumerate(view.words):
            for first in (word, near[at]):
                for phrase, kind, meant in self._starting.get(first or "", ()):
                    end = at + len(phrase)
                    said = view.words[at:end]
                    if said == phrase or (len(said) == len(phrase) and all(map(_either, phrase, said, near[at:end]))):
                        yield from self._mentions(view, Mention(kind, at, end, meant, 1.0 if said == phrase else SLIPPED))

    def _mentions(self, view: View, found: Mention) -> Iterator[Mention]:
        """The value; or where the words count, they alone and with those around them."""
        around = self._worded.get(found.kind)
        if around is None:
            yield found
            return
        start, end = found.start, found.end
        while start and view.words[start - 1] in around.before:
            start -= 1
        while end < len(view.words) and view.words[end] in around.after:
            end += 1
        for first, last in product(range(start, found.start + 1), range(found.end, end + 1)):
            yield structs.replace(found, start=first, end=last, value=view.original(first, last))

    def _near(self, word: str) -> str | None:
        return self.speller.near(word) if len(word) >= LONG_ENOUGH else self._swapped.get(word)


def _either(wanted: str, said: str, near: str | None) -> bool:
    return wanted in (said, near)


def _swapped(words: set[str]) -> dict[str, str]:
    """The short words by what they are when two letters after the first change places, where that is none of them."""
    short = [word for word in sorted(words) if 2 < len(word) < LONG_ENOUGH and word.isalpha()]
    slips = {word[:at] + word[at + 1] + word[at] + word[at + 2 :]: word for word in short for at in range(1, len(word) - 1)}
    return {slip: word for slip, word in slips.items() if slip not in words}


def _words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; what hangs before another (l', d') is parted already and keeps its apostrophe."""
    return tuple(word for part in phrase.split() for word in ((part,) if part.endswith("'") else words_of(part)))
