"""The guided steps: proposals from the film as it stands, chosen as one change that can be taken back. On both databases."""

import pytest

from assistant import Actor, Assistant
from assistant.errors import Conflict, Forbidden, Invalid
from assistant.guide.proposal import MANUAL
from assistant.operations.characters import AddCharacter, ListCharacters
from assistant.operations.guide import BackStep, NextStep, ShowProgress, SkipStep
from assistant.operations.history import ListHistory, Redo, Undo
from assistant.operations.projects import CreateProject, OpenProject, ShowProject, UpdateProject
from assistant.operations.scenes import AddScene
from assistant.operations.sharing import AcceptInvitations, AddMember
from tests.assistant.guided import BROUGHT, advised, bring, choose, standing
from tests.conftest import signed_in
from tests.films import film_of, generated, is_sound, small_film

STEPS = [
    "initial_concept", "story_development", "character_creation", "visual_design", "audio_design", "scene_production", "post_production",
    "final_assembly",
]  # fmt: skip


@pytest.fixture
async def empty(house: Assistant, robin: Actor) -> str:
    """A project of no more than a placeholder; its id."""
    return (await house.perform(CreateProject(title="Untitled"), by=robin)).id


async def test_choices_alone_lead_from_nothing_to_a_finished_film(house: Assistant, robin: Actor, empty: str) -> None:
    walked: list[str] = []
    while (view := await standing(house, robin)).percentage < 100:
        walked.append(view.current)
        choice = advised(view)
        done = await choose(house, robin, choice.id)
        assert done.done == choice.preview
        if choice.kind in BROUGHT:
            assert (done.done, done.advanced) == ([], False)
            assert done.how
            await bring(house, robin, empty, BROUGHT[choice.kind])
            await house.perform(NextStep(), by=robin)
    assert list(dict.fromkeys(walked)) == [step for step in STEPS if step not in ("audio_design", "final_assembly")]
    film = await film_of(house, empty)
    assert is_sound(film)
    assert (len(film.scenes), film.header.title != "Untitled", bool(film.header.genre), bool(film.header.audience)) == (6, True, True, True)
    finish = next(one for one in (await standing(house, robin)).choices if one.kind == "finish")
    await choose(house, robin, finish.id)
    assert (await film_of(house, empty)).header.status == "completed"


async def test_ideas_for_an_empty_film_are_of_different_genres_and_ones_own_way_comes_last(
    house: Assistant, robin: Actor, empty: str
) -> None:
    view = await standing(house, robin)
    assert [one.kind for one in view.choices][-1] == MANUAL
    assert len({one.kind for one in view.choices}) == len(view.choices) == 4
    assert [one.recommended for one in view.choices] == [True, False, False, False]
    assert await standing(house, robin) == view


async def test_two_projects_are_made_other_proposals(house: Assistant, robin: Actor, empty: str) -> None:
    first = await standing(house, robin)
    await house.perform(CreateProject(title="Untitled"), by=robin)
    assert [one.title for one in (await standing(house, robin)).choices] != [one.title for one in first.choices]


async def test_a_choice_is_one_change_and_one_undo_takes_all_of_it_back(house: Assistant, robin: Actor, empty: str) -> None:
    await choose(house, robin, 1)
    await choose(house, robin, 1)
    before = await film_of(house, empty)
    done = await choose(house, robin, "Three people")
    after = await film_of(house, empty)
    assert (done.step, done.advanced, done.progress.current, len(after.characters)) == ("character_creation", True, "visual_design", 3)
    history = await house.perform(ListHistory(), by=robin)
    assert [change.operation for change in history.changes] == ["workflow.choose"] * 3
    await house.perform(Undo(), by=robin)
    assert await film_of(house, empty) == before
    assert (await standing(house, robin)).current == "character_creation"
    await house.perform(Redo(), by=robin)
    assert await film_of(house, empty) == after


@pytest.mark.parametrize("said", [2, "2", "id", "title", "TITLE"])
async def test_a_choice_goes_by_its_number_its_id_and_its_title(house: Assistant, robin: Actor, empty: str, said: str | int) -> None:
    second = (await standing(house, robin)).choices[1]
    known = {"id": second.id, "title": second.title, "TITLE": second.title.upper()}
    assert (await choose(house, robin, known.get(str(said), said))).choice == second


async def test_a_choice_that_is_gone_is_refused_with_those_there_are(house: Assistant, robin: Actor, empty: str) -> None:
    gone = (await standing(house, robin)).choices[0]
    await house.perform(UpdateProject(description="A diver looks for a bell.", title="The Bell"), by=robin)
    before = await film_of(house, empty)
    with pytest.raises(Conflict) as refused:
        await choose(house, robin, gone.id)
    present = (await standing(house, robin)).choices
    assert [one["id"] for one in refused.value.data["choices"]] == [one.id for one in present]
    assert await film_of(house, empty) == before


async def test_what_was_taken_is_not_proposed_again(house: Assistant, robin: Actor, empty: str) -> None:
    for _ in range(3):
        await choose(house, robin, 1)
    taken = []
    for _ in range(4):
        view = await standing(house, robin)
        assert view.current == "visual_design"
        looks = [one for one in view.choices if one.kind not in (MANUAL, "reference")]
        assert not {one.kind for one in looks} & set(taken)
        taken.append(looks[0].kind)
        await choose(house, robin, looks[0].id)


async def test_who_is_there_already_is_kept_and_somebody_against_them_is_proposed(house: Assistant, robin: Actor) -> None:
    await house.perform(CreateProject(title="The Bell", description="Mara, a diver, must find the bell before the storm."), by=robin)
    await house.perform(UpdateProject(genre="adventure", audience="PG"), by=robin)
    await house.perform(AddCharacter(name="Mara", role="diver"), by=robin)
    view = await standing(house, robin)
    assert (view.current, [one.kind for one in view.choices]) == ("character_creation", ["ally", "opponent", "witness", MANUAL])
    done = await choose(house, robin, advised(view).id)
    cast = (await house.perform(ListCharacters(), by=robin)).characters
    assert (done.choice.kind, len(cast), cast[0].name, done.advanced) == ("opponent", 2, "Mara", True)


async def test_scenes_are_told_with_the_films_own_people(house: Assistant, robin: Actor) -> None:
    project = await house.perform(CreateProject(title="The Bell", genre="adventure", audience="PG"), by=robin)
    for name in ("Mara Voss", "Old Pim"):
        await house.perform(AddCharacter(name=name, role="diver"), by=robin)
    await bring(house, robin, project.id, "style_reference")
    await house.perform(UpdateProject(description="A diver must find the bell before the storm."), by=robin)
    view = await standing(house, robin)
    assert view.current == "scene_production"
    await choose(house, robin, next(one.id for one in view.choices if one.kind == "arc"))
    film = await film_of(house, project.id)
    told = " ".join(scene.description for scene in film.scenes.values())
    assert "Mara" in told
    assert is_sound(film)
    assert {name for scene in film.scenes.values() for name in scene.characters} <= set(film.characters)


async def test_a_scene_with_a_single_shot_is_proposed_more(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateProject(genre="drama", audience="R", description="Two miners fall out."), by=robin)
    await house.perform(AddScene(title="The Gate", duration=1.0), by=robin)
    await bring(house, robin, project, "style_reference")
    await house.perform(BackStep(step="scenes"), by=robin)
    kinds = [one.kind for one in (await standing(house, robin)).choices]
    assert len(set(kinds)) == len(kinds)
    assert kinds[-1] == MANUAL


async def test_a_film_made_from_an_idea_begins_where_something_is_missing(house: Assistant, robin: Actor) -> None:
    view = await standing(house, robin, project=await generated(house, robin))
    assert (view.current, view.place, [gap.field for gap in view.missing]) == ("story_development", 2, ["target_audience"])
    assert view.completed == ["initial_concept", "character_creation", "audio_design"]
    assert all("audience" in line for one in view.choices[:-1] for line in one.preview[:1])


OWN = {
    "initial_concept": ("description", "I want urban rooftop chase scenes"),
    "visual_design": ("style", "grainy and blue"),
}


@pytest.mark.parametrize("step", OWN)
async def test_ones_own_way_takes_ones_own_words(house: Assistant, robin: Actor, empty: str, step: str) -> None:
    while (await standing(house, robin)).current != step:
        await choose(house, robin, advised(await standing(house, robin)).id)
    field, text = OWN[step]
    done = await choose(house, robin, MANUAL, text)
    assert text in getattr((await film_of(house, empty)).header, field)
    assert done.done


async def test_ones_own_way_needs_words(house: Assistant, robin: Actor, empty: str) -> None:
    with pytest.raises(Invalid) as refused:
        await choose(house, robin, MANUAL)
    assert refused.value.data["field"] == "custom_input"


async def test_words_beside_a_choice_go_along_with_it(house: Assistant, robin: Actor, empty: str) -> None:
    first = (await standing(house, robin)).choices[0]
    await choose(house, robin, first.id, "With urban rooftop chase scenes.")
    header = (await film_of(house, empty)).header
    assert header.description.endswith("With urban rooftop chase scenes.")
    assert first.description.endswith(header.description.removesuffix(" With urban rooftop chase scenes."))
    assert len((await house.perform(ListHistory(), by=robin)).changes) == 1


async def test_a_step_may_be_left_out_gone_back_to_and_entered_by_name(house: Assistant, robin: Actor, empty: str) -> None:
    await choose(house, robin, 1)
    with pytest.raises(Conflict, match="not complete"):
        await house.perform(NextStep(), by=robin)
    assert (await house.perform(SkipStep(), by=robin)).current == "character_creation"
    with pytest.raises(Conflict, match="cannot be skipped"):
        await house.perform(SkipStep(), by=robin)
    [told] = (await house.perform(ListHistory(), by=robin)).changes[0].touched
    assert told.fields == {"step": ("story_development", "character_creation")}
    assert (await house.perform(BackStep(), by=robin)).current == "story_development"
    assert (await house.perform(BackStep(step="concept"), by=robin)).current == "initial_concept"
    with pytest.raises(Invalid, match="There is no step"):
        await house.perform(BackStep(step="lunch"), by=robin)
    await house.perform(Undo(), by=robin)
    assert (await standing(house, robin)).current == "story_development"


async def test_a_later_step_may_be_left_out_beforehand(house: Assistant, robin: Actor, empty: str) -> None:
    await choose(house, robin, 1)
    skipped = await house.perform(SkipStep(step="sound"), by=robin)
    status = {step.id: step.status for step in skipped.steps}
    assert (skipped.current, status["audio_design"]) == ("story_development", "skipped")


async def test_whoever_looks_on_sees_the_choices_and_cannot_take_one(house: Assistant, robin: Actor, empty: str) -> None:
    noor = await signed_in(house, "noor")
    await house.perform(AddMember(user="noor", role="viewer"), by=robin)
    await house.perform(AcceptInvitations(), by=noor)
    shown = await house.perform(OpenProject(project="untitled"), by=noor)
    assert shown.id == empty
    seen = await standing(house, noor)
    assert seen == await standing(house, robin)
    with pytest.raises(Forbidden):
        await choose(house, noor, seen.choices[0].id)
    await choose(house, robin, seen.choices[0].id)
    assert (await standing(house, noor)).current == "story_development"


async def test_ids_are_the_same_in_every_language_and_titles_are_not(house: Assistant, robin: Actor, empty: str) -> None:
    await choose(house, robin, 1)
    views = [await house.perform(ShowProgress(said_in=language), by=robin) for language in ("en", "fr", "es")]
    assert len({tuple(one.id for one in view.choices) for view in views}) == 1
    assert len({tuple(one.title for one in view.choices) for view in views}) == 3
    assert len({tuple(line for one in view.choices for line in one.preview) for view in views}) == 3


@pytest.mark.parametrize(("language", "own"), [("fr", "À ma façon"), ("es", "A mi manera")])
async def test_a_film_in_another_language_is_made_proposals_in_it(house: Assistant, robin: Actor, language: str, own: str) -> None:
    await house.perform(CreateProject(title="Untitled", language=language), by=robin)
    for _ in range(3):
        view = await standing(house, robin)
        assert view.choices[-1].title == own
        await choose(house, robin, advised(view).id)
    assert (await house.perform(ShowProject(), by=robin)).characters
