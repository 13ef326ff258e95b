"""Shots by how they are taken: kept as they were said, and shown to the published format as a size it knows."""

import json
from pathlib import Path
from typing import get_args

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid
from assistant.folder import from_file, to_files
from assistant.operations.checking import CheckProject
from assistant.operations.coverage import CheckShots
from assistant.operations.history import Undo
from assistant.operations.saving import SaveProject
from assistant.operations.scenes import AddScene
from assistant.operations.shots import AddShot, ListShots, UpdateShot
from assistant.story.model import ShotType
from assistant.story.sizes import COUNTS_AS, ShotSize, published
from assistant.validation import made
from tests.films import film_of, is_sound, small_film

SAID = [size for size in get_args(ShotSize) if size not in get_args(ShotType)]


def test_every_size_counts_as_a_published_one() -> None:
    assert set(SAID) == set(COUNTS_AS)
    assert {published(size) for size in get_args(ShotSize)} == set(get_args(ShotType))


async def sizes(house: Assistant, by: Actor, scene: int = 1) -> list[str]:
    return [shot.type for shot in (await house.perform(ListShots(scene=scene), by=by)).shots]


@pytest.mark.parametrize("size", SAID)
async def test_a_shot_is_as_it_was_said(house: Assistant, robin: Actor, size: ShotSize) -> None:
    project = await small_film(house, robin)
    added = await house.perform(AddShot(scene=1, type=size), by=robin)
    assert added.shot.type == size
    film = await film_of(house, project)
    assert is_sound(film)
    assert from_file(to_files(film, "x", 0, 0)["project.json"]).shots == film.shots


async def test_a_size_changes_and_comes_back(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    before = await sizes(house, robin)
    (edit,) = (await house.perform(UpdateShot(scene=1, shot=1, type="drone"), by=robin)).shots
    assert [(one.field, one.after) for one in edit.changed] == [("type", "drone")]
    await house.perform(Undo(), by=robin)
    assert await sizes(house, robin) == before


async def test_the_folder_shows_a_size_every_program_knows(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    added = await house.perform(AddShot(scene=1, type="over-the-shoulder"), by=robin)
    path = Path((await house.perform(SaveProject(), by=robin)).path) / "project.json"
    record = json.loads(path.read_text())
    shots = {shot["id"]: shot["type"] for sequence in record["sequences"] for shot in sequence["shots"]}
    assert shots[added.shot.id] == "medium"
    assert set(shots.values()) <= set(get_args(ShotType))


async def test_a_size_that_another_program_gave_is_the_one_that_counts(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    added = await house.perform(AddShot(scene=1, type="drone"), by=robin)
    record = json.loads(to_files(await film_of(house, project), "x", 0, 0)["project.json"])
    for sequence in record["sequences"]:
        for shot in sequence["shots"]:
            shot["type"] = "close-up"
    assert from_file(json.dumps(record).encode()).shots[added.shot.id].type == "close-up"


async def test_what_looks_at_shots_knows_them(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    for size in SAID:
        await house.perform(AddShot(scene=2, type=size), by=robin)
    await house.perform(AddScene(title="After", location="quarry", after=2), by=robin)
    notes = (await house.perform(CheckShots(), by=robin)).notes
    assert not [note for note in notes if note.rule == "unknown-type"]
    found = (await house.perform(CheckProject(), by=robin)).notes
    assert not [note for note in found if note.rule == "unknown-shot"]


def test_a_size_nobody_knows_is_told() -> None:
    with pytest.raises(Invalid, match="type"):
        made({"scene": 1, "type": "sideways"}, AddShot)
