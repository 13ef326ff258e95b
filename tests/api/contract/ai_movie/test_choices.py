"""Guided choices by REST and by socket: picked by id, told to everybody in the room, refused to whoever may only look."""

from typing import Any

import pytest

from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import check_error, check_shape

PRINTED = document.kept()


@pytest.fixture
def begun(robin: Person) -> dict[str, Any]:
    """A film whose next step is who it is for, and a session about it that was shown the choices."""
    movie = robin.project("Harbour Lights", description="A lighthouse keeper finds a stranger's diary in the storm")
    opened = robin.say("hello", projectId=movie["id"])["session"]["id"]
    shown = robin.say("what's next?", sessionId=opened)
    return {"project": movie["id"], "session": opened, "choices": shown["aiResponse"]["choices"], "step": shown["session"]["currentStep"]}


def recommended(begun: dict[str, Any]) -> str:
    return str(begun["choices"][0]["id"])


def test_the_choices_of_a_step_are_shown_as_printed(robin: Person, begun: dict[str, Any]) -> None:
    again = robin.say("what's next?", sessionId=begun["session"])
    check_shape(again, PRINTED["POST /v1/chat/message"]["response"])
    assert 2 <= len(begun["choices"]) <= 4
    assert begun["choices"][-1]["id"] == "manual_override"
    assert all(one["title"] and one["metadata"]["difficulty"] and one["metadata"]["duration"] for one in begun["choices"][:-1])


def test_a_choice_is_answered_as_printed_and_advances(robin: Person, begun: dict[str, Any]) -> None:
    answer = robin.post("/chat/choice", {"sessionId": begun["session"], "choiceId": recommended(begun)})
    assert answer.status_code == 200, answer.text
    check_shape(answer.json(), PRINTED["POST /v1/chat/choice"]["response"])
    body = answer.json()
    assert body["workflowAdvanced"] is (body["newStep"] != begun["step"])
    shown = robin.get(f"/projects/{begun['project']}").json()["project"]["progress"]
    assert (shown["percentage"], shown["currentPhase"]) == (body["progressUpdate"]["percentage"], body["newStep"])
    assert shown["completedSteps"] == body["progressUpdate"]["completedSteps"]
    undone = robin.say("undo that", sessionId=begun["session"])
    assert undone["session"]["currentStep"] == begun["step"]


def test_a_choice_by_socket_is_told_with_progress_as_printed(robin: Person, noor: Person, begun: dict[str, Any]) -> None:
    robin.let_in(noor, begun["project"])
    with robin.socket() as one, noor.socket() as other:
        one.send(**{**PRINTED["join-session"], "sessionId": begun["session"], "userId": robin.user_id})
        other.joined(sessionId=begun["session"])
        one.send(type="typing", sessionId=begun["session"], userId=robin.user_id, isTyping=True)
        other.receive("user-typing")
        chosen = {**PRINTED["choice-selected"], "sessionId": begun["session"], "choiceId": recommended(begun), "userId": robin.user_id}
        one.send(**chosen)
        heard = other.receive("message-received")
        assert heard["content"] == begun["choices"][0]["title"]
        if robin.get(f"/chat/session/{begun['session']}").json()["session"]["currentStep"] == begun["step"]:
            one.receive("ai-response")
        else:
            moved = one.receive("progress-update")
            check_shape(moved, PRINTED["progress-update"])
            assert (moved["projectId"], moved["progress"]["stepCompleted"]) == (begun["project"], begun["step"])


def test_ones_own_way_takes_ones_own_words(robin: Person, begun: dict[str, Any]) -> None:
    body = {"sessionId": begun["session"], "choiceId": "manual_override", "customInput": "It is for teenagers who like the sea"}
    answer = robin.post("/chat/choice", body)
    assert answer.status_code == 200, answer.text
    history = robin.get(f"/chat/session/{begun['session']}").json()["session"]["conversationHistory"]
    assert history[-2]["content"] == body["customInput"]


def test_a_choice_that_never_was_is_not_found_and_one_that_is_gone_shows_those_there_are(robin: Person, begun: dict[str, Any]) -> None:
    check_error(robin.post("/chat/choice", {"sessionId": begun["session"], "choiceId": "choice-99"}), 404)
    gone = robin.post("/chat/choice", {"sessionId": begun["session"], "choiceId": "choice-0123456789"}).json()
    assert (gone["workflowAdvanced"], bool(gone["aiResponse"]["choices"])) == (False, True)


def test_a_viewer_chooses_nothing(robin: Person, noor: Person, begun: dict[str, Any]) -> None:
    robin.let_in(noor, begun["project"], "viewer")
    check_error(noor.post("/chat/choice", {"sessionId": begun["session"], "choiceId": recommended(begun)}), 403, "ACCESS_DENIED")
