"""Names said in another language than they are written in: "el muelle" for the scene at the pier, "l'amiral" for the admiral."""

from collections.abc import Iterator

from intents.normalise import words_of
from intents.shapes import Name

Meanings = frozenset[tuple[str, str]]
"""Words of the language that is spoken, each with one that means the same in the language names are written in."""
Words = tuple[str, ...]

# How sure a word is that is all a title says, or one of a person's name; all that a place says, or a part of it.
TITLE, OF_A_PERSON, PLACE, OF_A_PLACE = 0.9, 0.9, 0.84, 0.78
# English words that tell nothing.
SMALL = frozenset({"a", "an", "the", "of", "and", "or", "in", "on", "at", "to", "for", "from", "with", "by", "my", "our", "his", "her"})


class Abroad:
    """Translates the names of a vocabulary word by word."""

    def __init__(self, meanings: Meanings) -> None:
        self._own: dict[str, list[tuple[Words, Words]]] = {}
        for own, foreign in sorted(meanings):
            words = tuple(foreign.split())
            self._own.setdefault(words[0], []).append((words, tuple(own.split())))

    def aliases(self, name: Name) -> dict[Words, float]:
        """The ways to say a scene, by its title or its place, or a person, with how sure each is."""
        found: dict[Words, float] = {}
        if name.kind == "character":
            found |= dict.fromkeys((own for own, _ in self._translated(words_of(name.label))), OF_A_PERSON)
        elif name.kind == "scene":
            found |= {own: PLACE if whole else OF_A_PLACE for own, whole in self._translated(words_of(name.place))}
            found |= {own: TITLE for own, whole in self._translated(words_of(name.label)) if whole}
        return found

    def _translated(self, words: Words) -> Iterator[tuple[Words, bool]]:
        """What some of the words mean, and whether they are all that tells."""
        telling = sum(word not in SMALL for word in words)
        for at, word in enumerate(words):
            for foreign, own in self._own.get(word, ()):
                if words[at : at + len(foreign)] == foreign:
                    yield own, telling == len(foreign)
