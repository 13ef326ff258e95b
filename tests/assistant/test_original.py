"""Folders that the original program wrote open here, mended where it let things slip; damaged ones are refused and stay as they are."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid, NotFound, Unreadable
from assistant.operations.projects import ListProjects, OpenProject, ShowProject
from assistant.operations.saving import CloseProject
from assistant.operations.scenes import AddScene, UpdateScene
from tests.conftest import signed_in
from tests.films import film_of, is_sound

ORIGINAL = Path(__file__).parents[1] / "fixtures" / "original"
GENERATED = "science fiction_20260125_113000_123456"
"""As the program generated it: two-digit ids, people by name."""
AS_DOCUMENTED = "ai-crimes-detective"
"""As its document shows projects, once closed with save: ids, a backup."""
Record = dict[str, Any]


@pytest.fixture
def root(house: Assistant) -> Path:
    shutil.copytree(ORIGINAL, house.disk.folders.root)
    return house.disk.folders.root


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", [GENERATED, AS_DOCUMENTED])
async def test_an_original_project_opens(name: str, root: Path, house: Assistant, robin: Actor) -> None:
    before = content(root / name)
    opened = await house.perform(OpenProject(project=name), by=robin)
    assert (opened.name, opened.scene_count, opened.character_count, opened.sequence_count) == (name, 3, 2, 3)
    film = await film_of(house, opened.id)
    assert is_sound(film)
    shown = await house.perform(ShowProject(), by=robin)
    assert [scene.duration for scene in shown.scenes] == [3.0, 4.0, 5.0]
    assert [scene.names for scene in shown.scenes] == [["Alex Chen"], ["Alex Chen", "ARIA"], ["Alex Chen", "ARIA"]]
    assert content(root / name) == before


async def test_two_digit_ids_stay_and_new_ones_do_not_meet_them(root: Path, house: Assistant, robin: Actor) -> None:
    await house.perform(OpenProject(project=GENERATED), by=robin)
    await house.perform(UpdateScene(scene="scene_01", duration=6), by=robin)
    assert (await house.perform(AddScene(title="More"), by=robin)).id == "scene_4"
    await house.perform(CloseProject(), by=robin)
    record = json.loads((root / GENERATED / "project.json").read_text())
    assert [scene["id"] for scene in record["scenes"]] == ["scene_01", "scene_02", "scene_03", "scene_4"]
    assert record["scenes"][0]["characters"] == ["char_01"]


async def test_what_we_do_not_read_is_kept(root: Path, house: Assistant, robin: Actor) -> None:
    file = root / AS_DOCUMENTED / "project.json"
    record = json.loads(file.read_text())
    record["studio_notes"] = {"reel": 7}
    file.write_text(json.dumps(record))
    await house.perform(OpenProject(project=AS_DOCUMENTED), by=robin)
    await house.perform(UpdateScene(scene=1, title="New"), by=robin)
    await house.perform(CloseProject(), by=robin)
    saved = json.loads(file.read_text())
    assert (saved["studio_notes"], saved["generation_status"]["grid"]) == ({"reel": 7}, "done")


async def test_whoever_opens_a_folder_first_has_it(root: Path, house: Assistant, robin: Actor) -> None:
    eve = await signed_in(house, "eve")
    assert AS_DOCUMENTED in [row.name for row in (await house.perform(ListProjects(), by=eve)).projects]
    await house.perform(OpenProject(project=AS_DOCUMENTED), by=robin)
    assert AS_DOCUMENTED not in [row.name for row in (await house.perform(ListProjects(), by=eve)).projects]
    with pytest.raises(NotFound):
        await house.perform(OpenProject(project=AS_DOCUMENTED), by=eve)


def without(record: Record, *path: Any) -> None:
    for key in path[:-1]:
        record = record[key]
    del record[path[-1]]


DAMAGE: dict[str, Callable[[Record], Any]] = {
    "schema": lambda record: record.update(schema_version="2.0"),
    "no name": lambda record: record.update(project_name=""),
    "capability": lambda record: record["capabilities"].update(qa_engine="yes"),
    "status": lambda record: record["generation_status"].update(grid="burning"),
    "no scenes": lambda record: without(record, "scenes"),
    "no title": lambda record: without(record, "scenes", 0, "title"),
    "length": lambda record: record["scenes"][0].update(duration=0),
    "cast": lambda record: record["scenes"][0].update(characters="Alex Chen"),
    "nobody's role": lambda record: without(record, "characters", 0, "role"),
    "no shots": lambda record: record["sequences"][0].update(shots=[]),
    "sum": lambda record: record["sequences"][0].update(total_duration=9.0),
    "shot type": lambda record: record["sequences"][0]["shots"][0].update(type="huge"),
    "camera": lambda record: record["sequences"][0]["shots"][0].update(camera_movement="swim"),
    "shot number": lambda record: record["sequences"][0]["shots"][0].update(number=0),
    "no scene": lambda record: record["sequences"][0].update(scene_id="scene_99"),
}


@pytest.mark.parametrize("what", list(DAMAGE))
async def test_a_damaged_record_is_refused_with_the_reason_and_left_alone(what: str, root: Path, house: Assistant, robin: Actor) -> None:
    file = root / GENERATED / "project.json"
    record = json.loads(file.read_text())
    DAMAGE[what](record)
    file.write_text(json.dumps(record))
    before = content(root)
    with pytest.raises(Unreadable, match="damaged") as refused:
        await house.perform(OpenProject(project=GENERATED), by=robin)
    assert refused.value.message.count("project.json")
    assert content(root) == before
    assert GENERATED in [row.name for row in (await house.perform(ListProjects(), by=robin)).projects]


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"\xff\xfe", b"null", b'{"scenes": NaN}'])
async def test_what_is_no_record_at_all_is_refused(text: bytes, root: Path, house: Assistant, robin: Actor) -> None:
    (root / GENERATED / "project.json").write_bytes(text)
    with pytest.raises(Unreadable):
        await house.perform(OpenProject(project=GENERATED), by=robin)


SLIPS: dict[str, Callable[[Record], Any]] = {
    "a scene id twice": lambda record: record["scenes"][1].update(id="scene_01"),
    "a scene without a sequence": lambda record: record["sequences"].pop(),
    "a sequence of another length": lambda record: record["scenes"][0].update(duration=7.5),
    "somebody not in the cast": lambda record: record["scenes"][0].update(characters=["Alex Chen", "The Janitor"]),
    "shot ids twice": lambda record: record["sequences"][0]["shots"][1].update(id="scene_01_shot_01"),
    "numbers that jump": lambda record: record["scenes"][2].update(number=99),
}
"""What the original let through (`contracts/facts.md` 1.2, 1.7)."""


@pytest.mark.parametrize("what", list(SLIPS))
async def test_what_the_original_let_slip_is_mended(what: str, root: Path, house: Assistant, robin: Actor) -> None:
    file = root / GENERATED / "project.json"
    record = json.loads(file.read_text())
    SLIPS[what](record)
    if what == "a scene id twice":
        record["sequences"][1]["scene_id"] = "scene_01"
    file.write_text(json.dumps(record))
    opened = await house.perform(OpenProject(project=GENERATED), by=robin)
    assert opened.scene_count == 3
    film = await film_of(house, opened.id)
    assert is_sound(film)
    shown = await house.perform(ShowProject(), by=robin)
    assert [scene.duration for scene in shown.scenes] == [scene["duration"] for scene in record["scenes"]]
    assert [scene.number for scene in shown.scenes] == [1, 2, 3]


@pytest.mark.parametrize("name", ["../original", "..", ".", "/", "science fiction", "x/../" + GENERATED, GENERATED + "/"])
async def test_a_name_that_is_no_folder_is_not_found(name: str, root: Path, house: Assistant, robin: Actor) -> None:
    with pytest.raises((NotFound, Invalid)):
        await house.perform(OpenProject(project=name), by=robin)
