"""The ten items most like a vector in one project: 100 items of a set of 100,000, in 384 dimensions. The peers hold the same vectors and
are asked for the same project, chromadb by its metadata and sqlite-vec by its partition. They come with the extra `bench`; without it
their rows say that they are not installed. Before that, whole searches: text in, results out (`found`)."""

import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct

from memory.index import Index
from memory.vectors import Matrix, normalised, packed
from tests.benchmarks import found
from tests.benchmarks.rows import Row, at_least, spread

PROJECTS, EACH, DIMENSION = 1000, 100, 384
COUNT = 10
QUERIES = 60
BATCH = 5000
"""Vectors that are handed to chromadb at once."""

Ask: TypeAlias = Callable[[int, Matrix], set[int]]
"""A project and a vector to the numbers of the rows that are found."""


class Peer(Struct, frozen=True, kw_only=True):
    name: str
    packages: tuple[str, ...]
    opened: Callable[[Matrix], Any]
    goal: float


class Asked(Struct, frozen=True, kw_only=True):
    """Seconds a query, one after another and in turns with the peers, and the share of the right answers found."""

    seconds: list[float]
    in_turns: list[float]
    recall: float


def run() -> list[Row]:
    draw = np.random.default_rng(0)
    rows = normalised(draw.normal(size=(PROJECTS * EACH, DIMENSION)).astype(np.float32))
    queries = [(int(draw.integers(PROJECTS)), row) for row in normalised(draw.normal(size=(QUERIES, DIMENSION)).astype(np.float32))]
    began = time.perf_counter()
    index = _index(rows)
    built = time.perf_counter() - began
    with ExitStack() as stack:
        asks = {peer.name: stack.enter_context(peer.opened(rows)) for peer in PEERS if all(map(find_spec, peer.packages))}
        asked = _asked({"index": _by_index(index), **asks}, rows, queries)
    ours = asked.pop("index")
    return [
        *found.run(),
        Row(name=f"index, rebuilt from {len(rows):,} rows", value=built, unit="s"),
        *spread(f"index, {EACH} items of {len(rows):,}", ours.seconds, "µs"),
        Row(name="index, in turns with the peers, p50", value=median(ours.in_turns) * 1e6, unit="µs"),
        Row(name="index, recall", value=ours.recall, unit="of 1", goal="1", met=ours.recall == 1),
        *(row for peer in PEERS for row in _compared(peer, asked.get(peer.name), ours)),
    ]


def _compared(peer: Peer, asked: Asked | None, ours: Asked) -> list[Row]:
    if asked is None:
        return [Row(name=f"{peer.name}: not installed", value=0, unit="")]
    middle, slow = spread(peer.name, asked.seconds, "µs")
    against = at_least(peer.goal, median(asked.seconds) / median(ours.seconds))
    turn, ratio = median(asked.in_turns), median(asked.in_turns) / median(ours.in_turns)
    return [
        Row(name=middle.name, value=middle.value, unit=middle.unit, against="this over the index", **against),
        slow,
        Row(name=f"{peer.name}, in turns, p50", value=turn * 1e6, unit="µs", ratio=ratio, against="this over the index, in turns"),
        Row(name=f"{peer.name}, recall", value=asked.recall, unit="of 1"),
    ]


def _asked(asks: dict[str, Ask], rows: Matrix, queries: list[tuple[int, Matrix]]) -> dict[str, Asked]:
    """Each has the queries one after another, and then once more in turns with the others, query by query: that is what a search costs
    among searches, and what it costs when something else has just had the processor's caches."""
    right = [_by_hand(rows, project, vector) for project, vector in queries]
    warm = {name: [_timed(ask, *query) for query in (queries[0], *queries)][1:] for name, ask in asks.items()}
    turns = [{name: _timed(ask, *query) for name, ask in asks.items()} for query in queries]
    return {
        name: Asked(
            seconds=[seconds for seconds, _ in answers],
            in_turns=[turn[name][0] for turn in turns],
            recall=sum(len(found & best) for (_, found), best in zip(answers, right, strict=True)) / (COUNT * len(queries)),
        )
        for name, answers in warm.items()
    }


def _timed(ask: Ask, project: int, vector: Matrix) -> tuple[float, set[int]]:
    began = time.perf_counter()
    found = ask(project, vector)
    return time.perf_counter() - began, found


def _by_hand(rows: Matrix, project: int, vector: Matrix) -> set[int]:
    start = project * EACH
    likeness = rows[start : start + EACH] @ vector
    return {start + int(place) for place in (-likeness).argsort()[:COUNT]}


def _index(rows: Matrix) -> Index:
    index = Index()
    index.rebuild(("robin", str(number // EACH), str(number), row) for number, row in enumerate(rows))
    return index


def _by_index(index: Index) -> Ask:
    return lambda project, vector: {int(item) for item, _ in index.search(str(project), vector, COUNT)}


@contextmanager
def _chroma(rows: Matrix) -> Iterator[Ask]:
    import chromadb

    client = chromadb.EphemeralClient(chromadb.Settings(anonymized_telemetry=False))
    kept = client.create_collection("items", metadata={"hnsw:space": "ip"}, embedding_function=None)
    for start in range(0, len(rows), BATCH):
        numbers = range(start, min(start + BATCH, len(rows)))
        kept.add(
            ids=[str(number) for number in numbers],
            embeddings=rows[numbers.start : numbers.stop],
            metadatas=[{"project": number // EACH} for number in numbers],
        )

    def ask(project: int, vector: Matrix) -> set[int]:
        found = kept.query(query_embeddings=vector[None], n_results=COUNT, where={"project": project}, include=["distances"])
        return {int(item) for item in found["ids"][0]}

    yield ask


@contextmanager
def _sqlite_vec(rows: Matrix) -> Iterator[Ask]:
    import apsw  # Python's own sqlite3 cannot always load extensions
    import sqlite_vec

    with tempfile.TemporaryDirectory() as folder, closing(apsw.Connection(str(Path(folder) / "vectors.db"))) as db:
        db.enable_load_extension(True)
        sqlite_vec.load(db)
        table = f"id INTEGER PRIMARY KEY, project INTEGER PARTITION KEY, vector FLOAT[{DIMENSION}] distance_metric=cosine"
        db.execute(f"CREATE VIRTUAL TABLE items USING vec0({table})")
        with db:
            db.executemany("INSERT INTO items VALUES (?, ?, ?)", ((number, number // EACH, packed(row)) for number, row in enumerate(rows)))
        find = "SELECT id, distance FROM items WHERE vector MATCH ? AND k = ? AND project = ?"
        yield lambda project, vector: {int(number) for number, _ in db.execute(find, (packed(vector), COUNT, project))}


PEERS = (
    Peer(name="chromadb, a metadata filter", packages=("chromadb",), opened=_chroma, goal=1000),
    Peer(name="sqlite-vec, a partition", packages=("sqlite_vec", "apsw"), opened=_sqlite_vec, goal=8),
)
