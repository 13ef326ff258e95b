"""What was acked is there after any kill, and a stopped server says goodbye."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from api.home import Home
from tests.api.serving import Client
from tests.patience import PATIENCE


@contextlib.asynccontextmanager
async def process(folder: Path, database: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str]]:
    """A server as a process of its own, and its URL."""
    own = {
        "STORYCORE_HOME": str(folder / "home"), "STORYCORE_PROJECTS_DIR": str(folder / "projects"),
        "STORYCORE_DATABASE_URL": database, "STORYCORE_PORT": "0", "STORYCORE_LOG_LEVEL": "error",
    }  # fmt: skip
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", "import sys; from api.cli import main; sys.exit(main(['serve']))",
        env={**os.environ, **own}, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    try:
        assert server.stdout is not None
        line = ""
        async with asyncio.timeout(PATIENCE):
            while "http://" not in line:
                line = (await server.stdout.readline()).decode()
                assert line, "the server ended"
        yield server, line[line.index("http://") :].split()[0]
    finally:
        with contextlib.suppress(ProcessLookupError):
            server.kill()
        await server.wait()


def connected(url: str, token: str) -> connect:
    return connect(url.replace("http", "ws", 1) + "/api/v1/websocket", additional_headers={"Authorization": f"Bearer {token}"})


async def sign_in(server: asyncio.subprocess.Process, url: str) -> str:
    """A token, by the link that the server prints."""
    assert server.stdout is not None
    link = (await server.stdout.readline()).decode().split()[-1]
    async with httpx.AsyncClient(base_url=url, timeout=PATIENCE) as client:
        await client.post("/api/session", json={"code": link.rpartition("=")[2]}, headers={"Origin": url})
        return str(client.cookies["storycore_session"])


@pytest.mark.slow
async def test_what_was_acked_survives_a_kill(database: str, tmp_path: Path) -> None:
    acked: list[int] = []
    async with process(tmp_path, database) as (server, url):
        token = await sign_in(server, url)
        async with connected(url, token) as socket:
            client = Client(socket)
            await client.join()
            for number in range(12):
                await client.send(type="chat-message", sessionId=client.session, message=f"hello {number}", clientMsgId=f"m{number}")
            with contextlib.suppress(ConnectionClosed):
                for _ in range(8):
                    acked.append((await client.receive("ack"))["seq"])
                server.send_signal(signal.SIGKILL)
                while True:
                    acked.append((await client.receive("ack"))["seq"])
    assert len(acked) >= 8
    async with (
        process(tmp_path, database) as (_, url),
        connected(url, token) as socket,
    ):
        again = Client(socket)
        joined = await again.join(sessionId=client.session, lastSeq=0)
        while not any(frame.get("seq") == joined["headSeq"] for frame in again.seen):
            await again.receive_any()
        numbers = [frame["seq"] for frame in again.seen if "seq" in frame]
        assert numbers == list(range(1, joined["headSeq"] + 1))
        assert set(acked) <= {frame["seq"] for frame in again.seen if frame["type"] == "message-received"}


@pytest.mark.slow
async def test_a_stopped_server_closes_politely_and_exits(tmp_path: Path) -> None:
    async with process(tmp_path, "") as (server, url):
        token = await sign_in(server, url)
        async with connected(url, token) as socket:
            client = Client(socket)
            await client.join()
            server.send_signal(signal.SIGTERM)
            with pytest.raises(ConnectionClosed) as closed:
                await client.receive("never")
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code in (1001, 1012)
        assert await asyncio.wait_for(server.wait(), PATIENCE) == 0
        assert Home(tmp_path / "home").running() is None
