"""The AsyncAPI document is what the frames are: live ones fit it, and every frame there is stands in it."""

from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pytest

from api import frames
from api.asyncapi import CLIENT, SERVER, document
from tests.api.serving import served, talking
from tests.patience import PATIENCE


def kinds_of(base: type) -> set[type]:
    return {kind for child in base.__subclasses__() for kind in ({child} | kinds_of(child))}


def test_every_frame_is_in_the_document() -> None:
    assert {*CLIENT, *SERVER} == kinds_of(frames.Frame) - {frames.ServerFrame}


@pytest.fixture(scope="module")
def described() -> dict[str, Any]:
    return document("1.0.0")


def fits(described: dict[str, Any], frame: dict[str, Any]) -> None:
    message = described["components"]["messages"][frame["type"]]
    schema = {**message["payload"], "components": described["components"]}
    jsonschema.validate(frame, schema)


async def test_live_frames_fit_it(tmp_path: Path, described: dict[str, Any]) -> None:
    async with served(tmp_path) as server:
        async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as http:
            assert (await http.get("/api/asyncapi.json")).json()["channels"] == described["channels"]
        async with talking(server) as client:
            await client.say("a heist on a ferry, three scenes")
            await client.say("drop the last scene")
            await client.do("scene.list")
            await client.do("scene.show", scene="99")
            await client.send(type="ping", t=1)
            await client.receive("pong")
            await client.send(type="nonsense")
            await client.receive("error")
            assert {frame["type"] for frame in client.seen} >= {
                "session-joined",
                "ack",
                "message-received",
                "ai-response",
                "result",
                "error",
            }
            for frame in client.seen:
                fits(described, frame)


def test_what_clients_send_fits_it(described: dict[str, Any]) -> None:
    for frame in (
        {"type": "join-session", "protocol": 2, "stream": True},
        {"type": "chat-message", "sessionId": "s", "message": "hello", "attachments": [], "clientMsgId": "m1"},
        {"type": "do", "id": 1, "operation": "scene.list", "params": {}},
    ):
        fits(described, frame)
    with pytest.raises(jsonschema.ValidationError):
        fits(described, {"type": "chat-message", "sessionId": "s"})
