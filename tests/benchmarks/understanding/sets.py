"""The public sets under ../shared/datasets, or where STORYCORE_DATASETS says, with the vectors of their sentences."""

import asyncio
import os
import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from memory.embedder import Embedder, ModelDamaged

FOLDER = Path(__file__).parents[4] / "shared" / "datasets"
AT_ONCE = 1024
WORD = re.compile(r"\w+")

Matrix = np.ndarray[Any, np.dtype[np.float32]]


class Missing(Exception):
    """What is needed and is not here."""


class Part(NamedTuple):
    texts: tuple[str, ...]
    labels: tuple[str, ...]
    vectors: Matrix

    def only(self, chosen: list[int]) -> "Part":
        return Part(tuple(self.texts[at] for at in chosen), tuple(self.labels[at] for at in chosen), self.vectors[chosen])

    def __add__(self, other: "Part") -> "Part":  # type: ignore[override]
        return Part(self.texts + other.texts, self.labels + other.labels, np.vstack([self.vectors, other.vectors]))


def read(name: str) -> dict[str, Part]:
    """`train` and `val`, and `oos_train` and `oos_val` where the set has them. Raises Missing without the file or the model."""
    file = Path(os.environ.get("STORYCORE_DATASETS") or FOLDER) / f"{name}.json"
    if not file.exists():
        raise Missing(f"there is no {file}")
    found = msgspec.json.decode(file.read_bytes(), type=dict[str, list[tuple[str, str]]])
    return {part: _part(rows) for part, rows in found.items()}


def unseen(train: Part, judged: Part) -> Part:
    """`train` without the sentences that are judged too, but for case and punctuation. Nearly all of BANKING77's validation part is in
    its train part in that way, so that learning from those would measure memory and not understanding."""
    again = {_said(text) for text in judged.texts}
    return train.only([at for at, text in enumerate(train.texts) if _said(text) not in again])


def _said(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))


def names(labels: tuple[str, ...]) -> Part:
    """Every label's own name, as one example more."""
    different = sorted(set(labels))
    return _part([(label.replace("_", " ").replace("?", ""), label) for label in different])


def _part(rows: list[tuple[str, str]]) -> Part:
    texts = tuple(text for text, _ in rows)
    return Part(texts, tuple(label for _, label in rows), encoded(texts))


@cache
def _embedder() -> Embedder:
    return Embedder()


@cache
def encoded(texts: tuple[str, ...]) -> Matrix:
    """A normalised row a text."""
    try:
        return asyncio.run(_encoded(texts))
    except (ModelDamaged, ImportError) as error:
        raise Missing(f"there is no embedding model: {error}") from error


async def _encoded(texts: tuple[str, ...]) -> Matrix:
    return np.concatenate([await _embedder().encode(texts[at : at + AT_ONCE]) for at in range(0, len(texts), AT_ONCE)])
