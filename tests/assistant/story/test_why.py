"""Every scene can say why it is there, from the plan and back to words of the prompt."""

from itertools import pairwise

import pytest

from assistant.story import Brief, Story, compose

from .prompts import VARIED


@pytest.fixture(scope="module", params=[prompt for prompt, _ in VARIED[::3]])
def told(request: pytest.FixtureRequest) -> tuple[str, Story]:
    return request.param, compose(Brief(prompt=request.param, scene_count=9))


def test_every_scene_but_the_first_is_caused_by_an_earlier_one(told: tuple[str, Story]) -> None:
    _, story = told
    assert story.scenes[0].why.because is None
    for index, scene in enumerate(story.scenes[1:], start=1):
        cause = scene.why.because
        assert cause is not None
        assert cause < index
        assert story.scenes[cause].title in scene.why.cause


def test_every_scene_wants_meets_resistance_and_changes_something(told: tuple[str, Story]) -> None:
    _, story = told
    for scene in story.scenes:
        assert all((scene.why.goal, scene.why.opposition, scene.why.outcome, scene.why.purpose))
        assert " → " in scene.why.changes


def test_reasons_lead_back_to_words_of_the_prompt_and_never_to_what_was_assumed(told: tuple[str, Story]) -> None:
    prompt, story = told
    for scene in story.scenes:
        assert scene.why.words
        assert all(word in prompt for word in scene.why.words)


def test_the_premise_keeps_exact_words_and_owns_up_to_what_it_assumed(told: tuple[str, Story]) -> None:
    prompt, story = told
    premise = story.premise
    for one in (premise.protagonist, premise.role, premise.goal, premise.opposition, premise.stakes, premise.place, premise.period,
                premise.genre, premise.tone, premise.style, *premise.objects, *premise.themes):  # fmt: skip
        assert one.value
        assert (one.source is not None and one.source in prompt) or one.assumed


def test_the_climax_is_a_choice(told: tuple[str, Story]) -> None:
    _, story = told
    assert "The choice:" in story.scenes[-2].why.opposition


def test_the_cast_has_an_opposition_and_people_who_cannot_be_confused(told: tuple[str, Story]) -> None:
    _, story = told
    assert 3 <= len(story.cast) <= 7
    firsts = [member.name.split()[0][0] for member in story.cast]
    assert len(set(firsts)) == len(firsts)
    for member in story.cast:
        assert all((member.role, member.description, member.appearance, member.personality, member.inner.want, member.inner.flaw))


def test_scenes_move_through_several_rooms_of_one_place(told: tuple[str, Story]) -> None:
    _, story = told
    locations = [scene.location for scene in story.scenes]
    assert len(set(locations)) >= 4
    assert all(one != other for one, other in pairwise(locations))


def test_a_story_of_one_night_stays_in_it() -> None:
    story = compose(Brief(prompt=VARIED[0][0], scene_count=12))
    hours = [scene.time_of_day for scene in story.scenes]
    assert set(hours) <= {"dusk", "evening", "night", "midnight", "dawn"}
    assert hours[-1] == "dawn"
    assert hours.count("dawn") == 1
