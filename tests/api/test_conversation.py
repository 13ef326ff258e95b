"""Talking a film into shape, through the socket: what is said, what is done, and what is asked first."""

from pathlib import Path
from typing import Any

import pytest

from tests.api.serving import Client, served, talking

PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"


@pytest.fixture
async def client(database: str, tmp_path: Path) -> Any:
    """Somebody in a conversation, on SQLite and on PostgreSQL."""
    async with served(tmp_path, database_url=database) as server, talking(server) as somebody:
        yield somebody


@pytest.fixture
async def quarry(client: Client) -> Client:
    """A conversation over a project of three scenes and two people."""
    await client.do("project.create", title="Quarry Lights")
    for name in ("Hedda Lind", "Pim"):
        await client.do("character.add", name=name)
    for title, place, who in (
        ("First Blast", "quarry", ["Hedda Lind"]),
        ("Market Day", "town square", ["Pim"]),
        ("Frost", "quarry", ["Pim"]),
    ):
        await client.do("scene.add", title=title, location=place, characters=who, duration=20, time_of_day="day")
    return client


async def scenes(client: Client) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = (await client.do("scene.list"))["result"]["scenes"]
    return listed


async def test_the_whole_way_from_a_sentence_to_a_saved_project(client: Client) -> None:
    shown = (await client.say(PROMPT))["views"][0]["result"]
    assert (len(shown["film"]["scenes"]), shown["film"]["project"]["duration"]) == (8, 180.0)
    before = shown["film"]["scenes"][2]["duration"]

    await client.say("make scene three ten seconds longer")
    await client.say("set it at dusk")
    third = (await scenes(client))[2]
    assert (third["duration"], third["time_of_day"]) == (pytest.approx(before + 10, abs=0.05), "dusk")

    hero = shown["film"]["characters"][0]["name"]
    renamed = await client.say(f"rename {hero.split()[0]} to Tomas")
    assert "Tomas" in renamed["content"]
    assert "Tomas" in (await client.do("character.list"))["result"]["characters"][0]["name"]

    asked = await client.say("drop the last scene")
    assert len(await scenes(client)) == 8
    assert "yes" in asked["content"]
    await client.say("yes")
    assert len(await scenes(client)) == 7
    await client.say("undo that")
    assert len(await scenes(client)) == 8

    why = await client.say("why is scene five there?")
    assert "Goal:" in why["content"]
    assert "Outcome:" in why["content"]
    saved = await client.say("save")
    assert "5 files" in saved["content"]
    assert (await client.do("project.list"))["result"]["projects"][0]["name"] in saved["content"]


async def test_save_it_and_yes_both_keep_a_preview(client: Client) -> None:
    for answer in ("save it", "yes"):
        await client.say(PROMPT)
        assert (await client.say(answer))["content"].startswith("Saved")
    assert len((await client.do("project.list"))["result"]["projects"]) == 2


@pytest.mark.parametrize("words", ["yes keep it", "looks good, keep it", "oui, garde-la", "sí, guárdala"])
async def test_a_preview_is_kept_by_whoever_says_so(client: Client, words: str) -> None:
    await client.say(PROMPT)
    told = await client.say(words)
    assert len((await client.do("project.list"))["result"]["projects"]) == 1, told["content"]


async def test_asked_for_the_projects_a_preview_is_told_of_as_one(client: Client) -> None:
    assert "no projects yet" in (await client.say("list my projects"))["content"]
    title = (await client.say(PROMPT))["views"][0]["result"]["film"]["project"]["title"]
    assert f"“{title}” is a preview" in (await client.say("list my projects"))["content"]


async def test_two_commands_in_one_sentence_are_done_in_order(quarry: Client) -> None:
    await quarry.say("make scene three ten seconds longer and set it at dusk")
    third = (await scenes(quarry))[2]
    assert (third["duration"], third["time_of_day"]) == (30.0, "dusk")


async def test_a_second_command_may_be_about_what_the_first_made(quarry: Client) -> None:
    await quarry.say("add a scene called The Pier and make it 12 seconds long")
    added = (await scenes(quarry))[-1]
    assert (added["title"], added["duration"]) == ("The Pier", 12.0)


@pytest.mark.parametrize("no", ["no", "no thanks", "cancel", "don't"])
async def test_a_no_keeps_everything(no: str, quarry: Client) -> None:
    await quarry.say("delete scene 2")
    answer = await quarry.say(no)
    assert "nothing was changed" in answer["content"]
    assert len(await scenes(quarry)) == 3
    assert "nothing waiting" in (await quarry.say("yes"))["content"].lower()


async def test_a_yes_counts_only_for_the_question_just_asked(quarry: Client) -> None:
    await quarry.say("delete scene 2")
    await quarry.say("list the scenes")
    await quarry.say("yes")
    assert len(await scenes(quarry)) == 3


async def test_a_look_at_what_is_in_question_asks_again(quarry: Client) -> None:
    await quarry.say("delete scene 2")
    shown = await quarry.say("show me scene 2")
    assert "town square" in shown["content"]
    assert "“yes”" in shown["content"]
    assert len(await scenes(quarry)) == 3
    await quarry.say("yes")
    assert len(await scenes(quarry)) == 2


async def test_a_question_about_the_question_asks_again(quarry: Client) -> None:
    asked = await quarry.say("delete scene 2")
    assert (await quarry.say("sorry, what would I lose?"))["content"] == asked["content"]
    await quarry.say("right. yes, bin it")
    assert len(await scenes(quarry)) == 2


async def test_what_was_asked_about_is_what_it_means(quarry: Client) -> None:
    await quarry.say("delete scene 2")
    await quarry.say("keep it but make it 35 seconds long")
    second = (await scenes(quarry))[1]
    assert (second["title"], second["duration"]) == ("Market Day", 35.0)


async def test_removing_somebody_asks_what_becomes_of_their_scenes(quarry: Client) -> None:
    asked = await quarry.say("remove Pim")
    assert [choice["title"] for choice in asked["choices"]] == ["Keep the scenes without Pim", "Remove the scenes too", "Do nothing"]
    await quarry.say("the first")
    assert [scene["characters"] for scene in await scenes(quarry)] == [["char_1"], [], []]


async def test_a_choice_can_be_selected_by_its_button(quarry: Client) -> None:
    asked = await quarry.say("remove Pim")
    await quarry.send(
        type="choice-selected", sessionId=quarry.session, choiceId=asked["choices"][1]["id"], userId="owner", clientMsgId="choice"
    )
    await quarry.receive("ai-response", clientMsgId="choice")
    assert len(await scenes(quarry)) == 1


async def test_it_and_her_follow_what_was_spoken_of(quarry: Client) -> None:
    await quarry.say("show me scene 2")
    await quarry.say("make it twice as long")
    assert (await scenes(quarry))[1]["duration"] == 40.0
    await quarry.say("who is Hedda?")
    await quarry.say("call her Mara Lind")
    assert (await quarry.do("character.show", character=1))["result"]["name"] == "Mara Lind"


async def test_typos_and_half_names_are_understood(quarry: Client) -> None:
    await quarry.say("mkae the market day sceen 5 secnds longer")
    assert (await scenes(quarry))[1]["duration"] == 25.0


async def test_what_is_missing_is_asked_for_with_real_names(quarry: Client) -> None:
    asked = await quarry.say("make a scene longer")
    titles = {"First Blast", "Market Day", "Frost"}
    offered = " ".join(choice["title"] for choice in asked["choices"]) + asked["content"]
    assert all(title in offered for title in titles)


async def test_a_title_repeated_from_a_question_changes_no_language(quarry: Client) -> None:
    await quarry.do("scene.add", title="la nuit de la grande gare")
    asked = await quarry.say("make a scene longer")
    label = next(choice["title"] for choice in asked["choices"] if "gare" in choice["title"])
    assert (await quarry.say(label))["content"].startswith("Scene 4, ")


async def test_the_film_is_kept_at_a_length(quarry: Client) -> None:
    await quarry.say("keep the film at three minutes")
    assert sum(scene["duration"] for scene in await scenes(quarry)) == pytest.approx(180.0)


async def test_a_scene_that_is_not_there_is_told(quarry: Client) -> None:
    answer = await quarry.say("show me scene 12")
    assert "12" in answer["content"]
    assert "3" in answer["content"]


async def test_dont_is_not_done(quarry: Client) -> None:
    answer = await quarry.say("don't delete scene 2")
    assert len(await scenes(quarry)) == 3
    assert "Remove" not in answer["content"]


async def test_nothing_open_is_told_with_a_way_on(client: Client) -> None:
    answer = await client.say("save")
    assert "No project is open" in answer["content"]


async def test_history_is_told_in_words(quarry: Client) -> None:
    await quarry.say("set scene 1 at dawn")
    undone = await quarry.say("undo that")
    assert "First Blast" in undone["content"]
    assert "time of day" in undone["content"]


async def test_help_knows_every_subject(client: Client) -> None:
    overview = (await client.say("help"))["content"]
    assert all(word in overview for word in ("Projects", "Scenes", "Characters", "Shots", "History"))
    assert "close-up" in (await client.say("what can you do with shots?"))["content"]


@pytest.mark.slow
async def test_what_is_none_of_our_business_changes_nothing(quarry: Client) -> None:
    before = await scenes(quarry)
    for text in ("what's the weather in Oslo", "book me a flight to Rome"):
        answer = await quarry.say(text)
        assert "outside what I do" in answer["content"] or "did not understand" in answer["content"]
    assert await scenes(quarry) == before


async def test_nothing_internal_shows_in_any_answer(quarry: Client) -> None:
    for text in ("move scene 2", "make scene 1 0 seconds long", "make scene 1 900 hours long", "rename Pim to Hedda Lind", "close", "save"):
        content = (await quarry.say(text))["content"]
        assert content
        assert not any(word in content for word in ("Traceback", "msgspec", "Expected `", "NoneType", "{{", "scene_1_shot"))
