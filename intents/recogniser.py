"""From a sentence to what is meant. Pure: text, vocabulary and context in; matches, a doubt, or nothing out."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

import numpy as np
from threadpoolctl import threadpool_limits

from intents.catalogue import Catalogue
from intents.classifier import Classifier
from intents.clauses import Clauses
from intents.commands import EXACT
from intents.dictionary import Dictionary
from intents.embedded import Embedded
from intents.examples import OUT_OF_SCOPE, Examples, Vectors
from intents.gist import example_world, gist
from intents.grammar import PROSE, SMALLTALK, Grammar
from intents.guess import LIKELY, Guess
from intents.heard import Ear
from intents.ideas import LONGEST_COMMAND, Ideas
from intents.lessons import lessons
from intents.normalise import View, normalise, words_of
from intents.parting import Parting
from intents.pending import Answering
from intents.reader import Reader
from intents.shapes import Context, NoMatch, Recognition, Unclear, Vocabulary
from intents.shorthand import together, written_out
from intents.slips import Slips
from intents.spelling import Speller
from intents.tagger import Surroundings, Tagger
from intents.tails import Tails
from intents.titled import titled
from intents.turn import Turn, idea
from intents.wording import Wording


class Recogniser:
    """Understands one language. `by_rule` needs no model; `by_meaning` takes the embedding of the sentence's `gist`."""

    def __init__(self, catalogue: Catalogue, encode_examples: Callable[[Sequence[str]], Vectors] | None = None) -> None:
        self.catalogue = catalogue
        self.parting = Parting(catalogue.parting, catalogue.forms)
        self.reader = Reader(catalogue)
        self.grammar = Grammar(catalogue, self.reader.kinds)
        self.ear = Ear(catalogue.heard, _counted(catalogue), catalogue.references.small, catalogue.references.together)
        self.clauses = Clauses(catalogue.talk)
        self.tails = Tails(catalogue.sets, catalogue.references.last)
        self.ideas = Ideas(catalogue.ideas, catalogue.talk)
        self.answering = Answering(
            catalogue.answers,
            catalogue.references,
            catalogue.language,
            catalogue.numbers,
            catalogue.parting.elided,
            catalogue.talk.denying,
        )
        self.examples = Examples(catalogue)
        self.entries = catalogue.entries()
        self.known = self.grammar.words | catalogue.references.small | self.reader.values.speller.words
        self.speller = Speller(self.grammar.words | _nouns(catalogue) | self.reader.values.speller.words | _units(catalogue), shortest=3)
        self.wording = Wording(self, Dictionary())
        self.topics = _topics(catalogue)
        self.classifier: Classifier | None = None
        self.tagger: Tagger | None = None
        self._places: dict[str, Mapping[str, frozenset[str]]] = {}
        if encode_examples is not None:
            self.learn(np.asarray(encode_examples(self.example_texts)))

    @cached_property
    def example_texts(self) -> tuple[str, ...]:
        """The sentences `learn` wants the vectors of, in order: the gist of every example."""
        world = example_world(self.catalogue)
        return tuple(self.gist(text, world, Context()) for text in self.examples.texts)

    def view(self, text: str, vocabulary: Vocabulary) -> View:
        """The text as this language's rules see it."""
        names = self.reader.gazetteer(vocabulary)
        written = written_out(
            together(titled(normalise(text), self.catalogue.titling), names.words), self.catalogue.shorthand, names.speller.words
        )
        parted = self.parting.view(written, names.speller.words)
        return self.ear.meant(parted, names.speller.words, names.titles)

    def learn(self, vectors: Vectors, surroundings: Sequence[Surroundings] = ()) -> None:
        """Has the classifier and the tagger learn from the examples; `vectors` are those of `example_texts`, normalised, a row each;
        `surroundings` those of the words of `examples.texts`.
        Takes seconds. Raises ValueError when their number differs."""
        self.examples.learn(vectors)
        self.tagger = Tagger.fit(list(lessons(self, dict(zip(self.examples.texts, surroundings, strict=False)))))
        outside = np.array([label == OUT_OF_SCOPE for label in self.examples.labels])
        texts, labels = np.array(self.example_texts, dtype=object), np.array(self.examples.labels, dtype=object)
        with threadpool_limits(limits=1):  # a few thousand rows: more threads only get into each other's way
            self.classifier = Classifier.fit(
                list(texts[~outside]),
                list(labels[~outside]),
                vectors[~outside],
                outside=(list(texts[outside]), vectors[outside]),
                text=self.catalogue.by_words,
            )

    def gist(self, text: str, vocabulary: Vocabulary, context: Context) -> str:
        """The text to embed for `by_meaning`: the sentence with its names replaced by what they are names of."""
        return self._gist(self.clauses.trimmed(self.view(text[:LONGEST_COMMAND], vocabulary)), vocabulary, context)

    def _gist(self, view: View, vocabulary: Vocabulary, context: Context) -> str:
        return gist(view, self.reader.mentions(view, vocabulary, context, self.known), self.catalogue.stands_for)

    @cached_property
    def slips(self) -> Slips:
        return Slips((example.text for example in self.examples.examples), self.wording.dictionary.words)

    def told(self, text: str, vocabulary: Vocabulary) -> View:
        """The text as it is compared with examples: without politeness, and with its slips corrected."""
        view = self.clauses.trimmed(self.view(text[:LONGEST_COMMAND], vocabulary))
        return self.slips.corrected(view, self.reader.gazetteer(vocabulary).words | self.known)

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

    def gists(self, text: str, vocabulary: Vocabulary, context: Context) -> tuple[str, ...]:
        """The texts to embed for `by_meaning`: the sentence, and the clauses it may consist of."""
        return tuple(Guess(self, vocabulary, context, Embedded()).gists(self.told(text, vocabulary)))

    def doubts(self, read: Recognition | None) -> bool:
        """Whether what a rule read is worth a second look: nothing, or one command with words in it that could be anything."""
        if isinstance(read, Unclear):  # what is missing may stand in what was taken for free text
            return read.reason == "missing" and not read.done and not PROSE.isdisjoint(read.choices[0].slots)
        return read is None or (isinstance(read, tuple) and len(read) == 1 and read[0].source == "grammar" and read[0].confidence < EXACT)

    def by_meaning(
        self, text: str, embedded: Embedded, vocabulary: Vocabulary, context: Context, read: Recognition | None = None
    ) -> Recognition:
        """What the text is most like, when no rule was sure. `embedded` are its `gists` and its words; `read` is what a rule made of it
        that it `doubts`."""
        view = self.told(text, vocabulary)
        if not view.tokens:
            return NoMatch(text=text)
        found = Guess(self, vocabulary, context, embedded).recognise(view, read[0] if isinstance(read, tuple) else None)
        if isinstance(read, Unclear):
            same = isinstance(found, tuple) and found[0].operation == read.choices[0].operation
            return found if same else read
        return (Turn(self, vocabulary, context).told_of_the_last(view) if _unsure(found) else None) or found

    def likely(self, text: str, embedded: Embedded, vocabulary: Vocabulary, context: Context) -> tuple[tuple[str, float], ...]:
        """The operations that the text is most like with their chances, 0 to 1, the likeliest first; none before anything was learnt.
        `embedded` are its `gists`."""
        said = self._gist(self.told(text, vocabulary), vocabulary, context)
        if self.classifier is None or said not in embedded.gists:
            return ()
        scored = self.classifier.scores(said, embedded.gists[said])
        chances: dict[str, float] = {}
        for label, chance in zip(scored.labels, scored.probabilities, strict=True):
            operation = label.partition(":")[0]  # each kind of small talk has a label of its own
            chances[operation] = chances.get(operation, 0.0) + chance
        return tuple(sorted(chances.items(), key=lambda one: -one[1]))


def _unsure(guessed: Recognition) -> bool:
    """Whether a guess is none, a question, or no more than talk."""
    if isinstance(guessed, Unclear):
        return guessed.reason != "ambiguous"
    return isinstance(guessed, NoMatch) or (guessed[0].operation == SMALLTALK and guessed[0].confidence < LIKELY)


def _nouns(catalogue: Catalogue) -> frozenset[str]:
    groups = (*catalogue.references.nouns.values(), *catalogue.references.plurals.values())
    return frozenset(word for group in groups for word in group)


def _counted(catalogue: Catalogue) -> frozenset[str]:
    """What has a number of its own: "scene two", "shots two and three", "number four"."""
    words = catalogue.references
    groups = (said[kind] for said in (words.nouns, words.plurals) for kind in ("scene", "shot") if kind in said)
    return frozenset(word for group in groups for word in group) | words.number


def _units(catalogue: Catalogue) -> frozenset[str]:
    return frozenset(catalogue.durations.units) | frozenset(w for p in catalogue.durations.longer for w in p)


def _topics(catalogue: Catalogue) -> frozenset[str]:
    """Words that help can be about: those of the operations' names, subjects and help lines, but for the small ones."""
    said = [entry.help for entry in catalogue.operations.values()] + list(catalogue.subjects.values())
    said += [name.replace(".", " ") for name in catalogue.operations]
    words = {word for text in said for word in words_of(text)} | _nouns(catalogue)
    return frozenset(words - catalogue.references.small)
