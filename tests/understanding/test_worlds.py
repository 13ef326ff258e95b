"""What the right answers speak of exists in the world of their case, or was made in it."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.understanding.scoring import Act, Case, answers, read_cases

HERE = Path(__file__).parent
HELD_OUT = HERE / "heldout"
FILES = sorted([*HERE.glob("cases/*.jsonl"), *HELD_OUT.glob("*.jsonl")])
every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


@cache
def world_of(path: Path) -> dict[str, Any]:
    """The world of a file of cases: `<world>.<kind>.jsonl`, the held-out ones beside their own."""
    folder = HELD_OUT if path.parent == HELD_OUT else HERE
    world: dict[str, Any] = json.loads((folder / "worlds" / f"{path.stem.split('.')[0]}.json").read_text(encoding="utf-8"))
    return world


def spoken_of(case: Case, *slots: str) -> set[object]:
    """The values of these slots in every right answer, those aside that name what was just made."""
    acts = (act for turn in case["turns"] for gold in answers(turn) for act in gold)
    values = (value for act in acts for slot in slots for value in _listed(act["slots"].get(slot, [])))
    return {value for value in values if not str(value).startswith("$")}


def made(case: Case, operation: str, slot: str) -> set[object]:
    acts: list[Act] = [act for turn in case["turns"] for gold in answers(turn) for act in gold if act["op"] == operation]
    return {value for act in acts for value in _listed(act["slots"].get(slot, []))}


def _numbers_of_the_new(path: Path, case: Case) -> set[object]:
    """The numbers of the scenes that the case adds at the end."""
    last = len(world_of(path)["scenes"])
    new = sum(act["op"] == "scene.add" for turn in case["turns"] for act in turn["expect"])
    return set(range(last + 1, last + 1 + new))


def _listed(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(things: list[dict[str, Any]], key: str) -> set[object]:
    return {thing[key] for thing in things}


@every_file
def test_scenes_exist(path: Path) -> None:
    for case in read_cases(path):
        known = _names(world_of(path)["scenes"], "n") | _numbers_of_the_new(path, case)
        assert spoken_of(case, "scene", "swap_with", "after", "before") <= known | {"all"}, case["id"]


@every_file
def test_characters_exist_or_were_made(path: Path) -> None:
    for case in read_cases(path):
        known = set(world_of(path)["characters"]) | made(case, "character.add", "name") | made(case, "character.update", "name")
        said = {name for name in spoken_of(case, "character", "remove_character") if name != "all"}
        assert said <= known, case["id"]


@every_file
def test_projects_people_jobs_and_steps_exist(path: Path) -> None:
    world = world_of(path)
    for case in read_cases(path):
        assert spoken_of(case, "project") <= set(world["projects"]), case["id"]
        assert spoken_of(case, "user") <= _names(world["people"], "name"), case["id"]
        assert spoken_of(case, "job") <= _names(world["jobs"], "id"), case["id"]
        steps = world["workflow"]["steps"]
        assert spoken_of(case, "step") <= {*steps, *range(1, len(steps) + 1)}, case["id"]


@pytest.mark.parametrize("path", sorted([*HERE.glob("worlds/*.json"), *HELD_OUT.glob("worlds/*.json")]), ids=lambda path: path.stem)
def test_a_world_is_whole(path: Path) -> None:
    world = json.loads(path.read_text(encoding="utf-8"))
    assert world["current_project"] in world["projects"]
    assert [scene["n"] for scene in world["scenes"]] == list(range(1, len(world["scenes"]) + 1))
    assert {name for scene in world["scenes"] for name in scene["characters"]} <= set(world["characters"])
    assert world["workflow"]["current"] in world["workflow"]["steps"]
