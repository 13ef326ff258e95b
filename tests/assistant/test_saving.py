"""The folder on disk is never stale, never half-written, and never more than there is room for."""

import json
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from assistant import Actor, Assistant
from assistant.errors import NotFound, StorageFull, Unavailable, Unreadable
from assistant.folder import from_file, to_files
from assistant.operations.generation import FinalizeProject
from assistant.operations.history import Undo
from assistant.operations.projects import DeleteProject, ListProjects, OpenProject
from assistant.operations.saving import CloseProject, SaveProject
from assistant.operations.scenes import AddScene, RemoveScene, UpdateScene
from assistant.operations.storage import ShowStorage
from memory import projects
from memory.files import Folders
from tests.conftest import opened, signed_in
from tests.films import film_of, generated, project_row, small_film


def on_disk(path: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((Path(path) / "project.json").read_text())
    return content


async def test_a_finalized_preview_has_five_files_that_agree(house: Assistant, robin: Actor) -> None:
    preview = await generated(house, robin)
    saved = await house.perform(FinalizeProject(preview=preview), by=robin)
    names = {path.name for path in Path(saved.path).iterdir()}
    assert names == {"project.json", "scenes.json", "characters.json", "sequences.json", "comfyui_config.json"}
    record = on_disk(saved.path)
    for part in ("scenes", "characters", "sequences"):
        assert json.loads((Path(saved.path) / f"{part}.json").read_text()) == {part: record[part]}
    assert record["schema_version"] == "1.0"
    assert record["project_name"] == saved.name == Path(saved.path).name
    assert sum(scene["duration"] for scene in record["scenes"]) == pytest.approx(180.0)


async def test_the_folder_follows_every_save(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(SaveProject(), by=robin)
    await house.perform(UpdateScene(scene=1, title="Second Blast"), by=robin)
    await house.perform(RemoveScene(scene=2, confirmed=True), by=robin)
    saved = await house.perform(SaveProject(), by=robin)
    assert [scene["title"] for scene in on_disk(saved.path)["scenes"]] == ["Second Blast", "Frost"]
    assert [row["scene_id"] for row in json.loads((Path(saved.path) / "sequences.json").read_text())["sequences"]] == ["scene_1", "scene_3"]


async def test_backups_are_kept_to_three(house: Assistant, robin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    await small_film(house, robin)
    path = ""
    for number in range(6):
        await house.perform(UpdateScene(scene=1, title=f"Take {number}"), by=robin)
        stamp = f"20260101_00000{number}"
        monkeypatch.setattr("memory.files._stamp", lambda stamp=stamp: stamp)
        path = (await house.perform(SaveProject(), by=robin)).path
    kept = sorted((Path(path) / ".backups").iterdir())
    assert [file.name for file in kept] == [f"backup_20260101_00000{number}.json" for number in (3, 4, 5)]
    assert json.loads(kept[-1].read_text())["scenes"][0]["title"] == "Take 4"


async def test_what_was_written_reads_back_as_the_same_film(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    film = await film_of(house, project)
    again = from_file(to_files(film, "x", 0.0, 0.0)["project.json"])
    assert [scene.title for scene in again.scenes.values()] == [scene.title for scene in film.scenes.values()]
    assert {shot.id: shot.frames for shot in again.shots.values()} == {shot.id: shot.frames for shot in film.shots.values()}
    assert again.header == film.header
    assert {scene.id: scene.why for scene in again.scenes.values()} == {scene.id: scene.why for scene in film.scenes.values()}


async def test_an_edit_by_another_program_is_taken_over_and_can_be_undone(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    path = (await house.perform(SaveProject(), by=robin)).path
    await house.perform(CloseProject(), by=robin)
    record = on_disk(path)
    record["scenes"][0]["title"] = "By hand"
    (Path(path) / "project.json").write_text(json.dumps(record))
    await house.perform(OpenProject(project="quarry-lights"), by=robin)
    assert (await film_of(house, project)).scenes["scene_1"].title == "By hand"
    await house.perform(Undo(change=(await project_row(house, project)).change_seq), by=robin)
    assert (await film_of(house, project)).scenes["scene_1"].title == "First Blast"


async def test_a_damaged_folder_is_refused_untouched_and_a_save_mends_it(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    path = (await house.perform(SaveProject(), by=robin)).path
    await house.perform(CloseProject(), by=robin)
    file = Path(path) / "project.json"
    file.write_text('{"scenes": [')
    with pytest.raises(Unreadable, match=r"project\.json is damaged"):
        await house.perform(OpenProject(project="quarry-lights"), by=robin)
    assert file.read_text() == '{"scenes": ['
    await house.perform(SaveProject(project="quarry-lights"), by=robin)
    assert (await house.perform(OpenProject(project="quarry-lights"), by=robin)).scene_count == 3


async def test_no_room_is_told_before_anything_is_written(database: str, tmp_path: Path) -> None:
    async with opened(database, tmp_path, bytes=40_000) as assistant:
        by = await signed_in(assistant)
        with pytest.raises(StorageFull, match="Nothing was written"):
            await generated(assistant, by)
        assert (await assistant.perform(ListProjects(), by=by)).projects == []
        assert not (tmp_path / "projects").exists()


async def test_files_are_counted_from_what_is_there(database: str, tmp_path: Path) -> None:
    async with opened(database, tmp_path, files=7) as assistant:
        by = await signed_in(assistant)
        path = (await assistant.perform(FinalizeProject(preview=await generated(assistant, by)), by=by)).path
        stats = await assistant.perform(ShowStorage(), by=by)
        assert stats.file_count == 5
        assert stats.total_bytes == sum(file.stat().st_size for file in Path(path).iterdir())
        assert stats.warnings == []
        with pytest.raises(StorageFull):
            await generated(assistant, by)
        (Path(path) / "notes.txt").write_text("by another program")
        (Path(path) / "more.txt").write_text("by another program")
        full = await assistant.perform(ShowStorage(), by=by)
        assert (full.file_count, full.file_usage_percent) == (7, 100.0)
        assert "100.0 %" in full.warnings[0]


async def test_the_roots_quota_holds_for_all_together(database: str, tmp_path: Path) -> None:
    async with opened(database, tmp_path, root_files=8) as assistant:
        one, other = await signed_in(assistant, "one"), await signed_in(assistant, "other")
        await assistant.perform(FinalizeProject(preview=await generated(assistant, one)), by=one)
        with pytest.raises(StorageFull, match="this server's storage"):
            await generated(assistant, other)


async def test_two_people_may_use_the_same_name(house: Assistant, robin: Actor) -> None:
    eve = await signed_in(house, "eve")
    paths = []
    for by in (robin, eve):
        await small_film(house, by)
        paths.append((await house.perform(SaveProject(), by=by)).path)
    assert len(set(paths)) == 2
    await house.perform(DeleteProject(project="quarry-lights", confirmed=True), by=eve)
    assert [Path(path).exists() for path in paths] == [True, False]


async def test_a_disk_that_refuses_leaves_the_work_in_the_database(house: Assistant, robin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    project = await small_film(house, robin)

    def refuse(self: Folders, folder: str, files: Any) -> None:
        raise OSError(13, "Permission denied")

    monkeypatch.setattr(Folders, "write", refuse)
    with pytest.raises(Unavailable, match="safe in the database"):
        await house.perform(SaveProject(), by=robin)
    assert (await project_row(house, project)).saved_change == 0


async def test_a_save_cut_off_leaves_the_old_file_whole(house: Assistant, robin: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    await small_film(house, robin)
    path = (await house.perform(SaveProject(), by=robin)).path
    before = (Path(path) / "project.json").read_bytes()
    await house.perform(AddScene(title="More"), by=robin)
    monkeypatch.setattr("pathlib.Path.replace", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
    with pytest.raises(Unavailable):
        await house.perform(SaveProject(), by=robin)
    monkeypatch.undo()
    assert (Path(path) / "project.json").read_bytes() == before
    assert not [file for file in Path(path).iterdir() if file.suffix == ".tmp"]


async def test_a_preview_expires(house: Assistant, robin: Actor) -> None:
    house.tools = replace(house.tools, preview_seconds=-1.0)
    preview = await generated(house, robin)
    with pytest.raises(NotFound, match="expired"):
        await house.perform(FinalizeProject(preview=preview), by=robin)
    house.tools = replace(house.tools, preview_seconds=60.0)
    await generated(house, robin)
    assert await house.store.run(lambda db: projects.get(db, preview), read_only=True) is None


async def test_a_preview_survives_a_restart(database: str, tmp_path: Path) -> None:
    async with opened(database, tmp_path) as assistant:
        by = await signed_in(assistant)
        preview = await generated(assistant, by)
    async with opened(database, tmp_path) as assistant:
        assert (await assistant.perform(FinalizeProject(preview=preview), by=by)).files == 5


@pytest.mark.parametrize("name", ["../x", "..", ".", "/etc", "a/b", "a\\b", "", " ", "x" * 300, "@user", ".hidden", "a\x00b"])
def test_no_folder_is_made_of_such_a_name(name: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="cannot be a folder"):
        Folders(tmp_path).new("", name)


async def test_a_link_out_of_the_root_is_not_followed(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "project.json").write_text("{}")
    root = house.disk.folders.root
    root.mkdir(parents=True, exist_ok=True)
    (root / "inside").symlink_to(outside)
    with pytest.raises(NotFound):
        await house.perform(OpenProject(project="inside"), by=robin)
    assert house.disk.folders.total().files == 0
