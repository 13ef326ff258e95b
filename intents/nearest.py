"""The operations a text is most like: nearest examples over the embedding. An exact search; a few hundred rows are 20 µs."""

from typing import Any

import numpy as np
from msgspec import Struct

from intents.catalogue import Catalogue, Example
from intents.grammar import SMALLTALK

OUT_OF_SCOPE = "chat.out_of_scope"

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class Likeness(Struct, frozen=True):
    """An operation with its example that is nearest, and the cosine between the two. `kind` is that of small talk; `chance` how
    likely the classifier takes it, 0 to 1."""

    operation: str
    kind: str
    example: Example
    score: float
    chance: float = 0.0


class Nearest:
    """The examples of a catalogue and, once learnt, their vectors."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._labels, self._examples = _labelled(catalogue)
        self.texts = tuple(example.text for example in self._examples)
        self._vectors: Vectors | None = None

    @property
    def labels(self) -> tuple[str, ...]:
        """What each example is of, for the classifier."""
        return tuple(f"{operation}:{kind}" for operation, kind in self._labels)

    def learn(self, vectors: Vectors) -> None:
        """One row per text, of any length; raises ValueError when there are more or fewer."""
        if len(vectors) != len(self.texts):
            raise ValueError(f"{len(self.texts)} examples, but {len(vectors)} vectors")
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        self._vectors = np.ascontiguousarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)

    def ranked(self, vector: Vectors) -> list[Likeness]:
        """Every operation by its nearest example, the nearest first; empty before anything was learnt."""
        if self._vectors is None:
            return []
        scores = self._vectors @ np.asarray(vector, dtype=np.float32)
        best: dict[tuple[str, str], Likeness] = {}
        for row in np.argsort(-scores, kind="stable"):
            operation, kind = self._labels[row]
            best.setdefault((operation, kind), Likeness(operation, kind, self._examples[row], float(scores[row])))
        return list(best.values())


def _labelled(catalogue: Catalogue) -> tuple[tuple[tuple[str, str], ...], tuple[Example, ...]]:
    """(operation, kind of small talk) and the example, for every example of the catalogue."""
    rows = [((name, ""), example) for name, entry in catalogue.entries().items() for example in entry.examples]
    rows += [((SMALLTALK, kind), example) for kind, talk in catalogue.smalltalk.items() for example in talk.examples]
    rows += [((OUT_OF_SCOPE, ""), Example(text=text)) for text in catalogue.out_of_scope]
    return tuple(label for label, _ in rows), tuple(example for _, example in rows)
