"""The AsyncAPI 3 document of the WebSocket, made from the frame structs, so that it cannot differ from what runs."""

from functools import cache
from typing import Any, get_args

import msgspec
from litestar import get

from api import frames
from api.contracts.storycore_assistant import VERSION

ADDRESS = "/api/v1/websocket"
CLIENT: tuple[type[frames.Frame], ...] = get_args(frames.ClientFrame)
SERVER: tuple[type[frames.Frame], ...] = (
    frames.MessageReceived,
    frames.AiResponse,
    frames.UserTyping,
    frames.ProgressUpdate,
    frames.SessionJoined,
    frames.Ack,
    frames.Error,
    frames.Presence,
    frames.Result,
    frames.OperationUpdate,
    frames.FilmChanged,
    frames.ResyncRequired,
    frames.ServerDraining,
    frames.Pong,
)
SECURITY = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "As a header, or as the subprotocol bearer.<token>.",
    },
    "frame": {"type": "userPassword", "description": "An auth frame within five seconds."},
}


@cache
def document(version: str) -> dict[str, Any]:
    """The whole document, as plain data."""
    schemas, components = msgspec.json.schema_components((*CLIENT, *SERVER), ref_template="#/components/schemas/{name}")
    messages = {_name(kind): _message(kind, schema) for kind, schema in zip((*CLIENT, *SERVER), schemas, strict=True)}
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "StoryCore Assistant", "version": version, "description": (frames.__doc__ or "").strip()},
        "channels": {
            "room": {
                "address": ADDRESS,
                "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
                "bindings": {"ws": {"method": "GET"}},
            }
        },
        "operations": {
            "receive": _operation("receive", CLIENT, "What the server takes in."),
            "send": _operation("send", SERVER, "What the server sends."),
        },
        "components": {"messages": messages, "schemas": components, "securitySchemes": SECURITY},
    }


def _operation(action: str, kinds: tuple[type[frames.Frame], ...], summary: str) -> dict[str, Any]:
    told = [{"$ref": f"#/channels/room/messages/{_name(kind)}"} for kind in kinds]
    return {"action": action, "channel": {"$ref": "#/channels/room"}, "summary": summary, "messages": told}


def _message(kind: type[frames.Frame], schema: dict[str, Any]) -> dict[str, Any]:
    said = (kind.__doc__ or "").strip() if kind.__doc__ is not frames.Frame.__doc__ else ""
    return {"name": _name(kind), "contentType": "application/json", "payload": schema, **({"description": said} if said else {})}


def _name(kind: type[frames.Frame]) -> str:
    return str(kind.__struct_config__.tag)


@get("/api/asyncapi.json", include_in_schema=False, sync_to_thread=False)
def asyncapi() -> dict[str, Any]:
    """The frames of the WebSocket."""
    return document(VERSION)
