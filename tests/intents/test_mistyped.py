"""Words typed wrong, as they are compared with the examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intents.normalise import normalise
from intents.shapes import Context
from intents.slips import Slips
from tests.intents.learnt import meant
from tests.intents.worlds import HARBOUR, acts

SAID = ["cancel the render"] * 5 + ["list the projects"] * 5 + ["close this project"] * 5
REAL = frozenset({"cancel", "render", "list", "the", "projects", "project", "close", "this", "candle", "lost"})
slips = Slips(SAID, REAL)


@pytest.mark.parametrize(
    ("typed", "meant_by_it"),
    [
        ("cancle", "cancel"),
        ("rendr", "render"),
        ("prjcts", "projects"),
        ("candle", None),
        ("cancel", None),
        ("xylophone", None),
        ("a1", None),
    ],
)
def test_a_word_nobody_knows_is_the_nearest_of_those_in_examples(typed: str, meant_by_it: str | None) -> None:
    assert slips.meant(typed) == meant_by_it


def test_names_capitals_and_quotes_stay_as_typed() -> None:
    view = normalise('the rendr of Cancle and "prjcts" by rendr')
    assert slips.corrected(view, frozenset({"rendr"})).words == view.words
    assert slips.corrected(view, frozenset()).words == ("the", "render", "of", "cancle", "and", "prjcts", "by", "render")


def test_without_a_list_of_real_words_nothing_is_corrected() -> None:
    view = normalise("cancle the rendr")
    assert Slips(SAID, ()).corrected(view, frozenset()) is view


@given(st.text())
def test_the_text_itself_is_never_changed(text: str) -> None:
    view = normalise(text)
    corrected = slips.corrected(view, frozenset())
    assert corrected.raw == view.raw
    assert len(corrected.tokens) == len(view.tokens)


def test_a_command_full_of_slips_is_understood() -> None:
    assert acts(meant("cancle the rendr", HARBOUR, Context(open_project=True))) == [("job.cancel", {"kind": "render"})]
