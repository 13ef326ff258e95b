"""Prompts as data: what somebody typed, and what must hold of the film that is made of it."""

import re
from functools import cache
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace
from msgspec.yaml import decode

T = TypeVar("T")
LANGUAGES = ("en", "fr", "es")
_FOLDER = Path(__file__).parent / "prompts"


class Wish(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A prompt and what it asks for; see the head of `prompts/en.yaml`. Only what is listed is asked for."""

    prompt: str
    language: str = "en"
    people: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    avoid: tuple[str, ...] = ()
    cast: int | None = None
    scenes: int | None = None
    seconds: float | None = None
    period: str = ""
    structure: str = ""
    title: str = ""
    style: str = ""
    tone: str = ""

    @property
    def entities(self) -> tuple[str, ...]:
        return (*self.people, *self.things, *self.places)


@cache
def wishes(language: str) -> tuple[Wish, ...]:
    """All prompts of a language, in the order of its file."""
    found = decode((_FOLDER / f"{language}.yaml").read_bytes(), type=tuple[Wish, ...])
    return tuple(replace(one, language=language) for one in found)


@cache
def topics() -> dict[str, dict[str, re.Pattern[str]]]:
    """For each topic and language, what brings it in."""
    told = decode((_FOLDER / "topics.yaml").read_bytes(), type=dict[str, dict[str, str]])
    return {topic: {code: re.compile(rf"\b(?:{words})", re.I) for code, words in by.items()} for topic, by in told.items()}


@cache
def templates(language: str) -> tuple[str, ...]:
    """The sentences of the fill-in baseline."""
    return decode((_FOLDER / "baseline.yaml").read_bytes(), type=dict[str, tuple[str, ...]])[language]


def spread(all_of_them: tuple[T, ...], count: int) -> tuple[T, ...]:
    """That many of them, evenly spread, the same ones every time; all of them where there are no more."""
    if count >= len(all_of_them):
        return all_of_them
    return tuple(all_of_them[at * len(all_of_them) // count] for at in range(count))
