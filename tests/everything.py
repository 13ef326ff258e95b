"""How much is tried of what there is very much of: a part that is the same in every run, or with STORYCORE_TEST_EVERYTHING all of it."""

import os
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")
EVERYTHING = os.environ.get("STORYCORE_TEST_EVERYTHING") == "true"


def some(items: Sequence[T], one_in: int) -> Sequence[T]:
    """One in so many of the items, spread over all of them; or all."""
    return items if EVERYTHING else items[::one_in]
