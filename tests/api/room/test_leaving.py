"""Whoever leaves before their message was acked is answered all the same: what is in the log has an answer."""

import asyncio
import threading
from pathlib import Path

import pytest

from tests.api.serving import connected, served, talking

pytestmark = pytest.mark.slow


async def test_a_message_whose_sender_was_gone_before_its_ack_is_answered(tmp_path: Path) -> None:
    async with served(tmp_path) as server, talking(server) as owner:
        busy = threading.Event()
        async with connected(server) as leaving:
            await leaving.join(sessionId=owner.session)
            held = asyncio.create_task(server.house.assistant.store.run(lambda _: busy.wait(30)))
            await leaving.send(type="chat-message", sessionId=owner.session, message="hello", attachments=[], clientMsgId="m1")
            await asyncio.sleep(0.1)  # until the message waits for the commit
            await leaving.socket.close()
            for _ in range(3):  # whatever is sent to them now fails, and so their connection is over
                await owner.send(type="typing", sessionId=owner.session, userId="owner", isTyping=True)
                await asyncio.sleep(0.1)
        busy.set()
        await held
        assert (await owner.receive("message-received"))["content"] == "hello"
        assert (await owner.receive("ai-response", clientMsgId="m1"))["status"] == "completed"
