"""A server that is told to stop while turns run and readers stall ends by itself within the protocol's 20 seconds, whoever listens is told,
and each message that was acked has its answer when the next server starts (`shared/protocol.md`, invariant 13)."""

import asyncio
import contextlib
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from tests.api.room.servers import Server, token
from tests.api.room.test_stalled import stalled
from tests.api.serving import Client
from tests.patience import PATIENCE

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rooms")]

EXIT_SECONDS = 20
STALLED, TURNS = 6, 8
PROMPT = "a heist on the night ferry to Tangier, eight scenes, three minutes, cold and quiet"
NARROW = """
import socket, api.server as s
wide = s.listen
def listen(host, port):
    bound = wide(host, port)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    return bound
s.listen = listen
"""
"""Connections of this server hold back little, so that a reader stalls soon."""


async def test_a_server_told_to_stop_ends_in_time_with_turns_running_and_readers_stalled(tmp_path: Path) -> None:
    server = Server(tmp_path, "", mutate=f"exec({NARROW!r}, dict())")
    await server.start()
    try:
        bearer = await token(server.folder, f"sqlite:///{server.folder / 'home' / 'storycore.db'}")
        async with _on(server, bearer) as client, contextlib.AsyncExitStack() as readers:
            await client.join()
            for _ in range(STALLED):
                await readers.enter_async_context(stalled(server.url, bearer, client.session))
            acked = await _many_turns(client)
            stopped = asyncio.create_task(server.stop())
            told = asyncio.create_task(_closed(client))
            assert await asyncio.wait_for(stopped, EXIT_SECONDS) == 0
            assert await told == 1012
            assert "server-draining" in {frame["type"] for frame in client.seen}
        await server.start()
        async with _on(server, bearer) as again:
            answers = await _answers(again, client.session, len(acked))
        assert sorted(answers) == sorted(acked)
    finally:
        await server.kill()


async def _many_turns(client: Client) -> list[str]:
    """More than can end while the server waits for them; the ids of what was acked."""
    acked = [f"m{number}" for number in range(TURNS)]
    for each in acked:
        await client.send(type="chat-message", sessionId=client.session, message=PROMPT, clientMsgId=each)
        await client.receive("ack", clientMsgId=each)
    return acked


async def _closed(client: Client) -> int | None:
    """The code with which the server closes the connection, which is read to its end."""
    with pytest.raises(ConnectionClosed) as closed:
        await client.receive("never")
    return closed.value.rcvd.code if closed.value.rcvd else None


async def _answers(client: Client, session: str, count: int) -> list[str]:
    """The ids of the messages that have an answer: each has one, however its turn ended."""
    await client.join(sessionId=session, lastSeq=0)
    async with asyncio.timeout(PATIENCE):
        while True:
            found = [frame["clientMsgId"] for frame in client.seen if frame["type"] == "ai-response"]
            if len(found) >= count:
                return found
            await client.receive_any()


@contextlib.asynccontextmanager
async def _on(server: Server, bearer: str) -> Any:
    address = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(address, additional_headers={"Authorization": f"Bearer {bearer}"}, max_size=None) as line:
        yield Client(line)
