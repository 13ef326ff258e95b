"""What is done to another project than the open one, and the order projects are listed in."""

import json
from pathlib import Path

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid, NotFound, Unreadable
from assistant.operations.generation import FinalizeProject
from assistant.operations.projects import CreateProject, DuplicateProject, ListProjects, OpenProject
from assistant.operations.saving import CloseProject, SaveProject
from assistant.operations.scenes import AddScene, UpdateScene
from tests.conftest import signed_in
from tests.films import generated, shown, small_film


async def open_now(house: Assistant, by: Actor) -> str:
    title: str = (await shown(house, by)).project.title
    return title


async def listed(house: Assistant, by: Actor, sort: str) -> list[str | None]:
    return [row.title for row in (await house.perform(ListProjects(sort=sort), by=by)).projects]  # type: ignore[arg-type]


async def test_another_project_is_copied_and_the_copy_is_open(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(CreateProject(title="Tin Moon"), by=robin)
    copy = await house.perform(DuplicateProject(project="quarry-lights", title="Quarry Two"), by=robin)
    assert (copy.title, copy.scene_count) == ("Quarry Two", 3)
    assert await open_now(house, robin) == "Quarry Two"


async def test_another_project_is_opened_and_saved(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(CreateProject(title="Tin Moon"), by=robin)
    saved = await house.perform(FinalizeProject(project="quarry-lights"), by=robin)
    assert (saved.title, saved.files, saved.opened) == ("Quarry Lights", 5, True)
    assert await open_now(house, robin) == "Quarry Lights"


async def test_a_preview_that_was_left_is_kept_by_its_id(house: Assistant, robin: Actor) -> None:
    preview = await generated(house, robin)
    await house.perform(CreateProject(title="Tin Moon"), by=robin)
    saved = await house.perform(FinalizeProject(project=preview), by=robin)
    assert saved.name in [row.name for row in (await house.perform(ListProjects(), by=robin)).projects]


async def test_what_another_program_wrote_is_read_and_not_written_over(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    path = Path((await house.perform(SaveProject(), by=robin)).path) / "project.json"
    await house.perform(CreateProject(title="Tin Moon"), by=robin)
    record = json.loads(path.read_text())
    record["scenes"][0]["title"] = "Written Elsewhere"
    path.write_text(json.dumps(record))
    await house.perform(FinalizeProject(project="quarry-lights"), by=robin)
    assert json.loads(path.read_text())["scenes"][0]["title"] == "Written Elsewhere"


async def test_a_damaged_folder_is_told_and_left_alone(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    path = Path((await house.perform(SaveProject(), by=robin)).path) / "project.json"
    await house.perform(CreateProject(title="Tin Moon"), by=robin)
    path.write_text("{")
    with pytest.raises(Unreadable):
        await house.perform(FinalizeProject(project="quarry-lights"), by=robin)
    assert path.read_text() == "{"
    assert await open_now(house, robin) == "Tin Moon"


async def test_the_open_one_by_its_name_stays_as_it_was_opened(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, title="Second Blast"), by=robin)
    saved = await house.perform(FinalizeProject(project="quarry-lights"), by=robin)
    assert saved.opened is False
    await house.perform(UpdateScene(scene=1, title="Third Blast"), by=robin)
    assert (await house.perform(CloseProject(save=False), by=robin)).taken_back == 1


async def test_somebody_elses_project_is_not_found(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    eve = await signed_in(house, "eve")
    with pytest.raises(NotFound):
        await house.perform(FinalizeProject(project="quarry-lights"), by=eve)
    with pytest.raises(NotFound):
        await house.perform(DuplicateProject(project="quarry-lights"), by=eve)


async def test_one_or_the_other_is_said(house: Assistant, robin: Actor) -> None:
    with pytest.raises(Invalid, match="one of preview or project"):
        await house.perform(FinalizeProject(project="a", preview="b"), by=robin)


async def test_projects_are_listed_in_the_order_that_is_asked_for(house: Assistant, robin: Actor) -> None:
    for title, seconds in (("Beta", 30.0), ("Alpha", 10.0), ("Gamma", 20.0)):
        await house.perform(CreateProject(title=title), by=robin)
        await house.perform(AddScene(title="One", duration=seconds), by=robin)
    await house.perform(OpenProject(project="beta"), by=robin)
    assert await listed(house, robin, "name") == ["Alpha", "Beta", "Gamma"]
    assert await listed(house, robin, "newest") == ["Gamma", "Alpha", "Beta"]
    assert await listed(house, robin, "oldest") == ["Beta", "Alpha", "Gamma"]
    assert await listed(house, robin, "longest") == ["Beta", "Gamma", "Alpha"]
    lengths = [row.duration for row in (await house.perform(ListProjects(sort="longest"), by=robin)).projects]
    assert lengths == [30.0, 20.0, 10.0]


async def test_a_folder_nobody_opened_comes_last(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    path = Path((await house.perform(SaveProject(), by=robin)).path)
    stray = house.disk.folders.path("aaa")
    stray.mkdir()
    (stray / "project.json").write_bytes((path / "project.json").read_bytes())
    assert await listed(house, robin, "name") == [None, "Quarry Lights"]
    assert await listed(house, robin, "longest") == ["Quarry Lights", None]
