"""One owner's vectors as a graph of neighbours, for so many that looking at all of them takes long."""

import os
from threading import Event
from typing import Any

from memory.blocks import Found
from memory.vectors import Matrix

NEIGHBOURS = 32
BUILD_EFFORT = 80
SEARCH_EFFORT = 128
"""Candidates kept while a vector is put in, and while one is looked for."""
WORN = 1000
"""Rows of items that were replaced or removed meanwhile: every search has to look past them."""


def built(rows: Matrix) -> Any:
    """Hierarchical navigable small worlds (Malkov and Yashunin 2018) by inner product. A minute or less for 100,000 rows."""
    import faiss

    # Half of the cores, as the embedder: the others are for those who talk. The setting is this thread's own.
    faiss.omp_set_num_threads(max(1, (os.cpu_count() or 2) // 2))
    hnsw = faiss.IndexHNSWFlat(rows.shape[1], NEIGHBOURS, faiss.METRIC_INNER_PRODUCT)
    hnsw.hnsw.efConstruction = BUILD_EFFORT
    hnsw.add(rows)
    return hnsw


class Graph:
    """Not `ready` until it is opened; what changes before is put in then. HNSW forgets nothing: the rows of what was replaced or removed
    stay, and are passed over. Nothing here locks."""

    def __init__(self) -> None:
        self.settled = Event()
        """The building is over, whether or not the graph is still wanted."""
        self._hnsw: Any = None
        self._items: list[str] = []
        self._rows: dict[str, int] = {}
        self._later: dict[str, Matrix | None] = {}

    @property
    def ready(self) -> bool:
        return self._hnsw is not None

    @property
    def worn(self) -> bool:
        return self._stale > WORN

    @property
    def _stale(self) -> int:
        return len(self._items) - len(self._rows)

    def open(self, hnsw: Any, items: list[str]) -> None:
        """Begin to answer, from what `built` gave for the rows of these items."""
        self._hnsw, self._items = hnsw, items
        self._rows = {item: row for row, item in enumerate(items)}
        for item, vector in self._later.items():
            if vector is None:
                self._rows.pop(item, None)
            else:
                self._add(item, vector)
        self._later = {}

    def put(self, item: str, vector: Matrix) -> None:
        if self.ready:
            self._add(item, vector)
        else:
            self._later[item] = vector

    def remove(self, item: str) -> None:
        if self.ready:
            self._rows.pop(item, None)
        else:
            self._later[item] = None

    def nearest(self, vector: Matrix, count: int) -> Found | None:
        """About the `count` items most like a normalised vector; None where fewer were reached than there are."""
        import faiss

        asked = min(count + self._stale, len(self._items))
        effort = faiss.SearchParametersHNSW(efSearch=max(SEARCH_EFFORT, asked))
        similarities, rows = self._hnsw.search(vector[None], asked, params=effort)
        pairs = zip(rows[0].tolist(), similarities[0].tolist(), strict=True)
        # A row of -1 is one that was not found.
        found = [(self._items[row], value) for row, value in pairs if row >= 0 and self._rows.get(self._items[row]) == row]
        return found if len(found) >= min(count, len(self._rows)) else None

    def _add(self, item: str, vector: Matrix) -> None:
        self._rows[item] = len(self._items)
        self._items.append(item)
        self._hnsw.add(vector[None])
