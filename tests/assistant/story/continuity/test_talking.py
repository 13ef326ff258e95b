"""Asking whether it holds together, and fixing by number, in chat."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    """Somebody in a conversation over a film that has three faults."""
    async with served(tmp_path) as server, talking(server) as somebody:
        await somebody.do("project.create", title="Harbour")
        await somebody.do("character.add", name="Ilya Marin", role="safecracker")
        night = {"description": "Night on the quay. Ilya listens.", "location": "quay", "characters": ["Ilya Marin"]}
        await somebody.do("scene.add", title="Rust", time_of_day="noon", **night)
        await somebody.do(
            "scene.add", title="Salt", time_of_day="afternoon", **{**night, "description": "Night on the ferry. Ilya oils a hinge."}
        )
        await somebody.do(
            "scene.add", title="Smoke", time_of_day="night", **{**night, "description": "Ilya goes ashore.", "characters": []}
        )
        yield somebody


async def test_the_faults_are_told_with_what_can_be_done(client: Client) -> None:
    told = (await client.say("does it hold together?"))["content"]
    assert told.startswith("3 things do not add up:")
    assert "1. Scene 1 is set at noon, and its own text says night (scene 1: “Night on the quay.”)." in told
    assert "I can set scene 1 to night: say “fix 1”." in told


async def test_numbers_are_those_that_were_told_even_after_a_repair(client: Client) -> None:
    await client.say("any plot holes?")
    done = (await client.say("fix the second one"))["content"]
    assert done.startswith("Done: set scene 2 to night. 2 things are left:")
    last = (await client.say("fix the last one"))["content"]
    assert last.startswith("Done: list Ilya Marin in scene 3. One thing is left:")
    times = [scene["time_of_day"] for scene in (await client.do("scene.list"))["result"]["scenes"]]
    assert times == ["noon", "night", "night"]
    assert (await client.say("fix 1"))["content"].startswith("Done: set scene 1 to night. Nothing else that I can find.")
    assert (await client.say("what doesn't add up?"))["content"].startswith("Nothing that I can find. I looked at ")


async def test_a_number_told_before_the_film_changed_means_what_it_meant(client: Client) -> None:
    await client.say("check the project")
    await client.do("scene.update", scene=1, time_of_day="night", description="Ilya listens.")
    await client.do("shot.update", scene=1, shot=1, description="Ilya listens.")
    assert (await client.say("fix the second one"))["content"].startswith("Done: set scene 2 to night.")
    await client.say("undo that")
    await client.do("scene.update", scene=3, add_character="Ilya Marin")
    assert "not so any more" in (await client.say("fix the last one"))["content"]


async def test_both_can_be_done_by_name(client: Client) -> None:
    notes = (await client.do("project.check"))["result"]["notes"]
    done = await client.do("project.repair", finding=notes[2]["key"])
    assert done["result"]["repaired"]["rule"] == "acts-unlisted"
