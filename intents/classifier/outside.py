"""How likely it is that a sentence has none of the labels.

Three signs are added up: how much the labels' scores amount to, how near the nearest examples and the nearest centroid of a label are, and,
where examples from outside were learnt as a class of their own, how far the best label is ahead of that. The weights were chosen within the
train parts of CLINC150, with half of its 100 examples from outside learnt and half judged, both ways round: too few to tell near weights
apart.
"""

import numpy as np

from intents.classifier.regression import log_sum
from intents.classifier.space import Labels, Matrix

NEAREST, CENTROID, AHEAD = 8.0, 4.0, 1.0
REJECTED = 0.04
"""The share of held-out examples whose score is above one half."""


def centroids(vectors: Matrix, labels: Labels, count: int) -> Matrix:
    """The mean of each label's vectors, of length one; examples of a label beyond `count` are left out."""
    sums = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    inside = labels < count
    np.add.at(sums, labels[inside], vectors[inside])
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), dtype=np.float32)


def belonging(scores: Matrix, nearest: Matrix, centroid: Matrix, count: int) -> Matrix:
    """One figure a row, higher for what has a label. `scores` are the tempered ones, those after `count` of the outside; `nearest` and
    `centroid` are cosines."""
    own = scores[..., :count]
    ahead = own.max(axis=-1) - scores[..., count] if scores.shape[-1] > count else np.float32(0)
    return np.asarray(log_sum(own) + NEAREST * nearest + CENTROID * centroid + AHEAD * ahead, dtype=np.float32)


def edge(belongings: Matrix) -> tuple[float, float]:
    """Where held-out examples begin to belong, and how widely they are spread."""
    return float(np.quantile(belongings, REJECTED)), max(float(belongings.std()), 1e-3)


def outsideness(belonging: float, edge: float, spread: float) -> float:
    """0 to 1; one half at the edge."""
    return float(1 / (1 + np.exp(np.clip((belonging - edge) / spread * 2, -50, 50))))
