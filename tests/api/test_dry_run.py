"""`--dry-run` and `dryRun`: the answer is what would change, in the language of the turn, and nothing is. Over the socket and in the
terminal."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, Served, connected, served, talking
from tests.api.terminal.test_cli import Ran


@pytest.fixture
async def server(database: str, tmp_path: Path) -> Any:
    """On SQLite and on PostgreSQL."""
    async with served(tmp_path, database_url=database) as running:
        yield running


@pytest.fixture
async def client(server: Served) -> Any:
    """Somebody with a film of three scenes of twenty seconds, one shot each."""
    async with talking(server) as somebody:
        await somebody.do("project.create", title="Tin Moon")
        for title in ("Dawn", "Dusk", "The Bridge"):
            await somebody.do("scene.add", title=title, duration=20.0)
        yield somebody


async def tried(client: Client, text: str) -> dict[str, Any]:
    """What the answer to `text` is when it is only tried."""
    key = f"dry-{len(client.seen)}"
    await client.send(type="chat-message", sessionId=client.session, message=text, clientMsgId=key, dryRun=True)
    return await client.receive("ai-response", clientMsgId=key)


async def scenes(client: Client) -> list[tuple[str, float]]:
    return [(scene["title"], scene["duration"]) for scene in (await client.do("scene.list"))["result"]["scenes"]]


AS_IT_WAS = [("Dawn", 20.0), ("Dusk", 20.0), ("The Bridge", 20.0)]
ENDING = "This was only tried; nothing was done."
LONGER = """\
Would change:
~ scene 3, “The Bridge”: duration 20 s → 30 s
~ shot 1 of scene 3: duration 20 s → 30 s
~ the film “Tin Moon”: duration 1 min → 1 min 10 s"""


async def test_a_change_is_told_as_a_difference_and_not_made(client: Client) -> None:
    answer = await tried(client, "make scene three ten seconds longer")
    assert answer["content"] == f"{LONGER}\n\n{ENDING}"
    assert (answer["status"], answer["dryRun"], [view["operation"] for view in answer["views"]]) == ("completed", True, ["dry-run"])
    assert await scenes(client) == AS_IT_WAS
    assert (await client.do("history.list"))["result"]["changes"][0]["operation"] == "scene.add"


async def test_the_acts_of_one_sentence_see_those_before_them(client: Client) -> None:
    answer = await tried(client, "add a scene called Pier and make it ten seconds longer")
    first, second, ending = answer["content"].split("\n\n")
    assert "+ scene 4, “Pier” (1 shot, 20 s)" in first
    assert "~ scene 4, “Pier”: duration 20 s → 30 s" in second
    assert ending == ENDING
    assert await scenes(client) == AS_IT_WAS


async def test_a_destructive_act_tells_its_numbers_and_asks_nothing(client: Client) -> None:
    answer = await tried(client, "delete scene two")
    assert "- scene 2, “Dusk” (1 shot, 20 s)" in answer["content"]
    assert "Say “yes”" not in answer["content"]
    assert (await client.say("yes"))["content"] == (await client.say("yes"))["content"]  # there is nothing to confirm
    assert await scenes(client) == AS_IT_WAS


async def test_a_trial_leaves_the_open_question_open_and_speaks_of_nothing(client: Client) -> None:
    asked = await client.say("delete scene two")
    assert "- scene 2, “Dusk”" in (await tried(client, "yes"))["content"]
    await tried(client, "add a scene called Pier")
    assert "Say “yes” or “no”" in asked["content"]
    assert "Removed “Dusk”" in (await client.say("yes"))["content"]


async def test_a_trial_is_no_part_of_what_is_remembered(client: Client) -> None:
    await tried(client, "add a scene called The Lighthouse")
    answer = (await client.say("what did we say about the lighthouse?"))["content"]
    assert answer == "Nothing was said about “the lighthouse” in “Tin Moon”, as far as I can find."


async def test_what_would_fail_says_why(client: Client) -> None:
    answer = await tried(client, "delete scene twelve")
    assert answer["status"] == "failed"
    assert answer["content"].startswith("There is no scene 12.")


async def test_what_is_not_clear_is_said_and_no_answer_is_waited_for(client: Client) -> None:
    answer = await tried(client, "rename scene two")
    assert (answer["status"], answer["choices"]) == ("failed", [])
    assert answer["content"].endswith("This was only tried, so no answer is waited for: say it again in full.")


async def test_reading_is_answered_as_ever(client: Client) -> None:
    assert (await tried(client, "list the scenes"))["content"] == (await client.say("list the scenes"))["content"]


@pytest.mark.parametrize(
    ("said", "line", "ending"),
    [
        ("supprime la scène deux", "- scène 2, « Dusk » (1 plan, 20 s)", "Ce n’était qu’un essai ; rien n’a été fait."),
        ("elimina la escena dos", "- escena 2, «Dusk» (1 plano, 20 s)", "Era solo una prueba; no se ha hecho nada."),
    ],
)
async def test_it_is_told_in_the_language_of_the_turn(client: Client, said: str, line: str, ending: str) -> None:
    content = (await tried(client, said))["content"]
    assert line in content.split("\n")
    assert content.endswith(ending)


async def test_saving_tells_the_folder_and_writes_none(client: Client, server: Served) -> None:
    answer = await tried(client, "save it")
    assert "+ the folder " in answer["content"]
    assert "tin-moon: 5 files" in answer["content"]
    assert not list(server.settings.projects_dir.glob("*"))


async def test_the_same_id_for_doing_what_was_tried_is_a_conflict(client: Client) -> None:
    frame = {"type": "chat-message", "sessionId": client.session, "message": "add a scene called Pier", "clientMsgId": "m1"}
    await client.send(**frame, dryRun=True)
    await client.receive("ack")
    await client.send(**frame)
    assert (await client.receive("error"))["code"] == "CONFLICT"


async def test_a_typed_operation_can_be_tried(client: Client) -> None:
    await client.send(type="do", id="d1", operation="scene.remove", params={"scene": 2}, dryRun=True)
    result = (await client.receive("result", id="d1"))["result"]
    assert [(thing["verb"], thing["label"]) for thing in result["projects"][0]["things"]] == [("removed", "Dusk")]
    assert await scenes(client) == AS_IT_WAS


async def test_an_old_client_sees_nothing_new_of_a_trial(client: Client, server: Served) -> None:
    async with connected(server, await server.token()) as old:
        await old.send(type="join-session", sessionId=client.session)
        await tried(client, "delete scene two")
        assert set(await old.receive("message-received")) == {"type", "sessionId", "messageId", "sender", "content", "timestamp"}
        assert set(await old.receive("ai-response")) == {"type", "sessionId", "content", "choices", "processingTime"}


async def test_the_terminal_tries_a_sentence(client: Client, server: Served, tmp_path: Path) -> None:
    async def say(*arguments: str) -> Ran:
        line = ("say", "--url", server.url, "--session", client.session, "--dry-run", *arguments)
        return await asyncio.to_thread(Ran, tmp_path, *line, token=await server.token(), apart=True)

    ran = await say("make scene three ten seconds longer")
    assert (ran.status, ran.out, ran.err) == (0, f"{LONGER}\n\n{ENDING}\n", "")
    assert json.loads((await say("--json", "delete scene two")).out)["views"][0]["result"]["losses"][0]["shots"] == 1
    assert (await say("delete scene twelve")).status == 1
    assert await scenes(client) == AS_IT_WAS
