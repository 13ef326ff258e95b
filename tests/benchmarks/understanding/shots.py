"""A few examples of each label, drawn so that the draw can be repeated."""

import random
from collections import defaultdict
from collections.abc import Sequence

SHOTS = 10


def drawn(labels: Sequence[str], shots: int, seed: int) -> list[int]:
    """Positions of that many examples a label, or of all where there are fewer, in order."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(labels):
        places[label].append(at)
    chance = random.Random(seed)
    return sorted(at for label in sorted(places) for at in chance.sample(places[label], min(shots, len(places[label]))))
