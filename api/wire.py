"""Frames and bytes: what a client sends, what it is sent, and how much of that an old client knows."""

from typing import Any

import msgspec
from msgspec import Struct

from api import frames
from api.frames import client_decoder
from assistant.errors import Invalid
from assistant.events import MessageLogged
from assistant.views import iso

PUBLISHED = {
    "message-received": ("type", "sessionId", "messageId", "sender", "content", "timestamp"),
    "ai-response": ("type", "sessionId", "content", "choices", "processingTime"),
    "progress-update": ("type", "sessionId", "projectId", "progress"),
    "user-typing": ("type", "sessionId", "user", "isTyping"),
}
"""All that a client of the published contract sees of each frame; the rest belongs to protocol 2."""


class Sent(Struct, frozen=True, rename="camel"):
    """As much of a frame that cannot be used as its sender needs to know which one it was."""

    client_msg_id: str | None = None

    @classmethod
    def read(cls, content: bytes | None) -> "Sent | None":
        try:
            return msgspec.json.decode(content or b"", type=cls)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return None


def decoded(content: bytes) -> frames.ClientFrame:
    try:
        frame: frames.ClientFrame = client_decoder.decode(content)
    except msgspec.ValidationError as error:
        raise Invalid(f"This frame cannot be used: {error}.", remedy="See the frames in the API reference.") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Invalid("This frame is not JSON.", remedy="Send one JSON object a frame.") from error
    return frame


def encoded(frame: Any, protocol: int) -> bytes | None:
    """The frame's bytes as a client of that protocol knows it, or None when it has no such frame."""
    if protocol >= 2:
        return msgspec.json.encode(frame)
    plain = msgspec.to_builtins(frame)
    names = PUBLISHED.get(plain["type"])
    return None if names is None else msgspec.json.encode({name: plain[name] for name in names if name in plain})


class Copies:
    """What goes to everybody in a room, one after another, is made into bytes once for each protocol. `epoch` is the life of the
    database."""

    def __init__(self) -> None:
        self.epoch = 1
        self._last: Any = None
        self._bytes: dict[bool, bytes | None] = {}

    def of(self, what: Any, protocol: int) -> bytes | None:
        """A durable event or a live frame as a client of that protocol knows it, or None when it has no such frame."""
        if what is not self._last:
            self._last, self._bytes = what, {}
        new = protocol >= 2
        if new not in self._bytes:
            self._bytes[new] = encoded(logged(what, self.epoch) if isinstance(what, MessageLogged) else what, protocol)
        return self._bytes[new]


def logged(event: MessageLogged, epoch: int = 1) -> dict[str, Any]:
    """A durable event as its frame: what was stored, and what the row itself knows."""
    known = {"seq": event.seq, "epoch": epoch, "messageId": event.message_id, "timestamp": iso(event.at)}
    if event.client_msg_id:
        known["clientMsgId"] = event.client_msg_id
    return {"type": event.type, **event.payload, **known}
