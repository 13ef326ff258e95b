"""Values as a terminal shows them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.terminal.words import clean, joined, length, ranges, when


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [(0, "0 s"), (12.5, "12.5 s"), (22.541667, "22.5 s"), (59.96, "1:00"), (65.5, "1:05.5"), (180, "3:00"), (3600, "1:00:00")],
)
def test_lengths_read_like_a_stopwatch(seconds: float, shown: str) -> None:
    assert length(seconds) == shown


@given(st.floats(0, 86400))
def test_a_length_says_what_it_is_to_a_tenth_of_a_second(seconds: float) -> None:
    parts = [float(part) for part in length(seconds).removesuffix(" s").split(":")]
    assert sum(part * 60**power for power, part in enumerate(reversed(parts))) == pytest.approx(seconds, abs=0.0501)
    assert all(part < 60 for part in parts[1:])


@given(st.text())
def test_clean_text_cannot_command_a_terminal(text: str) -> None:
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", clean(text))


def test_clean_text_keeps_lines_and_letters_of_all_kinds() -> None:
    assert clean("Zoë\n\x1b[2Jсцена\u202e 🎬") == "Zoë\n[2Jсцена 🎬"


def test_only_what_is_there_is_joined() -> None:
    assert joined("heist", "", None, " 3:00 ") == "heist · 3:00"


def test_a_time_that_cannot_be_read_is_shown_as_it_is() -> None:
    assert when("yesterday") == "yesterday"
    assert re.fullmatch(r"\d{1,2} \w+ 2026, \d\d:\d\d", when("2026-11-21T01:08:00Z"))


def test_numbers_that_follow_each_other_are_told_as_a_range() -> None:
    assert ranges([7, 1, 2, 3, 5, 8]) == "1–3, 5, 7–8"
    assert ranges([]) == ""
