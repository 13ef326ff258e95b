"""The scale of a model that nobody has measured: where its cosines for what belongs together part from those for what does not."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from assistant.library.probing import DRAWN, Unrelated, probed


class Model:
    """Everything it encodes has `same` of a direction in common; a drawing and its caption have `own` in common besides."""

    def __init__(self, same: float, own: float) -> None:
        self._same, self._own, self._random = same, own, np.random.default_rng(7)

    def __call__(self, what: Sequence[object]) -> "np.ndarray[Any, np.dtype[np.float32]]":
        rows = self._random.standard_normal((len(what), 512))
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        rows *= np.sqrt(1 - self._same - self._own)
        rows[:, -1] = np.sqrt(self._same)
        rows[np.arange(len(what)), np.arange(len(what))] += np.sqrt(self._own)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.mark.parametrize("same", [0.0, 0.2, 0.6])
def test_right_and_wrong_part_where_the_models_own_cosines_do(same: float) -> None:
    scale = probed(Model(same, 0.2))
    assert scale.middle == pytest.approx(same + 0.1, abs=0.03)
    assert scale.like == pytest.approx(same + 0.1, abs=0.03)
    assert scale.odds(same + 0.2) > 1
    assert scale.odds(same) < -1


def test_a_model_whose_words_say_nothing_of_pictures_is_none() -> None:
    with pytest.raises(Unrelated):
        probed(Model(0.3, 0.0))


def test_every_drawing_is_another() -> None:
    assert len({draw().tobytes() for draw in DRAWN.values()}) == len(DRAWN)
