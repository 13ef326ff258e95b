"""What the assistant says, and the words it says it with."""

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.catalogue import catalogue
from intents.replies import Replies, duration, listing, plural, title

REPLIES = Replies(catalogue("en"))


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (10, "10 s"),
        (80, "1 min 20 s"),
        (120, "2 min"),
        (0, "0 s"),
        (12.5, "12.5 s"),
        (59.96, "1 min"),
        (3725, "1 h 2 min 5 s"),
        (-5, "-5 s"),
        (3600, "1 h"),
    ],
)
def test_seconds_are_said_as_people_say_them(seconds: float, said: str) -> None:
    assert duration(seconds) == said


@given(st.floats(0, 100_000))
def test_no_length_is_said_with_sixty_of_anything(seconds: float) -> None:
    assert "60 s" not in f" {duration(seconds)}".replace("160 s", "")
    assert "60 min" not in duration(seconds)


def test_lists_end_in_and() -> None:
    assert listing([]) == ""
    assert listing(["A"]) == "A"
    assert listing(["A", "B"]) == "A and B"
    assert listing(["A", "B", "C"]) == "A, B and C"
    assert listing(["A", "B"], "or") == "A or B"


def test_counts_have_their_noun() -> None:
    assert plural(1, "scene") == "1 scene"
    assert plural(3, "scene") == "3 scenes"
    assert plural(0, "story", "stories") == "0 stories"


def test_a_title_keeps_its_case() -> None:
    assert title("the MGM lion") == "The MGM lion"
    assert title("") == ""


def test_text_is_plain_and_nothing_is_escaped() -> None:
    assert REPLIES.say("problem", message="<b> & “you”", remedy="") == "<b> & “you”"


def test_a_value_that_was_not_given_is_an_error_and_no_gap() -> None:
    with pytest.raises(jinja2.UndefinedError):
        REPLIES.say("problem", remedy="")


def test_a_key_nobody_wrote_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        REPLIES.say("no.such.thing")


def test_an_operation_replies_with_its_own_words() -> None:
    replies = Replies(catalogue("en").with_entry("kitchen.toast", {"reply": "Toasted {{ r.dish }}, {{ 80 | duration }}."}))
    assert replies.say("kitchen.toast", r={"dish": "bread"}) == "Toasted bread, 1 min 20 s."


def test_a_missing_value_is_asked_for_with_real_names() -> None:
    asked = REPLIES.say("unclear.missing", slot="scene", choices=["Low Tide", "Night Train"], mentioned=None, operation="scene.show")
    assert asked == "Which scene? There are Low Tide and Night Train."
    assert (
        REPLIES.say("unclear.missing", slot="title", choices=[""], mentioned=None, operation="project.create")
        == "What should the title be?"
    )
    assert "visual notes" in REPLIES.say("unclear.missing", slot="visual_notes", choices=[""], mentioned=None, operation="scene.update")


def test_a_doubt_names_what_it_is_about() -> None:
    said = REPLIES.say(
        "unclear.ambiguous", choices=["May Chen", "Chen Wei"], mentioned="Chen", slot="character", operation="character.rename"
    )
    assert said == "“Chen” could be May Chen or Chen Wei. Which one do you mean?"


def test_not_understood_shows_three_things_to_say() -> None:
    assert REPLIES.say("not_understood").count("“") == 3


@pytest.mark.parametrize(
    "key", [f"smalltalk.{kind}" for kind in catalogue("en").smalltalk] + ["cancelled", "nothing_pending", "out_of_scope", "greeting"]
)
def test_small_words_are_all_there(key: str) -> None:
    assert REPLIES.say(key)


def test_help_gives_every_subject() -> None:
    overview = REPLIES.help()
    for heading in catalogue("en").subjects.values():
        assert f"{heading}:" in overview


def test_help_on_a_subject_gives_each_of_its_operations() -> None:
    told = REPLIES.help("shots")
    for name in ("shot.add", "shot.update", "shot.move", "shot.remove", "shot.list"):
        assert catalogue("en").help(name) in told
    assert catalogue("en").help("scene.add") not in told


def test_help_on_how_to_do_something_finds_it() -> None:
    assert REPLIES.about("rename a character")[0] == "character.rename"
    assert REPLIES.about("undo things")[0] == "history.undo"


def test_help_on_what_there_is_none_for_says_so() -> None:
    assert "quantum chess" in REPLIES.help("quantum chess")


SAME = {"en": "The name is Mara already.", "fr": "C’est déjà Mara.", "es": "Ya se llama Mara."}


@pytest.mark.parametrize("language", SAME)
def test_a_rename_to_the_name_they_have_says_so(language: str) -> None:
    told = Replies(catalogue(language)).say("character.rename", r={"character": {"name": "Mara"}, "changed": [], "mentions": 0}, said={})
    assert told == SAME[language]
