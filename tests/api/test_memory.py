"""The memory of a conversation, talked with through the socket: recall, notes, where were we; over a restart, and in three languages."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, connected, served, talking


@pytest.fixture
async def client(tmp_path: Path) -> Any:
    async with served(tmp_path) as server, talking(server) as somebody:
        await somebody.do("project.create", title="Night Boat")
        yield somebody


async def notes(client: Client) -> list[str]:
    return [note["text"] for note in (await client.do("note.list"))["result"]["notes"]]


async def test_what_was_said_is_recalled_with_what_was_done(client: Client) -> None:
    await client.say("add a scene called The Bridge")
    await client.say("add a scene called The Auction")
    await client.say("set the last scene at dawn")
    recalled = (await client.say("what did we decide about the bridge?"))["content"]
    assert "Just now you said: “add a scene called The Bridge”" in recalled
    assert "I answered: “Added" in recalled
    assert "dawn" not in recalled
    assert "dawn" in (await client.say("when did we talk about the ending?"))["content"]


async def test_where_nothing_was_said_that_is_said(client: Client) -> None:
    await client.say("add a scene called The Bridge")
    answer = (await client.say("what did we say about the helicopter?"))["content"]
    assert answer == "Nothing was said about “the helicopter” in “Night Boat”, as far as I can find."


async def test_a_note_is_kept_listed_forgotten_and_brought_back(client: Client) -> None:
    assert "Noted: “Voss is left-handed”" in (await client.say("remember that Voss is left-handed"))["content"]
    await client.say("keep in mind: the harbour is closed, always, on Sundays")
    assert await notes(client) == ["Voss is left-handed", "the harbour is closed, always, on Sundays"]
    assert "2. the harbour is closed" in (await client.say("my notes"))["content"]
    assert "Noted: “Voss is left-handed” (just now)." in (await client.say("what did I say about Voss?"))["content"]
    await client.say("forget that Voss is left-handed")
    assert "left-handed" not in (await client.say("what did I say about Voss?"))["content"]
    undone = (await client.say("undo that"))["content"]
    assert undone.startswith("Undone: note “Voss is left-handed” removed.")
    assert len(await notes(client)) == 2
    assert "1 note left" in (await client.say("forget note two"))["content"].lower()


async def test_what_is_only_said_is_not_taken_for_a_note(client: Client) -> None:
    for said in ("Voss is left-handed", "the film is set in 1962", "Voss is left-handed by the way"):
        await client.say(said)
    assert await notes(client) == []


async def test_a_note_without_words_is_asked_for(client: Client) -> None:
    assert (await client.say("remember this"))["content"] == "What should it say?"
    await client.say("the boat has no radio")
    assert await notes(client) == ["the boat has no radio"]


async def test_where_were_we_after_a_restart(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="Night Boat")
        for title in ("The Bridge", "The Auction", "The Storm", "The Wedding"):
            await client.say(f"add a scene called {title}")
        await client.say("remember that it is 1962")
    async with served(tmp_path) as server, connected(server) as client:
        await client.join()
        await client.say("open Night Boat")
        told = (await client.say("where were we?"))["content"]
        assert "“Night Boat”: 5 turns so far" in told
        assert "- Added" in told
        assert "you said “add a scene called The Wedding”" in told
        assert "Noted: “it is 1962”." in told
        assert "The Storm" in (await client.say("what did we decide about the storm?"))["content"]


async def test_a_new_project_has_nothing_to_catch_up_on(client: Client) -> None:
    assert (await client.say("catch me up"))["content"].startswith("We have not talked about “Night Boat” yet.")


@pytest.mark.parametrize(
    ("remember", "listed", "recall", "summary", "forget", "forgotten"),
    [
        (
            "retiens que Voss est gaucher", "montre mes notes", "qu'est-ce que j'ai dit sur Voss ?", "où en étions-nous ?",
            "oublie la note un", "Oublié : « Voss est gaucher ». Il ne reste plus de notes.",
        ),
        (
            "recuerda que Voss es zurdo", "muestra mis notas", "¿qué dije de Voss?", "¿por dónde íbamos?",
            "olvida la nota uno", "Olvidado: «Voss es zurdo». Ya no quedan notas.",
        ),
    ],
)  # fmt: skip
async def test_in_other_languages_too(
    remember: str, listed: str, recall: str, summary: str, forget: str, forgotten: str, client: Client
) -> None:
    fact = remember.partition(" que ")[2]
    for said in (remember, listed, recall, summary):
        assert fact in (await client.say(said))["content"], said
    assert (await client.say(forget))["content"].startswith(forgotten)


async def test_somebody_else_recalls_nothing_of_it(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        async with talking(server) as client:
            await client.do("project.create", title="Night Boat")
            await client.say("add a scene called The Bridge")
            await client.say("remember that Voss is left-handed")
        async with talking(server, await server.token(await server.add_user())) as other:
            await other.do("project.create", title="Night Boat")
            for question in ("what did we decide about the bridge?", "what did I say about Voss?"):
                assert (await other.say(question))["content"].startswith("Nothing was said")
            assert await notes(other) == []


async def test_a_deleted_project_is_forgotten(client: Client) -> None:
    await client.say("add a scene called The Bridge")
    await client.do("project.delete", confirmed=True)
    await client.do("project.create", title="Night Boat")
    assert (await client.say("what did we decide about the bridge?"))["content"].startswith("Nothing was said")


async def test_a_reply_does_not_wait_for_its_vector(client: Client) -> None:
    """The turn's row is there when the answer is; its vector comes after it."""
    answer = await client.say("add a scene called The Bridge")
    assert "Added" in answer["content"]
    assert "1 turn so far" in (await client.say("where were we?"))["content"]
