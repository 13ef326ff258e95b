"""Several at once through the conversation: one command, one question with what goes, one undo."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    """A conversation over five scenes and two people; scene 1 has three shots."""
    async with served(tmp_path) as server, talking(server) as somebody:
        await somebody.do("project.create", title="Quarry Lights")
        for name in ("Hedda Lind", "Pim"):
            await somebody.do("character.add", name=name)
        for title, place, time, who in (
            ("First Blast", "quarry", "day", ["Hedda Lind"]),
            ("Market Day", "town square", "day", ["Pim"]),
            ("Frost", "quarry", "night", ["Pim"]),
            ("Lamp Oil", "kitchen", "night", ["Hedda Lind", "Pim"]),
            ("The Whistle", "town square", "night", ["Hedda Lind"]),
        ):
            await somebody.do("scene.add", title=title, location=place, time_of_day=time, characters=who, duration=20)
        while len(await shots(somebody)) < 3:
            await somebody.do("shot.add", scene=1, duration=4)
        yield somebody


async def scenes(client: Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await client.do("scene.list"))["result"]["scenes"]
    return listed


async def titles(client: Client) -> list[str]:
    return [scene["title"] for scene in await scenes(client)]


async def shots(client: Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await client.do("shot.list", scene=1))["result"]["shots"]
    return listed


async def test_a_set_of_scenes_is_asked_about_once_with_its_names_and_comes_back_with_one_undo(client: Client) -> None:
    before = await titles(client)
    asked = (await client.say("delete every scene Pim is in, apart from Frost"))["content"]
    assert "2 scenes: 2, “Market Day”; 4, “Lamp Oil”?" in asked
    assert await titles(client) == before
    await client.say("yes")
    assert await titles(client) == ["First Blast", "Frost", "The Whistle"]
    await client.say("undo that")
    assert await titles(client) == before


async def test_the_character_goes_out_of_the_scenes_and_not_the_scenes(client: Client) -> None:
    await client.say("take Pim out of every scene he's in")
    assert [scene["names"] for scene in await scenes(client)] == [["Hedda Lind"], [], [], ["Hedda Lind"], ["Hedda Lind"]]
    await client.say("undo")
    assert [scene["names"] for scene in await scenes(client)][1] == ["Pim"]


async def test_a_set_is_changed_in_one_step(client: Client) -> None:
    await client.say("set the night scenes but not Frost at dawn")
    assert [scene["time_of_day"] for scene in await scenes(client)] == ["day", "day", "night", "dawn", "dawn"]
    await client.say("undo")
    assert [scene["time_of_day"] for scene in await scenes(client)] == ["day", "day", "night", "night", "night"]


async def test_those_are_the_ones_just_changed(client: Client) -> None:
    await client.say("set the quarry scenes at dusk")
    await client.say("make those five seconds longer")
    assert [scene["duration"] for scene in await scenes(client)][1:4] == [20.0, 25.0, 20.0]


async def test_several_shots_are_asked_about_once_and_come_back_with_one_undo(client: Client) -> None:
    before = await shots(client)
    asked = (await client.say("delete shots 2 and 3 of First Blast"))["content"]
    assert "shots 2 and 3" in asked
    assert await shots(client) == before
    await client.say("yes")
    assert [shot["id"] for shot in await shots(client)] == [before[0]["id"]]
    await client.say("undo")
    assert await shots(client) == before


async def test_all_shots_of_a_scene_are_changed_in_one_step(client: Client) -> None:
    changed = (await client.say("make all three shots of First Blast wide"))["content"]
    assert all(f"Shot {number} of scene 1" in changed for number in (1, 2, 3))
    assert {shot["type"] for shot in await shots(client)} == {"wide"}


async def test_some_scenes_are_listed(client: Client) -> None:
    shown = (await client.say("which scenes are in the quarry"))["views"][0]["result"]
    assert [scene["title"] for scene in shown["scenes"]] == ["First Blast", "Frost"]


async def test_sets_are_understood_in_french_and_spanish(client: Client) -> None:
    asked = (await client.say("supprime toutes les scènes où Pim apparaît sauf la dernière"))["content"]
    assert "Market Day" in asked
    assert "Frost" in asked
    assert "Lamp Oil" not in asked
    await client.say("non")
    asked = (await client.say("borra todas las de noche menos la 3"))["content"]
    assert "Frost" not in asked
    await client.say("no")
    assert len(await scenes(client)) == 5
