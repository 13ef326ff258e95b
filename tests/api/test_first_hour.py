"""What somebody said in their first hour and was misunderstood, through the whole conversation."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def lisbon(tmp_path: Path) -> AsyncIterator[Client]:
    """A conversation over a film of three scenes, with a night bus driver and a ticket inspector in it."""
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="The Night Bus")
        await client.do("character.add", name="Tomás Ibarra", role="night bus driver")
        await client.do("character.add", name="Zed", role="ticket inspector")
        for title, seconds in (("The Depot", 20.0), ("Line Two", 12.0), ("Morning", 30.0)):
            await client.do("scene.add", title=title, duration=seconds)
        yield client


async def cast(client: Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await client.do("character.list"))["result"]["characters"]
    return listed


async def test_people_go_by_their_part_in_the_film(lisbon: Client) -> None:
    assert "Tomás Ibarra" in (await lisbon.say("put the driver in scene 2"))["content"]
    assert (await lisbon.say("who is the inspector?"))["content"].startswith("Zed")
    await lisbon.say("rename the night bus driver to Amália")
    assert [one["name"] for one in await cast(lisbon)] == ["Amália", "Zed"]


async def test_more_close_ups_close_nothing(lisbon: Client) -> None:
    for text in ("I want more close-ups", "more close-ups please"):
        await lisbon.say(text)
        assert (await lisbon.do("project.show"))["ok"], text


async def test_a_title_that_is_not_liked_is_the_films(lisbon: Client) -> None:
    told = await lisbon.say("I don't like the title, call it Last Stop")
    assert told["content"] == "The project is now called “Last Stop”."


async def test_somebody_who_is_nobody_is_told_with_who_there_is_and_what_to_say(lisbon: Client) -> None:
    told = await lisbon.say("put Mona in scene 2")
    assert told["content"] == (
        "Nobody in the cast is called Mona. There are Tomás Ibarra and Zed. Say “add a character called Mona” first."
    )


async def test_between_two_scenes_is_one_place(lisbon: Client) -> None:
    told = await lisbon.say("add a scene where Zed apologises, between 2 and 3")
    assert told["content"].startswith("Added scene 3, “Zed apologises”")
    assert "\n" not in told["content"]


async def test_what_is_asked_of_the_longest_scene_is_done_to_it(lisbon: Client) -> None:
    assert (await lisbon.say("which scene is the longest?"))["content"].startswith("Scene 3, “Morning”")
    assert "30 s → 25 s" in (await lisbon.say("cut it by five seconds"))["content"]
