"""The cases by which understanding is measured are themselves right: whole, known, true to their world, many and various."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.understanding.operations import SLOTS
from tests.understanding.scoring import DESTRUCTIVE, Act, Case, answers, judge, read_cases

HERE = Path(__file__).parent
FILES = sorted([*HERE.glob("cases/*.jsonl"), *HERE.glob("heldout/*.jsonl")])
LEAST_TURNS = {
    "plain": 170,
    "noisy": 90,
    "idiomatic": 100,
    "compound": 70,
    "dialogue": 90,
    "fr": 60,
    "es": 60,
    "outside": 40,
    "ambiguous": 30,
    "destructive": 30,
}
POLICIES = {"execute", "confirm", "clarify", "answer", "reject"}
SHORT = 5
"""Two people may well say the very same few words."""
TIMES_OF_DAY = {"dawn", "morning", "day", "noon", "afternoon", "dusk", "evening", "night", "midnight"}
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def cases(path: Path) -> tuple[Case, ...]:
    return tuple(read_cases(path))


def all_turns(path: Path) -> Iterator[tuple[Case, dict[str, Any]]]:
    return ((case, turn) for case in cases(path) for turn in case["turns"])


def golden_acts(turn: dict[str, Any]) -> Iterator[Act]:
    """Every act of every answer that is right for this turn."""
    return (act for gold in answers(turn) for act in gold)


@every_file
def test_a_case_has_its_parts_and_the_kind_of_its_file(path: Path) -> None:
    for case in cases(path):
        assert case.keys() <= {"id", "kind", "lang", "level", "context", "turns"}
        assert path.stem.split(".")[1] == case["kind"], case["id"]
        assert case["lang"] in {"en", "fr", "es"}
        assert case["turns"], case["id"]
        for turn in case["turns"]:
            assert turn["user"].strip() and turn["policy"] in POLICIES
            assert turn["expect"] or turn["policy"] in {"answer", "clarify"}, case["id"]


@every_file
def test_operations_and_slots_are_known(path: Path) -> None:
    for case, turn in all_turns(path):
        for act in golden_acts(turn):
            assert act["op"] in SLOTS, case["id"]
            assert act["slots"].keys() <= SLOTS[act["op"]], case["id"]


@every_file
def test_the_expected_answer_is_right_by_the_rules(path: Path) -> None:
    for case, turn in all_turns(path):
        for gold in answers(turn):
            found = judge(turn, gold, turn["policy"])
            assert found.right and not found.unsafe, case["id"]


@every_file
def test_what_destroys_is_asked_about_first(path: Path) -> None:
    for case, turn in all_turns(path):
        destroys = any(act["op"] in DESTRUCTIVE for act in turn["expect"])
        assert not destroys or turn["policy"] in {"confirm", "clarify"}, case["id"]


@every_file
def test_times_and_lengths_are_written_as_the_rules_say(path: Path) -> None:
    for case, turn in all_turns(path):
        for slots in (act["slots"] for act in golden_acts(turn)):
            assert slots.get("time_of_day", "noon") in TIMES_OF_DAY, case["id"]
            length = slots.get("duration", 1)
            assert isinstance(length, int | float) or length[0] in "+-*", case["id"]


def test_no_two_cases_share_an_id_and_no_two_people_say_the_very_same() -> None:
    ids = Counter(case["id"] for path in FILES for case in cases(path))
    said = Counter(turn["user"].lower() for path in FILES for _, turn in all_turns(path))
    assert [*ids.values()].count(1) == len(ids)
    assert [words for words, times in said.items() if times > 1 and len(words.split()) > SHORT] == []


def test_there_are_enough_of_every_kind_and_of_every_operation() -> None:
    kinds = Counter(case["kind"] for path in FILES for case, _ in all_turns(path))
    operations = Counter(act["op"] for path in FILES for _, turn in all_turns(path) for act in turn["expect"])
    assert {kind: kinds[kind] for kind, least in LEAST_TURNS.items() if kinds[kind] < least} == {}
    assert kinds.keys() == LEAST_TURNS.keys()
    assert {operation: operations[operation] for operation in SLOTS if operations[operation] < 4} == {}


def test_a_fifth_of_the_cases_is_held_out() -> None:
    held_out = sum(len(cases(path)) for path in FILES if path.parent.name == "heldout")
    assert 5 * held_out >= sum(len(cases(path)) for path in FILES)
