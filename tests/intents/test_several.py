"""A sentence of several clauses: acts one after the other, acts that leave out what was said before, and what is only said aside."""

import pytest

from intents.shapes import Recognition
from tests.intents.learnt import meant
from tests.intents.worlds import HARBOUR, acts, focus

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
