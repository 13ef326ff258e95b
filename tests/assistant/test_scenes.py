"""Scenes, characters, shots and their lengths: what holds whatever is done."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Actor, Assistant
from assistant.errors import Invalid, NotFound, NothingOpen, Unconfirmed
from assistant.operations.characters import AddCharacter, RemoveCharacter, RenameCharacter, UpdateCharacter
from assistant.operations.fields import new_duration
from assistant.operations.history import Undo
from assistant.operations.projects import DuplicateProject, OpenProject, UpdateProject
from assistant.operations.saving import CloseProject
from assistant.operations.scenes import AddScene, ExplainScene, ListScenes, MoveScene, RemoveScene, SwapScenes, UpdateScene
from assistant.operations.sequences import RetimeFilm, RetimeSequence
from assistant.operations.shots import AddShot, ListShots, MoveShot, RemoveShot, UpdateShot
from assistant.slug import free, slug
from tests.films import film_of, generated, is_sound, shown, small_film


async def titles(house: Assistant, by: Actor) -> list[str]:
    return [scene.title for scene in (await house.perform(ListScenes(), by=by)).scenes]


async def test_a_longer_scene_has_longer_shots_and_a_longer_film(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    edited = await house.perform(UpdateScene(scene=3, duration="+10"), by=robin)
    assert (edited.scenes[0].scene.duration, edited.duration) == (40.0, 70.0)
    shots = (await house.perform(ListShots(scene=3), by=robin)).shots
    assert sum(shot.duration for shot in shots) == pytest.approx(40.0)
    assert is_sound(await film_of(house, project))


async def test_a_set_of_scenes_is_changed_by_one_command_and_one_undo(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    edited = await house.perform(UpdateScene(scene=[1, "scene_2", -1], time_of_day="dusk"), by=robin)
    assert [edit.scene.time_of_day for edit in edited.scenes] == ["dusk"] * 3


async def test_a_field_can_be_cleared_and_one_left_out_stays(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, visual_notes="snow"), by=robin)
    await house.perform(UpdateScene(scene=1, visual_notes=None, location=None), by=robin)
    scene = (await shown(house, robin)).scenes[0]
    assert (scene.visual_notes, scene.location, scene.title) == (None, "", "First Blast")
    with pytest.raises(Invalid, match="title cannot be empty"):
        await house.perform(UpdateScene(scene=1, title=None), by=robin)


@pytest.mark.parametrize(
    ("where", "order"),
    [
        ({"position": 1}, ["Frost", "First Blast", "Market Day"]),
        ({"position": "start"}, ["Frost", "First Blast", "Market Day"]),
        ({"before": 2}, ["First Blast", "Frost", "Market Day"]),
        ({"after": "scene_1"}, ["First Blast", "Frost", "Market Day"]),
        ({"position": 99}, ["First Blast", "Market Day", "Frost"]),
    ],
)
async def test_a_scene_is_moved(where: dict[str, Any], order: list[str], house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(MoveScene(scene=3, **where), by=robin)
    assert await titles(house, robin) == order


async def test_two_scenes_are_swapped(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    listed = await house.perform(SwapScenes(scene=1, other=-1), by=robin)
    assert [(scene.number, scene.title) for scene in listed.scenes] == [(1, "Frost"), (2, "Market Day"), (3, "First Blast")]


async def test_a_scene_cannot_be_put_before_itself_nor_nowhere(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    for where in ({"before": 1}, {}, {"position": 1, "after": 2}):
        with pytest.raises(Invalid):
            await house.perform(MoveScene(scene=1, **where), by=robin)


async def test_many_moves_into_one_gap_keep_the_order(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    for number in range(60):
        await house.perform(AddScene(title=f"S{number}", position=2), by=robin)
    found = await titles(house, robin)
    assert found == ["First Blast", *[f"S{number}" for number in reversed(range(60))], "Market Day", "Frost"]
    assert len({scene.order for scene in (await film_of(house, project)).scenes.values()}) == 63


async def test_removing_a_scene_takes_its_sequence_and_shots(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    with pytest.raises(Unconfirmed) as question:
        await house.perform(RemoveScene(scene=2), by=robin)
    assert question.value.data["seconds"] == 20.0
    await house.perform(RemoveScene(scene=2, confirmed=True), by=robin)
    film = await film_of(house, project)
    assert (set(film.scenes), set(film.sequences)) == ({"scene_1", "scene_3"}, {"seq_1", "seq_3"})
    assert is_sound(film)


@pytest.mark.parametrize(
    ("how", "cast"),
    [
        ({"scenes": "keep"}, [["char_1"], ["char_1"], []]),
        ({"scenes": "remove"}, [["char_1"]]),
        ({"replace_with": "Hedda Lind"}, [["char_1"], ["char_1"], ["char_1"]]),
    ],
)
async def test_a_character_goes_in_one_of_three_ways(how: dict[str, Any], cast: list[Any], house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    removed = await house.perform(RemoveCharacter(character="pim", confirmed=True, **how), by=robin)
    assert removed.scenes == [2, 3]
    assert [scene.characters for scene in (await shown(house, robin)).scenes] == cast
    assert is_sound(await film_of(house, project))


async def test_a_new_name_reaches_every_text_and_no_other_word(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(
        UpdateScene(scene=2, description="Pim counts. Hedda pimps nothing; Pim's hat falls.", key_actions=["Pim runs"]), by=robin
    )
    edited = await house.perform(RenameCharacter(character="Pim", name="Ana"), by=robin)
    scene = (await film_of(house, project)).scenes["scene_2"]
    assert scene.description == "Ana counts. Hedda pimps nothing; Ana's hat falls."
    assert scene.key_actions == ("Ana runs",)
    assert edited.character.name == "Ana"


async def test_a_first_name_follows_a_full_name(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateScene(scene=1, description="Hedda waits. Lind is late."), by=robin)
    await house.perform(RenameCharacter(character="Hedda Lind", name="Mara Voss"), by=robin)
    assert (await film_of(house, project)).scenes["scene_1"].description == "Mara waits. Voss is late."


async def test_two_people_cannot_have_one_name(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    for command in (AddCharacter(name="pim"), RenameCharacter(character=1, name="PIM"), UpdateCharacter(character=1, name="Pim")):
        with pytest.raises(Invalid, match="in the cast already"):
            await house.perform(command, by=robin)  # type: ignore[arg-type]


async def test_shots_make_their_scene_longer_and_shorter(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(AddShot(scene=1, type="close-up", duration=2, position=1), by=robin)
    shots = (await house.perform(ListShots(scene=1), by=robin)).shots
    assert (shots[0].type, shots[0].duration) == ("close-up", 2.0)
    await house.perform(UpdateShot(scene=1, shot=1, duration="*2", camera_movement="dolly"), by=robin)
    await house.perform(MoveShot(scene=1, shot=1, position="end"), by=robin)
    listed = await house.perform(ListShots(scene=1), by=robin)
    assert (listed.shots[-1].camera_movement, listed.scene.duration) == ("dolly", 14.0)
    await house.perform(RemoveShot(scene=1, shot=-1, confirmed=True), by=robin)
    assert (await house.perform(ListShots(scene=1), by=robin)).scene.duration == 10.0
    assert is_sound(await film_of(house, project))


async def three_shots(house: Assistant, by: Actor) -> list[float]:
    """The lengths of the shots of scene 1, which has three."""
    while len((await house.perform(ListShots(scene=1), by=by)).shots) < 3:
        await house.perform(AddShot(scene=1, duration=4), by=by)
    return [shot.duration for shot in (await house.perform(ListShots(scene=1), by=by)).shots]


async def test_several_shots_are_changed_by_one_command_and_one_undo(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    lengths = await three_shots(house, robin)
    edited = await house.perform(UpdateShot(scene=1, shot=[1, -1], type="drone", duration="+2"), by=robin)
    assert [(edit.shot.number, edit.shot.type, edit.shot.duration) for edit in edited.shots] == [
        (1, "drone", lengths[0] + 2),
        (3, "drone", lengths[-1] + 2),
    ]
    assert edited.scene.duration == pytest.approx(sum(lengths) + 4)
    await house.perform(Undo(), by=robin)
    assert await three_shots(house, robin) == lengths


async def test_all_shots_of_a_scene_are_changed_at_once(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    lengths = await three_shots(house, robin)
    edited = await house.perform(UpdateShot(scene=1, shot="all", camera_movement="pan"), by=robin)
    assert [edit.shot.camera_movement for edit in edited.shots] == ["pan"] * len(lengths)


async def test_several_shots_are_asked_about_once_and_come_back_with_one_undo(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    lengths = await three_shots(house, robin)
    with pytest.raises(Unconfirmed) as question:
        await house.perform(RemoveShot(scene=1, shot=[1, 2]), by=robin)
    assert (question.value.data["shots"], question.value.data["seconds"]) == ([1, 2], pytest.approx(sum(lengths[:2])))
    removed = await house.perform(RemoveShot(scene=1, shot=[1, 2], confirmed=True), by=robin)
    assert [shot.number for shot in removed.removed] == [1, 2]
    assert is_sound(await film_of(house, project))
    await house.perform(Undo(), by=robin)
    assert await three_shots(house, robin) == lengths


@pytest.mark.parametrize("confirmed", [False, True])
async def test_a_scene_is_not_left_without_a_shot(house: Assistant, robin: Actor, confirmed: bool) -> None:
    await small_film(house, robin)
    lengths = await three_shots(house, robin)
    with pytest.raises(Invalid, match=f"all {len(lengths)} shots"):
        await house.perform(RemoveShot(scene=1, shot="all", confirmed=confirmed), by=robin)


async def test_only_the_scenes_that_are_named_are_listed(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    listed = await house.perform(ListScenes(scene=[3, 1]), by=robin)
    assert [scene.title for scene in listed.scenes] == ["First Blast", "Frost"]


async def test_a_scene_keeps_its_last_shot(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    for _ in range(len((await house.perform(ListShots(scene=1), by=robin)).shots) - 1):
        await house.perform(RemoveShot(scene=1, shot=1, confirmed=True), by=robin)
    with pytest.raises(Invalid, match="only shot"):
        await house.perform(RemoveShot(scene=1, shot=1, confirmed=True), by=robin)


async def test_the_film_is_retimed_around_what_is_kept(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    retimed = await house.perform(RetimeFilm(duration=90, keep=1), by=robin)
    assert (retimed.scenes[0].duration, retimed.duration, retimed.kept) == (10.0, 90.0, [1])
    assert retimed.scenes[2].duration / retimed.scenes[1].duration == pytest.approx(1.5, rel=0.01)
    assert is_sound(await film_of(house, project))


async def test_a_sequence_is_retimed_by_its_id_or_its_scene(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    assert (await house.perform(RetimeSequence(sequence="seq_2", duration=7), by=robin)).scene.duration == 7.0
    assert (await house.perform(RetimeSequence(scene=2, duration="+3"), by=robin)).scene.duration == 10.0


@pytest.mark.parametrize("duration", [0.0, -3.0, "-60", "*0", 1e9])
async def test_a_length_that_cannot_be_is_refused_and_nothing_changes(duration: Any, house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    before = await film_of(house, project)
    with pytest.raises(Invalid) as refused:
        await house.perform(UpdateScene(scene=1, duration=duration, title="New"), by=robin)
    assert refused.value.data["field"] == "duration"
    assert await film_of(house, project) == before


@pytest.mark.parametrize("ref", [0, 4, -4, "scene_9", "First Blast"])
async def test_a_scene_that_is_not_there_is_not_found(ref: Any, house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    with pytest.raises(NotFound, match="There are 3"):
        await house.perform(UpdateScene(scene=ref, title="x"), by=robin)


async def test_an_id_from_outside_is_kept_and_never_taken_twice(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(AddScene(id="scene_9", title="Ninth"), by=robin)
    with pytest.raises(Invalid, match="already"):
        await house.perform(AddScene(id="scene_9", title="Again"), by=robin)
    assert (await house.perform(AddScene(title="Next"), by=robin)).id == "scene_10"


async def test_people_not_in_the_cast_are_named(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    with pytest.raises(Invalid, match="char_7"):
        await house.perform(AddScene(title="x", characters=["char_7"]), by=robin)


async def test_scenes_are_listed_by_who_and_when(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(UpdateScene(scene=3, time_of_day="Night"), by=robin)
    assert [scene.number for scene in (await house.perform(ListScenes(character="Pim"), by=robin)).scenes] == [2, 3]
    assert [scene.number for scene in (await house.perform(ListScenes(time_of_day="night"), by=robin)).scenes] == [3]


async def test_every_generated_scene_can_say_why_it_is_there(house: Assistant, robin: Actor) -> None:
    project = await generated(house, robin)
    for number in range(1, 9):
        told = await house.perform(ExplainScene(project=project, scene=number), by=robin)
        assert told.why is not None
        assert told.why.goal
        assert (told.cause is None) == (number == 1) or told.cause is not None
    assert (await house.perform(ExplainScene(project=project, scene=5), by=robin)).why.words  # type: ignore[union-attr]


async def test_a_scene_added_by_hand_says_so(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    assert (await house.perform(ExplainScene(scene=1), by=robin)).why is None


async def test_a_copy_is_a_project_of_its_own(house: Assistant, robin: Actor) -> None:
    original = await small_film(house, robin)
    before = await film_of(house, original)
    copy = await house.perform(DuplicateProject(title="Quarry Lights II"), by=robin)
    await house.perform(UpdateScene(scene=1, title="Other"), by=robin)
    assert (copy.name, copy.scene_count) == ("quarry-lights-ii", 3)
    assert await film_of(house, original) == before
    assert (await house.perform(AddScene(title="Next"), by=robin)).id == "scene_4"


async def test_a_new_style_reaches_the_shots_that_had_the_old(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateShot(scene=1, shot=1, visual_style="grain"), by=robin)
    await house.perform(UpdateProject(style="cold"), by=robin)
    styles = [shot.visual_style for shot in (await film_of(house, project)).shots.values()]
    assert sorted(set(styles)) == ["cold", "grain"]
    assert styles.count("grain") == 1


async def test_closing_twice_says_that_nothing_is_open(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    await house.perform(CloseProject(), by=robin)
    with pytest.raises(NothingOpen, match="No active project to close"):
        await house.perform(CloseProject(), by=robin)
    assert (await house.perform(OpenProject(project="quarry-lights"), by=robin)).scene_count == 3


@given(st.floats(0.1, 5000), st.one_of(st.floats(0.1, 5000), st.from_regex(r"[+-][1-9]\d{0,3}(\.\d)?|\*[1-9]\d?|[+-]\?", fullmatch=True)))
def test_a_new_duration_is_positive_or_refused(now: float, wanted: Any) -> None:
    try:
        assert 0 < new_duration(now, wanted) <= 86400
    except Invalid as refused:
        assert refused.data["field"] == "duration"


@given(st.text(max_size=120), st.sets(st.text(max_size=5)))
def test_a_slug_is_one_plain_component_and_free(text: str, taken: set[str]) -> None:
    name = free(slug(text), taken)
    assert name
    assert name not in taken
    assert "/" not in name
    assert not name.startswith((".", "-", "@"))
