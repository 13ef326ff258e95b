"""Media in conversation: found, found again a little different, used for a scene by its number, taken off and undone."""

import asyncio
from pathlib import Path

from tests.api.serving import served, talking
from tests.api.test_media import door, png, sent


async def test_the_second_of_what_was_shown_goes_to_scene_three(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client, door(server) as files:
        project = (await client.do("project.create", title="Tin Moon"))["result"]["id"]
        for title in ("First Blast", "Market Day", "Frost"):
            await client.do("scene.add", title=title)
        for name, colour, words in (
            ("roof.png", (220, 140, 60), "the rooftop at sunset, laundry lines"),
            ("terrace.png", (70, 110, 190), "a roof terrace in winter, antennas"),
            ("harbour.png", (20, 22, 28), "the harbour at night"),
        ):
            await sent(files, project, png(colour), name, description=words)
        async with asyncio.timeout(90):
            while any(one["status"] != "ready" for one in (await client.do("media.list"))["result"]["media"]):
                await asyncio.sleep(0.2)
        empty = (await client.say("find pictures of a violin"))["content"]
        assert empty.startswith("Nothing in the library is like that; I looked through 3 files")
        colder = await client.say("find me something like the rooftop but colder")
        assert colder["content"].startswith("Like “Roof”:\n1. Terrace (colder")
        assert colder["views"][0]["result"]["found"][0]["media"]["filename"] == "terrace.png"
        found = await client.say("find pictures of a roof")
        assert [one["media"]["filename"] for one in found["views"][0]["result"]["found"]][:2] == ["roof.png", "terrace.png"]
        used = (await client.say("use the second for scene three"))["content"]
        assert used == "Terrace is now attached to scene 3, “Frost”."
        assert (await client.say("remove the picture from scene 3"))["content"].startswith("Terrace is no longer attached to scene 3")
        await client.say("undo")
        listed = (await client.say("show me the media"))["content"]
        assert "Terrace (terrace.png), on scene 3" in listed
        asked = await client.say("delete picture 2 from the library")
        assert asked["content"].startswith("Take Terrace out of the library? It is attached in 1 place.")
        assert "no longer in the library" in (await client.say("yes"))["content"]


async def test_what_is_still_being_looked_at_is_told_with_what_is_found(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client, door(server) as files:
        project = (await client.do("project.create", title="Tin Moon"))["result"]["id"]
        await sent(files, project, png((220, 140, 60)), "roof.png", description="the rooftop at sunset")
        found = await client.say("find pictures of a rooftop")
        assert found["views"][0]["result"]["waiting"] == 1
        assert found["content"].endswith("1 file is still being looked at; ask again in a moment.")


async def test_after_a_list_of_media_the_first_one_is_a_picture_and_then_it_is_meant(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client, door(server) as files:
        project = (await client.do("project.create", title="Tin Moon"))["result"]["id"]
        for title in ("First Blast", "Market Day"):
            await client.do("scene.add", title=title)
        for name in ("terrace.png", "roof.png"):
            await sent(files, project, png((220, 140, 60)), name)
        await client.say("list the media")  # the newest first
        assert (await client.say("show me the first one"))["content"].startswith("“Roof” (roof.png)")
        assert (await client.say("and the second?"))["content"].startswith("“Terrace” (terrace.png)")
        assert (await client.say("remove it"))["content"].startswith("Take Terrace out of the library?")
        assert "no longer in the library" in (await client.say("yes"))["content"]
        await client.say("list the scenes")
        assert "First Blast" in (await client.say("show me the first one"))["content"]


async def test_after_a_list_of_the_cast_the_second_one_is_one_of_them(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        await client.do("scene.add", title="First Blast")
        for name in ("Mara", "Tomas"):
            await client.do("character.add", name=name)
        await client.say("list my characters")
        assert (await client.say("show me the second one"))["content"].startswith("Tomas")
