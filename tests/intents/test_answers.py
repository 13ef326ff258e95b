"""Answers to what the assistant asked: yes and no, a choice, a missing value, a correction; and clear commands in between."""

from typing import Any

import pytest

from intents.shapes import Choice, Pending
from tests.intents.worlds import acts, focus, read, waiting

REMOVE = Pending(kind="confirm", operation="scene.remove", slots={"scene": ["s2"]})
PREVIEW = Pending(kind="confirm", operation="project.finalize")
WHICH = Pending(
    kind="choice",
    operation="character.rename",
    choices=tuple(
        Choice(id=f"choice-{n}", label=label, operation="character.rename", slots={"character": f"c{n}"})
        for n, label in enumerate(["May Chen", "Chen Wei", "Keep the name as it is"], 1)
    ),
)


def missing(slot: str, operation: str, **slots: Any) -> Pending:
    return Pending(kind="slot", operation=operation, slot=slot, slots=slots)


@pytest.mark.parametrize(
    "said",
    [
        "yes",
        "Yes!",
        "yep",
        "yeah, sure",
        "ok",
        "OKAY",
        "go ahead",
        "do it",
        "yes please",
        "please do",
        "absolutely",
        "y",
        "of course",
        "confirm",
        "sure, go for it",
        "yes, delete it",
        "ok do it",
        "yes remove scene 2",
        "that's right",
        "alright then",
    ],
)
def test_yes_has_many_forms(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.confirm", {})]


@pytest.mark.parametrize(
    "said",
    [
        "no",
        "No.",
        "nope",
        "no thanks",
        "cancel",
        "never mind",
        "don't",
        "don't do it",
        "leave it",
        "stop",
        "forget it",
        "not now",
        "wait",
        "no, cancel that",
        "please don't",
        "don't delete it",
        "do not remove scene 2",
        "hmm no",
        "nah",
    ],
)
def test_no_has_many_forms(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.deny", {})]


@pytest.mark.parametrize("said", ["yes", "no"])
def test_yes_and_no_are_acts_without_a_question_too(said: str) -> None:
    assert acts(read(said)) == [("dialog.confirm" if said == "yes" else "dialog.deny", {})]


def test_a_yes_to_something_else_is_that_command_and_no_consent() -> None:
    assert acts(read("yes, delete scene 4", context=waiting(REMOVE, "s2"))) == [("scene.remove", {"scene": ["s4"]})]


def test_a_question_does_not_trap() -> None:
    assert acts(read("show me scene 3", context=waiting(REMOVE, "s2"))) == [("scene.show", {"scene": "s3"})]
    assert acts(read("undo that", context=waiting(missing("title", "project.create")))) == [("history.undo", {})]
    assert acts(read("list my projects", context=waiting(WHICH))) == [("project.list", {})]


def test_consent_may_be_followed_by_another_command() -> None:
    assert acts(read("yes and set scene 4 at dusk", context=waiting(REMOVE, "s2"))) == [
        ("dialog.confirm", {}),
        ("scene.update", {"scene": ["s4"], "time_of_day": "dusk"}),
    ]


@pytest.mark.parametrize("said", ["right. yes, drop it", "that one? go ahead then", "I see. Yes, please go ahead.", "fine, get rid of it"])
def test_a_yes_may_say_again_what_was_asked(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.confirm", {})]


@pytest.mark.parametrize(
    "said",
    [
        "yes, but only scene 4",
        "yes, but first show me scene 4",
        "yes? or maybe not",
        "yes, drop the other one",
        "if you must, drop it",
        "go ahead unless Petra is in it",
        "that one?",
        "drop it",
        "yes, not that one though",
    ],
)
def test_a_yes_with_a_doubt_or_about_something_else_is_none(said: str) -> None:
    understood = read(said, context=waiting(REMOVE, "s2"))
    assert not isinstance(understood, tuple) or understood[0].operation != "dialog.confirm"


@pytest.mark.parametrize(
    "said",
    [
        "leave it where it is",
        "on second thoughts keep it",
        "I've thought better of it, it can stay",
        "forget it, keep it",
        "is he in it? then let it stay",
        "oh dear, no, I pressed the wrong thing",
    ],
)
def test_to_keep_it_is_a_no(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("dialog.deny", {})]


def test_a_no_may_say_what_is_wanted_instead() -> None:
    assert acts(read("keep it but set it at dusk", context=waiting(REMOVE, "s2"))) == [
        ("dialog.deny", {}),
        ("scene.update", {"scene": ["s2"], "time_of_day": "dusk"}),
    ]


@pytest.mark.parametrize("said", ["no, scene four", "wait, not that one, scene four"])
def test_no_with_another_value_asks_for_that_one(said: str) -> None:
    assert acts(read(said, context=waiting(REMOVE, "s2"))) == [("scene.remove", {"scene": ["s4"]})]


@pytest.mark.parametrize("said", ["sorry, what was the question?", "what would I lose?", "hold on, is that permanent?"])
def test_a_question_about_the_question_has_it_asked_again(said: str) -> None:
    for pending in (REMOVE, WHICH):
        assert acts(read(said, context=waiting(pending, "s2"))) == [("dialog.clarify", {})]


@pytest.mark.parametrize("said", ["save it", "keep it", "finalize", "looks good", "lock it in"])
def test_a_preview_is_kept_in_its_own_words(said: str) -> None:
    assert acts(read(said, context=waiting(PREVIEW))) == [("project.finalize", {})]


def test_save_it_without_a_preview_saves() -> None:
    assert acts(read("save it")) == [("project.save", {})]


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("1", "choice-1"),
        ("the second", "choice-2"),
        ("number two", "choice-2"),
        ("option 3", "choice-3"),
        ("#2", "choice-2"),
        ("the last one", "choice-3"),
        ("May Chen", "choice-1"),
        ("may", "choice-1"),
        ("I mean Wei", "choice-2"),
        ("chen wie", "choice-2"),
        ("keep the name as it was", "choice-3"),
        ("b", "choice-2"),
        ("the first one please", "choice-1"),
    ],
)
def test_a_choice_is_made_by_number_place_name_or_paraphrase(said: str, choice: str) -> None:
    assert acts(read(said, context=waiting(WHICH))) == [("dialog.choose", {"choice": choice})]


@pytest.mark.parametrize(
    ("said", "choice"),
    [
        ("second one's the nicest", "choice-2"),
        ("the first has some life in it, so let us take that", "choice-1"),
        ("the wei one, definitely", "choice-2"),
        ("the one without chen", "choice-3"),
    ],
)
def test_a_choice_is_told_with_more_words(said: str, choice: str) -> None:
    assert acts(read(said, context=waiting(WHICH))) == [("dialog.choose", {"choice": choice})]


def test_a_choice_is_told_by_when_it_happens() -> None:
    choices = tuple(
        Choice(id=f"s{n}", label=label, operation="scene.show", slots={"scene": f"s{n}"})
        for n, label in ((1, "Low Tide"), (3, "Night Train"))
    )
    which = Pending(kind="choice", operation="scene.show", choices=choices)
    assert acts(read("the dawn one", context=waiting(which))) == [("dialog.choose", {"choice": "s1"})]


def test_a_command_is_no_choice() -> None:
    assert acts(read("delete the second scene", context=waiting(WHICH))) == [("scene.remove", {"scene": ["s2"]})]


@pytest.mark.parametrize("said", ["none of them", "neither, I am afraid", "none of those, they all look alike"])
def test_none_of_them_is_a_choice_too(said: str) -> None:
    assert acts(read(said, context=waiting(WHICH))) == [("dialog.choose", {"choice": "none"})]


@pytest.mark.parametrize(
    ("pending", "said", "operation", "slots"),
    [
        (missing("scene", "scene.remove"), "3", "scene.remove", {"scene": ["s3"]}),
        (missing("scene", "scene.remove"), "the last one", "scene.remove", {"scene": ["s5"]}),
        (missing("scene", "scene.remove"), "night train", "scene.remove", {"scene": ["s3"]}),
        (missing("scene", "scene.remove"), "scenes 2 and 4", "scene.remove", {"scene": ["s2", "s4"]}),
        (missing("scene", "scene.show"), "the one on the train", "scene.show", {"scene": "s3"}),
        (missing("scene", "scene.show"), "the third", "scene.show", {"scene": "s3"}),
        (missing("duration", "sequence.retime", scene="s2"), "20 seconds", "sequence.retime", {"scene": "s2", "duration": 20.0}),
        (missing("duration", "sequence.retime", scene="s2"), "20", "sequence.retime", {"scene": "s2", "duration": 20.0}),
        (missing("duration", "project.retime"), "twenty seconds, what else", "project.retime", {"duration": 20.0}),
        (missing("age", "character.update", character="c2"), "excuse me, fifty-two", "character.update", {"character": "c2", "age": 52}),
        (missing("duration", "project.retime"), "make it 1:30", "project.retime", {"duration": 90.0}),
        (missing("character", "character.rename", name="Bo"), "petra", "character.rename", {"character": "c2", "name": "Bo"}),
        (missing("position", "scene.move", scene="s2"), "the end", "scene.move", {"scene": "s2", "position": "end"}),
        (missing("shot", "shot.remove", scene="s2"), "the last one", "shot.remove", {"scene": "s2", "shot": -1}),
        (missing("title", "project.create"), "Night Boat", "project.create", {"title": "Night Boat"}),
        (
            missing("title", "project.create"),
            "call it “The Girl Who Must Find a Ghost”",
            "project.create",
            {"title": "The Girl Who Must Find a Ghost"},
        ),
        (missing("title", "scene.update", scene=["s2"]), "Night Train", "scene.update", {"scene": ["s2"], "title": "Night Train"}),
        (missing("name", "character.add"), "her name is Ruth", "character.add", {"name": "Ruth"}),
        (missing("prompt", "project.generate"), "bees", "project.generate", {"prompt": "bees"}),
    ],
)
def test_a_missing_value_is_taken_by_its_kind(pending: Pending, said: str, operation: str, slots: dict[str, Any]) -> None:
    assert acts(read(said, context=waiting(pending))) == [(operation, slots)]


def test_what_is_still_missing_is_asked_next() -> None:
    from intents.shapes import Unclear

    said = read("the bridge of sighs", context=waiting(missing("name", "character.rename")))
    assert isinstance(said, Unclear)
    assert (said.reason, said.slot) == ("missing", "character")
    assert said.choices[0].slots["name"] == "the bridge of sighs"


def test_a_question_back_is_no_value() -> None:
    assert read("what?", context=waiting(missing("scene", "scene.remove"))) is None


def test_cancel_ends_every_kind_of_question() -> None:
    for pending in (REMOVE, WHICH, missing("title", "project.create"), missing("scene", "scene.remove")):
        assert acts(read("cancel", context=waiting(pending))) == [("dialog.deny", {})]


def test_nothing_is_asked_of_the_focus_when_one_scene_was_to_be_chosen() -> None:
    from intents.shapes import Unclear

    said = read("delete a scene", context=focus("s2"))
    assert isinstance(said, Unclear)
    assert [choice.label for choice in said.choices][:2] == ["Low Tide", "The Customs Hall"]
