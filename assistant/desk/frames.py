"""What goes between the server and its writer: a length of four bytes, big-endian, and so many bytes of msgpack."""

from typing import Any, Literal

import msgspec
from msgspec import Struct

from assistant.story.alternatives import Alternative
from assistant.story.asking import Question
from assistant.story.model import Brief, PlannedScene, Story

HEAD = 4


class Asked(Struct, frozen=True, kw_only=True):
    """What is wanted of a brief; `plan`, `place` and `draft` are for other ways."""

    what: Literal["compose", "questions", "ways"]
    brief: Brief
    plan: dict[int, str] = {}
    place: int = 0
    draft: int = 0


class Stage(Struct, frozen=True, tag=True):
    name: str
    percent: int


class Shown(Struct, frozen=True, tag=True):
    place: int
    scene: PlannedScene


class Told(Struct, frozen=True, tag=True):
    story: Story


class Open(Struct, frozen=True, tag=True):
    questions: tuple[Question, ...]


class Turned(Struct, frozen=True, tag=True):
    base: Story
    ways: tuple[Alternative, ...]


class Refused(Struct, frozen=True, tag=True):
    """The brief cannot be obeyed, as an `Unwritable` says it."""

    field: str
    reason: str
    why: str
    values: dict[str, Any]


class Failed(Struct, frozen=True, tag=True):
    """The engine broke; `trace` is for the log."""

    trace: str


Progress = Stage | Shown
Outcome = Told | Open | Turned | Refused | Failed
Answer = Progress | Outcome

_encoder = msgspec.msgpack.Encoder()
_asked = msgspec.msgpack.Decoder(Asked)
_answer: msgspec.msgpack.Decoder[Answer] = msgspec.msgpack.Decoder(Answer)


def framed(message: Asked | Answer) -> bytes:
    body = _encoder.encode(message)
    return len(body).to_bytes(HEAD) + body


def asked(body: bytes) -> Asked:
    return _asked.decode(body)


def answer(body: bytes) -> Answer:
    return _answer.decode(body)
