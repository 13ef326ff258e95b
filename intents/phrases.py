"""Phrases of a language, looked for by their first words: what none of them begins with costs one look-up."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

Meaning = TypeVar("Meaning")
Words = tuple[str, ...]


class Phrases(Generic[Meaning]):
    """Phrases of one or more words, each with what it means. A phrase may be given more than once, with several meanings."""

    def __init__(self, meanings: Iterable[tuple[Words, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[Words, Meaning]]] = {}
        for phrase, meaning in meanings:
            self._by_first.setdefault(phrase[0], []).append((phrase, meaning))
        self.openers = frozenset(self._by_first)

    def found(self, words: Words) -> Iterator[tuple[int, int, Meaning]]:
        """Every phrase among the words: where it starts, where it ends, and what it means."""
        if self.openers.isdisjoint(words):
            return
        for at, word in enumerate(words):
            if word in self.openers:
                for phrase, meaning in self.at(words, at):
                    yield at, at + len(phrase), meaning

    def at(self, words: Words, at: int) -> list[tuple[Words, Meaning]]:
        """The phrases that stand at word `at`; none beyond the end."""
        begun = self._by_first.get(words[at]) if at < len(words) else None
        return [one for one in begun if words[at : at + len(one[0])] == one[0]] if begun else []

    def size(self, words: Words, at: int) -> int:
        """How many words of the longest phrase that stands at word `at`; 0 when none does."""
        if at >= len(words) or words[at] not in self.openers:
            return 0
        return max((len(phrase) for phrase, _ in self.at(words, at)), default=0)


def plain(phrases: Iterable[Words]) -> Phrases[None]:
    """Phrases that only have to be there."""
    return Phrases((phrase, None) for phrase in phrases)
