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
        ("nah, not that one, scene four", "s4"),
        ("ditto for scene two", "s2"),
        ("and four", "s4"),
        ("and the next one", "s4"),
    ],
)
def test_the_same_is_done_to_another_scene(text: str, scene: str) -> None:
    assert said(text, LONGER) == [("scene.update", {"scene": [scene], "duration": "+10"})]


@pytest.mark.parametrize("text", ["I meant dusk", "sorry, I meant dusk", "rather dusk"])
def test_a_value_is_said_anew(text: str) -> None:
    assert said(text, AT_NOON) == [("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})]


@pytest.mark.parametrize("text", ["nah dusk", "dusk would be better actually", "dusk", "hm, not at noon, dusk"])
def test_words_that_are_no_command_are_another_value(text: str) -> None:
    assert said(text, AT_NOON) == [("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})]


def test_a_change_of_one_thing_is_not_said_again_with_another() -> None:
    assert said("twenty-five seconds, at dawn", AT_NOON) == [("scene.update", {"scene": ["s3"], "duration": 25.0, "time_of_day": "dawn"})]


@pytest.mark.parametrize(("last", "more"), [("+10", "+?"), ("-10", "-?"), ("*0.5", "-?"), ("*2", "+?")])
def test_a_bit_more_goes_on_in_the_same_direction(last: str, more: str) -> None:
    before = Match(operation="scene.update", slots={"scene": ["s3"], "duration": last})
    assert said("a bit more", before) == [("scene.update", {"scene": ["s3"], "duration": more})]


def test_what_is_said_of_something_new_changes_it() -> None:
    added = Match(operation="scene.add", slots={"location": "galley"})
    assert said("Call it Burnt.", added) == [("scene.update", {"scene": ["s3"], "title": "Burnt"})]
    assert said("fifty seconds", added) == [("scene.update", {"scene": ["s3"], "duration": 50.0})]


def test_a_number_alone_is_that_of_a_shot_while_shots_are_spoken_of() -> None:
    wide = Match(operation="shot.update", slots={"scene": "s3", "shot": 4, "type": "wide"})
    assert said("five too", wide) == [("shot.update", {"scene": "s3", "shot": 5, "type": "wide"})]
    assert said("shot 2, same size", wide) == [("shot.update", {"scene": "s3", "shot": 2, "type": "wide"})]


def test_a_search_goes_on_with_another_limit() -> None:
    search = Match(operation="media.search", slots={"query": "gulls"})
    assert said("shorter ones, five secs tops", search) == [("media.search", {"query": "gulls", "max_duration": 5.0})]


def test_what_was_taken_away_is_brought_back_and_what_was_undone_is_done_again() -> None:
    assert said("oh, put it back", Match(operation="scene.remove", slots={"scene": ["s2"]})) == [("history.undo", {})]
    assert said("no wait, bring it back", Match(operation="history.undo")) == [("history.redo", {})]


@pytest.mark.parametrize("text", ["not that last one", "it is a lovely day for a walk", "but only if she is in it"])
def test_other_words_are_no_value(text: str) -> None:
    assert all(operation != "scene.update" for operation, _ in said(text, LONGER))


def test_what_is_said_of_something_else_does_not_repeat_what_was_done() -> None:
    assert said("make it dusk", LONGER) == [("scene.update", {"scene": ["s3"], "time_of_day": "dusk"})]


def test_nothing_is_repeated_where_nothing_was_done() -> None:
    assert said("same for scene two", None) != [("scene.update", {"scene": ["s2"], "duration": "+10"})]
