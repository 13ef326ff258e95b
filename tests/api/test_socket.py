"""The WebSocket: published frames for old clients, acks, replay and `do` for new ones, and nothing that kills a healthy connection."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.api.serving import Client, Served, connected, served, talking

PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"


@pytest.fixture
async def server(database: str, tmp_path: Path) -> Any:
    """On SQLite and on PostgreSQL."""
    async with served(tmp_path, database_url=database) as running:
        yield running


async def test_a_message_is_acked_received_and_answered_in_that_order(server: Served) -> None:
    async with talking(server) as client:
        await client.send(type="chat-message", sessionId=client.session, message="hello", attachments=[], clientMsgId="m1")
        await client.receive("ai-response")
        kinds = [frame["type"] for frame in client.seen if frame["type"] != "presence"]
        assert sorted(kinds[1:3]) == ["ack", "message-received"]
        assert kinds[3] == "ai-response"
        ack = next(frame for frame in client.seen if frame["type"] == "ack")
        received = next(frame for frame in client.seen if frame["type"] == "message-received")
        assert (ack["seq"], ack["messageId"], ack["duplicate"]) == (received["seq"], received["messageId"], False)


async def test_an_old_client_sees_the_published_frames_and_nothing_more(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as new, connected(server, token) as old:
        await old.send(type="join-session", sessionId=new.session, userId="owner")
        await old.send(type="chat-message", sessionId=new.session, message="hello", attachments=[])
        received = await old.receive("message-received")
        answered = await old.receive("ai-response")
        assert set(received) == {"type", "sessionId", "messageId", "sender", "content", "timestamp"}
        assert received["sender"] == {"id": "owner", "name": "owner", "role": "user"}
        assert set(answered) == {"type", "sessionId", "content", "choices", "processingTime"}
        assert [frame["type"] for frame in old.seen] == ["message-received", "ai-response"]


async def test_typing_is_told_to_the_others(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as one, connected(server, token) as other:
        await other.join(sessionId=one.session)
        await one.send(type="typing", sessionId=one.session, userId="owner", isTyping=True)
        frame = await other.receive("user-typing")
        assert frame == {"type": "user-typing", "sessionId": one.session, "user": {"id": "owner", "name": "owner"}, "isTyping": True}


async def test_the_same_message_again_gets_the_first_ack_and_is_not_done_twice(server: Served) -> None:
    async with talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        frame = {"type": "chat-message", "sessionId": client.session, "message": "add a scene called Dawn", "clientMsgId": "m1"}
        await client.send(**frame)
        await client.receive("ai-response")
        first = next(frame for frame in client.seen if frame["type"] == "ack")
        await client.send(**frame)
        again = await client.receive("ack")
        assert again == {**first, "duplicate": True}
        assert len((await client.do("scene.list"))["result"]["scenes"]) == 1


async def test_the_same_id_for_another_message_is_a_conflict(server: Served) -> None:
    async with talking(server) as client:
        await client.send(type="chat-message", sessionId=client.session, message="hello", clientMsgId="m1")
        await client.receive("ack")
        await client.send(type="chat-message", sessionId=client.session, message="goodbye", clientMsgId="m1")
        assert (await client.receive("error"))["code"] == "CONFLICT"


async def test_who_was_away_gets_what_was_missed_without_gap_or_double(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as client:
        for text in ("hello", "thanks"):
            await client.say(text)
    async with connected(server, token) as again:
        joined = await again.join(sessionId=client.session, lastSeq=1)
        await again.receive("ai-response", seq=4)
        assert (joined["headSeq"], joined["replayFrom"]) == (4, 2)
        assert [frame["seq"] for frame in again.seen[1:]] == [2, 3, 4]
        live = await again.say("hello")
        assert live["seq"] == 6


async def test_a_cursor_from_another_life_is_sent_to_resync(server: Served) -> None:
    async with talking(server) as client, connected(server) as other:
        await other.join(sessionId=client.session, lastSeq=99)
        assert (await other.receive("resync-required"))["headSeq"] == 0


async def test_the_last_session_is_found_by_that_word(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as client:
        await client.say("hello")
    async with connected(server, token) as again:
        assert (await again.join(sessionId="last"))["sessionId"] == client.session


async def test_generation_tells_its_stages_and_shows_the_film(server: Served) -> None:
    async with talking(server) as client:
        answer = await client.say(PROMPT)
        progress = [frame["progress"] for frame in client.seen if frame["type"] == "progress-update"]
        assert progress
        assert [step["percentage"] for step in progress] == sorted(step["percentage"] for step in progress)
        film = answer["views"][0]["result"]["film"]
        assert (film["project"]["scene_count"], film["project"]["duration"]) == (8, 180.0)
        assert answer["status"] == "completed"


async def test_a_turn_goes_on_when_its_asker_leaves(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as client:
        await client.send(type="chat-message", sessionId=client.session, message=PROMPT, clientMsgId="m1")
        await client.receive("ack")
    async with connected(server, token) as again:
        await again.join(sessionId=client.session, lastSeq=0)
        assert (await again.receive("ai-response"))["status"] == "completed"


async def test_a_turn_is_cancelled_and_the_session_lives_on(server: Served) -> None:
    async with talking(server) as client:
        await client.send(type="chat-message", sessionId=client.session, message=PROMPT, clientMsgId="m1")
        await client.receive("ack")
        await client.send(type="cancel-generation", sessionId=client.session)
        assert (await client.receive("ai-response"))["status"] in ("cancelled", "completed")
        assert (await client.say("hello"))["status"] == "completed"


async def test_a_turn_cancelled_before_it_began_is_answered_too(server: Served) -> None:
    async with talking(server) as client:
        for number in range(3):
            await client.send(type="chat-message", sessionId=client.session, message=PROMPT, clientMsgId=f"m{number}")
            await client.receive("ack")
        await client.send(type="cancel-generation", sessionId=client.session)
        answers = [await client.receive("ai-response") for _ in range(3)]
        assert sorted(answer["clientMsgId"] for answer in answers) == ["m0", "m1", "m2"]
        assert answers[-1]["status"] == "cancelled"


async def test_an_unusable_message_is_answered_under_its_own_id(server: Served) -> None:
    async with talking(server) as client:
        await client.send(type="chat-message", sessionId=client.session, message="x" * 20_001, clientMsgId="long")
        assert (await client.receive("error"))["clientMsgId"] == "long"


async def test_every_operation_can_be_done_typed(server: Served) -> None:
    async with talking(server) as client:
        offered = (await client.do("help.show"))["result"]["operations"]
        assert {"scene.update", "project.generate", "history.undo", "storage.show"} <= {entry["name"] for entry in offered}
        await client.do("project.create", title="Tin Moon")
        added = await client.do("scene.add", title="Dawn", duration=12)
        assert (added["ok"], added["result"]["duration"]) == (True, 12.0)
        assert (await client.do("scene.update", scene=1, duration="+10"))["result"]["duration"] == 22.0


async def test_typed_operations_run_in_the_order_they_came(server: Served) -> None:
    async with talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        for number in range(20):
            await client.send(type="do", id=f"a{number}", operation="scene.add", params={"title": f"Scene {number}"})
        await client.receive("result", id="a19")
        listed = (await client.do("scene.list"))["result"]["scenes"]
        assert [scene["title"] for scene in listed] == [f"Scene {number}" for number in range(20)]


@pytest.mark.parametrize(
    ("operation", "params", "code"),
    [
        ("scene.fly", {}, "NOT_FOUND"),
        ("session.situation", {}, "NOT_FOUND"),
        ("scene.show", {}, "VALIDATION_ERROR"),
        ("scene.show", {"scene": 1}, "VALIDATION_ERROR"),
        ("project.open", {"project": "nowhere"}, "NOT_FOUND"),
        ("project.create", {"title": "x", "color": "red"}, "VALIDATION_ERROR"),
    ],
)
async def test_a_wrong_do_is_told_what_is_wrong(operation: str, params: dict[str, Any], code: str, server: Served) -> None:
    async with talking(server) as client:
        answer = await client.do(operation, **params)
        assert (answer["ok"], answer["error"]["code"]) == (False, code)
        assert answer["error"]["suggested_action"]


async def test_a_destructive_do_needs_a_confirmation_and_says_what_goes(server: Served) -> None:
    async with talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        await client.do("scene.add", title="Dawn")
        refused = await client.do("scene.remove", scene=1)
        assert refused["error"]["code"] == "CONFIRMATION_REQUIRED"
        assert refused["error"]["details"]["scenes"] == [{"number": 1, "title": "Dawn"}]
        assert (await client.do("scene.remove", scene=1, confirmed=True))["ok"]


BAD = [
    "", "null", "[]", "{}", "{", '"hello"', "\x00", '{"type": "dance"}', '{"type": "chat-message"}', '{"type": "ping", "t": {}}',
    '{"type":"chat-message","sessionId":"nobody","message":"x"}', '{"type":"join-session","sessionId":"nobody"}',
    '{"type":"join-session","userId":"eve"}', '{"type":"typing","sessionId":"x","isTyping":true}', '{"type":"do","id":1,"operation":7}',
    '{"type":"chat-message","sessionId":"x","message":"x","clientMsgId":"' + "m" * 65 + '"}', '{"type":"leave-session","sessionId":"x"}',
    '{"type":"auth","token":"nonsense"}', '{"type":"cancel-generation","sessionId":"x"}',
]  # fmt: skip


async def test_a_bad_frame_is_answered_and_the_connection_lives_on(server: Served) -> None:
    async with connected(server) as client:
        for number, text in enumerate(BAD):
            await client.socket.send(text)
            error = await client.receive("error")
            assert error["message"], text
            assert "Traceback" not in error["message"], text
            await client.send(type="ping", t=number)
            await client.receive("pong", t=number)


async def test_a_binary_frame_is_answered(server: Served) -> None:
    async with connected(server) as client:
        await client.socket.send(b"\xff\xfe")
        assert (await client.receive("error"))["code"] == "VALIDATION_ERROR"


async def test_arbitrary_text_never_ends_a_connection(server: Served) -> None:
    texts = st.one_of(st.text(max_size=80), st.dictionaries(st.text(max_size=9), st.integers()).map(json.dumps))
    async with connected(server) as client:
        found: list[str] = []

        @given(texts)
        @settings(max_examples=60)
        def collect(text: str) -> None:
            found.append(text)

        await asyncio.to_thread(collect)
        for number, text in enumerate(found):
            await client.socket.send(text)
            await client.send(type="ping", t=number)
            await client.receive("pong", t=number)


async def test_without_a_token_nothing_is_answered_but_an_auth_frame_opens_the_door(server: Served) -> None:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url) as socket:
        client = Client(socket)
        await client.send(type="join-session", protocol=2)
        assert (await client.receive("error"))["code"] == "AUTH_REQUIRED"
        await client.send(type="auth", token=await server.token())
        assert (await client.join())["headSeq"] == 0


async def test_a_wrong_token_is_closed_with_4401(server: Served) -> None:
    with pytest.raises(ConnectionClosed) as closed:
        async with connected(server, "nonsense") as client:
            await client.socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


async def test_a_token_may_come_as_a_subprotocol_which_is_not_echoed(server: Served) -> None:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, subprotocols=["assistant.v1", f"bearer.{await server.token()}"]) as socket:  # type: ignore[list-item]
        assert socket.subprotocol == "assistant.v1"
        assert (await Client(socket).join())["headSeq"] == 0


async def test_a_page_from_elsewhere_cannot_connect(server: Served) -> None:
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, origin="http://elsewhere.example") as socket:  # type: ignore[arg-type]
        with pytest.raises(ConnectionClosed) as closed:
            await socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401


async def test_nobody_joins_somebody_elses_session(server: Served) -> None:
    eve = await server.add_user("eve@example.com")
    async with talking(server) as mine, connected(server, await server.token(eve)) as other:
        await other.send(type="join-session", protocol=2, sessionId=mine.session)
        assert (await other.receive("error"))["code"] == "NOT_FOUND"
        await other.send(type="chat-message", sessionId=mine.session, message="hello")
        assert (await other.receive("error"))["code"] == "NOT_FOUND"


async def test_a_session_goes_on_after_a_restart(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as client:
        await client.do("project.create", title="Tin Moon")
        await client.say("add a scene called Dawn")
        session = client.session
    async with served(tmp_path) as server, connected(server) as again:
        await again.join(sessionId=session, lastSeq=0)
        await again.receive("ai-response")
        assert "10 s" in (await again.say("make it 10 seconds long"))["content"]


async def test_numbers_in_the_log_have_no_gap_under_many_talkers(server: Served) -> None:
    token = await server.token()
    async with talking(server, token) as first:

        async def talk(number: int) -> None:
            async with connected(server, token) as client:
                await client.join(sessionId=first.session)
                for turn in range(4):
                    await client.send(type="chat-message", sessionId=first.session, message="hello", clientMsgId=f"c{number}-{turn}")
                    await client.receive("ack", clientMsgId=f"c{number}-{turn}")

        await asyncio.gather(*(talk(number) for number in range(5)))
        await first.receive("ai-response", seq=40)
        numbers = [frame["seq"] for frame in first.seen if "seq" in frame and frame["type"] != "ack"]
        assert numbers == list(range(1, 41))
