"""A bot: it joins a room, has the assistant do whatever is said to it ("bot, list my scenes"), and goes on when the server comes back.

`BOT_URL` is ws://…/api/v1/websocket, `BOT_TOKEN` a bearer token, `BOT_ROOM` the id of the session.
"""

import asyncio
import json
import os

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed


async def main(url: str, token: str, room: str) -> None:
    seen: int | None = None
    async for socket in connect(url, additional_headers={"Authorization": f"Bearer {token}"}):  # again and again, with growing pauses
        try:
            await socket.send(json.dumps({"type": "join-session", "protocol": 2, "sessionId": room, "lastSeq": seen}))
            async for text in socket:
                frame = json.loads(text)
                seen = frame.get("seq") or (frame.get("headSeq") if seen is None else None) or seen
                if frame["type"] == "message-received" and frame["content"].startswith("bot, "):
                    own = f"bot-{frame['seq']}"  # said again after a lost ack, it is still said once
                    message = frame["content"].removeprefix("bot, ")
                    await socket.send(json.dumps({"type": "chat-message", "sessionId": room, "message": message, "clientMsgId": own}))
        except ConnectionClosed:
            continue


if __name__ == "__main__":
    asyncio.run(main(os.environ["BOT_URL"], os.environ["BOT_TOKEN"], os.environ["BOT_ROOM"]))
