"""Normalised float32 vectors by project: one contiguous block each, searched exactly. Nothing here locks; `memory.index` does."""

import hashlib
from collections.abc import Callable, Iterable, Set
from typing import TypeAlias

from memory.vectors import Matrix

Found: TypeAlias = list[tuple[str, float]]
"""Items with their similarity (cosine, -1 to 1)."""
Keep: TypeAlias = Set[str] | Callable[[str], bool]
"""The items a filter lets through."""

FIRST_ROWS = 16
WIDER = 4
MARK_BYTES = 8


def mark(item: str, packed: bytes) -> int:
    """What stands for an item and its vector (little-endian float32) in the digest of a project."""
    return int.from_bytes(hashlib.blake2b(item.encode() + b"\0" + packed, digest_size=MARK_BYTES).digest())


def digest(marks: Iterable[int]) -> str:
    """16 hexadecimal digits for a set of marks in whatever order: their sum, to which one can be added and from which one can be taken
    (AdHash; Bellare and Micciancio 1997, "A new paradigm for collision-free hashing"). It finds mistakes, not forgeries."""
    return f"{sum(marks) % 2 ** (8 * MARK_BYTES):0{2 * MARK_BYTES}x}"


class Block:
    """The vectors of one project, which is one owner's: row n is the vector of `items[n]`."""

    def __init__(self, owner: str, dimension: int) -> None:
        import numpy as np

        self.owner = owner
        self.items: list[str] = []
        self._marks: list[int] = []
        self._places: dict[str, int] = {}
        self._rows = np.empty((FIRST_ROWS, dimension), dtype=np.float32)
        self._sum = 0

    def __len__(self) -> int:
        return len(self.items)

    @property
    def rows(self) -> Matrix:
        return self._rows[: len(self.items)]

    @property
    def digest(self) -> str:
        return digest([self._sum])

    def put(self, item: str, row: Matrix, mark: int) -> None:
        """Add the item, or replace its vector."""
        place = self._places.setdefault(item, len(self.items))
        if place == len(self.items):
            self._append(item)
        self._sum += mark - self._marks[place]
        self._rows[place], self._marks[place] = row, mark

    def remove(self, item: str) -> None:
        """The last row takes the place of the item's."""
        place, last = self._places.pop(item), self.items.pop()
        mark = self._marks.pop()
        if last != item:
            self._rows[place] = self._rows[len(self.items)]
            self.items[place], self._places[last] = last, place
            mark, self._marks[place] = self._marks[place], mark
        self._sum -= mark

    def nearest(self, row: Matrix, count: int, keep: Keep | None) -> Found:
        """The `count` items most like a normalised vector and all that are as like it as the last of them, in no certain order among
        equals."""
        if keep is None:
            return _nearest(self.rows, self.items, row, count)
        kept = list(filter(keep, self.items) if callable(keep) else self._places.keys() & keep)
        return _nearest(self._rows[[self._places[item] for item in kept]], kept, row, count)

    def _append(self, item: str) -> None:
        if len(self.items) == len(self._rows):
            import numpy as np

            self._rows = np.concatenate([self._rows, np.empty_like(self._rows)])
        self.items.append(item)
        self._marks.append(0)


def _nearest(rows: Matrix, items: list[str], row: Matrix, count: int) -> Found:
    import faiss

    asked = min(count + 1, len(items))
    while asked:
        similarities, places = faiss.knn(row[None], rows, asked, metric=faiss.METRIC_INNER_PRODUCT)
        likeness = similarities[0].tolist()
        # One more than is wanted tells whether the last of them has equals; those are chosen among by their ids, so all are needed.
        if asked == len(items) or likeness[-1] < likeness[count - 1]:
            return [(items[place], value) for place, value in zip(places[0].tolist(), likeness, strict=True)]
        asked = min(WIDER * asked, len(items))
    return []


class Blocks:
    """Every project's block. `dimension` is that of the first vector where it is not given."""

    def __init__(self, dimension: int | None) -> None:
        self.dimension = dimension
        self._blocks: dict[str, Block] = {}
        self._project_of: dict[str, str] = {}
        self._projects: dict[str, set[str]] = {}

    def put(self, owner: str, project: str, item: str, row: Matrix, mark: int) -> None:
        """An item that was in another project leaves it. Raises ValueError, and changes nothing, for another dimension than that of the
        others and for a project of somebody else."""
        self.check(row)
        block = self._blocks.get(project)
        if block and block.owner != owner:
            raise ValueError(f"The project {project} belongs to another owner; remove it before you put it under a new one.")
        if self._project_of.get(item, project) != project:
            self.remove(item)
        self.dimension = len(row)
        if block is None:
            block = self._blocks[project] = Block(owner, len(row))
            self._projects.setdefault(owner, set()).add(project)
        block.put(item, row, mark)
        self._project_of[item] = project

    def remove(self, item: str) -> None:
        project = self._project_of.pop(item)
        self._blocks[project].remove(item)
        if not self._blocks[project]:
            self._drop(project)

    def remove_project(self, project: str) -> None:
        for item in self._drop(project).items:
            del self._project_of[item]

    def check(self, row: Matrix) -> None:
        """Raises ValueError for a vector of another dimension."""
        if self.dimension not in (None, len(row)):
            raise ValueError(f"The vector has {len(row)} numbers and the index {self.dimension}; use the same model, or rebuild the index.")

    def block(self, project: str) -> Block | None:
        return self._blocks.get(project)

    def owner_of(self, item: str) -> str | None:
        project = self._project_of.get(item)
        return None if project is None else self._blocks[project].owner

    def of(self, owner: str) -> list[Block]:
        return [self._blocks[project] for project in self._projects.get(owner, ())]

    def _drop(self, project: str) -> Block:
        block = self._blocks.pop(project)
        self._projects[block.owner].remove(project)
        if not self._projects[block.owner]:
            del self._projects[block.owner]
        return block
