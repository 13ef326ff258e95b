"""Numbers and lengths of time, absolute and as changes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intents.catalogue import catalogue
from intents.durations import Durations
from intents.normalise import normalise
from intents.numbers import numbers
from tests.intents.worlds import acts, focus, read

WORDS = catalogue("en").durations


def mentioned(text: str, kind: str) -> list[object]:
    """What the whole text means as a mention of that kind."""
    view = normalise(text)
    found = Durations(WORDS).mentions(view, numbers(view, "en", frozenset(WORDS.units)))
    return [m.value for m in found if m.kind == kind and (m.start, m.end) == (0, len(view.words))]


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("ten seconds", 10),
        ("20s", 20),
        ("90 sec", 90),
        ("1:30", 90),
        ("1:02:00", 3720),
        ("a minute", 60),
        ("half a minute", 30),
        ("a minute and a half", 90),
        ("two and a half minutes", 150),
        ("two minutes and twenty seconds", 140),
        ("1 min 20 s", 80),
        ("1m30", 90),
        ("a minute twenty", 80),
        ("2 min 45", 165),
        ("a dozen seconds", 12),
        ("a couple of minutes", 120),
        ("twenty-five seconds", 25),
        ("2.5 minutes", 150),
        ("a quarter of a minute", 15),
        ("one hundred seconds", 100),
        ("10-second", 10),
        ("an hour", 3600),
    ],
)
def test_a_length_in_words_is_seconds(text: str, seconds: float) -> None:
    assert seconds in mentioned(text, "duration")


@pytest.mark.parametrize(
    ("text", "change"),
    [
        ("ten seconds longer", "+10"),
        ("longer by ten seconds", "+10"),
        ("5 seconds shorter", "-5"),
        ("twice as long", "*2"),
        ("half as long", "*0.5"),
        ("three times as long", "*3"),
        ("a bit shorter", "-?"),
        ("longer", "+?"),
        ("much longer", "+?"),
        ("20% longer", "*1.2"),
        ("10 percent shorter", "*0.9"),
        ("another ten seconds", "+10"),
        ("ten more seconds", "+10"),
        ("+10s", "+10"),
        ("-5 seconds", "-5"),
        ("half a minute longer", "+30"),
        ("double the length", "*2"),
        ("a minute less", "-60"),
    ],
)
def test_a_change_says_how(text: str, change: str) -> None:
    assert change in mentioned(text, "change")


@given(minutes=st.integers(0, 59), seconds=st.integers(0, 59))
@settings(max_examples=60)
def test_every_clock_length_is_read_exactly(minutes: int, seconds: int) -> None:
    found = mentioned(f"{minutes}:{seconds:02d}", "duration")
    assert found == ([minutes * 60.0 + seconds] if minutes or seconds else [])


@given(count=st.integers(1, 999), unit=st.sampled_from([("s", 1), ("seconds", 1), ("min", 60), ("minutes", 60)]))
@settings(max_examples=60)
def test_every_count_of_units_is_read_exactly(count: int, unit: tuple[str, int]) -> None:
    assert mentioned(f"{count} {unit[0]}", "duration") == [float(count * unit[1])]


@given(count=st.integers(1, 99))
@settings(max_examples=40)
def test_a_scene_gets_exactly_the_length_that_was_said(count: int) -> None:
    assert acts(read(f"set scene 2 to {count} seconds", context=focus())) == [("scene.update", {"scene": ["s2"], "duration": float(count)})]


@pytest.mark.parametrize(
    ("text", "value", "ordinal"),
    [
        ("three", 3, False),
        ("twenty-one", 21, False),
        ("the third", 3, True),
        ("3rd", 3, True),
        ("42", 42, False),
        ("second", 2, True),
        ("one", 1, False),
    ],
)
def test_numbers_are_counts_or_places(text: str, value: float, ordinal: bool) -> None:
    assert [(n.value, n.ordinal) for n in numbers(normalise(text), "en")] == [(value, ordinal)]


def test_a_time_of_day_is_no_length() -> None:
    assert mentioned("7:30 am", "duration") == []
