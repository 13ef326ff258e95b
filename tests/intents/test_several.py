"""A sentence of several clauses: acts one after the other, acts that leave out what was said before, and what is only said aside."""

import pytest

from intents.shapes import Recognition
from tests.intents.learnt import meant
from tests.intents.worlds import HARBOUR, acts, focus, read

SPOKEN_OF = focus("s3", "c2", "p1")


def guess(text: str) -> Recognition:
    return meant(text, HARBOUR, SPOKEN_OF)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "Oskar Brandt is 44, Petra Voll 37",
            [("character.update", {"character": "c1", "age": 44}), ("character.update", {"character": "c2", "age": 37})],
        ),
        (
            "take ten seconds off low tide and give them to night train",
            [("scene.update", {"scene": ["s1"], "duration": "-10"}), ("scene.update", {"scene": ["s3"], "duration": "+10"})],
        ),
        (
            "note on 1: the paper is too clean; on 3, the bales are wrong",
            [
                ("comment.add", {"scene": "s1", "text": "the paper is too clean"}),
                ("comment.add", {"scene": "s3", "text": "the bales are wrong"}),
            ],
        ),
        (
            "low tide thirty seconds, then show me the running order",
            [("scene.update", {"scene": ["s1"], "duration": 30.0}), ("scene.list", {})],
        ),
        (
            "low tide needs ten more seconds, the customs hall too",
            [("scene.update", {"scene": ["s1", "s2"], "duration": "+10"})],
        ),
        (
            "swap low tide with night train. Oh, and the last crossing can be deleted.",
            [("scene.swap", {"scene": "s1", "other": "s3"}), ("scene.remove", {"scene": ["s5"]})],
        ),
    ],
)
def test_an_act_may_leave_out_what_the_one_before_it_said(sentence: str, expected: list[tuple[str, dict[str, object]]]) -> None:
    assert acts(guess(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "operation", "slots"),
    [
        ("night train plays long and I can feel it. Take twelve seconds out of it.", "scene.update", {"scene": ["s3"], "duration": "-12"}),
        ("get rid of the customs hall, nobody will ever miss it", "scene.remove", {"scene": ["s2"]}),
    ],
)
def test_what_is_said_aside_is_no_act_but_says_what_is_meant(sentence: str, operation: str, slots: dict[str, object]) -> None:
    found = acts(guess(sentence))
    assert [name for name, _ in found] == [operation]
    assert {slot: found[0][1].get(slot) for slot in slots} == slots


@pytest.mark.parametrize("sentence", ["delete low tide... nah, changed my mind, leave it in", "bin the customs hall, or rather let it be"])
def test_what_is_taken_back_is_not_done(sentence: str) -> None:
    said = guess(sentence)
    assert not isinstance(said, tuple) or not any(name.endswith(".remove") for name, _ in acts(said))


def test_a_topic_named_first_is_what_follows_is_about() -> None:
    found = acts(guess("In low tide, lose shot two, and then give me the whole film as a pdf"))
    assert [name for name, _ in found] == ["shot.remove", "export.create"]
    assert found[0][1]["scene"] == "s1"


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "make low tide 80, no, 75 seconds and rename it Contact",
            [("scene.update", {"scene": ["s1"], "duration": 75.0}), ("scene.update", {"scene": ["s1"], "title": "Contact"})],
        ),
        ("open paper birds, no wait, just close this one", [("project.close", {})]),
        ("hey um who is in low tide scratch that show me the customs hall", [("scene.show", {"scene": "s2"})]),
    ],
)
def test_what_is_said_anew_stands_for_what_was_said_before(sentence: str, expected: list[tuple[str, dict[str, object]]]) -> None:
    assert acts(guess(sentence)) == expected


def test_no_part_of_a_sentence_is_passed_over_where_the_rest_would_do() -> None:
    found = acts(guess("how many credits are left, is the render finished, and who all is in the cast?"))
    assert [name for name, _ in found] == ["usage.credits", "job.status", "character.list"]


def test_what_is_quoted_of_somebody_is_no_act() -> None:
    found = guess("low tide should be at dusk, as “delete the whole project right away” says")
    assert isinstance(found, tuple)
    assert not any(name == "project.delete" for name, _ in acts(found))


def test_a_rule_takes_no_other_act_for_words_of_what_is_said_anew() -> None:
    assert read("make scene two 20, no, 25 seconds and rename it Contact", context=SPOKEN_OF) is None  # for the whole to be looked at


def test_what_one_scene_loses_another_gets_by_rule_too() -> None:
    assert acts(read("take five seconds off scene 3 and give them to scene 5", context=SPOKEN_OF)) == [
        ("scene.update", {"duration": "-5", "scene": ["s3"]}),
        ("scene.update", {"duration": "+5", "scene": ["s5"]}),
    ]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("night train: make it a minute long", [("scene.update", {"scene": ["s3"], "duration": 60.0})]),
        ("low tide, length: a minute and a half", [("scene.update", {"scene": ["s1"], "duration": 90.0})]),
        ("Petra Voll is thirty, no, fifty-two", [("character.update", {"character": "c2", "age": 52})]),
    ],
)
def test_a_name_alone_says_what_the_rest_is_about(sentence: str, expected: list[tuple[str, dict[str, object]]]) -> None:
    assert acts(guess(sentence)) == expected


def test_set_in_a_place_behind_a_comma_only_says_more_of_what_is_made() -> None:
    found = acts(guess("Put a new scene after night train, set in the cold lab at dusk, forty seconds long."))
    assert found == [("scene.add", {"after": "s3", "location": "cold lab", "time_of_day": "dusk", "duration": 40.0})]


def test_a_person_removed_from_one_scene_stays_in_the_film() -> None:
    found = acts(guess("drop Petra Voll from scene 3 alone"))
    assert found == [("scene.update", {"scene": "s3", "remove_character": "c2"})]
