"""Which operation does what somebody asks how to do: nearest by its help line and by how people ask for it."""

from functools import cached_property

from rapidfuzz import fuzz, process

from intents.catalogue import Catalogue
from intents.normalise import words_of

# Nearer than this (0 to 100) an operation is what was asked about.
NEAR = 72
# An operation is as near as this many of its sentences are in the mean: one alone may hold a word by chance.
SENTENCES = 5
# So many of its examples are looked at: the most common ways to ask for it come first, and an operation with many more is not nearer.
EXAMPLES = 30
# Its help line counts for this many sentences, since it says what the operation is for and nothing else.
WEIGHT = 3
# What it is worth that its subject is named (how to make a *scene* shorter), and what it costs that another is.
SUBJECT, OTHER = 12, 25
# All but as near as the nearest: they are told as well, up to a few.
TIE = 4
MOST = 3
# What nobody asks how to do.
TALK = ("dialog.", "chat.", "help.")


class Finding:
    """Over one language; also what is understood before there is an operation for it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._forms = {form: word for word, forms in catalogue.forms.items() for form in forms}
        references = catalogue.references
        self._nouns = {
            kind: {self._form(word) for word in (*words, *references.plurals.get(kind, ()))} for kind, words in references.nouns.items()
        }
        self._small = references.small | {word for words in self._nouns.values() for word in words}

    def nearest(self, topic: str) -> tuple[str, ...]:
        """The operations that do what the topic says, the nearest first; mostly one, and none when nothing is near."""
        asked, words = self._said(topic), {self._form(word) for word in words_of(topic)}
        texts, owners = self._sentences
        if not asked:
            return ()
        scores: dict[str, list[float]] = {}
        for owner, score in zip(owners, process.cdist([asked], texts, scorer=fuzz.token_set_ratio)[0], strict=True):
            scores.setdefault(owner, []).append(float(score))
        alike = {name: sum(sorted(found)[-SENTENCES:]) / SENTENCES for name, found in scores.items()}
        parts = {name: self._subject(name, words) for name in alike}
        near = {name: score + parts[name] for name, score in alike.items() if score + max(0, parts[name]) >= NEAR}
        best = max(near.values(), default=0)
        verbs = {name: self._verb(name, asked) for name, score in near.items() if score >= best - TIE}
        return tuple(sorted(verbs, key=lambda name: (-near[name], -verbs[name])))[:MOST]

    def _verb(self, name: str, asked: str) -> float:
        """How like what is asked the verb is that an operation's help line begins with."""
        return fuzz.ratio(asked.partition(" ")[0], self._said(self._catalogue.label(name)).partition(" ")[0])

    def _subject(self, name: str, words: set[str]) -> float:
        """What it counts for or against an operation that its subject, or another, is named."""
        subject = name.partition(".")[0]
        named = {kind for kind, nouns in self._nouns.items() if nouns & words}
        return SUBJECT if subject in named else -OTHER if named and subject in self._nouns else 0

    @cached_property
    def _sentences(self) -> tuple[list[str], list[str]]:
        """Every help line and example, and the operation each belongs to."""
        told = [
            (self._said(text), name)
            for name, entry in self._catalogue.entries().items()
            if not name.startswith(TALK)
            for text in [*[self._catalogue.label(name)] * WEIGHT, entry.help, *(example.text for example in entry.examples[:EXAMPLES])]
        ]
        return [text for text, _ in told], [name for _, name in told]

    def _said(self, text: str) -> str:
        """Its words but for the small ones and those of the subjects, which would make everything about a scene alike."""
        said = [self._form(word) for word in words_of(text) if word not in self._small]
        return " ".join(word for word in said if word not in self._small)

    def _form(self, word: str) -> str:
        return self._forms.get(word, word)
