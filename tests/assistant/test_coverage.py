"""Covering scenes and checking what was covered, through the one door."""

from typing import Any

import pytest

from assistant import Actor, Assistant, film
from assistant.errors import Invalid, NotFound
from assistant.operations.coverage import CheckShots, CoverScene
from assistant.operations.history import Undo
from assistant.operations.lengths import RebalanceScene
from assistant.operations.scenes import AddScene, UpdateScene
from assistant.operations.shots import AddShot, ListShots, UpdateShot
from tests.films import film_of, generated, is_sound, small_film


async def described(house: Assistant, robin: Actor) -> str:
    project = await small_film(house, robin)
    told = "Hedda counts the fuses. Pim runs to the wall. She follows him, then stops. They wait."
    await house.perform(UpdateScene(scene=2, description=told), by=robin)
    return project


async def shots(house: Assistant, robin: Actor, scene: int) -> list[Any]:
    return (await house.perform(ListShots(scene=scene), by=robin)).shots


async def test_a_generated_film_cuts_together(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    checked = await house.perform(CheckShots(project=project), by=robin)
    assert (checked.scenes, checked.notes) == (8, [])
    assert checked.shots > 16


async def test_so_does_a_scene_that_is_added_with_a_description(house: Assistant, robin: Actor) -> None:
    await described(house, robin)
    scene = await house.perform(
        AddScene(title="Dust", location="tunnel", description="Pim enters. Hedda waits. Pim gives her the lamp. They run.", duration=20),
        by=robin,
    )
    assert (await house.perform(CheckShots(scene=scene.number), by=robin)).notes == []


async def test_a_shot_that_does_not_cut_is_named_with_a_change_that_mends_it(house: Assistant, robin: Actor) -> None:
    await described(house, robin)
    await house.perform(AddShot(scene=2, type="medium", description="Hedda waits.", duration=0.2), by=robin)
    (note,) = [one for one in (await house.perform(CheckShots(scene=2), by=robin)).notes if one.rule == "too-short"]
    assert note.scene.number == 2
    assert note.change is not None
    await house.perform(UpdateShot(scene=2, shot=note.change.shot, duration=int(note.change.value) / 24), by=robin)
    assert "too-short" not in [one.rule for one in (await house.perform(CheckShots(), by=robin)).notes]


async def test_notes_come_in_the_language_of_whoever_asks(house: Assistant, robin: Actor) -> None:
    await described(house, robin)
    await house.perform(AddShot(scene=2, duration=0.2), by=robin)
    said = [one.said for one in (await house.perform(CheckShots(scene=2, language="fr"), by=robin)).notes]
    assert any("images" in one for one in said)


async def test_new_coverage_keeps_the_scene_to_the_frame_and_is_one_undo_away(house: Assistant, robin: Actor) -> None:
    project = await described(house, robin)
    before = await film_of(house, project)
    covered = await house.perform(CoverScene(scene=2), by=robin)
    after = await film_of(house, project)
    assert covered.changed
    assert is_sound(after)
    assert film.frames_of(after, "scene_2") == film.frames_of(before, "scene_2")
    assert [shot.id for shot in film.shots_of(after, "scene_1")] == [shot.id for shot in film.shots_of(before, "scene_1")]
    assert not {shot.id for shot in film.shots_of(after, "scene_2")} & set(before.shots)
    assert (await house.perform(CheckShots(scene=2), by=robin)).notes == []
    await house.perform(Undo(), by=robin)
    assert (await film_of(house, project)).shots == before.shots


async def test_covered_again_it_is_covered_otherwise(house: Assistant, robin: Actor) -> None:
    await described(house, robin)
    await house.perform(CoverScene(scene=2), by=robin)
    first = [(shot.type, shot.description) for shot in await shots(house, robin, 2)]
    await house.perform(CoverScene(scene=2), by=robin)
    assert [(shot.type, shot.description) for shot in await shots(house, robin, 2)] != first


async def test_a_planned_scene_can_be_covered_anew_and_still_cuts(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    for scene in (1, 4, -1):
        assert (await house.perform(CoverScene(project=project, scene=scene), by=robin)).changed
    assert (await house.perform(CheckShots(project=project), by=robin)).notes == []


async def test_a_scene_that_is_not_there_is_said_to_be_missing(house: Assistant, robin: Actor) -> None:
    await described(house, robin)
    with pytest.raises(NotFound, match="There are 3"):
        await house.perform(CoverScene(scene=9), by=robin)
    with pytest.raises(NotFound, match="There are 3"):
        await house.perform(CheckShots(scene=9), by=robin)


async def test_a_longer_scene_takes_from_its_neighbours_when_the_film_must_not_grow(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    told = await house.perform(RebalanceScene(scene=2, duration="+5"), by=robin)
    assert (told.was, told.scene.duration, told.duration) == (20.0, 25.0, 60.0)
    assert [scene.number for scene in told.others] == [1, 3]
    assert is_sound(await film_of(house, project))
    with pytest.raises(Invalid):
        await house.perform(RebalanceScene(scene=2, duration=60), by=robin)
