"""What was changed is told with the answer, by number, and a question before a loss tells what it is about."""

from pathlib import Path

from tests.api.serving import Client, connected, served, talking


async def film(client: Client) -> str:
    """A project of two scenes, open; its id."""
    made = await client.do("project.create", title="Quarry Lights")
    await client.do("scene.add", title="First Blast", duration=20)
    await client.do("scene.add", title="Dust", duration=10)
    return str(made["result"]["id"])


async def test_an_answer_names_its_changes_and_they_can_be_undone_by_number(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        project = await film(client)
        answer = await client.say("make scene one ten seconds longer, and call it Second Blast")
        assert {change["project"] for change in answer["changes"]} == {project}
        await client.say("make scene two five seconds longer")
        for change in reversed(answer["changes"]):
            assert (await client.do("history.undo", change=change["number"], project=project))["ok"]
        scenes = (await client.do("scene.list"))["result"]["scenes"]
        assert [(scene["title"], scene["duration"]) for scene in scenes] == [("First Blast", 20.0), ("Dust", 15.0)]


async def test_what_changes_nothing_and_what_is_tried_names_no_changes(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await film(client)
        assert "changes" not in await client.say("show scene one")
        await client.send(type="chat-message", sessionId=client.session, message="make scene one ten seconds longer", dryRun=True)
        assert "changes" not in await client.receive("ai-response", dryRun=True)
        await client.send(type="do", id="try", operation="scene.move", params={"scene": 2, "position": 1}, dryRun=True)
        assert "changes" not in await client.receive("result", id="try")


async def test_a_typed_operation_names_its_changes(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        project = await film(client)
        moved = await client.do("scene.move", scene=2, position=1)
        assert moved["changes"] == [{"project": project, "number": 3, "operation": "scene.move"}]


async def test_a_question_before_a_loss_can_be_tried(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await film(client)
        answer = await client.say("supprime la scène deux")
        [view], language = answer["views"], answer["language"]
        asked = view["result"]
        assert language == "fr"
        assert (view["operation"], asked["operation"], asked["language"]) == ("confirm", "scene.remove", "fr")
        assert asked["losses"]["scenes"] == [{"number": 2, "title": "Dust"}]
        await client.send(type="do", id="try", operation=asked["operation"], params={**asked["params"], "confirmed": True}, dryRun=True)
        [would] = (await client.receive("result", id="try"))["result"]["projects"]
        assert [(thing["verb"], thing["label"]) for thing in would["things"]] == [("removed", "Dust")]
        assert len((await client.do("scene.list"))["result"]["scenes"]) == 2


async def test_others_in_the_room_hear_that_the_film_moved(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client, connected(server) as second:
        await film(client)
        await second.join(sessionId=client.session)
        await client.do("scene.list")
        await client.do("scene.move", scene=2, position=1)
        told = await second.receive("film-changed")
        assert (told["sessionId"], told["change"]) == (client.session, 3)
