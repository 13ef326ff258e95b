"""However a text is made, reading it takes a bounded effort; counted in what is read, never in time."""

from collections.abc import Iterator

import pytest

from intents.catalogue import catalogue
from intents.commands import MOST_EFFORT, READING, Commands
from intents.grammar import Reading
from intents.normalise import View, normalise
from intents.phrases import Phrases, plain
from intents.shapes import Context
from tests.intents.worlds import HARBOUR, focus, read, recogniser

LONGEST = 500
"""Characters of the longest texts that are held to it."""
ROWS = (
    "remove the old project and ",
    "write a new ending, ",
    "delete it, ",
    "make scene 2 longer. ",
    "add a scene, no, ",
    "Oskar, the Customs Hall, ",
    "him, that one, ",
)


@pytest.fixture
def matched(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[View]]:
    """The texts that were matched as one command."""
    seen: list[View] = []
    match = Commands._best

    def watched(commands: Commands, view: View, context: Context) -> Reading | None:
        seen.append(view)
        return match(commands, view, context)

    monkeypatch.setattr(Commands, "_best", watched)
    yield seen


@pytest.mark.parametrize("said", ROWS)
def test_a_row_of_commands_that_ends_in_nothing_is_not_cut_in_every_way_there_is(matched: list[View], said: str) -> None:
    read((said * LONGEST)[: LONGEST - 15] + " mumble mumble.", context=focus("s2", "c1"))
    assert sum(len(view.words) for view in matched) <= MOST_EFFORT + LONGEST


def test_what_people_type_takes_a_part_of_the_effort(matched: list[View]) -> None:
    examples = [example.text for entry in catalogue("en").entries().values() for example in entry.examples]
    for text in sorted(examples, key=len)[-200:]:
        matched.clear()
        read(text)
        assert sum(len(view.words) for view in matched) + READING * len(text.split()) < MOST_EFFORT, text


@pytest.mark.parametrize("said", ("1, ", "scene 1, ", "scenes 1, 2, 3, ", "Low Tide, ", "Oskar and "))
def test_a_long_list_is_not_every_list_within_it(said: str) -> None:
    view = normalise((said * LONGEST)[:LONGEST])
    mentions = recogniser.reader.mentions(view, HARBOUR, focus(), recogniser.known)
    assert sum(map(len, mentions.values())) < 40 * len(view.words)


def test_what_is_mentioned_without_a_pronoun_is_read_once_whatever_was_spoken_of() -> None:
    reader = recogniser.reader
    for text, leant in (("delete scene 2 and Night Train", False), ("delete it", True), ("the next scene", True)):
        assert reader.read(normalise(text), HARBOUR, focus("s2"), recogniser.known)[1] == leant, text


def test_phrases_are_found_where_they_stand_and_the_longest_counts() -> None:
    numbers = Phrases([(("two",), 2), (("two", "hundred"), 200)])
    words = ("take", "two", "hundred", "or", "two")
    assert list(numbers.found(words)) == [(1, 2, 2), (1, 3, 200), (4, 5, 2)]
    assert [numbers.size(words, at) for at in range(6)] == [0, 2, 0, 0, 1, 0]
    assert not list(plain([("never",)]).found(words))
