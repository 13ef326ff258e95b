"""The examples of a language: what the classifier and the tagger learn from, and which of them a sentence is most like."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from intents.catalogue import Catalogue, Example
from intents.grammar import SMALLTALK

OUT_OF_SCOPE = "chat.out_of_scope"

Vectors = np.ndarray[Any, np.dtype[np.float32]]


class Examples:
    """Every example with its label: the operation, and for small talk its kind ("chat.smalltalk:thanks")."""

    def __init__(self, catalogue: Catalogue) -> None:
        rows = [(name, example) for name, entry in catalogue.entries().items() for example in entry.examples]
        rows += [(f"{SMALLTALK}:{kind}", example) for kind, talk in catalogue.smalltalk.items() for example in talk.examples]
        rows += [(OUT_OF_SCOPE, Example(text=text)) for text in catalogue.out_of_scope]
        self.labels = tuple(label for label, _ in rows)
        self.examples = tuple(example for _, example in rows)
        self.texts = tuple(example.text for example in self.examples)
        self.vectors: Vectors | None = None

    def learn(self, vectors: Vectors) -> None:
        """One row per text, of any length; raises ValueError when there are more or fewer."""
        if len(vectors) != len(self.texts):
            raise ValueError(f"{len(self.texts)} examples, but {len(vectors)} vectors")
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        self.vectors = np.ascontiguousarray(vectors / np.maximum(norms, 1e-9), dtype=np.float32)

    def near(self, vector: Vectors, operations: Sequence[str], count: int) -> list[tuple[str, Example]]:
        """The `count` examples of these operations that are nearest, with their labels; none before anything was learnt."""
        if self.vectors is None:
            return []
        order = np.argsort(-(self.vectors @ np.asarray(vector, dtype=np.float32)), kind="stable")
        wanted = (at for at in order if self.labels[at] in operations)
        return [(self.labels[at], self.examples[at]) for at, _ in zip(wanted, range(count), strict=False)]
