"""Talking about coverage, through the socket."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    """Somebody in a conversation over a film of three scenes."""
    async with served(tmp_path) as server, talking(server) as somebody:
        await somebody.do("project.create", title="Quarry Lights")
        await somebody.do("character.add", name="Pim")
        for title, place in (("First Blast", "quarry"), ("Market Day", "square"), ("Frost", "yard")):
            told = "The lamps go out. Pim waits by the wall. Pim runs to the gate. Nobody is there."
            await somebody.do("scene.add", title=title, location=place, description=told, characters=["Pim"], duration=20)
        yield somebody


async def test_asked_whether_it_cuts_the_assistant_says_what_does_not(client: Client) -> None:
    assert "cuts together" in (await client.say("does the coverage cut together?"))["content"]
    await client.do("shot.add", scene=3, duration=0.2, description="Pim blinks.")
    told = (await client.say("lint scene three"))["content"]
    assert "Shot" in told
    assert "12 frames long" in told
    assert "Scene 3:" in (await client.say("check the shots"))["content"]


async def test_a_scene_is_covered_again_and_the_old_shots_come_back(client: Client) -> None:
    before = (await client.do("shot.list", scene=3))["result"]["shots"]
    said = await client.say("cover scene three again")
    after = (await client.do("shot.list", scene=3))["result"]
    assert "20 s long as before" in said["content"]
    assert after["scene"]["duration"] == 20
    assert after["shots"] != before
    await client.say("undo that")
    assert (await client.do("shot.list", scene=3))["result"]["shots"] == before


async def test_a_scene_grows_and_the_film_does_not(client: Client) -> None:
    said = await client.say("make scene two ten seconds longer without changing the film's length")
    assert "the film stays at 1 min" in said["content"]
    scenes = (await client.do("scene.list"))["result"]
    assert [scene["duration"] for scene in scenes["scenes"]] == [15, 30, 15]
