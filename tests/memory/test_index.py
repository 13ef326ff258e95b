"""The vector index: exact under every change and filter, and a graph above a number of items."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from memory.index import Index, digest_of
from memory.vectors import normalised, packed

DIMENSION = 16
ITEMS = st.integers(0, 40).map("item{:02}".format)
OWNER_OF = {"harbour": "robin", "desert": "robin", "moon": "kim"}
PROJECTS = st.sampled_from(sorted(OWNER_OF))
# Products of vectors whose numbers are all ±1/4 are exact in binary, whoever adds them up: many are equal, and the order is certain.
SIGNS = st.integers(0, 2**DIMENSION - 1).map(lambda bits: np.array([0.25 if bits >> n & 1 else -0.25 for n in range(DIMENSION)], "f4"))
ALIKE = st.sampled_from([0, 1, 3, 2**DIMENSION - 1]).map(
    lambda bits: np.array([0.25 if bits >> n & 1 else -0.25 for n in range(DIMENSION)], "f4")
)
VECTORS = SIGNS | ALIKE
Rows = dict[str, tuple[str, np.ndarray]]


def random_rows(count: int, dimension: int = 384, seed: int = 0) -> np.ndarray:
    return normalised(np.random.default_rng(seed).normal(size=(count, dimension)).astype(np.float32))


def filled(rows: np.ndarray, project: str = "harbour", **options: int) -> Index:
    index = Index(**options)
    index.rebuild((OWNER_OF[project], project, f"item{number:05}", row) for number, row in enumerate(rows))
    return index


def by_hand(rows: Rows, projects: set[str], vector: np.ndarray) -> list[tuple[str, float]]:
    """Every item of the projects, the most like the vector first and equals by id."""
    wanted = normalised(vector[None].astype(np.float32))[0]
    found = [(item, float(np.dot(row, wanted))) for item, (project, row) in rows.items() if project in projects]
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


class AsADict(RuleBasedStateMachine):
    """An index does what a dict of vectors and a sort do."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Index()
        self.rows: Rows = {}

    @rule(project=PROJECTS, item=ITEMS, vector=VECTORS, length=st.sampled_from([0.5, 1, 8]))
    def put(self, project: str, item: str, vector: np.ndarray, length: float) -> None:
        self.index.put(OWNER_OF[project], project, item, vector * np.float32(length))
        self.rows[item] = project, vector

    @rule(project=PROJECTS, items=st.lists(ITEMS, max_size=30), vector=VECTORS)
    def put_many_that_are_equal(self, project: str, items: list[str], vector: np.ndarray) -> None:
        for item in items:
            self.put(project, item, vector, 1)

    @rule(item=ITEMS)
    def remove(self, item: str) -> None:
        self.index.remove(item)
        self.rows.pop(item, None)

    @rule(project=PROJECTS)
    def remove_project(self, project: str) -> None:
        self.index.remove_project(project)
        self.rows = {item: row for item, row in self.rows.items() if row[0] != project}

    @rule()
    def rebuild(self) -> None:
        self.index.rebuild((OWNER_OF[project], project, item, vector) for item, (project, vector) in self.rows.items())

    @rule(projects=st.sets(PROJECTS), vector=VECTORS, count=st.integers(1, 50), kept=st.none() | st.frozensets(ITEMS))
    def search(self, projects: set[str], vector: np.ndarray, count: int, kept: frozenset[str] | None) -> None:
        found = self.index.search(projects, vector, count, kept)
        expected = [pair for pair in by_hand(self.rows, projects, vector) if kept is None or pair[0] in kept][:count]
        self.same(found, expected)

    @invariant()
    def counted(self) -> None:
        for project in OWNER_OF:
            assert self.index.count(project) == sum(there == project for there, _ in self.rows.values())

    def same(self, found: list[tuple[str, float]], expected: list[tuple[str, float]]) -> None:
        assert [item for item, _ in found] == [item for item, _ in expected]
        assert [value for _, value in found] == pytest.approx([value for _, value in expected], abs=1e-5)


class AsADictByGraph(AsADict):
    """With a graph for next to nothing, what is found is there, in its place and in order, and as much as there is."""

    def __init__(self) -> None:
        super().__init__()
        self.index = Index(graph_above=5)

    @invariant()
    def settled(self) -> None:
        """Whether a graph is ready must not depend on the clock, or a failure could not be told again."""
        self.index.settle()

    def same(self, found: list[tuple[str, float]], expected: list[tuple[str, float]]) -> None:
        assert len(found) == len(expected)
        assert found == sorted(dict(found).items(), key=lambda pair: (-pair[1], pair[0]))

    @rule(vector=VECTORS)
    def find_all(self, vector: np.ndarray) -> None:
        found = self.index.search(OWNER_OF, vector, 100)
        assert dict(found) == pytest.approx(dict(by_hand(self.rows, set(OWNER_OF), vector)), abs=1e-5)


AsADict.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
AsADictByGraph.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestAsADict = AsADict.TestCase
TestAsADictByGraph = AsADictByGraph.TestCase


@given(share=st.floats(0, 1), seed=st.integers(0, 99))
@settings(max_examples=25, deadline=None)
def test_a_filter_finds_all_that_it_lets_through(share: float, seed: int) -> None:
    rows, draw = random_rows(300, seed=seed), np.random.default_rng(seed)
    index, kept = filled(rows), {f"item{number:05}" for number in range(300) if draw.random() < share}
    wanted = random_rows(1, seed=seed + 1000)[0]
    best = sorted(kept, key=lambda item: -float(rows[int(item[4:])] @ wanted))[:10]
    assert [item for item, _ in index.search("harbour", wanted, 10, kept)] == best
    assert index.search("harbour", wanted, 10, kept.__contains__) == index.search("harbour", wanted, 10, kept)


def test_equals_come_by_id_wherever_they_stand() -> None:
    index = Index()
    for number in reversed(range(200)):
        index.put("robin", "harbour" if number % 3 else "desert", f"item{number:03}", random_rows(1)[0])
    found = index.search(["harbour", "desert"], random_rows(1, seed=1)[0], 7)
    assert [item for item, _ in found] == [f"item{number:03}" for number in range(7)]


def test_a_project_finds_nothing_of_another() -> None:
    index = filled(random_rows(50))
    index.put("kim", "moon", "item of kim", random_rows(1)[0])
    assert [item for item, _ in index.search("moon", random_rows(1)[0], 10)] == ["item of kim"]
    assert "item of kim" not in dict(index.search("harbour", random_rows(1)[0], 100))


def test_a_project_that_is_named_twice_counts_once_and_one_that_is_not_there_is_empty() -> None:
    index = filled(random_rows(3))
    assert len(index.search(["harbour", "harbour", "nowhere"], random_rows(1)[0], 10)) == 3
    assert index.search("nowhere", random_rows(1)[0], 10) == []
    assert (index.count("nowhere"), index.digest("nowhere")) == (0, digest_of([]))


def test_an_item_that_is_put_into_another_project_leaves_its_own() -> None:
    index = filled(random_rows(2))
    index.put("kim", "moon", "item00000", random_rows(1)[0])
    assert (index.count("harbour"), index.count("moon")) == (1, 1)


def test_the_digest_is_that_of_the_rows_in_whatever_order_and_by_whatever_way() -> None:
    rows = random_rows(40)
    index, kept = filled(rows), {f"item{number:05}": packed(row) for number, row in enumerate(rows)}
    assert index.digest("harbour") == digest_of(reversed(kept.items()))
    index.remove("item00007")
    assert index.digest("harbour") != digest_of(kept.items())
    index.put("robin", "harbour", "item00007", rows[8])
    assert index.digest("harbour") != digest_of(kept.items())
    index.put("robin", "harbour", "item00007", rows[7])
    assert index.digest("harbour") == digest_of(kept.items())


@pytest.mark.parametrize(
    ("vector", "told"),
    [
        (np.zeros(4, "f4"), "all zeros"),
        (np.array([1, np.nan, 0, 0], "f4"), "not finite"),
        (np.array([1, -np.inf, 0, 0], "f4"), "not finite"),
        (np.ones(5, "f4"), "5 numbers and the index 4"),
        (np.ones((1, 4), "f4"), "one row"),
        (np.ones(0, "f4"), "one row"),
    ],
)
def test_what_is_no_vector_of_the_index_is_refused_and_changes_nothing(vector: np.ndarray, told: str) -> None:
    index = Index(4)
    index.put("robin", "harbour", "a", np.ones(4, "f4"))
    before = index.digest("harbour")
    for attempt in (
        lambda: index.put("robin", "harbour", "a", vector),
        lambda: index.search("harbour", vector, 1),
        lambda: index.rebuild([("robin", "harbour", "b", vector)]),
    ):
        with pytest.raises(ValueError, match=told):
            attempt()
    assert (index.count("harbour"), index.digest("harbour")) == (1, before)


def test_the_first_vector_says_the_dimension_and_a_rebuild_says_it_anew() -> None:
    index = filled(random_rows(1, dimension=8))
    with pytest.raises(ValueError, match="9 numbers and the index 8"):
        index.put("robin", "harbour", "b", random_rows(1, dimension=9)[0])
    index.rebuild([("robin", "harbour", "b", random_rows(1, dimension=9)[0])])
    assert len(index.search("harbour", random_rows(1, dimension=9)[0], 1)) == 1


def test_very_small_and_very_large_vectors_have_a_direction() -> None:
    index = Index()
    index.put("robin", "harbour", "small", np.array([1e-30, 0], "f4"))
    index.put("robin", "harbour", "large", np.array([0, 1e30], "f4"))
    assert index.search("harbour", np.array([3e30, 0], "f4"), 2) == [("small", 1.0), ("large", 0.0)]


def test_a_project_is_one_owners() -> None:
    index = filled(random_rows(1))
    with pytest.raises(ValueError, match="another owner"):
        index.put("kim", "harbour", "b", random_rows(1)[0])


def test_nothing_may_be_asked_for_no_items() -> None:
    with pytest.raises(ValueError, match="at least one"):
        filled(random_rows(1)).search("harbour", random_rows(1)[0], 0)


def by_graph(rows: np.ndarray) -> Index:
    index = filled(rows, graph_above=len(rows) // 2)
    index.search("harbour", rows[0], 1)
    index.settle()
    return index


def recall(index: Index, rows: np.ndarray, there: list[int]) -> float:
    """Of the ten nearest by hand, over some vectors, the share that is found."""
    hits = 0
    for wanted in random_rows(20, dimension=rows.shape[1], seed=5):
        best = {f"item{number:05}" for number in sorted(there, key=lambda number: -float(rows[number] @ wanted))[:10]}
        hits += len(best & dict(index.search("harbour", wanted, 10)).keys())
    return hits / 200


def test_a_graph_finds_nearly_all() -> None:
    rows = random_rows(3000, dimension=32)
    assert recall(by_graph(rows), rows, list(range(3000))) >= 0.95


def test_a_graph_keeps_up_with_what_changes() -> None:
    rows = random_rows(2400, dimension=32)
    index = by_graph(rows[:2000])
    for number in range(2000, 2400):
        index.put("robin", "harbour", f"item{number:05}", rows[number])
    for number in range(300):
        index.remove(f"item{number:05}")
    for number in range(300, 600):
        rows[number] = -rows[number]
        index.put("robin", "harbour", f"item{number:05}", rows[number])
    assert recall(index, rows, list(range(300, 2400))) >= 0.95


def test_what_changes_while_a_graph_is_built_is_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    from memory import index as module

    rows, built, go = random_rows(101, dimension=8), module.built, threading.Event()
    monkeypatch.setattr(module, "built", lambda block: (go.wait(), built(block))[1])
    index = filled(rows[:100], graph_above=50)
    assert index.search("harbour", rows[7], 1)[0][0] == "item00007"
    index.remove("item00007")
    index.put("robin", "harbour", "new", rows[100])
    go.set()
    index.settle()
    assert index.search("harbour", rows[100], 1)[0][0] == "new"
    assert "item00007" not in dict(index.search("harbour", rows[7], 99))


def test_the_last_item_of_a_project_that_moves_to_another_owner_leaves_the_graph() -> None:
    rows = random_rows(102, dimension=8)
    index = filled(rows[:100], graph_above=50)
    index.put("robin", "desert", "mover", rows[100])
    index.search(["harbour", "desert"], rows[0], 1)
    index.settle()
    index.put("kim", "moon", "mover", rows[101])
    assert "mover" not in dict(index.search(["harbour", "desert"], rows[100], 3))
    assert dict(index.search(OWNER_OF, rows[101], 3))["mover"] == pytest.approx(1, abs=1e-5)


def test_a_filter_above_the_number_is_exact_all_the_same() -> None:
    rows = random_rows(1000, dimension=32)
    index, kept = by_graph(rows), {f"item{number:05}" for number in range(0, 1000, 50)}
    assert dict(index.search("harbour", rows[1], 20, kept)).keys() == kept


def test_searches_and_changes_go_on_beside_each_other() -> None:
    """A reader never meets half a change: an item's vector is always one of those it was given."""
    one, other = np.ones(64, "f4"), -np.ones(64, "f4")
    index, wrong, done = Index(graph_above=150), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            found = index.search("harbour", one, 400)
            wrong.extend(pair for pair in found if abs(abs(pair[1]) - 1) > 1e-5)
            if len(dict(found)) != len(found):
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(3)]
    for thread in threads:
        thread.start()
    for step in range(3000):
        if step % 3:
            index.put("robin", "harbour", f"item{step % 200}", one if step % 2 else other)
        else:
            index.remove(f"item{step * 7 % 200}")
    done.set()
    for thread in threads:
        thread.join()
    assert not wrong
