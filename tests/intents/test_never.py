"""What must not happen: a command that was denied, a wildcard that swallows a command."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.catalogue import catalogue
from intents.normalise import folded
from intents.shapes import Pending, Unclear
from tests.intents.learnt import meant
from tests.intents.worlds import HARBOUR, acts, focus, read, recogniser, waiting

CATALOGUE = catalogue("en")
DESTRUCTIVE = ("project.delete", "scene.remove", "character.remove", "shot.remove", "snapshot.restore")

NEGATIONS = ["don't", "do not", "please don't", "never", "I don't want to", "you shouldn't", "let's not", "no need to", "dont"]


@pytest.mark.parametrize("negation", NEGATIONS)
@pytest.mark.parametrize(
    "command", ["delete scene 2", "drop the last scene", "remove Oskar", "delete the project Paper Birds", "delete shot 2"]
)
def test_a_denied_command_is_not_done(negation: str, command: str) -> None:
    assert acts(read(f"{negation} {command}", context=focus("s2"))) == [("dialog.deny", {})]


@pytest.mark.parametrize(
    "sentence",
    [
        "Whatever you do, don't delete Paper Birds, the other team still needs it",
        "Please do not, under any circumstances, throw away Paper Birds; my brother was very fond of it.",
    ],
)
def test_what_is_denied_with_a_reason_is_not_done(sentence: str) -> None:
    assert not {operation for operation, _ in acts(meant(sentence, HARBOUR, focus("s2")))} & {*DESTRUCTIVE, "share.remove"}


def test_what_is_left_out_of_all_is_never_what_goes() -> None:
    said = meant("wipe every project except Paper Birds", HARBOUR, focus("s2"))
    assert isinstance(said, Unclear)
    assert [choice.label for choice in said.choices] == ["Glass Harbour", "Winter Wheat"]


YES = {word for phrase in (*CATALOGUE.answers.yes, *CATALOGUE.answers.yes_more) for word in phrase.replace("'", "").lower().split()}
REMOVING = Pending(kind="confirm", operation="scene.remove", slots={"scene": ["s2"]})


@given(
    text=st.text(max_size=80)
    | st.lists(st.sampled_from([*sorted(YES), "delete", "scene", "2", "not", "maybe", "it", "tomorrow"]), max_size=6).map(" ".join)
)
@settings(max_examples=60, deadline=None)
def test_only_words_of_consent_confirm(text: str) -> None:
    said = recogniser.by_rule(text, HARBOUR, waiting(REMOVING, "s2"))
    if isinstance(said, tuple) and any(match.operation == "dialog.confirm" for match in said):
        # What cannot be seen is left out, or stands between two words.
        seen = [text, *("".join(letter if letter.isprintable() else gap for letter in text) for gap in ("", " "))]
        # Accents are dropped from what is typed, as people drop them: "Ý" is "y", as "sí" is "si".
        words = re.findall(r"[^\W\d_]+|\d+", folded(" ".join(seen)).replace("'", "").replace("’", ""))
        assert any(word in YES for word in words)
        assert "not" not in words or "why not" in " ".join(words)


@given(text=st.text(max_size=200))
@settings(max_examples=60, deadline=None)
def test_no_text_breaks_it_or_destroys_anything(text: str) -> None:
    said = recogniser.by_rule(text, HARBOUR, focus("s2", "c1"))
    assert not (isinstance(said, tuple) and any(match.operation in DESTRUCTIVE for match in said))


WORDS = [
    "scene",
    "2",
    "the",
    "delete",
    "and",
    "make",
    "longer",
    "it",
    "Oskar",
    "ten",
    "seconds",
    "not",
    "a",
    "called",
    "“",
    "'",
    "1:30",
    "to",
    ",",
    "don't",
]


@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
@settings(max_examples=60, deadline=None)
def test_no_heap_of_known_words_breaks_it(words: list[str]) -> None:
    for context in (focus(), focus("s2"), waiting(REMOVING, "s2"), waiting(Pending(kind="slot", operation="scene.add", slot="title"))):
        recogniser.by_rule(" ".join(words), HARBOUR, context)
