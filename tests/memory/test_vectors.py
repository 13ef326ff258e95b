"""Vectors as bytes and back, what is nearest, and what stands best for all."""

import numpy as np
import pytest

from memory.vectors import central, nearest, normalised, packed, unpacked


def random_rows(count: int, seed: int = 0) -> np.ndarray:
    return normalised(np.random.default_rng(seed).normal(size=(count, 384)).astype(np.float32))


def test_vectors_come_back_as_they_were_packed() -> None:
    rows = random_rows(5)
    assert (unpacked([packed(row) for row in rows]) == rows).all()


def test_a_vector_takes_four_bytes_a_number() -> None:
    assert len(packed(random_rows(1)[0])) == 4 * 384


def test_nearest_is_exact() -> None:
    rows = random_rows(500)
    for wanted in (0, 123, 499):
        found = nearest(rows, rows[wanted], 3)
        assert found[0] == (wanted, pytest.approx(1.0, abs=1e-5))
        by_hand = sorted(range(500), key=lambda row: -float(rows[row] @ rows[wanted]))[:3]
        assert [row for row, _ in found] == by_hand


def test_a_row_of_zeros_stays_one() -> None:
    assert (normalised(np.zeros((1, 3), dtype=np.float32)) == 0).all()


def test_what_is_central_has_one_of_each_group() -> None:
    centres = random_rows(3)
    rows = normalised(np.repeat(centres, 10, axis=0) + 0.02 * random_rows(30, seed=1))
    assert {row // 10 for row in central(rows, 3)} == {0, 1, 2}


@pytest.mark.parametrize(("count", "most"), [(0, 3), (2, 3), (7, 3)])
def test_no_more_is_chosen_than_there_is(count: int, most: int) -> None:
    chosen = central(random_rows(count), most)
    assert len(chosen) == min(count, most)
    assert chosen == sorted(set(chosen))
