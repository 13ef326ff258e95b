"""The guided steps: complete by what a film has, left when complete or skipped, gone back to at will."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from msgspec import convert, json, structs

from assistant.errors import Conflict, Invalid
from assistant.workflow import (
    CONTRACT_NAMES,
    STEP_IDS,
    STEPS,
    Facts,
    State,
    advance,
    back,
    completed,
    overview,
    progress,
    revisit,
    skip,
    step_named,
)
from assistant.workflow.needs import meets, told
from assistant.workflow.steps import PROGRESS, Rule

TITLED = Facts(title="Night Boat")
BRIEFED = structs.replace(TITLED, genre="drama", target_audience="teen")
CAST = structs.replace(BRIEFED, characters=2)
DESIGNED = structs.replace(CAST, style_references=1)
WRITTEN = structs.replace(DESIGNED, scenes=3, shots=9)
FILMED = structs.replace(WRITTEN, video_segments=3)
START = State()
IDS = [step.id for step in STEPS]
facts = st.builds(
    Facts,
    title=st.sampled_from(["", "Night Boat"]),
    genre=st.sampled_from(["", "drama"]),
    target_audience=st.sampled_from(["", "teen"]),
    characters=st.integers(0, 3),
    scenes=st.integers(0, 2),
    shots=st.integers(0, 2),
    style_references=st.integers(0, 2),
    video_segments=st.integers(0, 2),
)
nearly = st.sampled_from(Facts.__struct_fields__).map(lambda name: structs.replace(FILMED, **{name: getattr(Facts(), name)}))
"""Films that have everything but one thing."""


def at(step: str, **more: tuple[str, ...]) -> State:
    return convert({"current": step, **more}, State)


def status(state: State, film: Facts) -> dict[str, str]:
    return {step.id: step.status for step in overview(state, film).steps}


# The table


def test_every_step_comes_after_its_prerequisites_and_asks_for_what_is_known() -> None:
    for place, step in enumerate(STEPS):
        assert set(step.after) <= set(IDS[:place])
        assert {need.field for need in step.needs} <= {*Facts.__struct_fields__, PROGRESS}


@pytest.mark.parametrize("step", IDS)
def test_a_step_goes_by_its_id_and_by_the_contracts_name(step: str) -> None:
    name = CONTRACT_NAMES[step_named(step).id]
    assert STEP_IDS[name] == step_named(name).id == step


@pytest.mark.parametrize("move", [back, revisit])
def test_an_unknown_step_is_told_with_those_there_are(move: Callable[..., State]) -> None:
    with pytest.raises(Invalid, match="lunch") as raised:
        move(START, TITLED, "lunch")
    assert raised.value.data["field"] == "step"
    assert "character_creation" in raised.value.remedy


RULES = [
    (Rule(field="title", kind="exists"), "  ", "x", "Still missing: title."),
    (Rule(field="scenes", kind="exists"), 0, 1, "Still missing: scenes."),
    (Rule(field="characters", kind="count", min=2), 1, 2, "Characters: 2 or more needed, 1 so far."),
    (Rule(field="scenes", kind="count", min=2, max=4), 5, 4, "Scenes: 2 to 4 needed, 5 so far."),
    (Rule(field="style_references", kind="relationship", max=1), 2, 0, "Style references: 1 at most needed, 2 so far."),
    (Rule(field="shots", kind="value", equals=3), 4, 3, "Shots: exactly 3 needed, 4 so far."),
    (Rule(field="genre", kind="value", one_of=("drama", "horror")), "", "drama", "Genre: one of drama, horror needed, nothing so far."),
    (Rule(field="title", kind="value", max=3), "Boat", "Oar", "Title: 3 at most needed, Boat so far."),
]


@pytest.mark.parametrize(("need", "bad", "good", "message"), RULES)
def test_a_rule_is_met_or_says_what_is_needed(need: Rule, bad: str | int, good: str | int, message: str) -> None:
    assert meets(need, good)
    assert not meets(need, bad)
    assert told(need, bad) == message


# What is complete


@pytest.mark.parametrize(
    ("film", "done", "percent"),
    [(Facts(), 0, 0), (TITLED, 1, 13), (BRIEFED, 2, 25), (CAST, 4, 50), (DESIGNED, 5, 63), (WRITTEN, 6, 75), (FILMED, 8, 100)],
)
def test_progress_is_the_share_of_steps_whose_data_exist(film: Facts, done: int, percent: int) -> None:
    assert (len(completed(film)), progress(film)) == (done, percent)


def test_taking_data_away_uncompletes_the_steps_that_need_them_and_no_other() -> None:
    assert set(IDS) - set(completed(structs.replace(WRITTEN, title=""))) == {"initial_concept", "post_production", "final_assembly"}
    assert completed(structs.replace(WRITTEN, style_references=0)) == [
        "initial_concept",
        "story_development",
        "character_creation",
        "audio_design",
    ]


def test_the_last_step_waits_until_the_others_are_far_enough() -> None:
    film = structs.replace(FILMED, genre="")
    assert set(IDS) - set(completed(film)) == {"story_development", "final_assembly"}
    (gap,) = overview(at("final_assembly"), film).missing
    assert (gap.field, gap.rule, gap.message) == (PROGRESS, "value", "Overall progress: 80 or more needed, 75 so far.")


# Going on


def test_a_step_is_not_left_while_its_data_are_missing() -> None:
    with pytest.raises(Conflict, match="Still missing: target audience") as raised:
        advance(at("story_development"), structs.replace(TITLED, genre="drama"))
    assert [(gap["field"], gap["severity"]) for gap in raised.value.data["missing"]] == [("target_audience", "error")]
    assert "skip" in raised.value.remedy


def test_going_on_leads_to_the_next_step_with_something_to_do_as_the_contract_shows_it() -> None:
    state = advance(START, BRIEFED)
    seen = overview(state, BRIEFED)
    assert CONTRACT_NAMES[state.current] == "character-development"
    assert [CONTRACT_NAMES[step] for step in seen.completed] == ["concept-development", "setting-selection"]
    assert (seen.progress, seen.can_advance, seen.next) == (25, False, "visual_design")


def test_a_film_that_is_all_there_goes_straight_to_the_last_step_and_no_further() -> None:
    state = advance(START, FILMED)
    assert state.current == "final_assembly"
    for move in (advance, skip):
        with pytest.raises(Conflict, match="is the last"):
            move(state, FILMED)
    assert not overview(state, FILMED).can_advance


def test_a_film_made_step_by_step_comes_to_its_end() -> None:
    state, way = START, []
    for film in (TITLED, BRIEFED, CAST, DESIGNED, WRITTEN, FILMED):
        state = advance(state, film)
        way.append(state.current)
    assert way == ["story_development", "character_creation", "visual_design", "scene_production", "post_production", "final_assembly"]


def test_the_next_step_does_not_begin_when_what_it_builds_on_is_gone() -> None:
    film = structs.replace(WRITTEN, style_references=0)
    with pytest.raises(Conflict, match="visual design is neither complete nor skipped"):
        advance(at("audio_design"), film)
    assert [(gap.field, gap.rule) for gap in overview(at("audio_design"), film).missing] == [("visual_design", "prerequisite")]


# Skipping


def test_a_step_is_skipped_and_no_progress_is_made() -> None:
    state = skip(at("story_development"), TITLED)
    assert (state.current, state.skipped, progress(TITLED)) == ("character_creation", ("story_development",), 13)
    assert status(state, TITLED)["story_development"] == "skipped"


def test_what_was_skipped_is_done_once_its_data_are_there() -> None:
    assert status(skip(at("story_development"), TITLED), BRIEFED)["story_development"] == "done"


@pytest.mark.parametrize(
    ("step", "film"),
    [("character_creation", BRIEFED), ("visual_design", CAST), ("scene_production", DESIGNED), ("post_production", WRITTEN)],
)
def test_a_step_whose_data_the_next_one_needs_too_cannot_be_skipped(step: str, film: Facts) -> None:
    assert {gap.severity for gap in overview(at(step), film).missing} == {"critical"}
    with pytest.raises(Conflict, match="cannot be skipped"):
        skip(at(step), film)


def test_skipping_a_complete_step_only_goes_on() -> None:
    assert skip(START, TITLED) == advance(START, TITLED)


# Going back


def test_going_back_retraces_the_way() -> None:
    ahead = skip(advance(START, TITLED), TITLED)
    assert [back(ahead, TITLED).current, back(back(ahead, TITLED), TITLED).current] == ["story_development", "initial_concept"]
    with pytest.raises(Conflict, match="no step to go back to"):
        back(START, TITLED)


def test_going_back_to_a_named_step_forgets_the_way_since() -> None:
    state = at("scene_production", visited=("initial_concept", "character_creation", "visual_design"))
    assert back(state, DESIGNED, "character-development") == at("character_creation", visited=("initial_concept",))
    assert back(state, DESIGNED, "story_development") == at("story_development", visited=("initial_concept",))


@pytest.mark.parametrize("step", ["scene_production", "post_production"])
def test_going_back_leads_nowhere_ahead(step: str) -> None:
    with pytest.raises(Conflict, match="not behind you"):
        back(at("scene_production"), DESIGNED, step)


def test_a_completed_step_is_revisited_and_left_again() -> None:
    state = at("scene_production", visited=("initial_concept",))
    there = revisit(state, DESIGNED, "story_development")
    assert there == at("story_development", visited=("initial_concept", "scene_production"))
    assert back(there, DESIGNED) == state
    assert advance(there, DESIGNED).current == "scene_production"
    assert revisit(there, DESIGNED, "story_development") == there


def test_a_step_ahead_is_not_entered_by_revisiting() -> None:
    with pytest.raises(Conflict, match="not complete yet"):
        revisit(at("character_creation"), CAST, "scene_production")
    with pytest.raises(Conflict, match="Still missing: genre"):
        revisit(at("story_development"), structs.replace(DESIGNED, genre=""), "visual_design")


# At one look


def test_the_overview_shows_every_step() -> None:
    film = structs.replace(WRITTEN, genre="", style_references=0)
    seen = overview(at("character_creation", skipped=("story_development",)), film)
    assert {step.id: (step.status, step.estimate) for step in seen.steps} == {
        "initial_concept": ("done", (5, 10)),
        "story_development": ("skipped", (15, 30)),
        "character_creation": ("current", (20, 40)),
        "visual_design": ("open", (15, 25)),
        "audio_design": ("done", (10, 20)),
        "scene_production": ("blocked", (90, 180)),
        "post_production": ("blocked", (20, 40)),
        "final_assembly": ("blocked", (10, 20)),
    }
    assert (seen.available, seen.next, seen.can_advance) == (["visual_design"], "visual_design", True)


def test_a_state_is_kept_as_plain_data() -> None:
    state = at("scene_production", skipped=("story_development",), visited=("initial_concept",))
    assert json.decode(json.encode(state), type=State) == state


@given(facts, facts)
def test_what_is_complete_follows_from_the_film_alone_and_grows_with_it(one: Facts, other: Facts) -> None:
    more = convert({name: max(getattr(one, name), getattr(other, name)) for name in Facts.__struct_fields__}, Facts)
    assert {*completed(one), *completed(other)} <= set(completed(more))
    assert all(overview(at(step), one).completed == completed(one) for step in IDS)


class Walk(RuleBasedStateMachine):
    """Any moves while the film changes under them."""

    def __init__(self) -> None:
        super().__init__()
        self.state, self.film = State(), Facts()

    @rule(film=facts | nearly)
    def change_the_film(self, film: Facts) -> None:
        self.film = film

    @rule(film=facts)
    def add_to_the_film(self, film: Facts) -> None:
        self.film = convert({name: max(getattr(self.film, name), getattr(film, name)) for name in Facts.__struct_fields__}, Facts)

    @rule()
    def going_on_works_when_the_overview_says_so(self) -> None:
        seen, before = overview(self.state, self.film), self.state
        assert self.moved(advance) == seen.can_advance
        if seen.can_advance:
            assert self.state.current == seen.next
            assert back(self.state, self.film).current == before.current or self.unsettled(before.current)

    @rule()
    def a_skip_moves_no_progress_and_is_refused_only_for_critical_gaps_or_what_the_next_step_waits_for(self) -> None:
        seen, before = overview(self.state, self.film), self.state
        if self.moved(skip):
            assert before.current in self.settled()
            assert not any(gap.severity == "critical" for gap in seen.missing)
            assert overview(self.state, self.film).progress == seen.progress
        else:
            assert seen.next is None or any(gap.severity == "critical" for gap in seen.missing) or self.unsettled(seen.next)

    @rule(to=st.none() | st.sampled_from(IDS))
    def go_back(self, to: str | None) -> None:
        if self.moved(lambda state, film: back(state, film, to)) and to:
            assert self.state.current == to

    @rule(step=st.sampled_from(IDS))
    def visit_again(self, step: str) -> None:
        if self.moved(lambda state, film: revisit(state, film, step)):
            assert self.state.current == step

    @invariant()
    def the_way_back_is_short_and_the_overview_agrees_with_itself(self) -> None:
        seen = overview(self.state, self.film)
        assert len({self.state.current, *self.state.visited}) == len(self.state.visited) + 1
        assert len(set(self.state.skipped)) == len(self.state.skipped)
        assert seen.progress == int(len(seen.completed) * 12.5 + 0.5)
        assert not (seen.can_advance and seen.missing)
        assert not any(self.unsettled(step) for step in seen.available)

    def moved(self, move: Callable[[State, Facts], State]) -> bool:
        """Whether the move was made; if so, nothing was entered too early nor left unfinished."""
        was = self.state
        try:
            self.state = move(was, self.film)
        except Conflict as conflict:
            assert conflict.message and conflict.remedy
            return False
        if self.state.current != was.current:
            assert not self.unsettled(self.state.current)
            assert IDS.index(self.state.current) < IDS.index(was.current) or was.current in self.settled()
        return True

    def settled(self) -> set[str]:
        return set(map(str, (*completed(self.film), *self.state.skipped)))

    def unsettled(self, step: str) -> bool:
        """Whether a prerequisite of a step is neither complete nor skipped."""
        return not {*step_named(step).after} <= self.settled()


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
