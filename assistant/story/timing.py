"""Pure arithmetic of whole frames: a total is shared out so that the parts always add up to it."""

from collections.abc import Sequence
from fractions import Fraction
from math import isfinite


def share(total: int, weights: Sequence[float], least: int = 1) -> tuple[int, ...]:
    """Share `total` frames by `weights`, each part at least `least`, the sum exact (method of largest remainders).

    Equal remainders go to the earlier part, so the answer depends on the arguments alone. Weights of zero get `least`.
    Raises ValueError when there is nothing to share among, a weight is negative or not finite, or `total` is too small.
    """
    if not weights or any(weight < 0 or not isfinite(weight) for weight in weights):
        raise ValueError("weights must be finite, not negative, and at least one")
    free = total - least * len(weights)
    if least < 0 or free < 0:
        raise ValueError(f"{total} frames cannot be shared into {len(weights)} parts of at least {least}")
    exact = _quotas(free, weights)
    floors = [int(quota) for quota in exact]
    left = free - sum(floors)
    by_remainder = sorted(range(len(exact)), key=lambda index: (floors[index] - exact[index], index))
    for index in by_remainder[:left]:
        floors[index] += 1
    return tuple(part + least for part in floors)


def retime(parts: Sequence[int], total: int, least: int = 1) -> tuple[int, ...]:
    """Stretch or squeeze `parts` (frames) to a new `total`, keeping their proportions as nearly as whole frames allow.

    A part never falls below `least`; what it cannot give is taken from the others. Raises ValueError as `share` does.
    """
    if total < least * len(parts):
        raise ValueError(f"{total} frames cannot be shared into {len(parts)} parts of at least {least}")
    pinned: set[int] = set()
    while True:
        loose = [index for index in range(len(parts)) if index not in pinned]
        room = total - least * len(pinned)
        shares = share(room, [parts[index] for index in loose], 0) if loose else ()
        short = {index for index, frames in zip(loose, shares, strict=True) if frames < least}
        if not short:
            found = dict(zip(loose, shares, strict=True))
            return tuple(found.get(index, least) for index in range(len(parts)))
        pinned |= short


def _quotas(free: int, weights: Sequence[float]) -> list[Fraction]:
    """Exact fractions, because floats lose frames on long films."""
    whole = sum(map(Fraction, weights))
    if whole == 0:
        return [Fraction(free, len(weights))] * len(weights)
    return [Fraction(weight) * free / whole for weight in weights]
