"""Folders of the original program, put into the root by hand: they open over the contract, and damaged ones are left untouched."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import Unreadable
from assistant.folder import from_file
from tests.api.contract.shapes import check_error
from tests.api.served import Served, serving
from tests.films import is_sound

ORIGINAL = Path(__file__).parents[2] / "fixtures" / "original"
GENERATED, DOCUMENTED = "science fiction_20260125_113000_123456", "ai-crimes-detective"
Record = dict[str, Any]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("originals")) as server:
        yield server


@pytest.fixture(autouse=True)
def root(served: Served) -> Path:
    """The original folders, as nobody's."""
    shutil.rmtree(served.projects, ignore_errors=True)
    shutil.copytree(ORIGINAL, served.projects)
    return served.projects


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def forget(served: Served, name: str, client: Any) -> None:
    """Folders belong to whoever opened them: a test that did leaves none behind."""
    client.delete(f"/projects/{name}?confirmed=true")


@pytest.mark.parametrize("name", [GENERATED, DOCUMENTED])
def test_an_original_folder_is_listed_opened_changed_and_saved(served: Served, root: Path, name: str) -> None:
    client = served.somebody()
    before = content(root / name)
    assert client.get("/projects/list").json()["projects"] == [DOCUMENTED, GENERATED]
    opened = client.post("/projects/open", {"project_name": name}).json()
    assert (opened["project_name"], opened["scene_count"], opened["character_count"], opened["sequence_count"]) == (name, 3, 2, 3)
    assert content(root / name) == before
    scene, person = ("scene_01", "char_01") if name == GENERATED else ("scene_1", "char_1")
    assert client.patch(f"/projects/{name}/scenes/{scene}", {"duration": 4.5}).status_code == 200
    assert client.patch(f"/projects/{name}/characters/{person}", {"name": "Alexa Chen"}).status_code == 200
    assert client.post("/projects/close", {"save": True}).json()["saved"] is True
    saved = json.loads((root / name / "project.json").read_text())
    was = json.loads(before["project.json"])
    assert saved["scenes"][0]["duration"] == saved["sequences"][0]["total_duration"] == 4.5
    assert [row["id"] for row in saved["scenes"]] == [row["id"] for row in was["scenes"]]
    assert saved["characters"][0]["name"] == "Alexa Chen"
    assert {who for row in saved["scenes"] for who in row["characters"]} <= {row["id"] for row in saved["characters"]}
    backups = sorted((root / name / ".backups").iterdir())
    assert backups[-1].read_bytes() == before["project.json"]
    forget(served, name, client)


def test_an_original_folder_keeps_the_time_it_was_made(served: Served, root: Path) -> None:
    client = served.somebody()
    was = json.loads((root / DOCUMENTED / "project.json").read_text())
    opened = client.post("/projects/open", {"project_name": DOCUMENTED}).json()
    assert opened["created_at"] < opened["modified_at"] < "2026-01-27"
    client.patch(f"/projects/{DOCUMENTED}/scenes/scene_1", {"title": "Found"})
    client.post("/projects/close", {"save": True})
    saved = json.loads((root / DOCUMENTED / "project.json").read_text())
    assert saved["created_at"] == was["created_at"]
    assert saved["modified_at"] > was["modified_at"]
    forget(served, DOCUMENTED, client)


def test_a_folder_belongs_to_whoever_opens_it_first(served: Served) -> None:
    first, second = served.somebody(), served.somebody()
    assert first.post("/projects/open", {"project_name": DOCUMENTED}).status_code == 200
    check_error(second.post("/projects/open", {"project_name": DOCUMENTED}), 404)
    check_error(second.delete(f"/projects/{DOCUMENTED}?confirmed=true"), 404)
    assert second.get("/projects/list").json()["projects"] == [GENERATED]
    forget(served, DOCUMENTED, first)


def replaced(record: Record, *path: Any, by: Any) -> bytes:
    inner: Any = record
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = by
    return json.dumps(record).encode()


@pytest.mark.parametrize(
    "damage",
    [
        lambda record: b"",
        lambda record: json.dumps(record).encode()[:-200],
        lambda record: b"\0" * 4096,
        lambda record: b"\xff\xfe" + json.dumps(record).encode("utf-16-le"),
        lambda record: b"[]",
        lambda record: b'{"schema_version": "1.0", "scenes": ' + b"[" * 100_000,
        lambda record: replaced(record, "schema_version", by="2.0"),
        lambda record: replaced(record, "scenes", by=None),
        lambda record: replaced(record, "scenes", 1, by="scene_02"),
        lambda record: replaced(record, "scenes", 1, "duration", by=-3),
        lambda record: replaced(record, "scenes", 1, "duration", by=1e300),
        lambda record: replaced(record, "scenes", 1, "title", by="a\0b"),
        lambda record: replaced(record, "sequences", 0, "scene_id", by="scene_77"),
        lambda record: replaced(record, "sequences", 0, "total_duration", by=99.0),
        lambda record: replaced(record, "sequences", 0, "shots", 0, "type", by="sideways"),
        lambda record: replaced(record, "capabilities", "qa_engine", by="perhaps"),
        lambda record: replaced(record, "generation_status", "grid", by="lost"),
        lambda record: replaced(record, "storycore", by={"header": {"title": "x", "fps": 0}}),
        lambda record: replaced(record, "storycore", by={"frames": ["a"]}),
    ],
)
def test_a_damaged_folder_answers_400_and_is_untouched(served: Served, root: Path, damage: Any) -> None:
    client = served.somebody()
    file = root / GENERATED / "project.json"
    file.write_bytes(damage(json.loads(file.read_text())))
    before = content(root)
    error = check_error(client.post("/projects/open", {"project_name": GENERATED}), 400, "PROJECT_ERROR")
    assert "damaged" in error["message"] and "Nothing was changed" in error["suggested_action"]
    assert content(root) == before
    check_error(client.post("/projects/close", {"save": True}), 400, "PROJECT_ERROR")
    assert content(root) == before


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every part of a record."""
    if at:
        yield at
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield from places(value[key], (*at, key))


RECORD = json.loads((ORIGINAL / DOCUMENTED / "project.json").read_text()) | {
    "storycore": {"header": {"title": "x", "fps": 24}, "frames": {"scene_1_shot_1": 3}, "why": {}, "inner": {}}
}
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.sampled_from(["char_1", "scene_1", "seq_1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=60)
@given(where=st.sampled_from(list(places(RECORD))), value=anything)
def test_whatever_stands_in_a_record_it_is_a_sound_film_or_refused(where: tuple[Any, ...], value: Any) -> None:
    try:
        film = from_file(replaced(json.loads(json.dumps(RECORD)), *where, by=value))
    except Unreadable:
        return
    assert is_sound(film)
    assert 1 <= film.header.fps <= 240
