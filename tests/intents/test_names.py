"""Names of this user's things: in part, mistyped, ambiguous, unknown, by place and by pronoun."""

import pytest

from intents.shapes import Context, Focus, Name, Unclear, Vocabulary
from tests.intents.worlds import HARBOUR, TRICKY, acts, focus, read


@pytest.mark.parametrize(
    "phrase",
    [
        "scene 2",
        "scene two",
        "scene number two",
        "the second scene",
        "2nd scene",
        "the customs hall",
        "customs hall",
        "The Customs Hall scene",
        "the scene called the customs hall",
        "the customs scene",
        "custms hall",
        "the customs hal",
        "sceen two",
        "the second one",
    ],
)
def test_one_scene_has_many_names(phrase: str) -> None:
    assert acts(read(f"show me {phrase}")) == [("scene.show", {"scene": "s2"})]


@pytest.mark.parametrize(
    ("phrase", "scene"),
    [("it", "s3"), ("that one", "s3"), ("this scene", "s3"), ("the other one", "s1"), ("the next scene", "s4"), ("the previous one", "s2")],
)
def test_pronouns_follow_what_was_spoken_of(phrase: str, scene: str) -> None:
    assert acts(read(f"make {phrase} longer", context=focus("s3", "c2", "s1"))) == [("scene.update", {"scene": [scene], "duration": "+?"})]


def test_what_is_gone_is_meant_by_no_pronoun() -> None:
    assert acts(read("make it longer", context=focus("s9", "s2"))) == [("scene.update", {"scene": ["s2"], "duration": "+?"})]


def test_the_other_scene_is_the_one_before() -> None:
    assert acts(read("show the other scene", context=focus("s3", "s1"))) == [("scene.show", {"scene": "s1"})]


def test_it_is_the_nearest_thing_the_act_can_take() -> None:
    assert acts(read("rename it to Dust", context=focus("p1", "s2")))[0][0] == "project.update"
    assert acts(read("rename it to Dust", context=focus("s2", "p1")))[0][0] == "scene.update"
    assert acts(read("rename her to Dust", context=focus("s2", "p1", "c2")))[0][0] == "character.rename"


def test_it_can_be_a_shot() -> None:
    shots = Vocabulary(names=(*HARBOUR.names, Name(kind="shot", id="s2_shot_3", label="Shot 3", number=3, within="s2")))
    context = Context(focus=(Focus(kind="shot", id="s2_shot_3"),))
    assert acts(read("make it wide", shots, context)) == [("shot.update", {"scene": "s2", "shot": 3, "type": "wide"})]


def test_two_people_of_one_name_are_asked_about() -> None:
    said = read("rename Chen to Li", TRICKY)
    assert isinstance(said, Unclear)
    assert (said.reason, said.slot, said.mentioned) == ("ambiguous", "character", "Chen")
    assert [(choice.label, choice.slots["character"]) for choice in said.choices] == [("May Chen", "c1"), ("Chen Wei", "c5")]
    assert all(choice.operation == "character.rename" and choice.slots["name"] == "Li" for choice in said.choices)


def test_the_whole_name_settles_it() -> None:
    assert acts(read("rename Chen Wei to Li", TRICKY)) == [("character.rename", {"character": "c5", "name": "Li"})]


def test_what_nobody_is_called_stays_as_it_was_said() -> None:
    assert acts(read("delete the Pier scene")) == [("scene.remove", {"scene": ["Pier"]})]
    assert acts(read("delete scene 12")) == [("scene.remove", {"scene": [12]})]
    assert acts(read("remove scenes 2 and 12")) == [("scene.remove", {"scene": ["s2", 12]})]


def test_a_scene_that_is_missing_is_asked_for_with_real_names() -> None:
    said = read("make it longer")
    assert isinstance(said, Unclear)
    assert (said.reason, said.slot) == ("missing", "scene")
    assert [choice.label for choice in said.choices] == [name.label for name in HARBOUR.of("scene")]


def test_a_project_answers_to_its_name_and_its_title() -> None:
    both = Vocabulary(
        names=(Name(kind="project", id="night_boat", label="night_boat"), Name(kind="project", id="night_boat", label="Night Boat"))
    )
    assert acts(read("open night boat", both)) == [("project.open", {"project": "night_boat"})]
    said = read("delete one of my projects", both)
    assert isinstance(said, Unclear)
    assert [choice.label for choice in said.choices] == ["Night Boat"]


def test_sets_are_one_command_over_many() -> None:
    assert acts(read("remove scenes 2 to 4")) == [("scene.remove", {"scene": ["s2", "s3", "s4"]})]
    assert acts(read("set all scenes at noon")) == [("scene.update", {"scene": ["s1", "s2", "s3", "s4", "s5"], "time_of_day": "noon"})]
    assert acts(read("make the last two scenes shorter")) == [("scene.update", {"scene": ["s4", "s5"], "duration": "-?"})]
    assert acts(read("drop Low Tide, Night Train and scene 5")) == [("scene.remove", {"scene": ["s1", "s3", "s5"]})]


def test_with_no_names_at_all_nothing_breaks() -> None:
    nothing = Vocabulary()
    assert acts(read("delete scene 2", nothing)) == [("scene.remove", {"scene": [2]})]
    said = read("make it longer", nothing)
    assert isinstance(said, Unclear)
    assert said.choices[0].operation == "scene.update"
