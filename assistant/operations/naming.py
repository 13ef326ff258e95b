"""Names inside texts: when somebody is renamed, the film's words follow."""

import re
from typing import Any

import msgspec

from memory.film import KINDS, Film

TEXTS = {
    "header": ("title", "description"),
    "scenes": ("title", "description", "key_actions", "visual_notes", "why", "dialogue"),
    "characters": ("description", "appearance", "personality", "inner"),
    "sequences": (),
    "shots": ("description",),
    "notes": (),
}
"""Where a name may stand. The prompt and the notes stay as they were typed."""


def renamed_in_texts(film: Film, old: str, new: str) -> tuple[Film, int]:
    """The film with every mention of `old` turned into `new`, and how many texts that were.

    Someone called "Ilya Marin" is "Ilya" in most sentences, so the first and the last word of a full name are followed too, each to
    its counterpart in the new name, unless another of the cast bears that word.
    """
    swap = _Swap(_pairs(old, new, {person.name for person in film.characters.values()} - {new}))
    header = _row(swap, film.header, TEXTS["header"])
    rows = {kind: {key: _row(swap, row, TEXTS[kind]) for key, row in film.rows(kind).items()} for kind in KINDS}
    return msgspec.structs.replace(film, header=header, **rows), swap.texts


class _Swap:
    def __init__(self, pairs: dict[str, str]) -> None:
        longest_first = sorted(pairs, key=len, reverse=True)
        self._pairs = pairs
        self._pattern = re.compile(r"\b(" + "|".join(map(re.escape, longest_first)) + r")(?!\w)")
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


def _row(swap: _Swap, row: Any, names: tuple[str, ...]) -> Any:
    changed = {name: text for name in names if (text := swap(getattr(row, name))) != getattr(row, name)}
    return msgspec.structs.replace(row, **changed) if changed else row


def _pairs(old: str, new: str, others: set[str]) -> dict[str, str]:
    pairs = {old: new}
    was, now = old.split(), new.split()
    if len(was) > 1:
        taken = {word for name in others for word in name.split()}
        for part, instead in ((was[0], now[0]), (was[-1], now[-1])):
            if part not in taken and part[:1].isupper():
                pairs.setdefault(part, instead)
    return pairs
