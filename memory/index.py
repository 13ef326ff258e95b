"""Which items are most like a vector: a cache over vectors that the database owns, rebuilt from its rows on doubt.

A project is searched exactly, whatever filter there is. Only a search over all of an owner's items, where they are very many, goes
through a graph and is approximate.
"""

import math
from collections.abc import Iterable
from threading import Lock, Thread
from typing import TypeAlias

from memory.blocks import Block, Blocks, Found, Keep, digest, mark
from memory.graphs import Graph, built
from memory.rwlock import ReadWriteLock
from memory.vectors import Matrix, packed

Entry: TypeAlias = tuple[str, str, str, Matrix]
"""Owner, project, item and vector."""

GRAPH_ABOVE = 100_000
"""Items of one owner: up to so many, a search looks at every one, which takes tens of milliseconds at the most."""


def digest_of(rows: Iterable[tuple[str, bytes]]) -> str:
    """What `Index.digest` gives for a project of these items and vectors (as packed by `memory.vectors`), in whatever order."""
    return digest(mark(item, vector) for item, vector in rows)


class Index:
    """Items by owner and project. An item has one vector and is in one project, a project is one owner's; ids are unique everywhere.

    The vectors all have the same dimension, that of the first one where it is not given, and are normalised here. A ValueError says what
    is wrong with a vector. Any thread may search, put and remove: searches go on beside each other, a change waits for them and is seen by
    every search that begins after it.
    """

    def __init__(self, dimension: int | None = None, *, graph_above: int = GRAPH_ABOVE) -> None:
        self._dimension = dimension
        self._graph_above = graph_above
        self._blocks = Blocks(dimension)
        self._graphs: dict[str, Graph] = {}
        self._lock = ReadWriteLock()
        self._starting = Lock()

    def rebuild(self, entries: Iterable[Entry]) -> None:
        """Hold these and nothing else. Searches find what was there before until all is in, a ValueError leaves that as it was, and
        what is put or removed before the end is lost."""
        blocks = Blocks(self._dimension)
        for owner, project, item, vector in entries:
            blocks.put(owner, project, item, _normalised(vector), mark(item, packed(vector)))
        with self._lock.writing():
            self._blocks, self._graphs = blocks, {}

    def put(self, owner: str, project: str, item: str, vector: Matrix) -> None:
        """Add an item, replace its vector, or move it to another project."""
        row, seal = _normalised(vector), mark(item, packed(vector))
        with self._lock.writing():
            before = self._blocks.owner_of(item)
            self._blocks.put(owner, project, item, row, seal)
            if before is not None and before != owner:
                self._left(before, item)
            if graph := self._graphs.get(owner):
                graph.put(item, row)
                self._review(owner)

    def remove(self, item: str) -> None:
        """One that is not there is no error."""
        with self._lock.writing():
            if (owner := self._blocks.owner_of(item)) is not None:
                self._blocks.remove(item)
                self._left(owner, item)

    def remove_project(self, project: str) -> None:
        """With all its items; one that is not there is no error."""
        with self._lock.writing():
            if block := self._blocks.block(project):
                self._blocks.remove_project(project)
                self._graphs.pop(block.owner, None)

    def search(self, projects: str | Iterable[str], vector: Matrix, count: int, keep: Keep | None = None) -> Found:
        """At most `count` items of one or several projects as (item, cosine), the most like the vector first, equals by id.

        `keep` is what a filter lets through, as a set of ids or a function of one (which must not use the index). All is exact but what
        goes through a graph: without `keep`, over all projects of an owner with more than `graph_above` items. The first such search has
        the graph built in the background; until it is, answers are exact."""
        if count < 1:
            raise ValueError(f"A search for {count} items finds nothing; ask for at least one.")
        row = _normalised(vector)
        found: Found = []
        with self._lock.reading():
            self._blocks.check(row)
            for owner, blocks in self._asked(projects).items():
                near = self._by_graph(owner, blocks, row, count) if keep is None else None
                found += near or [pair for block in blocks for pair in block.nearest(row, count, keep)]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))[:count]

    def count(self, project: str) -> int:
        with self._lock.reading():
            return len(self._blocks.block(project) or ())

    def digest(self, project: str) -> str:
        """What `digest_of` gives for the same items and vectors, those as they were put; 16 hexadecimal digits."""
        with self._lock.reading():
            block = self._blocks.block(project)
            return block.digest if block else digest(())

    def settle(self) -> None:
        """Wait for the graphs that are being built."""
        for graph in list(self._graphs.values()):
            graph.settled.wait()

    def _asked(self, projects: str | Iterable[str]) -> dict[str, list[Block]]:
        """The projects' blocks, by owner."""
        asked: dict[str, list[Block]] = {}
        for project in (projects,) if isinstance(projects, str) else dict.fromkeys(projects):
            if block := self._blocks.block(project):
                asked.setdefault(block.owner, []).append(block)
        return asked

    def _by_graph(self, owner: str, blocks: list[Block], row: Matrix, count: int) -> Found | None:
        """None where these blocks are to be searched exactly."""
        if sum(map(len, blocks)) <= self._graph_above or len(blocks) < len(self._blocks.of(owner)):
            return None
        with self._starting:
            graph = self._graphs.get(owner) or self._start(owner)
        found = graph.nearest(row, count) if graph.ready else None
        if graph.ready and found is None:
            self._graphs.pop(owner, None)
        return found

    def _start(self, owner: str) -> Graph:
        graph = self._graphs[owner] = Graph()
        Thread(target=self._build, args=(owner, graph), name="storycore-graph", daemon=True).start()
        return graph

    def _build(self, owner: str, graph: Graph) -> None:
        import numpy as np

        try:
            with self._lock.reading():
                if self._graphs.get(owner) is not graph:
                    return
                blocks = self._blocks.of(owner)
                items, rows = [item for block in blocks for item in block.items], np.concatenate([block.rows for block in blocks])
            hnsw = built(rows)
            with self._lock.writing():
                if self._graphs.get(owner) is graph:
                    graph.open(hnsw, items)
        finally:
            graph.settled.set()

    def _left(self, owner: str, item: str) -> None:
        if graph := self._graphs.get(owner):
            graph.remove(item)
            self._review(owner)

    def _review(self, owner: str) -> None:
        """Drop a graph that is worn or no longer needed."""
        if self._graphs[owner].worn or sum(map(len, self._blocks.of(owner))) <= self._graph_above:
            del self._graphs[owner]


def _normalised(vector: Matrix) -> Matrix:
    """With the length 1. Raises ValueError for what is no vector or has no direction."""
    import numpy as np

    row = np.asarray(vector, dtype=np.float64)
    if row.ndim != 1 or not row.size:
        raise ValueError(f"A vector is one row of numbers, not an array of the shape {row.shape}.")
    length = math.sqrt(row @ row)
    if not math.isfinite(length):
        raise ValueError("The vector has a number that is not finite; embed the item again.")
    if length == 0:
        raise ValueError("The vector is all zeros and points nowhere; embed the item again.")
    return (row / length).astype(np.float32)
