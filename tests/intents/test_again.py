"""Going on from what was just done: the same for another, or the same with another value."""

import pytest

from intents.shapes import Context, Focus, Match
from tests.intents.worlds import HARBOUR, recogniser

LONGER = Match(operation="scene.update", slots={"scene": ["s3"], "duration": "+10"})
AT_NOON = Match(operation="scene.update", slots={"scene": ["s3"], "time_of_day": "noon"})


def said(text: str, last: Match | None) -> list[tuple[str, dict[str, object]]]:
    read = recogniser.by_rule(text, HARBOUR, Context(open_project=True, focus=(Focus(kind="scene", id="s3"),), last=last))
    return [(one.operation, one.slots) for one in read] if isinstance(read, tuple) else []


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("same for scene two", "s2"),
        ("do the same with scene 1", "s1"),
        ("scene 4 as well", "s4"),
        ("and the next one too", "s4"),
        ("no, four", "s4"),
    ],
)
def test_the_same_is_done_to_another_scene(text: str, scene: str) -> None:
    assert said(text, LONGER) == [("scene.update", {"scene": [scene], "duration": "+10"})]


@pytest.mark.parametrize("text", ["I meant dusk", "sorry, I meant dusk", "rather dusk"])
def test_a_value_is_said_anew(text: str) -> None:
    assert said(text, AT_NOON) == [("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})]


def test_what_is_said_of_something_else_does_not_repeat_what_was_done() -> None:
    assert said("make it dusk", LONGER) == [("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})]


def test_nothing_is_repeated_where_nothing_was_done() -> None:
    assert said("same for scene two", None) != [("scene.update", {"scene": ["s2"], "duration": "+10"})]
