"""Several people in one conversation: invited, let in, seen, heard, and shown the door again."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from msgspec import Struct

from tests.api.serving import Client, Served, connected, served

LIVE = {"message-received", "ai-response"}


class House(Struct, frozen=True):
    """A project of the owner's, the owner in a conversation about it, and somebody else who is signed in."""

    server: Served
    owner: Client
    guest: Client


@pytest.fixture
async def house(database: str, tmp_path: Path) -> AsyncIterator[House]:
    async with served(tmp_path, database_url=database) as server:
        noor = await server.add_user("noor@example.com")
        async with connected(server) as owner, connected(server, await server.token(noor)) as guest:
            await owner.join()
            await owner.do("project.create", title="Quarry Lights")
            await owner.do("scene.add", title="First Blast")
            yield House(server, owner, guest)


async def let_in(house: House, role: str = "editor") -> None:
    await house.owner.do("share.add", user="noor@example.com", role=role)
    accepted = await house.guest.do("share.accept")
    assert accepted["result"]["accepted"], accepted
    await house.guest.join(sessionId=house.owner.session)


async def test_nobody_comes_in_uninvited(house: House) -> None:
    await house.guest.send(type="join-session", protocol=2, sessionId=house.owner.session)
    assert (await house.guest.receive("error"))["code"] == "NOT_FOUND"
    assert (await house.guest.do("share.accept"))["result"]["accepted"] == []


async def test_two_people_hear_each_other_and_the_assistant(house: House) -> None:
    await let_in(house)
    answered = await house.guest.say("make scene one ten seconds long")
    assert "10 s" in answered["content"]
    heard = await house.owner.receive("message-received")
    assert heard["sender"] == {"id": heard["sender"]["id"], "name": "noor@example.com", "role": "user"}
    assert (await house.owner.receive("ai-response"))["content"] == answered["content"]


async def test_who_is_there_is_told_when_somebody_comes_and_goes(house: House) -> None:
    await let_in(house)
    both = {"owner", "noor@example.com"}
    while {one["name"] for one in (await house.owner.receive("presence"))["members"]} != both:
        pass
    await house.guest.send(type="leave-session", sessionId=house.owner.session)
    while {one["name"] for one in (await house.owner.receive("presence"))["members"]} != {"owner"}:
        pass


async def test_a_viewer_looks_and_changes_nothing(house: House) -> None:
    await let_in(house, "viewer")
    assert "First Blast" in (await house.guest.say("show scene one"))["content"]
    refused = await house.guest.say("make scene one ten seconds long")
    assert "to look at, not to change" in refused["content"]
    assert (await house.guest.do("scene.remove", scene="1", confirmed=True))["error"]["code"] == "ACCESS_DENIED"


async def test_everybody_is_told_what_they_may_do_and_which_choices_are_for_editors(house: House) -> None:
    await let_in(house, "viewer")
    for client, right in ((house.owner, "owner"), (house.guest, "viewer")):
        assert (await client.do("project.show"))["result"]["right"] == right
    asked = await house.guest.say("what's next?")
    assert asked["forEditors"] == [choice["id"] for choice in asked["choices"]] != []
    await house.owner.do("share.add", user="noor@example.com", role="editor")
    assert (await house.guest.do("project.show"))["result"]["right"] == "editor"


async def test_only_the_owner_shares(house: House) -> None:
    await let_in(house)
    assert (await house.guest.do("share.add", user="sami@example.com", role="editor"))["error"]["code"] == "ACCESS_DENIED"


async def test_who_is_removed_hears_nothing_more(house: House) -> None:
    await let_in(house)
    await house.owner.do("share.remove", user="noor@example.com", confirmed=True)
    told = await house.guest.receive("error")
    assert (told["code"], told["fatal"]) == ("ACCESS_DENIED", True)
    before = len(house.guest.seen)
    await house.owner.say("hello")
    await house.guest.send(type="ping", t=1)
    await house.guest.receive("pong")
    assert [frame for frame in house.guest.seen[before:] if frame["type"] in LIVE] == []
    await house.guest.send(type="join-session", protocol=2, sessionId=house.owner.session, lastSeq=0)
    assert (await house.guest.receive("error"))["code"] == "NOT_FOUND"


async def test_a_guest_takes_nobody_to_another_project(house: House) -> None:
    await let_in(house)
    refused = await house.guest.do("project.create", title="Elsewhere")
    assert refused["error"]["code"] == "ACCESS_DENIED"
    assert (await house.owner.do("project.show"))["result"]["project"]["title"] == "Quarry Lights"


async def test_each_undoes_their_own_changes(house: House) -> None:
    await let_in(house)
    await house.guest.say("make scene one ten seconds long")
    await house.owner.say("add a scene called Frost")
    undone = await house.guest.say("undo that")
    assert "First Blast" in undone["content"]
    titles = [one["title"] for one in (await house.owner.do("scene.list"))["result"]["scenes"]]
    assert titles == ["First Blast", "Frost"]


async def test_typing_is_told_once_in_a_while(house: House) -> None:
    await let_in(house)
    for _ in range(5):
        await house.guest.send(type="typing", sessionId=house.owner.session, isTyping=True)
    await house.guest.send(type="ping", t=2)
    await house.guest.receive("pong")
    await asyncio.sleep(0.1)
    await house.owner.send(type="ping", t=3)
    await house.owner.receive("pong")
    typing: list[Any] = [frame for frame in house.owner.seen if frame["type"] == "user-typing"]
    assert len(typing) == 1


async def test_what_is_said_so_far_is_streamed_to_whoever_asks(house: House) -> None:
    await house.owner.join(sessionId=house.owner.session, stream=True)
    await house.owner.send(
        type="chat-message", sessionId=house.owner.session, message="make scene one ten seconds long and show it", clientMsgId="s1"
    )
    whole = await house.owner.receive("ai-response", done=True)
    pieces = [frame for frame in house.owner.seen if frame.get("done") is False]
    assert "".join(piece["delta"] for piece in pieces) == whole["content"]
    assert [piece["offset"] for piece in pieces] == [sum(len(one["delta"]) for one in pieces[:at]) for at in range(len(pieces))]


async def test_all_of_it_can_be_said(house: House) -> None:
    invited = await house.owner.say("share it with noor@example.com as an editor")
    assert invited["content"].startswith("Invited noor@example.com to “Quarry Lights”. They may change it")
    assert "Quarry Lights" in (await _say_alone(house.guest, "accept the invitation"))
    assert (await house.owner.say("who can see this project?"))["content"] == "“Quarry Lights” is shared with noor@example.com."
    asked = await house.owner.say("stop sharing with noor@example.com")
    assert asked["content"].startswith("Stop sharing “Quarry Lights” with noor@example.com?")
    assert (await house.owner.say("yes"))["content"] == "noor@example.com has no access to “Quarry Lights” any more."


async def _say_alone(client: Client, text: str) -> str:
    """In a conversation of their own."""
    await client.join()
    return str((await client.say(text))["content"])


async def test_what_is_shared_is_listed_and_opened_by_its_name(house: House) -> None:
    await let_in(house)
    await house.guest.join()
    assert "quarry-lights" in (await house.guest.say("list my projects"))["content"]
    assert "Quarry Lights" in (await house.guest.say("open Quarry Lights"))["content"]
    assert "12 s" in (await house.guest.say("make scene one twelve seconds long"))["content"]
    assert (await house.owner.do("scene.list"))["result"]["scenes"][0]["duration"] == 12.0
