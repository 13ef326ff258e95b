"""People who use this contract: with an address, a plan, and words for what they do most."""

import contextlib
import itertools
import json
import time
from collections.abc import Iterator
from typing import Any

import requests
from websockets.sync.client import ClientConnection, connect

from assistant import SYSTEM
from assistant.operations.accounts import InsertUser
from tests.api.served import Client, Served
from tests.patience import PATIENCE

NUMBERS = itertools.count(1)


class Person(Client):
    """A client of the contract. `email` is theirs."""

    def __init__(self, served: Served, user_id: str, email: str) -> None:
        super().__init__(served, user_id)
        self.email = email

    def put(self, path: str, data: Any = None, **more: Any) -> requests.Response:  # type: ignore[override]
        return self.send_to("PUT", path, data, **more)

    def send_to(self, method: str, path: str, data: Any = None, *, form: Any = None, **more: Any) -> requests.Response:
        """`form` are fields of a multipart form."""
        if form is not None:
            return requests.Session.request(self, method, self.served.base + path, data=form, timeout=PATIENCE, **more)
        return super().send_to(method, path, data, **more)

    def until_looked_at(self, media_id: str) -> dict[str, Any]:
        """A file as it is shown once it was looked at and has its embedding."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            one: dict[str, Any] = self.get(f"/media/{media_id}").json()["media"]
            if one["status"] in ("active", "failed") and one["embedding"]["status"] == "complete":
                return one
            time.sleep(0.1)
        raise AssertionError("it was not looked at")

    def project(self, title: str, **fields: Any) -> dict[str, Any]:
        answer = self.post("/projects", {"title": title, "genre": "drama", **fields})
        assert answer.status_code == 201, answer.text
        return dict(answer.json()["project"])

    def say(self, message: str, **fields: Any) -> dict[str, Any]:
        answer = self.post("/chat/message", {"message": message, **fields})
        assert answer.status_code == 200, answer.text
        return dict(answer.json())

    @contextlib.contextmanager
    def socket(self) -> Iterator["Room"]:
        """A connection of this person's."""
        url = self.served.url.replace("http", "ws", 1) + "/api/v1/websocket"
        with connect(url, additional_headers={"Authorization": str(self.headers["Authorization"])}, max_size=None) as opened:
            yield Room(opened)

    def let_in(self, other: "Person", project_id: str, role: str = "collaborator") -> None:
        """Invite somebody, and have them accept by saying so."""
        invited = self.post(f"/projects/{project_id}/collaborators", {"email": other.email, "role": role})
        assert invited.status_code == 200, invited.text
        other.say("accept the invitation")


class Room:
    """A socket and what came over it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.seen: list[dict[str, Any]] = []

    def send(self, **frame: Any) -> None:
        self.socket.send(json.dumps(frame))

    def receive(self, kind: str, **expected: Any) -> dict[str, Any]:
        """The next frame of that type with those fields; others are kept in `seen`."""
        while True:
            frame: dict[str, Any] = json.loads(self.socket.recv(PATIENCE))
            self.seen.append(frame)
            if frame["type"] == kind and all(frame.get(name) == value for name, value in expected.items()):
                return frame

    def joined(self, **frame: Any) -> dict[str, Any]:
        self.send(type="join-session", protocol=2, **frame)
        return self.receive("session-joined")

    def do(self, operation: str, **params: Any) -> dict[str, Any]:
        self.send(type="do", id=operation, operation=operation, params=params)
        return self.receive("result", id=operation)


def person(served: Served, plan: str = "studio") -> Person:
    """Somebody new."""
    number = next(NUMBERS)
    email = f"person{number}@example.com"
    user = InsertUser(name=f"Person {number} of {plan}", password_hash=None, email=email, plan=plan)  # type: ignore[arg-type]
    added = served.run(served.assistant.perform(user, by=SYSTEM))
    signed_in = Person(served, added.id, email)
    signed_in.hold(str(served.session_of(added.id).headers["Authorization"]).removeprefix("Bearer "))
    return signed_in
