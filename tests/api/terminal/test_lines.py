"""Standard input by lines."""

import os
from collections.abc import Iterator

import pytest

from api.terminal.lines import Lines


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    reading, writing = os.pipe()
    yield reading, writing
    os.close(reading)


def filled(pipe: tuple[int, int], content: bytes) -> Lines:
    os.write(pipe[1], content)
    os.close(pipe[1])
    return Lines(pipe[0])


async def test_lines_come_one_by_one_and_the_last_needs_no_end(pipe: tuple[int, int]) -> None:
    assert [line async for line in filled(pipe, "one\r\n\nthrée".encode())] == ["one", "", "thrée"]


def test_a_first_line_can_be_taken_and_the_rest_together(pipe: tuple[int, int]) -> None:
    lines = filled(pipe, b"token\na long\nidea\n")
    assert lines.next() == "token"
    assert lines.rest() == "a long\nidea\n"
    assert lines.next() is None


def test_bytes_that_are_no_text_do_not_stop_it(pipe: tuple[int, int]) -> None:
    assert filled(pipe, b"\xff!\n").next() == "\ufffd!"
