"""Integrated loudness of a sound (ITU-R BS.1770-5, annex 1), heard piece by piece so that long ones fit into memory."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

RATE = 48_000
"""Hz, for which the standard gives its filters."""
_STEP = RATE // 10
"""Samples of 100 ms: a gating block of 400 ms begins at each."""
_STEPS = 4
_K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Tables 1 and 2: the shelf of a head, then the high-pass; each b0 b1 b2 a0 a1 a2."""
_SURROUND = 1.41
_WEIGHTS = {"LFE": 0.0, "LFE2": 0.0, "SL": _SURROUND, "SR": _SURROUND, "BL": _SURROUND, "BR": _SURROUND}
"""Table 3, by ffmpeg's names of channels; all others weigh 1."""
_OFFSET = -0.691
_ABSOLUTE_GATE = -70.0
_RELATIVE_GATE = -10.0


class Loudness:
    """Of channels with these names. Call `hear` with what follows, then `integrated` once."""

    def __init__(self, channels: Sequence[str]) -> None:
        self._weights = np.array([_WEIGHTS.get(name, 1.0) for name in channels])
        self._state = np.zeros((len(_K_WEIGHTING), len(channels), 2))
        self._rest = np.zeros((len(channels), 0))
        self._powers: list[NDArray[np.float64]] = []

    def hear(self, samples: NDArray[np.float32]) -> None:
        """(channels, count) at RATE, full scale 1."""
        from scipy.signal import sosfilt  # takes as long as a look at a picture, which has no sound

        weighted, self._state = sosfilt(_K_WEIGHTING, samples, zi=self._state)
        waiting = np.concatenate((self._rest, weighted), axis=1)
        steps = waiting.shape[1] // _STEP
        whole, self._rest = np.split(waiting, [steps * _STEP], axis=1)
        self._powers.append(self._weights @ (whole.reshape(len(whole), steps, _STEP) ** 2).mean(2))

    def integrated(self) -> float | None:
        """LUFS; None for silence and for less than 400 ms."""
        powers = np.concatenate(self._powers or [np.zeros(0)])
        if len(powers) < _STEPS:
            return None
        blocks = np.lib.stride_tricks.sliding_window_view(powers, _STEPS).mean(1)
        loud = blocks[blocks > _power(_ABSOLUTE_GATE)]
        if not len(loud):
            return None
        kept = loud[loud > loud.mean() * 10 ** (_RELATIVE_GATE / 10)]
        return round(float(_OFFSET + 10 * np.log10(kept.mean())), 2)


def _power(loudness: float) -> float:
    return float(10 ** ((loudness - _OFFSET) / 10))
