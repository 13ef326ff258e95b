"""What is left of a lost process's turns, and of a database that was restored."""

from pathlib import Path

from assistant import SYSTEM, Actor
from assistant.operations.rooms import BeginEpoch
from assistant.operations.talk import Answering, LogMessage
from tests.api.serving import connected, served


async def test_a_lost_turn_is_answered_for_in_the_language_that_is_spoken(tmp_path: Path) -> None:
    async with served(tmp_path) as server, connected(server, await server.token()) as client:
        await client.join()
        await client.say("bonjour, montre-moi mes projets")
        lost = Answering(run_id="run_lost", process="gone", lease=-1.0)
        payload = {"sessionId": client.session, "content": "ajoute une scène"}
        by = Actor(user_id="owner", name="owner", session_id=client.session)
        await server.house.assistant.perform(LogMessage(type="message-received", payload=payload, answering=lost), by=by)
        answer = await client.receive("ai-response", runId="run_lost")
    assert (answer["status"], answer["content"][:22]) == ("interrupted", "Le serveur s’est arrêt")


async def test_after_a_restore_a_client_reads_anew_instead_of_resuming(tmp_path: Path) -> None:
    async with served(tmp_path) as server:
        token = await server.token()
        async with connected(server, token) as client:
            before = await client.join()
            await client.say("hello")
        await server.house.assistant.perform(BeginEpoch(), by=SYSTEM)
    async with served(tmp_path) as server, connected(server, await server.token()) as again:
        joined = await again.join(sessionId=client.session, lastSeq=1, epoch=before["epoch"])
        assert joined["epoch"] == before["epoch"] + 1
        assert (await again.receive("resync-required"))["headSeq"] == 2
        assert not [frame for frame in again.seen if frame.get("seq") == 2]
