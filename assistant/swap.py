"""Names inside texts, one put for another: all at once, so that two people may also change names with each other."""

import re
from collections.abc import Mapping
from typing import Any


class Swap:
    """Called with a value, gives it with the names swapped in all strings within; `texts` counts those that changed."""

    def __init__(self, pairs: Mapping[str, str]) -> None:
        longest_first = sorted(pairs, key=len, reverse=True)
        self._pairs = pairs
        self._pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)") if pairs else re.compile(r"(?!)")
        self.texts = 0

    def __call__(self, value: Any) -> Any:
        """The value with names swapped in all strings within it."""
        if isinstance(value, str):
            text, found = self._pattern.subn(lambda match: self._pairs[match[1]], value)
            self.texts += bool(found)
            return text
        if isinstance(value, list | tuple):
            return type(value)(self(part) for part in value)
        if isinstance(value, dict):
            # What the prompt said is a quotation and stays.
            return {key: part if key == "words" else self(part) for key, part in value.items()}
        return value


def pairs(old: str, new: str, others: set[str]) -> dict[str, str]:
    """What to put for each form of a name: the whole, and the first and the last word of a full name, each by its counterpart, unless
    one of the `others` bears that word."""
    found = {old: new}
    was, now = old.split(), new.split()
    if len(was) > 1:
        taken = {word for name in others for word in name.split()}
        for part, instead in ((was[0], now[0]), (was[-1], now[-1])):
            if part not in taken and part[:1].isupper():
                found.setdefault(part, instead)
    return found
