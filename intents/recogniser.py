"""From a sentence to what is meant. Pure: text, vocabulary and context in; matches, a doubt, or nothing out."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from threadpoolctl import threadpool_limits

from intents.catalogue import Catalogue
from intents.classifier import Classifier
from intents.clauses import Clauses
from intents.gist import example_world, gist
from intents.grammar import Grammar
from intents.guess import Guess
from intents.ideas import LONGEST_COMMAND, Ideas
from intents.names import gazetteer
from intents.nearest import OUT_OF_SCOPE, Nearest, Vectors
from intents.normalise import View, normalise, words_of
from intents.parting import Parting
from intents.pending import Answering
from intents.reader import Reader
from intents.shapes import Context, NoMatch, Recognition, Vocabulary
from intents.shorthand import written_out
from intents.spelling import Speller
from intents.turn import Turn, idea


class Recogniser:
    """Understands one language. `by_rule` needs no model; `by_meaning` takes the embedding of the sentence's `gist`."""

    def __init__(self, catalogue: Catalogue, encode_examples: Callable[[Sequence[str]], Vectors] | None = None) -> None:
        self.catalogue = catalogue
        self.parting = Parting(catalogue.parting, catalogue.forms)
        self.reader = Reader(catalogue)
        self.grammar = Grammar(catalogue, self.reader.kinds)
        self.clauses = Clauses(catalogue.talk)
        self.ideas = Ideas(catalogue.ideas, catalogue.talk)
        self.answering = Answering(catalogue.answers, catalogue.references, catalogue.language, catalogue.numbers, catalogue.parting.elided)
        self.nearest = Nearest(catalogue)
        self.entries = catalogue.entries()
        self.known = self.grammar.words | catalogue.references.small | self.reader.values.speller.words
        self.speller = Speller(self.grammar.words | _nouns(catalogue) | self.reader.values.speller.words | _units(catalogue), shortest=3)
        self.topics = _topics(catalogue)
        self.classifier: Classifier | None = None
        self._places: dict[str, Mapping[str, frozenset[str]]] = {}
        world = example_world(catalogue)
        self.example_texts = tuple(self.gist(text, world, Context()) for text in self.nearest.texts)
        """The sentences `learn` wants the vectors of, in order."""
        if encode_examples is not None:
            self.learn(np.asarray(encode_examples(self.example_texts)))

    def learn(self, vectors: Vectors) -> None:
        """Takes the vectors of `example_texts`, a row each; raises ValueError when their number differs."""
        self.nearest.learn(vectors)

    def view(self, text: str, vocabulary: Vocabulary) -> View:
        """The text as this language's rules see it."""
        names = gazetteer(vocabulary, self.catalogue.references.small, self.catalogue.parting.elided)
        written = written_out(normalise(text), self.catalogue.shorthand, names.speller.words)
        return self.parting.view(written, names.speller.words)

    def train(self, vectors: Vectors) -> None:
        """Has the classifier learn from `example_texts`, by their vectors; takes a second or two."""
        rows = list(zip(self.example_texts, self.nearest.labels, vectors, strict=True))
        inside = [row for row in rows if not row[1].startswith(OUT_OF_SCOPE)]
        outside = [row for row in rows if row[1].startswith(OUT_OF_SCOPE)]
        with threadpool_limits(limits=1):  # a few hundred rows: more threads only get into each other's way, for half a minute
            self.classifier = Classifier.fit(
                [text for text, _, _ in inside],
                [label for _, label, _ in inside],
                np.array([vector for _, _, vector in inside]),
                outside=([text for text, _, _ in outside], np.array([vector for _, _, vector in outside])) if outside else None,
            )

    def gist(self, text: str, vocabulary: Vocabulary, context: Context) -> str:
        """The text to embed for `by_meaning`: the sentence with its names replaced by what they are names of."""
        view = self.clauses.trimmed(self.view(text[:LONGEST_COMMAND], vocabulary))
        mentions = self.reader.mentions(view, vocabulary, context, self.known)
        return gist(view, mentions, self.catalogue.stands_for)

    def places(self, operation: str) -> Mapping[str, frozenset[str]]:
        """The slots of an operation with the kinds of mention each takes; none for free text."""
        if operation not in self._places:
            self._places[operation] = self.grammar.places(operation)
        return self._places[operation]

    def by_rule(self, text: str, vocabulary: Vocabulary, context: Context) -> Recognition | None:
        """What the text says for sure; None when no rule is sure. Never raises, whatever the text."""
        if len(text) > LONGEST_COMMAND:
            return (idea(text.strip()),)
        whole = self.view(text, vocabulary)
        if not whole.tokens:
            return NoMatch(text=text)
        return Turn(self, vocabulary, context).by_rule(whole)

    def by_meaning(self, text: str, vector: Vectors, vocabulary: Vocabulary, context: Context) -> Recognition:
        """What the text is most like, when no rule was sure. `vector` is the embedding of `gist(text, …)`, normalised."""
        view = self.clauses.trimmed(self.view(text[:LONGEST_COMMAND], vocabulary))
        if not view.tokens:
            return NoMatch(text=text)
        return Guess(self, vocabulary, context).recognise(view, vector)


def _nouns(catalogue: Catalogue) -> frozenset[str]:
    groups = (*catalogue.references.nouns.values(), *catalogue.references.plurals.values())
    return frozenset(word for group in groups for word in group)


def _units(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(catalogue.durations.units) | frozenset(w for p in catalogue.durations.longer for w in p)


def _topics(catalogue: Catalogue) -> frozenset[str]:
    """Words that help can be about: those of the operations' names, subjects and help lines, but for the small ones."""
    said = [entry.help for entry in catalogue.operations.values()] + list(catalogue.subjects.values())
    said += [name.replace(".", " ") for name in catalogue.operations]
    words = {word for text in said for word in words_of(text)} | _nouns(catalogue)
    return frozenset(words - catalogue.references.small)
