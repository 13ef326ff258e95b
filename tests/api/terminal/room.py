"""A small server that speaks the frames over real sockets, and breaks where a test tells it to."""

import asyncio
import contextlib
import json
import threading
from collections import Counter
from collections.abc import AsyncIterator, Coroutine, Iterator
from typing import Any

from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from tests.ports import steady_port

TOKEN = "a-good-token"
SESSION = "session_1"


class Room:
    """One session with a log. What is said decides what happens: a text that starts with "slow" runs until it is cancelled or
    `go_on` is set, "impossible" fails, "refuse" is refused, "busy" is put off once, "two" offers choices, anything else is echoed.
    An operation is answered from `answers`, and one called "slow" never.

    `breaks` says how often to cut the socket at a point: "before ack" (the line is in the log, nobody was told), "before log",
    "after ack", "before join".
    """

    def __init__(self) -> None:
        self.log: list[dict[str, Any]] = []
        self.heard: list[dict[str, Any]] = []
        self.joins: list[dict[str, Any]] = []
        self.breaks: Counter[str] = Counter()
        self.answers: dict[str, Any] = {}
        self.views: dict[str, list[dict[str, Any]]] = {}
        self.tokens = {TOKEN}
        self.port = steady_port()
        self._server: Server | None = None
        self._sockets: set[ServerConnection] = set()
        self._dead: set[ServerConnection] = set()
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self.go_on, self.working = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def said(self) -> list[str]:
        """The lines in the log, in their order."""
        return [frame["content"] for frame in self.log if frame["type"] == "message-received"]

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._server = await serve(self._serve, "127.0.0.1", self.port)

    async def stop(self) -> None:
        """Go away, cutting every connection."""
        assert self._server is not None
        self._server.close(close_connections=False)
        self.cut()
        await self._server.wait_closed()

    def from_outside(self, work: Coroutine[Any, Any, None]) -> None:
        """Have something done in the room's own thread."""
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    def cut(self) -> None:
        for socket in list(self._sockets):
            socket.transport.abort()

    async def say(self, name: str, text: str) -> None:
        """Someone else says something."""
        await self._append({"type": "message-received", "content": text, "sender": {"id": name, "name": name, "role": "user"}})

    async def tell(self, frame: dict[str, Any]) -> None:
        for socket in list(self._sockets):
            with contextlib.suppress(ConnectionClosed):
                await socket.send(json.dumps(frame))

    async def _serve(self, socket: ServerConnection) -> None:
        assert socket.request is not None
        if socket.request.headers.get("Authorization", "").removeprefix("Bearer ") not in self.tokens:
            await socket.close(4401, "the token is not valid")
            return
        try:
            async for text in socket:
                if socket not in self._dead:  # what is still in the buffer of a cut socket was never heard
                    await self._hear(socket, json.loads(text))
        except ConnectionClosed:
            pass
        finally:
            self._sockets.discard(socket)

    async def _hear(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        self.heard.append(frame)
        match frame["type"]:
            case "join-session":
                await self._join(socket, frame)
            case "chat-message":
                await self._chat(socket, frame)
            case "cancel-generation" if run := self._runs.get(frame["clientMsgId"]):
                run.cancel()
            case "do":
                await self._do(socket, frame)

    async def _join(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        self.joins.append(frame)
        if self._breaks(socket, "before join"):
            return
        if frame["sessionId"] not in (None, "last", SESSION):
            error = {"type": "error", "code": "NOT_FOUND", "message": "There is no such session.", "suggestedAction": "Begin a new one."}
            await socket.send(json.dumps(error))
            return
        head, last = len(self.log), frame["lastSeq"]
        joined = {"type": "session-joined", "sessionId": SESSION, "epoch": 1, "headSeq": head, "activeRuns": [], "members": []}
        await socket.send(json.dumps({**joined, "replayFrom": head + 1 if last is None else last + 1}))
        for missed in self.log[head if last is None else last :]:
            await socket.send(json.dumps(missed))
        self._sockets.add(socket)

    async def _chat(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        key, text = frame["clientMsgId"], frame["message"]
        if text == "refuse":
            error = {"type": "error", "code": "VALIDATION_ERROR", "message": "Not that.", "clientMsgId": key}
            await socket.send(json.dumps(error))
            return
        if text == "busy" and sum(heard.get("message") == "busy" for heard in self.heard) == 1:
            error = {"type": "error", "code": "RATE_LIMITED", "message": "Wait.", "clientMsgId": key, "retryAfterMs": 10}
            await socket.send(json.dumps(error))
            return
        if self._breaks(socket, "before log"):
            return
        known = next((old for old in self.log if old.get("clientMsgId") == key and old["type"] == "message-received"), None)
        cut = self._breaks(socket, "before ack")
        sender = {"id": "me", "name": "me", "role": "user"}
        logged = known or await self._append({"type": "message-received", "content": text, "clientMsgId": key, "sender": sender})
        if not known:
            self._runs[key] = asyncio.create_task(self._answer(text, key))
        if cut:
            return
        ack = {"type": "ack", "clientMsgId": key, "messageId": logged["messageId"], "seq": logged["seq"], "duplicate": bool(known)}
        await socket.send(json.dumps(ack))
        self._breaks(socket, "after ack")

    async def _answer(self, text: str, key: str) -> None:
        content, status, choices = self.answers.get(text, f"You said: {text}"), "completed", []
        try:
            if text.startswith("slow"):
                await self._slowly()
            if text == "impossible":
                content, status = "That cannot be done.", "failed"
            if text == "two":
                choices = [{"id": "a", "title": "The first"}, {"id": "b", "title": "The second", "description": "the better one"}]
        except asyncio.CancelledError:
            content, status = "Cancelled.", "cancelled"
        await self._append(
            {
                "type": "ai-response", "content": content, "choices": choices, "processingTime": 3, "clientMsgId": key,
                "done": True, "status": status, "runId": f"run_{key}", "views": self.views.get(text, []),
            }
        )  # fmt: skip

    async def _slowly(self) -> None:
        progress = {"percentage": 62, "stepCompleted": "parsing_prompt", "nextStep": "generating_scenes"}
        await self.tell({"type": "progress-update", "sessionId": SESSION, "projectId": "", "progress": progress})
        self.working.set()
        while not self.go_on.is_set():
            await asyncio.sleep(0.01)

    async def _do(self, socket: ServerConnection, frame: dict[str, Any]) -> None:
        if frame["operation"] == "slow":
            self.working.set()
            return
        known = self.answers.get(frame["operation"])
        answer = {"ok": True, "result": known} if known else {"ok": False, "error": {"message": "No.", "suggested_action": "Do not."}}
        await socket.send(json.dumps({"type": "result", "id": frame["id"], "operation": frame["operation"], **answer}))

    async def _append(self, frame: dict[str, Any]) -> dict[str, Any]:
        seq = len(self.log) + 1
        logged = {"sessionId": SESSION, "messageId": f"msg_{seq}", "timestamp": "2026-01-01T00:00:00Z", "seq": seq, "epoch": 1, **frame}
        self.log.append(logged)
        await self.tell(logged)
        return logged

    def _breaks(self, socket: ServerConnection, point: str) -> bool:
        if not self.breaks[point]:
            return False
        self.breaks[point] -= 1
        socket.transport.abort()
        self._dead.add(socket)
        return True


@contextlib.asynccontextmanager
async def open_room() -> AsyncIterator[Room]:
    room = Room()
    await room.start()
    try:
        yield room
    finally:
        await room.stop()


@contextlib.contextmanager
def room_beside() -> Iterator[Room]:
    """A room in a thread of its own, for clients that are other programs."""
    room, ready, over = Room(), threading.Event(), threading.Event()

    async def live() -> None:
        async with contextlib.AsyncExitStack() as stack:
            await room.start()
            stack.push_async_callback(room.stop)
            ready.set()
            await asyncio.to_thread(over.wait)

    thread = threading.Thread(target=asyncio.run, args=(live(),))
    thread.start()
    assert ready.wait(10)
    try:
        yield room
    finally:
        room.go_on.set()
        over.set()
        thread.join(10)
