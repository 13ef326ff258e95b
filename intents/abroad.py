"""Names said in another language than they are written in: "el muelle" for the scene at the pier, "l'amiral" for the admiral."""

from collections.abc import Iterator, Mapping

from intents.normalise import words_of
from intents.shapes import Name

Meanings = frozenset[tuple[str, str]]
"""Words of the language that is spoken, each with one that means the same in the language names are written in."""
Words = tuple[str, ...]

# How sure a translated word is that is all a name says, one of a person's name, one of a title, and the same of a place.
ALL, OF_A_PERSON, OF_A_TITLE, PLACE, OF_A_PLACE = 0.9, 0.9, 0.82, 0.84, 0.78
# Shorter words tell nothing: the, of, and.
TELLING = 4


class Abroad:
    """Translates the names of a vocabulary word by word."""

    def __init__(self, meanings: Meanings) -> None:
        self._own: dict[str, list[tuple[Words, Words]]] = {}
        for own, foreign in sorted(meanings):
            words = tuple(foreign.split())
            self._own.setdefault(words[0], []).append((words, tuple(own.split())))

    def aliases(self, name: Name) -> Mapping[Words, float]:
        """The ways to say a scene, by its title or its place, or a person, with how sure each is."""
        found: dict[Words, float] = {}
        if name.kind == "character":
            found |= dict.fromkeys((own for own, _ in self._translated(words_of(name.label))), OF_A_PERSON)
        elif name.kind == "scene":
            found |= {own: PLACE if whole else OF_A_PLACE for own, whole in self._translated(words_of(name.place))}
            found |= {own: ALL if whole else OF_A_TITLE for own, whole in self._translated(words_of(name.label))}
        return found

    def _translated(self, words: Words) -> Iterator[tuple[Words, bool]]:
        """What some of the words mean, and whether they are all that tells."""
        telling = sum(len(word) >= TELLING for word in words)
        for at, word in enumerate(words):
            for foreign, own in self._own.get(word, ()):
                if words[at : at + len(foreign)] == foreign:
                    yield own, telling <= sum(len(part) >= TELLING for part in foreign)
