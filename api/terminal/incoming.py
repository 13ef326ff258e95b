"""What comes in over a connection."""

import msgspec
from msgspec import UNSET, Struct

from api.frames import (
    Ack,
    AiResponse,
    Error,
    MessageReceived,
    OperationUpdate,
    Pong,
    ProgressUpdate,
    Result,
    ResyncRequired,
    SessionJoined,
    UserTyping,
)

Incoming = (
    MessageReceived
    | AiResponse
    | ProgressUpdate
    | SessionJoined
    | Ack
    | Error
    | Result
    | OperationUpdate
    | UserTyping
    | ResyncRequired
    | Pong
)
_decoder: msgspec.json.Decoder[Incoming] = msgspec.json.Decoder(Incoming)


class Received(Struct, frozen=True, kw_only=True):
    """A frame as it came; `frame` is None for one that this client does not know."""

    frame: Incoming | None
    text: str


class Offline(Struct, frozen=True, kw_only=True):
    """The connection is gone and being made again."""

    reason: str


Event = Received | Offline


def decoded(text: str) -> Incoming | None:
    try:
        return _decoder.decode(text)
    except msgspec.ValidationError:
        return None


def told(frame: Error) -> str:
    """What went wrong and what to do about it, in the server's words."""
    return frame.message if frame.suggested_action is UNSET else f"{frame.message} {frame.suggested_action}"
