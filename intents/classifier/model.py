"""A classifier that has learnt: everything one sentence needs, as a few arrays, and nothing of the examples but those."""

from collections.abc import Sequence
from typing import Any, NamedTuple, Self

import numpy as np
from msgspec import Struct

from intents.classifier.grams import Rows, Table
from intents.classifier.outside import belonging, centroids, edge, outsideness
from intents.classifier.regression import log_softmax, regress, temperature
from intents.classifier.space import LANDMARKS, TEXT, Labels, Matrix, Space, landmarks
from intents.classifier.stored import pack, unpack

FOLDS = 4
MANY = 2500
"""Of more examples than this, one fold is enough to measure the temperature on."""

Examples = tuple[Sequence[str], Matrix]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


class Lesson(NamedTuple):
    """Texts, their vectors and labels, and how many labels there are, with that of the outside."""

    texts: Sequence[str]
    vectors: Matrix
    labels: Labels
    classes: int


class Scored(NamedTuple):
    """`labels` from the likeliest on with their `probabilities`, which add up to 1; `outside` is 0 (surely one of them) to 1."""

    labels: tuple[str, ...]
    probabilities: tuple[float, ...]
    outside: float


class Learnt(Struct, frozen=True, kw_only=True):
    """What is kept. With examples from outside, the last column of the weights is theirs and has no name in `names`;
    the landmarks are not from there."""

    names: tuple[str, ...]
    words: Table
    letters: Table
    landmarks: Matrix
    centroids: Matrix
    by_meaning: Matrix
    by_words: Matrix
    by_letters: Matrix
    biases: Matrix
    heat: float
    edge: float
    spread: float


class Classifier:
    """`fit` or `loads` make one; it never changes afterwards."""

    def __init__(self, learnt: Learnt) -> None:
        self._learnt = learnt

    @classmethod
    def fit(
        cls,
        texts: Sequence[str],
        labels: Sequence[str],
        vectors: Matrix,
        *,
        outside: Examples | None = None,
        seed: int = 0,
        text: float = TEXT,
    ) -> Self:
        """`vectors` has a normalised row a text; `text` is how much words and letters count beside them. Raises ValueError when there
        are not as many of each, or fewer than two labels."""
        names = tuple(sorted({str(label) for label in labels}))
        if not len(texts) == len(labels) == len(vectors) or len(names) < 2:
            raise ValueError(f"{len(texts)} texts, {len(labels)} labels, {len(vectors)} vectors, {len(names)} different labels")
        position = {name: at for at, name in enumerate(names)}
        known = np.array([position[str(label)] for label in labels], dtype=np.int64)
        return cls(_learn(names, _with_outside(texts, vectors, known, len(names), outside), seed, text))

    def scores(self, text: str, vector: Matrix) -> Scored:
        """`vector` is the normalised embedding of the text."""
        own, count = self._learnt, len(self._learnt.names)
        cosines = own.landmarks @ np.asarray(vector, dtype=np.float32)
        scores = self._scores(text, vector) / np.float32(own.heat)
        among = np.exp(log_softmax(scores[:count]))
        order = np.argsort(-among, kind="stable")
        belongs = belonging(scores, cosines.max(), (own.centroids @ vector).max(), count)
        return Scored(tuple(own.names[at] for at in order), tuple(among[order].tolist()), outsideness(float(belongs), own.edge, own.spread))

    def dumps(self) -> bytes:
        return pack(self._learnt)

    @classmethod
    def loads(cls, content: bytes) -> Self:
        """Raises ValueError for anything that `dumps` of this version did not make."""
        return cls(unpack(content, Learnt))

    def _scores(self, text: str, vector: Matrix) -> Matrix:
        own = self._learnt
        total = np.asarray(vector, dtype=np.float32) @ own.by_meaning + own.biases
        for table, weights in ((own.words, own.by_words), (own.letters, own.by_letters)):
            columns, values = table.of(text)
            total += values @ weights[columns]
        return np.asarray(total, dtype=np.float32)


def _with_outside(texts: Sequence[str], vectors: Matrix, known: Labels, count: int, outside: Examples | None) -> Lesson:
    """The examples from outside after the others, as one label more."""
    vectors = np.asarray(vectors, dtype=np.float32)
    if outside is None or not len(outside[0]):
        return Lesson(texts, vectors, known, count)
    more, theirs = outside
    if len(more) != len(theirs):
        raise ValueError(f"{len(more)} texts from outside, but {len(theirs)} vectors")
    labels = np.append(known, np.full(len(more), count))
    return Lesson([*texts, *more], np.vstack([vectors, np.asarray(theirs, dtype=np.float32)]), labels, count + 1)


def _learn(names: tuple[str, ...], lesson: Lesson, seed: int, text: float) -> Learnt:
    texts, vectors, known, count = lesson
    space = Space.learn(texts, text)
    dense, loose = space.coordinates(texts, vectors)
    by_meaning, by_words, by_letters, biases = space.unfolded(*regress(dense, loose, known, count, seed))
    heat, edge, spread = _measured(dense, loose, lesson, len(names), seed)
    inside = np.flatnonzero(known < len(names))
    near = inside[landmarks(known[inside], LANDMARKS, seed)]
    return Learnt(
        names=names,
        words=space.tables[0],
        letters=space.tables[1],
        landmarks=vectors[near],
        centroids=centroids(vectors, known, len(names)),
        by_meaning=by_meaning,
        by_words=by_words,
        by_letters=by_letters,
        biases=biases,
        heat=heat,
        edge=edge,
        spread=spread,
    )


def _measured(dense: Matrix, loose: Rows, lesson: Lesson, inside: int, seed: int) -> tuple[float, float, float]:
    """Temperature, edge and spread, by examples held out. Coordinates do not know labels, so that they may be those of all examples."""
    many = len(dense) > MANY
    part = np.random.default_rng(seed).permutation(len(dense)) % (2 * FOLDS if many else FOLDS)
    found = [_held_out(dense, loose, lesson, part == fold, inside) for fold in range(1 if many else FOLDS)]
    scores, truth, nearest, centroid = (np.concatenate([one[at] for one in found]) for at in range(4))
    heat = temperature(scores, truth)
    tempered: Matrix = np.asarray(scores / heat, dtype=np.float32)
    own = truth < inside
    return heat, *edge(belonging(tempered[own], nearest[own], centroid[own], inside))


def _held_out(dense: Matrix, loose: Rows, lesson: Lesson, out: Mask, inside: int) -> tuple[Matrix, Labels, Matrix, Matrix]:
    """For examples held out: scores by a regression on the others, their labels, and the cosines of the nearest other and centroid."""
    _, vectors, known, count = lesson
    known_by, made_by = regress(dense[~out], loose[~out], known[~out], count)
    own = ~out & (known < inside)
    nearest = (vectors[out] @ vectors[own].T).max(axis=1)
    centroid = (vectors[out] @ centroids(vectors[own], known[own], inside).T).max(axis=1)
    return dense[out] @ known_by + loose[out] @ made_by, known[out], nearest, centroid
