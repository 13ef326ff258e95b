"""What is asked of the model, as structs; their JSON schema is what it is given."""

from functools import cache
from typing import Any

import msgspec
from msgspec import Struct


class Spoken(Struct, frozen=True, forbid_unknown_fields=True):
    """A line of dialogue; `who` is a person's name."""

    who: str
    line: str


class SceneWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The wording of one scene."""

    description: str
    key_actions: list[str]
    visual_notes: str
    dialogue: list[Spoken]


class FilmWords(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the film says of itself."""

    logline: str
    stakes: str
    theme: str


class Verdict(Struct, frozen=True):
    """Why an answer cannot be used: `short` for people, in our own words only; `detail` for the model, which may quote its answer."""

    short: str
    detail: str


@cache
def schema_of(shape: type[Struct]) -> dict[str, Any]:
    """The JSON schema of `shape`, named and with its parts inside, as providers want it."""
    schema = msgspec.json.schema(shape)
    parts: dict[str, Any] = schema["$defs"]
    top: dict[str, Any] = parts.pop(shape.__name__)
    return {**top, **({"$defs": parts} if parts else {})}
