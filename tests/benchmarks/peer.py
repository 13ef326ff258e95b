"""`python -m tests.benchmarks.peer PORT`: python-socketio as its users run it, an AsyncServer on uvicorn with the settings of both."""

import sys
from typing import Any

import socketio
import uvicorn

server = socketio.AsyncServer(async_mode="asgi")
app = socketio.ASGIApp(server)


@server.event  # type: ignore[misc]
async def ping(sid: str, data: Any) -> None:
    await server.emit("pong", data, to=sid)


@server.event  # type: ignore[misc]
async def join(sid: str, room: str) -> None:
    await server.enter_room(sid, room)
    await server.emit("joined", room, to=sid)


@server.event  # type: ignore[misc]
async def say(sid: str, data: dict[str, Any]) -> None:
    """What a turn sends: the message to all in the room, the ack its sender, and the answer to all. Nothing is kept."""
    await server.emit("message-received", data, room=data["sessionId"])
    await server.emit("ack", {"clientMsgId": data["clientMsgId"]}, to=sid)
    await server.emit("ai-response", data, room=data["sessionId"])


if __name__ == "__main__":
    uvicorn.run(app, port=int(sys.argv[1]), log_config=None, access_log=False)
