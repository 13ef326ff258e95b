"""The published frames as they are printed, and what a tier allows by socket."""

from typing import Any

import pytest
from sqlalchemy import text
from websockets.exceptions import ConnectionClosed

from assistant.tiers import FREE
from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.conftest import Make
from tests.api.contract.ai_movie.people import Person, Room
from tests.api.contract.ai_movie.shapes import check_shape

PRINTED = document.kept()


@pytest.fixture
def session(robin: Person, movie: dict[str, Any]) -> str:
    return str(robin.say("hello", projectId=movie["id"])["session"]["id"])


def printed(kind: str, **known: Any) -> dict[str, Any]:
    """The printed frame with ids that are there."""
    return {**PRINTED[kind], **known}


def test_the_printed_frames_of_a_client_are_understood_and_answered_as_printed(robin: Person, noor: Person, session: str) -> None:
    robin.let_in(noor, robin.get("/projects").json()["projects"][0]["id"])
    with robin.socket() as one, noor.socket() as other:
        one.send(**printed("join-session", sessionId=session, userId=robin.user_id))
        other.send(**printed("join-session", sessionId=session, userId=noor.user_id))
        other.send(**printed("chat-message", sessionId=session, message="hello"))
        other.receive("ai-response")
        one.receive("ai-response")
        one.send(**printed("typing", sessionId=session, userId=robin.user_id))
        typing = other.receive("user-typing")
        check_shape(typing, PRINTED["user-typing"])
        assert (typing["user"]["id"], typing["isTyping"]) == (robin.user_id, True)
        one.send(**printed("chat-message", sessionId=session))
        said = other.receive("message-received")
        check_shape(said, PRINTED["message-received"])
        assert (said["sender"]["id"], said["sender"]["role"], said["content"]) == (
            robin.user_id,
            "user",
            PRINTED["chat-message"]["message"],
        )
        check_shape(other.receive("ai-response"), PRINTED["ai-response"])


def test_a_choice_selected_is_answered(robin: Person, session: str) -> None:
    with robin.socket() as room:
        room.send(**printed("join-session", sessionId=session, userId=robin.user_id))
        room.send(**printed("choice-selected", sessionId=session, userId=robin.user_id))
        check_shape(room.receive("message-received"), PRINTED["message-received"])
        check_shape(room.receive("ai-response"), PRINTED["ai-response"])


def refused(room: Room) -> tuple[dict[str, Any], int]:
    """The last error before the server closes, and the close code."""
    with pytest.raises(ConnectionClosed) as closed:
        while True:
            room.receive("error")
    assert closed.value.rcvd
    return room.seen[-1], closed.value.rcvd.code


def test_a_free_user_has_five_connections_and_a_sixth_is_refused(somebody: Make) -> None:
    free = somebody("free")
    rooms = [free.socket() for _ in range(5)]
    opened = [room.__enter__() for room in rooms]
    try:
        for room in opened:
            room.joined()
        with free.socket() as sixth:
            told, code = refused(sixth)
        assert (told["code"], told["fatal"], code) == ("RATE_LIMITED", True, 4429)
        assert "allows 5 connections" in told["message"]
    finally:
        for room in rooms:
            room.__exit__(None, None, None)
    with free.socket() as again:
        again.joined()


def test_connections_to_other_servers_count(somebody: Make) -> None:
    free = somebody("free")
    rows = "INSERT INTO presence (connection_id, session_id, user_id, name, process, seen_at) VALUES (:c, 's', :u, 'n', 'other', 9e9)"
    for number in range(5):
        elsewhere = text(rows).bindparams(c=f"c{number}-{free.user_id}", u=free.user_id)
        free.served.run(free.served.assistant.store.run(lambda db, each=elsewhere: db.execute(each) and None))
    with free.socket() as room:
        assert refused(room)[1] == 4429


def test_a_studio_has_as_many_as_it_likes(robin: Person) -> None:
    rooms = [robin.socket() for _ in range(25)]
    opened = [room.__enter__() for room in rooms]
    opened[-1].joined()
    for room in rooms:
        room.__exit__(None, None, None)


def test_a_frame_larger_than_the_tier_allows_ends_the_connection(somebody: Make) -> None:
    free, pro = somebody("free"), somebody("pro")
    with pro.socket() as room:
        room.send(type="ping", t="x" * FREE.frame_bytes)
        room.receive("pong")
    with free.socket() as room:
        room.send(type="ping", t="x" * (FREE.frame_bytes - 100))
        room.receive("pong")
        room.send(type="ping", t="x" * FREE.frame_bytes)
        told, code = refused(room)
    assert (told["code"], code) == ("VALIDATION_ERROR", 1009)


def test_a_free_user_sends_so_many_messages_a_minute(somebody: Make) -> None:
    free = somebody("free")
    with free.socket() as room:
        room.joined()
        assert FREE.sends
        for _ in range(FREE.sends):
            room.send(type="do", id=1, operation="project.list", params={})
        for _ in range(FREE.sends):
            room.receive("result")
        room.send(type="do", id=2, operation="project.list", params={})
        told = room.receive("error")
    assert (told["code"], told["id"]) == ("RATE_LIMITED", 2)
    assert 0 < told["retryAfterMs"] <= 60_000
