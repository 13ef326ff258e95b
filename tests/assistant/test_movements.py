"""Camera movements in any words: kept as they were said, and shown to the published format as one it knows."""

import json
from typing import get_args

import pytest

from assistant import Actor, Assistant
from assistant.errors import Invalid
from assistant.folder import from_file, to_files
from assistant.operations.checking import CheckProject
from assistant.operations.coverage import CheckShots
from assistant.operations.scenes import AddScene
from assistant.operations.shots import AddShot, ListShots, UpdateShot
from assistant.story.model import CameraMovement
from assistant.story.shots.movements import published_movement
from assistant.validation import made
from tests.films import film_of, is_sound, small_film

SAID = {
    "slow push in": "dolly",
    "creep in slowly": "dolly",
    "Slow drift left": "dolly",
    "whip pan to the door": "pan",
    "travelling arrière": "dolly",
    "panorámica lenta": "pan",
    "à la grue": "crane",
    "locked off": "static",
    "as if it were breathing": "static",
}


def test_every_published_movement_is_itself() -> None:
    assert all(published_movement(move) == move for move in get_args(CameraMovement))


@pytest.mark.parametrize(("said", "known"), SAID.items())
def test_a_movement_counts_as_the_nearest_published_one(said: str, known: str) -> None:
    assert published_movement(said) == known


@pytest.mark.parametrize("said", SAID)
async def test_a_shot_moves_as_it_was_said(house: Assistant, robin: Actor, said: str) -> None:
    project = await small_film(house, robin)
    await house.perform(UpdateShot(scene=1, shot=1, camera_movement=said), by=robin)
    assert (await house.perform(ListShots(scene=1), by=robin)).shots[0].camera_movement == said
    film = await film_of(house, project)
    assert is_sound(film)
    assert from_file(to_files(film, "x", 0, 0)["project.json"]).shots == film.shots


async def test_the_folder_shows_a_movement_every_program_knows(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    added = await house.perform(AddShot(scene=1, camera_movement="slow push in"), by=robin)
    record = json.loads(to_files(await film_of(house, project), "x", 0, 0)["project.json"])
    shown = {shot["id"]: shot["camera_movement"] for sequence in record["sequences"] for shot in sequence["shots"]}
    assert shown[added.shot.id] == "dolly"
    assert set(shown.values()) <= set(get_args(CameraMovement))


async def test_a_movement_that_another_program_gave_is_the_one_that_counts(house: Assistant, robin: Actor) -> None:
    project = await small_film(house, robin)
    added = await house.perform(AddShot(scene=1, camera_movement="slow push in"), by=robin)
    record = json.loads(to_files(await film_of(house, project), "x", 0, 0)["project.json"])
    for sequence in record["sequences"]:
        for shot in sequence["shots"]:
            shot["camera_movement"] = "crane"
    assert from_file(json.dumps(record).encode()).shots[added.shot.id].camera_movement == "crane"


async def test_what_looks_at_shots_minds_no_words(house: Assistant, robin: Actor) -> None:
    await small_film(house, robin)
    for said in SAID:
        await house.perform(AddShot(scene=2, camera_movement=said), by=robin)
    await house.perform(AddScene(title="After", location="quarry", after=2), by=robin)
    notes = (await house.perform(CheckShots(), by=robin)).notes
    assert not [note for note in notes if note.rule == "unknown-movement"]
    found = (await house.perform(CheckProject(), by=robin)).notes
    assert not [note for note in found if note.rule == "unknown-shot"]


@pytest.mark.parametrize("said", ["", " ", "x" * 201])
def test_a_movement_has_words_but_not_too_many(said: str) -> None:
    with pytest.raises(Invalid, match="camera_movement"):
        made({"scene": 1, "camera_movement": said}, AddShot)
