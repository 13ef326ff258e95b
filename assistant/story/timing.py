"""Pure arithmetic of whole frames: a total is shared out so that the parts always add up to it."""

from collections.abc import Sequence
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
    exact = _whole(weights)
    floors, remainders = zip(*(divmod(free * weight, sum(exact)) for weight in exact), strict=True)
    by_remainder = sorted(range(len(exact)), key=lambda index: (-remainders[index], index))
    given = set(by_remainder[: free - sum(floors)])
    return tuple(least + part + (index in given) for index, part in enumerate(floors))


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


def _whole(weights: Sequence[float]) -> list[int]:
    """The same proportions in whole numbers, because floats lose frames on long films; equal ones when all are zero."""
    ratios = [weight.as_integer_ratio() for weight in weights]
    common = max(below for _, below in ratios)
    whole = [above * (common // below) for above, below in ratios]
    return whole if any(whole) else [1] * len(whole)
