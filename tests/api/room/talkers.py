"""Clients that talk in one session, lose their connection, come back to any server, and send again what was not acked."""

import asyncio
import contextlib
import json
import random
from collections.abc import Sequence
from itertools import count
from typing import Any

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake

from tests.api.room.history import Frame, History, Life
from tests.api.room.proxy import Proxy
from tests.api.room.servers import Server

ANSWER_SECONDS = 8.0
PAUSE = 0.3
LOST = (ConnectionClosed, InvalidHandshake, OSError, TimeoutError, EOFError)
SAID = ("hello", "thank you", "good morning", "you are great", "undo that", "list my scenes", "what can you do?", "bye")


class Talker:
    """`talk` says some things, each until it is acked; all that was seen is in `history`."""

    def __init__(
        self, name: str, token: str, session: str, servers: "Sequence[Server | Proxy]", seed: int, patience: float = ANSWER_SECONDS
    ) -> None:
        """`patience`: seconds after which a line that says nothing is given up."""
        self.name, self.token, self.session, self.servers, self.patience = name, token, session, servers, patience
        self.random = random.Random(seed)
        self.history = History(user="owner")
        self.cursor: int | None = 0
        self._acked: set[str] = set()
        self._socket: Any = None
        self._reader: asyncio.Task[None] | None = None
        self._heard = asyncio.Condition()

    async def talk(self, times: int, stop: asyncio.Event) -> None:
        """At least so many times, and until it is told to stop."""
        for number in count():
            if number >= times and stop.is_set():
                return
            await asyncio.sleep(self.random.uniform(0, PAUSE))
            cid = f"{self.name}-{number}"
            text = f"{self.random.choice(SAID)}"
            self.history.sent[cid] = text
            while cid not in self._acked:
                with contextlib.suppress(*LOST):
                    await self._connected()
                    await self._socket.send(json.dumps(self._message(cid, text)))
                    async with asyncio.timeout(self.patience), self._heard:
                        await self._heard.wait_for(lambda cid=cid: cid in self._acked or self._gone())
                if cid not in self._acked:
                    await self.leave()
                    await asyncio.sleep(0.1)
            if self.random.random() < 0.25:
                await self.leave()

    async def catch_up(self, head: int) -> None:
        """Until everything up to that number was seen."""
        while (self.cursor or 0) < head:
            with contextlib.suppress(*LOST):
                await self._connected()
                async with asyncio.timeout(self.patience), self._heard:
                    await self._heard.wait_for(lambda: (self.cursor or 0) >= head or self._gone())
            if (self.cursor or 0) < head:
                await self.leave()
        await self.leave()

    async def leave(self) -> None:
        if self._reader:
            self._reader.cancel()
            await asyncio.gather(self._reader, return_exceptions=True)
            self._reader = None
        if self._socket is not None:
            with contextlib.suppress(*LOST):
                async with asyncio.timeout(1):
                    await self._socket.close()
            self._socket = None

    def _gone(self) -> bool:
        return self._reader is None or self._reader.done()

    def _message(self, cid: str, text: str) -> Frame:
        return {"type": "chat-message", "sessionId": self.session, "message": text, "attachments": [], "clientMsgId": cid}

    async def _connected(self) -> None:
        if not self._gone():
            return
        await self.leave()
        server = self.random.choice(self.servers)
        url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
        self._socket = await connect(url, additional_headers={"Authorization": f"Bearer {self.token}"}, open_timeout=5)
        life = Life(after=self.cursor)
        self.history.lives.append(life)
        join = {"type": "join-session", "sessionId": self.session, "protocol": 2, "stream": True, "lastSeq": self.cursor}
        await self._socket.send(json.dumps(join))
        self._reader = asyncio.create_task(self._read(self._socket, life))

    async def _read(self, socket: Any, life: Life) -> None:
        try:
            while True:
                frame = json.loads(await socket.recv())
                life.received.append(frame)
                async with self._heard:
                    if frame["type"] == "ack":
                        self._acked.add(frame["clientMsgId"])
                    if "seq" in frame and frame["type"] in ("message-received", "ai-response"):
                        self.cursor = max(self.cursor or 0, frame["seq"])
                    self._heard.notify_all()
        except LOST:
            return
        finally:
            async with self._heard:
                self._heard.notify_all()
