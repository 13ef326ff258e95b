"""Acts of one sentence that are one act."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from intents.joining import once, together
from intents.shapes import MADE, Match
from tests.intents.worlds import recogniser


def act(operation: str, **slots: object) -> Match:
    return Match(operation=operation, slots=slots, text=operation)


def joined(*acts: Match) -> list[tuple[str, Mapping[str, object]]]:
    return [(one.operation, one.slots) for one in together(acts, recogniser.places)]


def test_what_is_said_of_a_thing_just_made_is_part_of_making_it() -> None:
    named = act("scene.update", scene=[MADE], title="Uncle on the Roof")
    assert joined(act("scene.add", after="s1"), named) == [("scene.add", {"after": "s1", "title": "Uncle on the Roof"})]
    assert joined(act("project.duplicate", project="p1"), act("project.update", title="Festival Cut")) == [
        ("project.duplicate", {"project": "p1", "title": "Festival Cut"})
    ]


def test_what_is_said_of_another_thing_is_an_act_of_its_own() -> None:
    assert len(joined(act("scene.add", after="s1"), act("scene.update", scene=["s2"], title="Night"))) == 2


def test_a_direction_and_then_by_how_much_is_one_change() -> None:
    assert joined(act("scene.update", scene=["s1"], duration="-?"), act("scene.update", scene=["s1"], duration="-8")) == [
        ("scene.update", {"scene": ["s1"], "duration": "-8"})
    ]


def test_the_same_change_of_two_scenes_is_one_act_on_both() -> None:
    assert joined(act("scene.update", scene=["s1"], duration="+10"), act("scene.update", scene=["s2"], duration="+10")) == [
        ("scene.update", {"scene": ["s1", "s2"], "duration": "+10"})
    ]


def test_different_changes_of_two_scenes_stay_two() -> None:
    assert len(joined(act("scene.update", scene=["s1"], duration="+10"), act("scene.update", scene=["s2"], duration="-10"))) == 2


def test_two_scenes_to_add_stay_two() -> None:
    assert len(joined(act("scene.add", title="Rain"), act("scene.add", title="Rain"))) == 2


operations = st.sampled_from(["scene.update", "scene.add", "scene.remove", "shot.add", "project.update", "project.duplicate"])
values = st.dictionaries(st.sampled_from(["scene", "title", "duration", "location"]), st.sampled_from(["s1", "s2", "+?", "-5", MADE]))


@given(st.lists(st.builds(lambda name, slots: act(name, **slots), operations, values), max_size=5))
def test_joining_never_says_what_nobody_said_and_is_the_same_done_twice(said: list[Match]) -> None:
    found = once(said, recogniser.places)
    assert len(found) <= len(said)
    assert {one.operation for one in found if isinstance(one, Match)} <= {one.operation for one in said}
    assert {str(one.operation) for one in said if one.operation.endswith((".remove", ".add"))} <= {
        one.operation for one in found if isinstance(one, Match)
    }
