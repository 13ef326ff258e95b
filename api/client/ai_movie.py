"""Clients of the AI Movie contract: `AIMovieClient` waits for its answers, `AsyncAIMovieClient` awaits them; both talk over sockets, too.

client = AIMovieClient(base_url="http://127.0.0.1:8000/api/v1", api_key=token)
film = client.projects.create({"title": "My Movie", "genre": "Drama", "episode_count": 5})
"""

from collections.abc import Awaitable
from types import TracebackType
from typing import Any, Self

import httpx

from api.client.calls import AIMovieError, Answer, Call, Chat, Media, Projects, taken
from api.client.room import AsyncRoom, Room

__all__ = ["AIMovieClient", "AIMovieError", "AsyncAIMovieClient"]
PATIENCE = 90.0
"""Seconds: longer than the server waits for an answer of its own."""


class _Base:
    """`base_url` ends in "/v1"; `api_key` is an access token, which `sign_in` gets for an address and a password."""

    def __init__(self, base_url: str, api_key: str = "") -> None:
        self.base_url, self.api_key = base_url.rstrip("/"), api_key

    @property
    def socket_url(self) -> str:
        return f"ws{self.base_url.removeprefix('http')}/websocket"

    def _login(self, email: str, password: str) -> httpx.Request:
        """Signing in lies beside the versions of the contract."""
        above = self.base_url.rpartition("/")[0]
        return httpx.Request("POST", f"{above}/auth/login", json={"email": email, "password": password})

    def _request(self, call: Call) -> httpx.Request:
        headers = {"Authorization": f"Bearer {self.api_key}", **call.headers}
        return httpx.Request(
            call.method, self.base_url + call.path, params=call.query, json=call.body, data=call.form, files=[*call.files] or None,
            headers=headers,
        )  # fmt: skip


class AIMovieClient(_Base):
    """Waits for every answer. Raises AIMovieError for what is refused, httpx's errors for what cannot be reached."""

    def __init__(self, base_url: str, api_key: str = "", *, timeout: float = PATIENCE) -> None:
        super().__init__(base_url, api_key)
        self._http = httpx.Client(timeout=timeout, trust_env=False)
        self.projects: Projects[Any] = Projects(self._send)
        self.chat: Chat[Answer] = Chat(self._send)
        self.media: Media[Any] = Media(self._send)

    def sign_in(self, email: str, password: str) -> Answer:
        """The user; every further request is theirs."""
        found = _body(self._http.send(self._login(email, password)))
        self.api_key = found["token"]
        return dict(found["user"])

    def room(self, session_id: str) -> Room:
        """A conversation by socket: `with client.room(session_id) as room: room.say("hello")`."""
        return Room(self.socket_url, self.api_key, session_id)

    def _send(self, call: Call) -> Any:
        return taken(call, _body(self._http.send(self._request(call))))

    def close(self) -> None:
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


class AsyncAIMovieClient(_Base):
    """The same, awaited."""

    def __init__(self, base_url: str, api_key: str = "", *, timeout: float = PATIENCE) -> None:
        super().__init__(base_url, api_key)
        self._http = httpx.AsyncClient(timeout=timeout, trust_env=False)
        self.projects: Projects[Awaitable[Any]] = Projects(self._send)
        self.chat: Chat[Awaitable[Answer]] = Chat(self._send)
        self.media: Media[Awaitable[Any]] = Media(self._send)

    async def sign_in(self, email: str, password: str) -> Answer:
        found = _body(await self._http.send(self._login(email, password)))
        self.api_key = found["token"]
        return dict(found["user"])

    def room(self, session_id: str) -> AsyncRoom:
        """`async with client.room(session_id) as room: await room.say("hello")`; it outlives lost connections."""
        return AsyncRoom(self.socket_url, self.api_key, session_id)

    async def _send(self, call: Call) -> Any:
        return taken(call, _body(await self._http.send(self._request(call))))

    async def close(self) -> None:
        await self._http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self.close()


def _body(answer: httpx.Response) -> Any:
    try:
        body = answer.json()
    except ValueError:
        body = None
    if answer.is_error or not isinstance(body, dict):
        raise AIMovieError(answer.status_code, body, answer.headers)
    return body
