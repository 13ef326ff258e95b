"""The check and its repairs through the door everybody uses, on films typed in, generated and changed."""

from typing import Any

import pytest

from assistant import Actor, Assistant
from assistant.changes import same
from assistant.errors import Conflict, Invalid, NotFound
from assistant.operations.characters import AddCharacter
from assistant.operations.checking import CheckProject, RepairProject
from assistant.operations.history import ListHistory, Undo
from assistant.operations.projects import CreateProject
from assistant.operations.scenes import AddScene, MoveScene, RemoveScene, ShowScene, UpdateScene
from assistant.story import Brief, compose
from assistant.story.continuity import Scene, script_of_film, script_of_story
from tests.films import PROMPT, film_of, generated, is_sound, small_film


@pytest.fixture
async def harbour(house: Assistant, robin: Actor) -> str:
    """A film typed in, with a wrong hour, somebody who is not listed, and a title used twice."""
    project = await house.perform(CreateProject(title="Harbour"), by=robin)
    for name, role in (("Ilya Marin", "safecracker"), ("Ana Ruiz", "pilot")):
        await house.perform(AddCharacter(name=name, role=role), by=robin)
    scenes: tuple[dict[str, Any], ...] = (
        {
            "title": "Rust",
            "description": "Night in the engine room. Ilya oils a hinge.",
            "time_of_day": "noon",
            "characters": ["Ilya Marin"],
        },
        {"title": "Rust", "description": "Ana counts the lights. Ilya listens.", "time_of_day": "night", "characters": ["Ana Ruiz"]},
    )
    for fields in scenes:
        await house.perform(AddScene(location="ferry", **fields), by=robin)
    return project.id


async def test_a_typed_film_is_told_what_does_not_add_up(house: Assistant, robin: Actor, harbour: str) -> None:
    found = await house.perform(CheckProject(), by=robin)
    assert [(note.number, note.rule) for note in found.notes] == [(1, "hour-denied"), (2, "same-title"), (3, "acts-unlisted")]
    assert (found.errors, found.warnings, found.hints) == (1, 2, 0)
    assert found.notes[0].because == "scene 1: “Night in the engine room.”"
    assert [note.offer for note in found.notes] == [
        "set scene 1 to night",
        "call scene 2 “Rust, night”",
        "list Ilya Marin in scene 2",
    ]


async def test_a_repair_is_one_change_and_can_be_undone(house: Assistant, robin: Actor, harbour: str) -> None:
    before = await film_of(house, harbour)
    done = await house.perform(RepairProject(number=1), by=robin)
    assert (done.scene and done.scene.time_of_day, [note.number for note in done.left.notes]) == ("night", [1, 2])
    assert (await house.perform(ListHistory(limit=1), by=robin)).changes[0].operation == "project.repair"
    await house.perform(Undo(), by=robin)
    assert same(await film_of(house, harbour), before)


async def test_everything_that_can_be_repaired_is_gone_after_its_repair(house: Assistant, robin: Actor, harbour: str) -> None:
    while notes := (await house.perform(CheckProject(), by=robin)).notes:
        left = (await house.perform(RepairProject(finding=notes[-1].key), by=robin)).left
        assert notes[-1].key not in [note.key for note in left.notes]
    assert (await house.perform(ShowScene(scene=2), by=robin)).names == ["Ana Ruiz", "Ilya Marin"]
    assert is_sound(await film_of(house, harbour))


async def test_a_finding_that_is_settled_is_not_repaired_again(house: Assistant, robin: Actor, harbour: str) -> None:
    key = (await house.perform(CheckProject(), by=robin)).notes[2].key
    await house.perform(UpdateScene(scene=2, add_character="Ilya Marin"), by=robin)
    with pytest.raises(Conflict):
        await house.perform(RepairProject(finding=key), by=robin)
    with pytest.raises(NotFound):
        await house.perform(RepairProject(number=9), by=robin)


async def test_only_the_writer_decides_where_there_is_no_repair(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    await house.perform(RemoveScene(project=project, scene=2, confirmed=True), by=robin)
    found = await house.perform(CheckProject(project=project), by=robin)
    missing = next(note for note in found.notes if note.offer is None and note.severity == "error")
    with pytest.raises(Invalid):
        await house.perform(RepairProject(project=project, finding=missing.key), by=robin)


async def test_a_generated_film_holds_together_until_its_scenes_are_moved(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    sound = await house.perform(CheckProject(project=project), by=robin)
    assert (sound.errors, sound.warnings) == (0, 0)
    before = await film_of(house, project)
    await house.perform(MoveScene(project=project, scene=8, position="start"), by=robin)
    broken = await house.perform(CheckProject(project=project), by=robin)
    assert broken.errors > 0
    assert all(note.scenes for note in broken.notes)
    await house.perform(Undo(project=project), by=robin)
    assert same(await film_of(house, project), before)


async def test_findings_come_in_other_languages(house: Assistant, robin: Actor, harbour: str) -> None:
    found = await house.perform(CheckProject(language="fr"), by=robin)
    assert found.notes[2].said == "Ilya Marin agit dans la scène 2 sans y figurer."


async def test_a_film_of_bare_titles_has_nothing_grave(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    found = await house.perform(CheckProject(), by=robin)
    assert (found.errors, found.warnings) == (0, 0)


async def test_a_story_and_the_film_made_of_it_are_one_script(house: Assistant, robin: Actor) -> None:
    told = script_of_film(await film_of(house, await generated(house, robin)))
    planned = script_of_story(compose(Brief(prompt=PROMPT)), PROMPT)
    names = [{person.id: person.name for person in script.cast} for script in (planned, told)]
    for one, other in zip(planned.scenes, told.scenes, strict=True):
        assert (one.id, one.number, one.title, one.length) == (other.id, other.number, other.title, other.length)
        assert (one.description, one.key_actions) == (other.description, other.key_actions)
        assert [names[0][who] for who in one.people] == [names[1][who] for who in other.people]
        assert [shot.description for shot in one.shots] == [shot.description for shot in other.shots]
        assert [causes(one), causes(other)] == [causes(one)] * 2


def causes(scene: Scene) -> list[Any]:
    why = scene.why or {}
    return [why["because_scene"], *((need["fact"], need["scene"]) for need in why["plan"]["needs"])]
