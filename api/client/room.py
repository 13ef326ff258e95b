"""A conversation by socket, for the clients of the AI Movie contract: say, choose, listen."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator
from itertools import count
from types import TracebackType
from typing import Any, Self

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.sync.client import ClientConnection as SyncConnection
from websockets.sync.client import connect as connect_sync

from api.client.calls import AIMovieError, camel, snake

STOP = {4401: "AUTH_REQUIRED", 4403: "ACCESS_DENIED", 4429: "RATE_LIMITED", 1009: "VALIDATION_ERROR"}
"""Close codes after which it makes no sense to come back at once (`shared/protocol.md`, "Close codes")."""
PAUSE, LONGEST_PAUSE = 0.2, 15.0
"""Seconds between two tries to connect."""
Frame = dict[str, Any]
"""In snake_case."""


class _Talk:
    """What both kinds of room know: the session, how far its log was seen, and what was said and not answered yet."""

    def __init__(self, url: str, token: str, session_id: str) -> None:
        self._url, self._headers = url, {"Authorization": f"Bearer {token}"}
        self.session_id = session_id
        self._seen: int | None = None
        self._unacked: dict[str, Frame] = {}
        self._joined = False

    def _join(self) -> str:
        return _text(type="join-session", session_id=self.session_id, protocol=2, last_seq=self._seen)

    def _said(self, **frame: Any) -> tuple[str, str]:
        """A frame with an id of its own, under which it is said once however often it is sent; its id and text."""
        own = secrets.token_hex(8)
        self._unacked[own] = {"session_id": self.session_id, "client_msg_id": own, **frame}
        return own, _text(**self._unacked[own])

    def _heard(self, text: str | bytes) -> Frame:
        frame: Frame = snake(json.loads(text))
        self._seen = frame.get("seq") or (frame.get("head_seq") if self._seen is None else None) or self._seen
        if frame["type"] == "ack":
            self._unacked.pop(frame["client_msg_id"], None)
        self._joined = self._joined or frame["type"] == "session-joined"
        if frame["type"] == "error" and (not self._joined or frame.get("fatal") or frame.get("client_msg_id")):
            self._unacked.pop(frame.get("client_msg_id", ""), None)
            raise AIMovieError(0, {"error": frame}, {})
        return frame


class Room(_Talk):
    """For whoever waits. A connection that is lost raises websockets' ConnectionClosed."""

    def say(self, message: str, **more: Any) -> Frame:
        """Say something; the answer."""
        return self._answered(*self._said(type="chat-message", message=message, **more))

    def choose(self, choice_id: str, custom_input: str | None = None) -> Frame:
        return self._answered(*self._said(type="choice-selected", choice_id=choice_id, custom_input=custom_input))

    def receive(self) -> Frame:
        """The next frame, of whatever type."""
        return self._heard(self._socket.recv())

    def _answered(self, own: str, text: str) -> Frame:
        self._socket.send(text)
        while True:
            frame = self.receive()
            if frame["type"] == "ai-response" and frame.get("client_msg_id") == own:
                return frame

    def __enter__(self) -> Self:
        self._socket: SyncConnection = connect_sync(self._url, additional_headers=self._headers, max_size=None, proxy=None)
        self._socket.send(self._join())
        while self.receive()["type"] != "session-joined":
            pass
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._socket.close()


class AsyncRoom(_Talk):
    """For whoever awaits. A lost connection is made again; what was missed comes then, and what was not acknowledged is said again."""

    async def say(self, message: str, **more: Any) -> Frame:
        """Say something; the answer. Frames that come meanwhile are gone; to see them all, `send` and iterate."""
        own = await self.send(type="chat-message", message=message, **more)
        return await self._answer(own)

    async def choose(self, choice_id: str, custom_input: str | None = None) -> Frame:
        own = await self.send(type="choice-selected", choice_id=choice_id, custom_input=custom_input)
        return await self._answer(own)

    async def send(self, **frame: Any) -> str:
        """Send a frame into the session; the id it is answered under."""
        own, text = self._said(**frame)
        try:
            await self._socket.send(text)
        except ConnectionClosed as closed:
            await self._again(closed)
        return own

    async def __aiter__(self) -> AsyncIterator[Frame]:
        while True:
            try:
                yield self._heard(await self._socket.recv())
            except ConnectionClosed as closed:
                await self._again(closed)

    async def _answer(self, own: str) -> Frame:
        async for frame in self:
            if frame["type"] == "ai-response" and frame.get("client_msg_id") == own:
                return frame
        raise AssertionError("a room has no end")

    async def _again(self, closed: ConnectionClosed) -> None:
        _check_shut(closed)
        self._joined = False
        await self._connect()

    async def _connect(self) -> None:
        """Again and again, with growing pauses, until the session is joined."""
        for attempt in count():
            try:
                self._socket: ClientConnection = await connect(self._url, additional_headers=self._headers, max_size=None, proxy=None)
                await self._socket.send(self._join())
                while self._heard(await self._socket.recv())["type"] != "session-joined":
                    pass
                for frame in [*self._unacked.values()]:
                    await self._socket.send(_text(**frame))
            except ConnectionClosed as closed:
                _check_shut(closed)
            except (OSError, InvalidHandshake):
                if self._seen is None:
                    raise  # it was never there
            else:
                return
            await asyncio.sleep(min(LONGEST_PAUSE, PAUSE * 2**attempt))

    async def __aenter__(self) -> Self:
        await self._connect()
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        await self._socket.close()


def _check_shut(closed: ConnectionClosed) -> None:
    """Raises AIMovieError where the server has shut the door."""
    code = closed.rcvd.code if closed.rcvd else 1006
    if code in STOP:
        raise AIMovieError(0, {"error": {"code": STOP[code], "message": f"The connection was closed ({code})."}}, {}) from closed


def _text(**frame: Any) -> str:
    return json.dumps({name: value for name, value in camel(frame).items() if value is not None})
