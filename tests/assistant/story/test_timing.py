"""Frames are whole, and parts add up to their total, whatever is asked."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.story import retime, share

weights = st.lists(st.floats(min_value=0, max_value=1e6, allow_nan=False), min_size=1, max_size=60)


@settings(max_examples=60)
@given(weights, st.integers(0, 30), st.integers(0, 10**7))
def test_parts_add_up_and_none_is_too_short(parts: list[float], least: int, extra: int) -> None:
    total = least * len(parts) + extra
    shared = share(total, parts, least)
    assert sum(shared) == total
    assert len(shared) == len(parts)
    assert min(shared) >= least


@settings(max_examples=40)
@given(st.lists(st.integers(1, 1000), min_size=1, max_size=40), st.integers(0, 10**6))
def test_a_heavier_weight_never_gets_less(parts: list[int], extra: int) -> None:
    shared = share(len(parts) + extra, parts)
    by_weight = sorted(zip(parts, shared, strict=True))
    for (lighter, less), (heavier, more) in pairwise(by_weight):
        assert less <= more + (1 if lighter == heavier else 0)


@settings(max_examples=60)
@given(st.lists(st.integers(1, 5000), min_size=1, max_size=30), st.integers(0, 10**6))
def test_retiming_keeps_the_sum_and_the_least(parts: list[int], extra: int) -> None:
    total = 12 * len(parts) + extra
    timed = retime(parts, total, least=12)
    assert sum(timed) == total
    assert min(timed) >= 12


def test_retiming_to_the_same_total_changes_nothing() -> None:
    assert retime((30, 41, 9), 80) == (30, 41, 9)


def test_equal_weights_give_the_odd_frames_to_the_first() -> None:
    assert share(11, [1, 1, 1]) == (4, 4, 3)


@pytest.mark.parametrize(("total", "parts", "least"), [(2, [1, 1, 1], 1), (5, [], 1), (5, [-1, 2], 1), (9, [1], 10)])
def test_what_cannot_be_shared_is_refused(total: int, parts: list[float], least: int) -> None:
    with pytest.raises(ValueError):
        share(total, parts, least)
