"""Talking over REST: in the same rooms as the sockets, answered at once, kept and listed."""

import json
from typing import Any

import pytest
from websockets.sync.client import connect

from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import check_error, check_shape

PRINTED = document.kept()


@pytest.fixture
def session(robin: Person, movie: dict[str, Any]) -> str:
    """Robin's session about the movie."""
    return str(robin.say("hello", projectId=movie["id"])["session"]["id"])


def test_a_message_is_answered_as_printed(robin: Person, movie: dict[str, Any], session: str) -> None:
    answer = robin.say("add a scene called Dawn", projectId=movie["id"], sessionId=session, attachments=[])
    check_shape(answer, PRINTED["POST /v1/chat/message"]["response"])
    assert "Dawn" in answer["aiResponse"]["content"]
    assert answer["session"]["currentStep"] == robin.get(f"/projects/{movie['id']}").json()["project"]["progress"]["currentPhase"]


def test_without_a_session_one_is_opened_and_named(robin: Person, movie: dict[str, Any]) -> None:
    opened = robin.say("hello", projectId=movie["id"])["session"]["id"]
    assert robin.get(f"/chat/session/{opened}").json()["session"]["projectId"] == movie["id"]
    assert "id" not in robin.say("hello again", sessionId=opened)["session"]


def test_a_session_is_shown_as_printed(robin: Person, movie: dict[str, Any], session: str) -> None:
    answer = robin.get(f"/chat/session/{session}").json()
    printed = PRINTED["GET /v1/chat/session/{id}"]["response"]
    said, answered = printed["session"]["conversationHistory"]
    first, second = answer["session"]["conversationHistory"]
    check_shape(first, said)
    check_shape(second, answered)
    check_shape({**answer, "session": {**answer["session"], "conversationHistory": []}}, printed)
    assert [first["content"], first["role"], second["role"]] == ["hello", "user", "assistant"]
    assert answer["session"]["contextData"]["genre"] == "drama"


def test_sessions_are_listed_as_printed(robin: Person, movie: dict[str, Any], session: str) -> None:
    robin.say("hello")  # about no project
    answer = robin.get(f"/chat/sessions?projectId={movie['id']}").json()
    check_shape(answer, PRINTED["GET /v1/chat/sessions"]["response"])
    (only,) = answer["sessions"]
    assert (only["id"], only["projectTitle"], only["messageCount"], only["status"]) == (session, "Harbour Lights", 2, "active")
    assert robin.get("/chat/sessions").json()["pagination"]["total"] == 2
    assert robin.get("/chat/sessions?status=paused").json()["sessions"] == []
    check_error(robin.get("/chat/sessions?status=gone"), 400)
    check_error(robin.get("/chat/sessions?projectId=nowhere"), 404)


def test_who_is_in_the_room_hears_it_live(robin: Person, session: str) -> None:
    token = str(robin.headers["Authorization"])
    url = robin.served.url.replace("http", "ws", 1) + "/api/v1/websocket"
    with connect(url, additional_headers={"Authorization": token}) as socket:
        socket.send(json.dumps({"type": "join-session", "sessionId": session, "userId": robin.user_id}))
        socket.send(json.dumps({"type": "typing", "sessionId": session, "userId": robin.user_id, "isTyping": False}))
        socket.send(json.dumps({"type": "chat-message", "sessionId": session, "message": "hello", "attachments": []}))
        assert json.loads(socket.recv(30))["content"] == "hello"
        json.loads(socket.recv(30))
        answer = robin.say("add a scene called Dusk", sessionId=session)
        heard = [json.loads(socket.recv(30)) for _ in range(2)]
    assert [one["type"] for one in heard] == ["message-received", "ai-response"]
    assert heard[0]["messageId"] == answer["messageId"]
    assert heard[1]["content"] == answer["aiResponse"]["content"]


def test_a_message_under_the_same_key_is_said_once(robin: Person, movie: dict[str, Any], session: str) -> None:
    body = {"message": "add a scene called Dawn", "sessionId": session}
    first, again = (robin.post("/chat/message", body, headers={"Idempotency-Key": "k1"}).json() for _ in range(2))
    assert first == again
    check_error(robin.post("/chat/message", {**body, "message": "hello"}, headers={"Idempotency-Key": "k1"}), 409)
    assert robin.get("/projects/" + movie["id"]).status_code == 200
    history = robin.get(f"/chat/session/{session}").json()["session"]["conversationHistory"]
    assert [one["content"] for one in history if one["role"] == "user"] == ["hello", "add a scene called Dawn"]


@pytest.mark.parametrize(
    ("body", "field"),
    [({}, "message"), ({"message": ""}, "message"), ({"message": " \t"}, "message"), ({"message": "a\0b"}, "message")],
)
def test_a_message_without_words_is_refused(robin: Person, session: str, body: dict[str, str], field: str) -> None:
    error = check_error(robin.post("/chat/message", {"sessionId": session, **body}), 400)
    assert [one["field"] for one in error["details"]] == [field]


def test_sessions_and_projects_of_others_are_not_found(robin: Person, noor: Person, movie: dict[str, Any], session: str) -> None:
    check_error(noor.get(f"/chat/session/{session}"), 404)
    check_error(noor.post("/chat/message", {"message": "hello", "sessionId": session}), 404)
    check_error(noor.post("/chat/message", {"message": "hello", "projectId": movie["id"]}), 404)
    check_error(noor.post("/chat/choice", {"sessionId": session, "choiceId": "choice-1"}), 404)
    assert noor.get("/chat/sessions").json()["sessions"] == []


def test_a_question_is_answered_by_its_choice(robin: Person, session: str) -> None:
    for name in ("Anna Berg", "Anna Holm"):
        robin.say(f"add a character called {name}", sessionId=session)
    asked = robin.say("remove Anna", sessionId=session)["aiResponse"]
    if not asked["choices"]:
        pytest.skip("nothing was asked")
    answer = robin.post("/chat/choice", {"sessionId": session, "choiceId": asked["choices"][1]["id"]}).json()
    check_shape(answer, PRINTED["POST /v1/chat/choice"]["response"])
    assert asked["choices"][1]["title"].split()[-1] in answer["aiResponse"]["content"]


def test_ones_own_way_needs_words(robin: Person, session: str) -> None:
    error = check_error(robin.post("/chat/choice", {"sessionId": session, "choiceId": "manual_override"}), 400)
    assert error["details"][0]["field"] == "customInput"
