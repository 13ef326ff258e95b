"""The guided steps in a conversation: asked for, chosen by number, name, paraphrase, button or one's own words, seen by everybody in the
room, taken back, and passed by."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, connected, served, talking

OWN = "My own way"


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    async with served(tmp_path) as server, talking(server) as somebody:
        yield somebody


@pytest.fixture
async def noir(client: Client) -> Client:
    """A conversation over a noir of which no more is known than its title."""
    await client.do("project.create", title="Night Boat", genre="noir")
    return client


async def select(client: Client, choice: str, **more: Any) -> dict[str, Any]:
    await client.send(
        type="choice-selected", sessionId=client.session, choiceId=choice, clientMsgId=f"pick-{choice}-{len(client.seen)}", **more
    )
    return await client.receive("ai-response", done=True)


async def standing(client: Client) -> dict[str, Any]:
    view: dict[str, Any] = (await client.do("workflow.progress"))["result"]
    return view


async def header(client: Client) -> dict[str, Any]:
    shown: dict[str, Any] = (await client.do("project.show"))["result"]["project"]
    return shown


async def test_whoever_asks_what_is_next_is_shown_real_choices(noir: Client) -> None:
    answer = await noir.say("what's next?")
    assert answer["content"].startswith("Step 1 of 8: the initial concept.")
    assert [choice["title"] in answer["content"] for choice in answer["choices"]] == [True, True, True, False]
    assert answer["choices"][-1] == {
        "id": "manual_override",
        "title": OWN,
        "description": "Say in your own words what should happen next.",
        "metadata": {"difficulty": "easy", "duration": "5 min"},
    }
    assert [choice["id"] for choice in answer["choices"]] == [one["id"] for one in (await standing(noir))["choices"]]
    assert answer["views"][0]["operation"] == "workflow.progress"


@pytest.mark.parametrize("answer", ["the second", "2", "number two please", "title", "id"])
async def test_a_choice_is_named_by_number_or_title_and_the_next_choices_follow(noir: Client, answer: str) -> None:
    second = (await noir.say("guide me"))["choices"][1]
    told = await noir.say({"title": second["title"], "id": second["id"]}.get(answer, answer))
    assert told["content"].startswith(f"Done: “{second['title']}”.")
    assert "Step 2 of 8: story development." in told["content"]
    assert told["choices"][-1]["title"] == OWN
    assert (await header(noir))["description"] in second["description"]


@pytest.mark.parametrize(
    ("paraphrase", "kind"), [("the one with the chain of clues", "clue-chain"), ("the circle", "story-circle"), ("three acts", "three-act")]
)
async def test_a_choice_is_meant_by_what_it_says(noir: Client, paraphrase: str, kind: str) -> None:
    await noir.say("guide me")
    await noir.say("the first")
    assert (await noir.say(paraphrase))["views"][0]["result"]["choice"]["kind"] == kind


async def test_an_ordinary_sentence_is_done_as_usual_and_nobody_is_nagged(noir: Client) -> None:
    await noir.say("guide me")
    told = await noir.say("add a character called Pim")
    assert "Pim" in told["content"]
    assert told["choices"] == []
    assert "Step" not in told["content"]
    assert (await standing(noir))["current"] == "story_development"


async def test_undo_takes_the_whole_choice_back_with_its_step(noir: Client) -> None:
    await noir.say("guide me")
    await noir.say("the first")
    await noir.say("the first")
    assert len((await noir.say("three people"))["choices"]) == 4
    assert (await standing(noir))["current"] == "visual_design"
    await noir.say("undo that")
    assert (await standing(noir))["current"] == "character_creation"
    assert (await noir.do("character.list"))["result"]["characters"] == []


async def test_ones_own_way_asks_for_words_and_takes_them(noir: Client) -> None:
    await noir.say("guide me")
    assert (await noir.say("my own way"))["content"] == "Say it in your own words: what should happen next?"
    told = await noir.say("rain on every roof of the harbour")
    assert told["content"].startswith("Done in your own words.")
    assert (await header(noir))["description"] == "rain on every roof of the harbour"


async def test_ones_own_way_may_be_an_ordinary_sentence(noir: Client) -> None:
    await noir.say("guide me")
    await noir.say("my own way")
    assert "Pim" in (await noir.say("add a character called Pim"))["content"]
    assert (await header(noir))["description"] == ""


async def test_a_button_chooses_and_the_room_reads_what_it_says(noir: Client) -> None:
    choice = (await noir.say("guide me"))["choices"][2]
    told = await select(noir, choice["id"])
    assert told["content"].startswith(f"Done: “{choice['title']}”.")
    heard = [frame for frame in noir.seen if frame["type"] == "message-received"][-1]
    assert heard["content"] == choice["title"]
    update = next(frame for frame in noir.seen if frame["type"] == "progress-update")
    assert update["progress"] == {"percentage": 13, "stepCompleted": "concept-development", "nextStep": "setting-selection"}


async def test_a_step_taken_by_do_is_told_to_the_room_too(noir: Client) -> None:
    choice = (await standing(noir))["choices"][0]["id"]
    await noir.do("workflow.choose", choice=choice)
    update = next(frame for frame in noir.seen if frame["type"] == "progress-update")
    assert update["progress"] == {"percentage": 13, "stepCompleted": "concept-development", "nextStep": "setting-selection"}


async def test_a_button_may_come_with_words_of_ones_own(noir: Client) -> None:
    choices = (await noir.say("guide me"))["choices"]
    await select(noir, choices[0]["id"], customInput="with urban rooftop chase scenes")
    assert (await header(noir))["description"].endswith("with urban rooftop chase scenes")
    sentence = await select(noir, "manual_override", customInput="add a character called Pim")
    assert "Pim" in sentence["content"]
    await noir.say("guide me")
    await select(noir, "manual_override", customInput="rain on every roof of the harbour")
    assert (await header(noir))["description"].endswith("rain on every roof of the harbour")


async def test_a_choice_that_is_gone_is_answered_with_those_there_are(noir: Client) -> None:
    gone = (await noir.say("guide me"))["choices"][0]
    await noir.do("project.update", description="A diver must find the bell before the storm.")
    told = await select(noir, gone["id"])
    assert told["status"] == "failed"
    assert [choice["id"] for choice in told["choices"]] == [one["id"] for one in (await standing(noir))["choices"]]
    assert (await noir.say("the first"))["content"].startswith("Done:")


async def test_what_is_refused_leaves_the_choices_open(noir: Client) -> None:
    await noir.say("guide me")
    await noir.say("the first")
    assert "audience" in (await noir.say("this step is done"))["content"]
    assert (await noir.say("the first"))["content"].startswith("Done:")


async def test_steps_are_left_out_and_gone_back_to_by_saying_so(noir: Client) -> None:
    await noir.say("guide me")
    await noir.say("the first")
    assert (await noir.say("skip this step"))["content"].startswith("Left out: story development.")
    assert "Step 2 of 8" in (await noir.say("go back to the outline step"))["content"]
    assert "Step 1 of 8" in (await noir.say("go back to the concept stage"))["content"]


async def test_everybody_in_the_room_sees_the_choice(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        noor = await server.add_user("noor@example.com")
        async with connected(server) as owner, connected(server, await server.token(noor)) as guest:
            await owner.join()
            await owner.do("project.create", title="Untitled")
            await owner.do("share.add", user="noor@example.com", role="editor")
            await guest.do("share.accept")
            await guest.join(sessionId=owner.session)
            asked = await owner.say("what's next?")
            seen = await guest.receive("ai-response", done=True)
            assert seen["choices"] == asked["choices"]
            told = await guest.say("the second")
            assert (await owner.receive("ai-response", done=True))["content"] == told["content"]
            assert (await owner.do("workflow.progress"))["result"] == (await guest.do("workflow.progress"))["result"]
            changes = (await owner.do("history.list"))["result"]["changes"]
            assert (changes[0]["operation"], changes[0]["by"]) == ("workflow.choose", "noor@example.com")


TALKS = [
    ("fr", ["crée un projet appelé Bateau de nuit", "guide-moi", "la deuxième"], ["Étape 1 sur 8 : concept de départ.", "C’est fait : « "]),
    ("es", ["crea un proyecto llamado Barco nocturno", "guíame", "la segunda"], ["Paso 1 de 8: concepto inicial.", "Hecho: «"]),
]


@pytest.mark.parametrize(("language", "said", "openings"), TALKS)
async def test_in_other_languages_too(client: Client, language: str, said: list[str], openings: list[str]) -> None:
    answers = [await client.say(one) for one in said]
    assert [answer["content"][: len(opening)] for answer, opening in zip(answers[1:], openings, strict=True)] == openings
    assert (await header(client))["language"] == language
