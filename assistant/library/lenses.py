"""What gives media and searches their vectors: the words about an item, and, where there is a model for it, its pixels (`pixels`)."""

import hashlib
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from assistant.library.scale import Scale
from memory.embedder import WEIGHTS_SHA256, Embedder
from memory.encoders.encoder import Vectors
from memory.film import Media

TEXT_SCALE = Scale(middle=0.38, spread=0.06, like=0.53)
"""Of all-MiniLM-L6-v2, by `tests/assistant/library/pairs.yaml`: three in four right items lie above the middle by meaning alone, and less
than a quarter of the best wrong ones."""


class Subject(Struct, frozen=True, kw_only=True):
    """An item to be embedded."""

    row: Media
    text: str


class Lens(Protocol):
    """One way of giving vectors. `name` tells its vectors from others'; vectors are normalised."""

    name: str

    @property
    def scale(self) -> Scale | None:
        """None for a model that is not there (yet)."""
        ...

    @property
    def failure(self) -> str | None:
        """Why there is no model, if it could not be loaded."""
        ...

    def made_of(self, subject: Subject) -> str | None:
        """A hash of what the item's vector is made of; None for an item that has none."""
        ...

    async def items(self, subjects: Sequence[Subject]) -> Vectors: ...

    async def query(self, text: str) -> Vectors:
        """One row. Raises ModelDamaged where there is no model to do it."""
        ...


class Words:
    """By the app's embedder, from what is said and measured of an item."""

    name = WEIGHTS_SHA256[:16]
    scale = TEXT_SCALE

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder

    @property
    def failure(self) -> str | None:
        return self._embedder.failure

    def made_of(self, subject: Subject) -> str | None:
        return hashlib.sha256(subject.text.encode()).hexdigest()[:32]

    async def items(self, subjects: Sequence[Subject]) -> Vectors:
        return await self._embedder.encode_many([subject.text for subject in subjects])

    async def query(self, text: str) -> Vectors:
        found: Vectors = (await self._embedder.encode((text,)))[0]
        return found
