"""Readers that take nothing cost a bounded queue and nobody's time, and lose nothing when they come back."""

import asyncio
import contextlib
import json
import socket
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect

import api.outgoing
import tests.api.serving
from api.server import listen
from tests.api.serving import connected, served

SMALL = 4096
STALLED, TURNS = 6, 160


def listening_narrowly(host: str, port: int) -> socket.socket:
    """A listening socket whose connections hold back little, so that a reader stalls soon."""
    bound = listen(host, port)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
    return bound


async def test_stalled_readers_are_bounded_let_go_and_resume(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tests.api.serving, "listen", listening_narrowly)
    monkeypatch.setattr(api.outgoing, "SEND_SECONDS", 1.0)
    async with served(tmp_path) as server, connected(server) as talker, contextlib.AsyncExitStack() as readers:
        await talker.join()
        token = await server.token()
        lines = [await readers.enter_async_context(stalled(server.url, token, talker.session)) for _ in range(STALLED)]
        await talker.receive("presence")
        hub = server.house.app.state.hub
        longest = 0
        for _ in range(TURNS):
            await talker.say("list my scenes")
            longest = max(longest, *(member.waiting for member in hub.members(talker.session)))
        assert longest <= api.outgoing.QUEUE
        async with asyncio.timeout(20):
            while len(hub.members(talker.session)) > 1:
                await asyncio.sleep(0.1)
        assert len(lines) == STALLED
        async with connected(server) as back:
            head = (await back.join(sessionId=talker.session, lastSeq=0))["headSeq"]
            while not any(frame.get("seq") == head for frame in back.seen):
                await back.receive_any()
            assert [frame["seq"] for frame in back.seen if "seq" in frame] == list(range(1, head + 1))


@contextlib.asynccontextmanager
async def stalled(url: str, token: str, session: str) -> Any:
    """A connection in the session that reads nothing."""
    host, _, port = url.removeprefix("http://").partition(":")
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    line.setblocking(False)
    await asyncio.get_running_loop().sock_connect(line, (host, int(port)))
    address = url.replace("http", "ws", 1) + "/api/v1/websocket"
    headers = {"Authorization": f"Bearer {token}"}
    async with connect(address, sock=line, additional_headers=headers, max_queue=1, ping_interval=None, close_timeout=0.1) as one:
        await one.send(json.dumps({"type": "join-session", "protocol": 2, "sessionId": session}))
        yield one
