"""Multinomial logistic regression by L-BFGS, and the temperature that makes its probabilities honest (Guo et al., 2017)."""

from typing import Any

import numpy as np
from scipy.optimize import minimize, minimize_scalar

from intents.classifier.kernel import Labels, Matrix

STRENGTH = 20.0
"""How much the examples count against the weights being small; C in scikit-learn."""
STEPS = 30
"""25 and 50 were equally good within the train parts at 10 shots (± 0.4 points), and more are felt at the first start."""


def regress(rows: Matrix, labels: Labels, count: int) -> tuple[Matrix, Matrix]:
    """Weights (columns of `rows` by `count` labels) and biases, which are held small like the weights."""
    padded = np.hstack([rows, np.ones((len(rows), 1), dtype=np.float32)])
    target = np.eye(count, dtype=np.float32)[labels]

    def cost(flat: np.ndarray[Any, np.dtype[np.float64]]) -> tuple[float, np.ndarray[Any, np.dtype[np.float64]]]:
        weights = flat.reshape(padded.shape[1], count).astype(np.float32)
        logs = log_softmax(padded @ weights)
        slope = STRENGTH * (padded.T @ (np.exp(logs) - target)) + weights
        loss = -STRENGTH * float((target * logs).sum()) + 0.5 * float((weights * weights).sum())
        return loss, slope.ravel().astype(np.float64)

    found = minimize(cost, np.zeros(padded.shape[1] * count), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    weights = found.x.reshape(padded.shape[1], count).astype(np.float32)
    return weights[:-1], weights[-1]


def temperature(scores: Matrix, labels: Labels) -> float:
    """What to divide scores by, so that examples they were not learnt from are likeliest; between 1/20 and 20."""

    def cost(log: float) -> float:
        return -float(log_softmax(scores / np.float32(np.exp(log)))[np.arange(len(labels)), labels].mean())

    return float(np.exp(minimize_scalar(cost, bounds=(-3.0, 3.0), method="bounded").x))


def log_sum(scores: Matrix) -> Matrix:
    """The logarithm of the summed exponentials of each row."""
    most = scores.max(axis=-1)
    return np.asarray(most + np.log(np.exp(scores - most[..., None]).sum(axis=-1)), dtype=np.float32)


def log_softmax(scores: Matrix) -> Matrix:
    return np.asarray(scores - log_sum(scores)[..., None], dtype=np.float32)
