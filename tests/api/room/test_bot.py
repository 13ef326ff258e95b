"""The bot of `api/client/bot.py`: short, and it survives a restart of the server."""

import asyncio
import os
import sys
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

import api.client.bot
from tests.api.room.servers import Server, token
from tests.api.room.test_history import new_session
from tests.api.serving import Client
from tests.databases import fresh_database


def test_it_is_short() -> None:
    code = Path(api.client.bot.__file__).read_text().partition("import asyncio")[2]
    assert len([line for line in code.splitlines() if line.strip()]) <= 30


async def asked(server: Server, bearer: str, session: str, text: str) -> list[str]:
    """Who has said what once the assistant has answered the bot."""
    url = server.url.replace("http", "ws", 1) + "/api/v1/websocket"
    async with connect(url, additional_headers={"Authorization": f"Bearer {bearer}"}) as socket:
        client = Client(socket)
        await client.join(sessionId=session)
        await client.send(type="chat-message", sessionId=session, message=f"bot, {text}", attachments=[])
        await client.receive("message-received", content=text)
        bot = client.seen[-1]
        await client.receive("ai-response", clientMsgId=bot["clientMsgId"])
        return [frame["content"] for frame in client.seen if frame["type"] == "message-received"]


@pytest.mark.slow
@pytest.mark.xdist_group("rooms")
async def test_it_answers_and_survives_a_restart(tmp_path: Path) -> None:
    async with fresh_database("sqlite", tmp_path) as database:
        server = Server(tmp_path, database)
        await server.start()
        bearer = await token(tmp_path, database)
        session = await new_session(server, bearer)
        own = {"BOT_URL": server.url.replace("http", "ws", 1) + "/api/v1/websocket", "BOT_TOKEN": bearer, "BOT_ROOM": session}
        bot = await asyncio.create_subprocess_exec(sys.executable, api.client.bot.__file__, env={**os.environ, **own})
        try:
            await asyncio.sleep(2)
            assert await asked(server, bearer, session, "list my scenes") == ["bot, list my scenes", "list my scenes"]
            await server.kill()
            await server.start()
            assert await asked(server, bearer, session, "hello") == ["bot, hello", "hello"]
            assert bot.returncode is None
        finally:
            bot.kill()
            await bot.wait()
            await server.kill()
