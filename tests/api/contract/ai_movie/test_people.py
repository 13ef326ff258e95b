"""Who may do what in a shared project: invited by address, let in, bounded, and kept to their role at every door."""

import json
import time
from typing import Any

import pytest
from sqlalchemy import text
from websockets.sync.client import connect

from tests.api.contract.ai_movie import document
from tests.api.contract.ai_movie.conftest import Make
from tests.api.contract.ai_movie.people import Person
from tests.api.contract.ai_movie.shapes import check_error, check_shape

PRINTED = document.kept()


def test_an_invitation_is_as_printed_and_lasts_a_week(robin: Person, movie: dict[str, Any]) -> None:
    printed = PRINTED["POST /v1/projects/{id}/collaborators"]
    answer = robin.post(f"/projects/{movie['id']}/collaborators", printed["request"])
    assert answer.status_code == 200, answer.text
    check_shape(answer.json(), printed["response"])
    invitation = answer.json()["invitation"]
    assert {name: invitation[name] for name in ("email", "role", "status")} == {
        name: printed["response"]["invitation"][name] for name in ("email", "role", "status")
    }
    sent, expires = (time.mktime(time.strptime(invitation[name], "%Y-%m-%dT%H:%M:%SZ")) for name in ("sentAt", "expiresAt"))
    assert expires - sent == 7 * 24 * 3600


def test_who_accepts_is_a_collaborator(robin: Person, noor: Person, movie: dict[str, Any]) -> None:
    robin.let_in(noor, movie["id"])
    (one,) = robin.get(f"/projects/{movie['id']}").json()["project"]["collaborators"]
    assert (one["userId"], one["role"]) == (noor.user_id, "collaborator")
    assert noor.put(f"/projects/{movie['id']}", {"description": "By the two of us"}).status_code == 200
    assert [each["id"] for each in noor.get("/projects").json()["projects"]] == [movie["id"]]
    again = robin.post(f"/projects/{movie['id']}/collaborators", {"email": noor.email, "role": "viewer"})
    assert again.json()["invitation"]["status"] == "accepted"
    check_error(noor.put(f"/projects/{movie['id']}", {"description": "Mine"}), 403)


def test_an_invitation_that_has_expired_lets_nobody_in(robin: Person, noor: Person, movie: dict[str, Any]) -> None:
    robin.post(f"/projects/{movie['id']}/collaborators", {"email": noor.email, "role": "viewer"})
    served = robin.served
    past = text("UPDATE invitations SET expires_at = 1 WHERE name = :name").bindparams(name=noor.email)
    served.run(served.assistant.store.run(lambda db: db.execute(past) and None))
    noor.say("accept the invitation")
    check_error(noor.get(f"/projects/{movie['id']}"), 404)


def test_a_viewer_looks_and_changes_nothing_by_any_door(robin: Person, noor: Person, movie: dict[str, Any]) -> None:
    session = robin.say("add a scene called Dawn", projectId=movie["id"])["session"]["id"]
    robin.let_in(noor, movie["id"], "viewer")
    path = f"/projects/{movie['id']}"
    assert noor.get(path).status_code == 200
    check_error(noor.put(path, {"title": "Mine"}), 403, "ACCESS_DENIED")
    check_error(noor.post(f"{path}/collaborators", {"email": "x@example.com", "role": "viewer"}), 403)
    assert "to look at, not to change" in noor.say("add a scene called Dusk", sessionId=session)["aiResponse"]["content"]
    assert [one["id"] for one in noor.get("/chat/sessions").json()["sessions"] if one["projectId"]] == [session]
    with connect(
        noor.served.url.replace("http", "ws", 1) + "/api/v1/websocket",
        additional_headers={"Authorization": str(noor.headers["Authorization"])},
    ) as socket:
        socket.send(json.dumps({"type": "join-session", "sessionId": session, "protocol": 2}))
        socket.send(json.dumps({"type": "do", "id": 1, "operation": "scene.add", "params": {"title": "Dusk"}}))
        while (frame := json.loads(socket.recv(30)))["type"] != "result":
            pass
    assert frame["error"]["code"] == "ACCESS_DENIED"


def test_only_the_owner_shares(robin: Person, noor: Person, movie: dict[str, Any]) -> None:
    robin.let_in(noor, movie["id"])
    check_error(noor.post(f"/projects/{movie['id']}/collaborators", {"email": "x@example.com", "role": "viewer"}), 403)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"email": "nobody", "role": "viewer"}, "email"),
        ({"email": "a@example.com", "role": "owner"}, "role"),
        ({"role": "viewer"}, "email"),
    ],
)
def test_a_wrong_invitation_names_its_field(robin: Person, movie: dict[str, Any], body: dict[str, str], field: str) -> None:
    error = check_error(robin.post(f"/projects/{movie['id']}/collaborators", body), 400)
    assert [one["field"] for one in error["details"]] == [field]


def test_nobody_invites_themselves(robin: Person, movie: dict[str, Any]) -> None:
    error = check_error(robin.post(f"/projects/{movie['id']}/collaborators", {"email": robin.email, "role": "viewer"}), 400)
    assert error["details"][0]["field"] == "email"


def test_a_plan_bounds_how_many_people_there_are(somebody: Make) -> None:
    owner = somebody("free")
    movie = owner.project("Harbour Lights")
    invite = f"/projects/{movie['id']}/collaborators"
    for number in range(5):
        assert owner.post(invite, {"email": f"guest{number}@example.com", "role": "viewer"}).status_code == 200
    error = check_error(owner.post(invite, {"email": "guest9@example.com", "role": "viewer"}), 402, "SUBSCRIPTION_LIMIT")
    assert "free tier allows 5 people" in error["message"]
    assert owner.post(invite, {"email": "guest0@example.com", "role": "collaborator"}).status_code == 200  # once more, not one more


def test_who_is_removed_is_out_by_any_name(robin: Person, noor: Person, movie: dict[str, Any]) -> None:
    session = robin.say("hello", projectId=movie["id"])["session"]["id"]
    robin.let_in(noor, movie["id"])
    robin.say(f"stop sharing with {noor.email}", sessionId=session)
    robin.say("yes", sessionId=session)
    check_error(noor.get(f"/projects/{movie['id']}"), 404)
    check_error(noor.get(f"/chat/session/{session}"), 404)
