"""Arrays and words as bytes, without pickle: MessagePack, arrays as their raw little-endian numbers."""

from typing import Any, TypeVar

import msgspec
import numpy as np

from intents.classifier.grams import Table, letters, words

VERSION = 2
GRAMS = {"words": words, "letters": letters}

T = TypeVar("T", bound=msgspec.Struct)


class Array(msgspec.Struct, frozen=True):
    """Numbers of 32 bits, row by row."""

    shape: tuple[int, ...]
    content: bytes


class Kept(msgspec.Struct, frozen=True):
    version: int
    names: tuple[str, ...]
    known: dict[str, tuple[str, ...]]
    arrays: dict[str, Array]
    numbers: dict[str, float]


def pack(learnt: msgspec.Struct) -> bytes:
    parts = msgspec.structs.asdict(learnt)
    tables = {name: part for name, part in parts.items() if isinstance(part, Table)}
    arrays = {name: part for name, part in parts.items() if isinstance(part, np.ndarray)}
    arrays |= {f"{name}.rarity": table.rarity for name, table in tables.items()}
    known = {name: table.known for name, table in tables.items()}
    kept = {name: Array(array.shape, array.astype("<f4").tobytes()) for name, array in arrays.items()}
    numbers = {name: part for name, part in parts.items() if isinstance(part, float)}
    return msgspec.msgpack.encode(Kept(VERSION, parts["names"], known, kept, numbers))


def unpack(content: bytes, kind: type[T]) -> T:
    """Raises ValueError when this is not what `pack` of this version made."""
    try:
        kept = msgspec.msgpack.decode(content, type=Kept)
    except msgspec.DecodeError as error:
        raise ValueError(f"not a stored classifier: {error}") from error
    if kept.version != VERSION:
        raise ValueError(f"a stored classifier of version {kept.version}, not {VERSION}")
    arrays: dict[str, Any] = {name: _array(part) for name, part in kept.arrays.items()}
    tables = {name: Table(GRAMS[name], known, arrays.pop(f"{name}.rarity")) for name, known in kept.known.items()}
    return kind(names=kept.names, **kept.numbers, **tables, **arrays)


def _array(part: Array) -> Any:
    return np.frombuffer(part.content, dtype="<f4").reshape(part.shape).copy()  # aligned, so that sums are the same to the last bit
