"""What is done to a film is seen at once by whoever has it open: in whatever conversation, by whatever door, on whatever server."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant import SYSTEM
from assistant.operations.rooms import ReadHeads
from tests.api.serving import Client, Served, connected, served, talking
from tests.patience import PATIENCE


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Served]:
    async with served(tmp_path) as opened:
        yield opened


@pytest.fixture
async def client(server: Served) -> AsyncIterator[Client]:
    """The owner, in a conversation about a film of one scene."""
    async with talking(server) as owner:
        await owner.do("project.create", title="Tin Moon")
        await owner.do("scene.add", title="The Bridge")
        yield owner


async def looking(client: Client, project: str = "tin-moon") -> Client:
    """In a conversation of their own about it."""
    await client.join()
    opened = await client.do("project.open", project=project)
    assert opened["ok"], opened
    await settled(client)
    return client


async def settled(client: Client) -> list[dict[str, Any]]:
    """What it was told of films since this was last asked."""
    await client.send(type="ping", t=1)
    await client.receive("pong")
    told = [frame for frame in client.seen if frame["type"] == "film-changed"]
    client.seen.clear()
    return told


async def changed(client: Client, **expected: Any) -> dict[str, Any]:
    told = await client.heard("film-changed", **expected)
    assert told["sessionId"] == client.session
    return told


async def member(server: Served, owner: Client, role: str = "viewer", name: str = "noor@example.com") -> str:
    """A token of somebody with whom the film is shared."""
    noor = await server.add_user(name)
    await owner.do("share.add", user=name, role=role)
    token = await server.token(noor)
    async with connected(server, token) as guest:
        await guest.do("share.accept")
    return token


async def test_another_conversation_about_the_film_sees_what_is_said_in_this_one(server: Served, client: Client) -> None:
    async with connected(server) as second:
        await looking(second)
        answer = await client.say("call scene one The Span")
        told = await changed(second)
        assert (told["projectId"], told["change"]) == (answer["changes"][0]["project"], answer["changes"][0]["number"])


async def test_what_is_done_by_hand_is_told_once_in_every_conversation(server: Served, client: Client) -> None:
    async with connected(server) as second, connected(server) as beside:
        await looking(second)
        await beside.join(sessionId=client.session)
        await settled(client)
        done = await client.do("scene.add", title="The Cellar")
        await client.do("scene.list")
        await client.send(type="do", id="try", operation="scene.add", params={"title": "Dust"}, dryRun=True)
        await client.receive("result", id="try")
        for each in (second, beside, client):
            assert [told["change"] for told in await settled(each)] == [done["changes"][0]["number"]]


async def test_a_member_in_a_conversation_of_their_own_sees_it(server: Served, client: Client) -> None:
    async with connected(server, await member(server, client)) as guest:
        await looking(guest)
        await client.say("call scene one The Span")
        await changed(guest)
        titles = [scene["title"] for scene in (await guest.do("scene.list"))["result"]["scenes"]]
        assert titles == ["The Span"]


async def test_a_change_by_rest_is_seen_in_the_conversation(server: Served, client: Client) -> None:
    await settled(client)
    headers = {"Authorization": f"Bearer {await server.token()}"}
    async with httpx.AsyncClient(base_url=f"{server.url}/api/v1", headers=headers, timeout=PATIENCE) as door:
        answer = await door.post("/projects/tin-moon/scenes", json={"title": "The Cellar"})
        assert answer.status_code == 201, answer.text
    assert (await changed(client, change=2))["projectId"]


async def test_saving_sharing_opening_and_deleting_are_told_too(server: Served, client: Client) -> None:
    async with connected(server) as second:
        await looking(second)
        await member(server, client)
        for operation, params in (("project.save", {}), ("share.add", {"user": "noor@example.com", "role": "editor"})):
            await client.do(operation, **params)
            assert [told.get("change") for told in await settled(second)] == [None], operation
        await client.do("project.delete", confirmed=True)
        assert [told.get("projectId") for told in await settled(second)] == [None]


async def test_another_film_in_the_same_conversation_is_told(server: Served, client: Client) -> None:
    async with connected(server) as beside:
        await beside.join(sessionId=client.session)
        made = await client.do("project.create", title="Quarry Lights")
        assert (await changed(beside))["projectId"] == made["result"]["id"]


async def test_who_has_another_film_open_hears_nothing(server: Served, client: Client) -> None:
    async with connected(server) as second:
        await second.join()
        await second.do("project.create", title="Quarry Lights")
        await settled(second)
        await client.do("scene.add", title="The Cellar")
        assert await settled(second) == []


async def test_who_was_removed_hears_no_more_of_the_film(server: Served, client: Client) -> None:
    async with connected(server, await member(server, client)) as guest:
        await looking(guest)
        await client.do("share.remove", user="noor@example.com", confirmed=True)
        await changed(guest, projectId=None)
        heads = await server.house.assistant.perform(ReadHeads(session_ids=[guest.session]), by=SYSTEM)
        assert heads[guest.session].project_id is None  # so the poll tells them no more than the events do
        await settled(guest)
        await client.do("scene.add", title="The Cellar")
        await client.say("hello")
        assert await settled(guest) == []
