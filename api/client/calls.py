"""What the AI Movie clients send, built once for the waiting and the awaiting one: each method gives a `Call` to its `send`."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, TypeVar

from msgspec import Struct

R = TypeVar("R")
Answer = dict[str, Any]
"""What came back, in snake_case and without `success`."""
File = tuple[str, bytes] | tuple[str, bytes, str]
"""A name and a content, and a type where one is known."""


class Call(Struct, frozen=True, kw_only=True):
    """A request below the base address. `only` names the one part of the answer that is wanted, where there is one."""

    method: str
    path: str
    query: dict[str, Any] = {}
    body: dict[str, Any] | None = None
    form: dict[str, str] | None = None
    files: Sequence[tuple[str, File]] = ()
    headers: dict[str, str] = {}
    only: str | None = None


class AIMovieError(Exception):
    """A request that was refused. `code` is the contract's, `details` name fields, `request_id` is for whoever runs the server;
    `retry_after` in seconds where waiting helps."""

    def __init__(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        error = body.get("error", {}) if isinstance(body, dict) else {}
        self.status = status
        self.code: str = error.get("code", "UNKNOWN")
        self.message: str = error.get("message", f"The server answered {status}.")
        self.details: list[dict[str, str]] = error.get("details", [])
        self.request_id: str = headers.get("x-request-id", "")
        self.retry_after = int(headers["retry-after"]) if "retry-after" in headers else None
        named = "".join(f" {each['field']}: {each['message']}." for each in self.details if isinstance(each, dict))
        super().__init__(f"{self.code}: {self.message}{named} ({self.request_id})")


def camel(value: Any) -> Any:
    """`episode_count` as `episodeCount`, at every depth."""
    if isinstance(value, dict):
        return {re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), key): camel(part) for key, part in value.items()}
    return [camel(part) for part in value] if isinstance(value, list | tuple) else value


def snake(value: Any) -> Any:
    """And back."""
    if isinstance(value, dict):
        return {re.sub(r"(?<=[a-z0-9])([A-Z])", lambda found: f"_{found[1].lower()}", key): snake(part) for key, part in value.items()}
    return [snake(part) for part in value] if isinstance(value, list) else value


def given(**values: Any) -> dict[str, Any]:
    """Those that were said, spelled as the contract does."""
    return {name: value for name, value in camel(values).items() if value is not None}


def taken(call: Call, body: Any) -> Any:
    """What a method answers with."""
    told = {name: part for name, part in snake(body).items() if name != "success"}
    return told[call.only] if call.only else told


class Resource(Generic[R]):
    """One subject of the contract."""

    def __init__(self, send: Callable[[Call], R]) -> None:
        self._send = send


class Projects(Resource[R]):
    def list(self, **filters: Any) -> R:
        """Filters: status, genre, search, sort, order, page, limit."""
        return self._send(Call(method="GET", path="/projects", query=given(**filters)))

    def create(self, project: Mapping[str, Any] | None = None, **fields: Any) -> R:
        """The new project. `title` is needed; settings are in `project_settings`."""
        return self._send(Call(method="POST", path="/projects", body=camel({**(project or {}), **fields}), only="project"))

    def get(self, project_id: str) -> R:
        return self._send(Call(method="GET", path=f"/projects/{project_id}", only="project"))

    def update(self, project_id: str, changes: Mapping[str, Any] | None = None, **fields: Any) -> R:
        """The project as it is then. What is left out stays; None clears."""
        return self._send(Call(method="PUT", path=f"/projects/{project_id}", body=camel({**(changes or {}), **fields}), only="project"))

    def add_collaborator(self, project_id: str, email: str, role: str = "collaborator") -> R:
        """The invitation. `role` is collaborator or viewer."""
        body = {"email": email, "role": role}
        return self._send(Call(method="POST", path=f"/projects/{project_id}/collaborators", body=body, only="invitation"))


class Chat(Resource[R]):
    def send_message(
        self,
        message: str,
        project_id: str | None = None,
        session_id: str | None = None,
        attachments: Sequence[str] = (),
        idempotency_key: str | None = None,
    ) -> R:
        """Say something and get the answer. Without a session a new one is opened: its id is in `session`."""
        body = given(message=message, project_id=project_id, session_id=session_id, attachments=[*attachments] or None)
        headers = {"Idempotency-Key": idempotency_key} if idempotency_key else {}
        return self._send(Call(method="POST", path="/chat/message", body=body, headers=headers))

    def choose(self, session_id: str, choice_id: str, custom_input: str | None = None) -> R:
        body = given(session_id=session_id, choice_id=choice_id, custom_input=custom_input)
        return self._send(Call(method="POST", path="/chat/choice", body=body))

    def upload(self, session_id: str, file: File, project_id: str | None = None, **said: str) -> R:
        """Bring a file into a conversation; `said`: description, media_type."""
        form = given(session_id=session_id, project_id=project_id, **said)
        return self._send(Call(method="POST", path="/chat/upload", form=form, files=[("file", file)]))

    def session(self, session_id: str) -> R:
        """A conversation with its history."""
        return self._send(Call(method="GET", path=f"/chat/session/{session_id}", only="session"))

    def sessions(self, **filters: Any) -> R:
        """Filters: project_id, status, page, limit."""
        return self._send(Call(method="GET", path="/chat/sessions", query=given(**filters)))


class Media(Resource[R]):
    def upload(self, project_id: str, files: Sequence[File], tags: Sequence[str] = (), **said: str) -> R:
        """Bring files into a project's library; `said`: description, media_type. Those that are not taken are in `rejected`."""
        form = given(project_id=project_id, tags=json.dumps([*tags]), **said)
        return self._send(Call(method="POST", path="/media/upload", form=form, files=[("files", each) for each in files]))

    def list(self, **filters: Any) -> R:
        """Filters: project_id, media_type, search, tags, status, sort, page, limit."""
        return self._send(Call(method="GET", path="/media", query=given(**filters)))

    def get(self, media_id: str) -> R:
        return self._send(Call(method="GET", path=f"/media/{media_id}", only="media"))

    def search(self, query: str, **limits: Any) -> R:
        """Limits: project_id, media_types, limit, threshold."""
        return self._send(Call(method="POST", path="/media/search", body=given(query=query, **limits)))
