"""A trial: everything is done as it would be, told as differences, and nothing of it is there afterwards. On both databases."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from assistant import Actor, Assistant
from assistant.errors import NotFound
from assistant.events import Event
from assistant.trial import Trial, trying
from assistant.would import Thing, Would
from tests.assistant.told import do, in_conversation
from tests.conftest import signed_in

IDEA = "a heist on the night ferry to Tangier, three scenes, one minute"


@pytest.fixture
async def robin(house: Assistant) -> Actor:
    """Robin in a conversation, with a film of three scenes of twenty seconds and Mara in it."""
    robin = await in_conversation(house, await signed_in(house))
    await do(house, robin, "project.create", title="Tin Moon")
    await do(house, robin, "character.add", name="Mara")
    for title in ("Dawn", "Dusk", "The Bridge"):
        await do(house, robin, "scene.add", title=title, duration=20.0, characters=["Mara"])
    return robin


@pytest.fixture
async def trial(house: Assistant, robin: Actor) -> AsyncIterator[Trial]:
    async with trying(house, robin) as trial:
        yield trial


async def would(trial: Trial, by: Actor, operation: str, **fields: Any) -> Would:
    await do(trial, by, operation, **fields)
    return await trial.would()


def lines(would: Would) -> list[tuple[str, str, str]]:
    return [(thing.verb, thing.kind, thing.label) for project in would.projects for thing in project.things if thing.kind != "shot"]


def fields(thing: Thing) -> dict[str, tuple[Any, Any]]:
    return {one.field: (one.before, one.after) for one in thing.fields}


async def everything(house: Assistant, by: Actor, projects: Path) -> object:
    """All that a user can see."""
    seen = [await do(house, by, name) for name in ("project.show", "history.list", "snapshot.list", "note.list", "project.list")]
    return [*seen, sorted(projects.rglob("*"))]


async def test_a_longer_scene_is_told_before_and_after(robin: Actor, trial: Trial) -> None:
    [project] = (await would(trial, robin, "scene.update", scene=[3], duration="+10", time_of_day="dusk")).projects
    [scene] = [thing for thing in project.things if thing.kind == "scene"]
    assert (scene.verb, scene.number, scene.label) == ("changed", 3, "The Bridge")
    assert fields(scene) == {"duration": (20.0, 30.0), "time_of_day": ("day", "dusk")}
    assert [(one.field, one.before, one.after) for one in project.fields] == [("duration", 60.0, 70.0)]


async def test_what_is_destructive_is_told_in_numbers_and_not_asked_about(robin: Actor, trial: Trial) -> None:
    shots = (await do(trial, robin, "scene.show", scene=2)).shot_count
    told = await would(trial, robin, "scene.remove", scene=2)
    assert lines(told) == [("removed", "scene", "Dusk")]
    [scene] = [thing for thing in told.projects[0].things if thing.kind == "scene"]
    assert (scene.number, scene.shots, scene.seconds) == (2, shots, 20.0)
    assert told.losses == [{"operation": "scene.remove", "scenes": [{"number": 2, "title": "Dusk"}], "shots": shots, "seconds": 20.0}]


async def test_a_project_that_would_be_deleted_is_told_with_its_folder(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    saved = await do(house, robin, "project.save")
    shots = (await do(house, robin, "project.show")).project.shot_count
    async with trying(house, robin) as trial:
        told = await would(trial, robin, "project.delete")
    [project] = told.projects
    assert (project.verb, project.scenes, project.characters, project.shots, project.seconds) == ("removed", 3, 1, shots, 60.0)
    assert told.removed == [saved.path]
    assert (Path(saved.path) / "project.json").is_file()


async def test_saving_tells_what_would_be_written_and_writes_nothing(robin: Actor, trial: Trial, tmp_path: Path) -> None:
    told = await would(trial, robin, "project.save")
    [folder] = told.written
    assert (Path(folder.path).name, folder.files, folder.bytes > 1000) == ("tin-moon", 5, True)
    assert not (tmp_path / "projects").exists()


async def test_a_later_act_sees_what_an_earlier_one_would_have_done(robin: Actor, trial: Trial) -> None:
    assert lines(await would(trial, robin, "scene.add", title="Noon")) == [("added", "scene", "Noon")]
    told = await would(trial, robin, "scene.update", scene=[4], title="High Noon")
    [scene] = [thing for thing in told.projects[0].things if thing.kind == "scene"]
    assert fields(scene) == {"title": ("Noon", "High Noon")}
    assert lines(await would(trial, robin, "history.undo", steps=2)) == [("removed", "scene", "High Noon")]


async def test_scenes_that_change_places_are_told_and_those_only_counted_anew_are_not(robin: Actor, trial: Trial) -> None:
    told = await would(trial, robin, "scene.move", scene=3, position=1)
    [scene] = [thing for thing in told.projects[0].things if thing.kind == "scene"]
    assert (scene.label, fields(scene)) == ("The Bridge", {"number": (3, 1)})


async def test_a_film_made_from_an_idea_is_told_as_a_preview_that_would_come(robin: Actor, trial: Trial) -> None:
    [project] = (await would(trial, robin, "project.generate", prompt=IDEA)).projects
    assert (project.verb, project.state, project.scenes) == ("added", "preview", 3)
    told = await would(trial, robin, "project.finalize")
    assert told.written


async def test_notes_and_snapshots_and_opening_are_told_too(robin: Actor, trial: Trial) -> None:
    assert lines(await would(trial, robin, "note.add", text="Mara is left-handed")) == [("added", "note", "Mara is left-handed")]
    assert (await would(trial, robin, "snapshot.take", name="rough cut")).more == ["snapshot.take"]
    assert [project.verb for project in (await would(trial, robin, "project.create", title="Another")).projects] == ["added"]
    assert (await would(trial, robin, "project.open", project="tin-moon")).opened == "Tin Moon"
    assert (await would(trial, robin, "project.close", save=False)).closed == "Tin Moon"


async def test_reading_changes_nothing_and_what_cannot_be_done_says_why(robin: Actor, trial: Trial) -> None:
    assert (await would(trial, robin, "scene.list")).nothing
    with pytest.raises(NotFound, match="There is no scene 9"):
        await do(trial, robin, "scene.remove", scene=9)
    assert (await trial.would()).nothing
    assert lines(await would(trial, robin, "scene.remove", scene=1)) == [("removed", "scene", "Dawn")]


TRIED: list[tuple[str, dict[str, Any]]] = [
    ("scene.update", {"scene": [1], "title": "Elsewhere"}),
    ("character.remove", {"character": "Mara", "scenes": "remove"}),
    ("note.add", {"text": "remember me"}),
    ("snapshot.take", {"name": "rough cut"}),
    ("history.undo", {}),
    ("project.duplicate", {}),
    ("project.save", {}),
    ("project.generate", {"prompt": IDEA}),
    ("project.finalize", {}),
    ("project.delete", {"project": "tin-moon"}),
]


async def test_nothing_of_a_trial_is_there_afterwards_and_nobody_hears_of_it(house: Assistant, robin: Actor, tmp_path: Path) -> None:
    before = await everything(house, robin, tmp_path / "projects")
    heard: list[Event] = []

    async def hear(event: Event) -> None:
        heard.append(event)

    house.bus.subscribe(hear)
    async with trying(house, robin) as trial:
        for operation, given in TRIED:
            await do(trial, robin, operation, **given)
    assert await everything(house, robin, tmp_path / "projects") == before
    assert heard == []


async def test_others_go_on_while_something_is_tried(house: Assistant, robin: Actor) -> None:
    sam = await in_conversation(house, await signed_in(house, "sam"))
    async with trying(house, robin) as trial:
        await do(trial, robin, "scene.remove", scene=1)
        await do(house, sam, "project.create", title="Elsewhere")
        await do(house, sam, "scene.add", title="A Quay")
    assert len((await do(house, sam, "scene.list")).scenes) == 1
    assert len((await do(house, robin, "scene.list")).scenes) == 3
