"""Names inside texts: when somebody is renamed, the film's words follow."""

from typing import Any

import msgspec

from assistant.swap import Swap, pairs
from memory.film import KINDS, Film

TEXTS = {
    "header": ("title", "description"),
    "scenes": ("title", "description", "key_actions", "visual_notes", "why", "dialogue"),
    "characters": ("description", "appearance", "personality", "inner"),
    "sequences": (),
    "shots": ("description",),
    "notes": (),
    "media": (),
}
"""Where a name may stand. The prompt and the notes stay as they were typed."""


def renamed_in_texts(film: Film, old: str, new: str) -> tuple[Film, int]:
    """The film with every mention of `old` turned into `new`, and how many texts that were.

    Someone called "Ilya Marin" is "Ilya" in most sentences, so the first and the last word of a full name are followed too, each to
    its counterpart in the new name, unless another of the cast bears that word.
    """
    swap = Swap(pairs(old, new, {person.name for person in film.characters.values()} - {new}))
    header = _row(swap, film.header, TEXTS["header"])
    rows = {kind: {key: _row(swap, row, TEXTS[kind]) for key, row in film.rows(kind).items()} for kind in KINDS}
    return msgspec.structs.replace(film, header=header, **rows), swap.texts


def _row(swap: Swap, row: Any, names: tuple[str, ...]) -> Any:
    changed = {name: text for name in names if (text := swap(getattr(row, name))) != getattr(row, name)}
    return msgspec.structs.replace(row, **changed) if changed else row
