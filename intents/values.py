"""Fixed values a sentence may name in many words: times of day, shot sizes, camera moves, places in an order."""

from collections.abc import Iterator, Mapping

from intents.mentions import Mention
from intents.normalise import View, words_of
from intents.spelling import Speller

ValueLists = Mapping[str, Mapping[str, tuple[str, ...]]]


class Values:
    """The value lists of a language, found in one pass over the words."""

    def __init__(self, lists: ValueLists) -> None:
        self.kinds = frozenset(lists)
        self._starting: dict[str, list[tuple[tuple[str, ...], str, object]]] = {}
        for kind, values in lists.items():
            for value, phrases in values.items():
                for phrase in {value, *phrases}:
                    self._learn(kind, value, _words(phrase))
        self.speller = Speller(word for phrases in self._starting.values() for phrase, _, _ in phrases for word in phrase)

    def _learn(self, kind: str, value: str, phrase: tuple[str, ...]) -> None:
        meant: object = int(value) if value.lstrip("-").isdecimal() else value
        self._starting.setdefault(phrase[0], []).append((phrase, kind, meant))

    def mentions(self, view: View, known: frozenset[str]) -> Iterator[Mention]:
        """Every value named in the text. `known` words are never taken for a misspelled value."""
        for at, word in enumerate(view.words):
            for phrase, kind, meant in self._starting.get(word, ()):
                if view.words[at : at + len(phrase)] == phrase:
                    yield Mention(kind, at, at + len(phrase), meant)
            meant_word = self.speller.near(word) if len(word) > 4 and word not in known else None
            for phrase, kind, meant in self._starting.get(meant_word or "", ()):
                if len(phrase) == 1:
                    yield Mention(kind, at, at + 1, meant, 0.9)


def _words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase; what hangs before another (l', d') is parted already and keeps its apostrophe."""
    return tuple(word for part in phrase.split() for word in ((part,) if part.endswith("'") else words_of(part)))
