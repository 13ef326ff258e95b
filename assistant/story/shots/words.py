"""What words give away about a shot, in the language spoken (`lexicon.speaking`): who moves, where the camera stands, how near it is."""

import re
from functools import lru_cache
from importlib.resources import files
from typing import Literal

from msgspec import Struct
from msgspec.yaml import decode

from .. import lexicon
from ..model import Angle, CameraMovement, ShotType

Heading = Literal["left-to-right", "right-to-left"]


class ShotWords(Struct, frozen=True, forbid_unknown_fields=True):
    """The file as it is written; see `lexicon/en/shots.yaml`."""

    moving: str
    rising: str
    scanning: str
    entering: str
    leaving: str
    turning: str
    still: str
    closing: str
    insert: str
    angles: dict[Angle, str]
    sizes: dict[ShotType, str]
    directions: dict[Heading, str]
    joins: str
    abbreviations: frozenset[str]
    small: frozenset[str]
    place: str
    reasons: dict[str, str]
    reactions: tuple[str, ...]
    releases: tuple[str, ...]
    release: str
    types: dict[ShotType, tuple[str, ...]]
    movements: dict[CameraMovement, tuple[str, ...]]
    said: dict[str, str]
    because: dict[str, str]
    offers: dict[str, str]
    values: dict[str, str]
    somebody: str


class Hints(Struct, frozen=True, kw_only=True):
    """What one sentence says of its shot; None and False where it says nothing."""

    moving: bool
    rising: bool
    scanning: bool
    entering: bool
    leaving: bool
    turning: bool
    still: bool
    closing: bool
    insert: bool
    angle: Angle | None
    size: ShotType | None
    heading: Heading | None

    @property
    def asks_for_a_move(self) -> bool:
        return not self.still and (
            self.moving or self.rising or self.scanning or self.entering or self.leaving or self.turning or self.closing
        )


_FLAGS = ("moving", "rising", "scanning", "entering", "leaving", "turning", "still", "closing", "insert")


class _Patterns:
    """The regular expressions of one language, compiled; they read text in lower case."""

    def __init__(self, words: ShotWords) -> None:
        self.flags = {name: re.compile(getattr(words, name)) for name in _FLAGS}
        self.angles, self.sizes, self.directions = _compiled(words.angles), _compiled(words.sizes), _compiled(words.directions)


@lexicon.spoken
def shot_words() -> ShotWords:
    return decode(files(lexicon.__name__).joinpath(f"{lexicon.language()}/shots.yaml").read_bytes(), type=ShotWords)


@lexicon.spoken
def _patterns() -> _Patterns:
    return _Patterns(shot_words())


def hints(text: str) -> Hints:
    """What `text` says of its shot, in the language spoken."""
    return _hints(text.lower(), lexicon.language())


@lru_cache(maxsize=1024)
def _hints(text: str, language: str) -> Hints:
    """A shot is read when it is chosen, framed, moved and checked, so what was read last is kept."""
    known = _patterns()
    return Hints(
        **{name: pattern.search(text) is not None for name, pattern in known.flags.items()},
        angle=_first(known.angles, text),
        size=_first(known.sizes, text),
        heading=_first(known.directions, text),
    )


def _compiled(patterns: dict[lexicon.T, str]) -> list[tuple[lexicon.T, re.Pattern[str]]]:
    return [(name, re.compile(pattern)) for name, pattern in patterns.items()]


def _first(patterns: list[tuple[lexicon.T, re.Pattern[str]]], text: str) -> lexicon.T | None:
    return next((name for name, pattern in patterns if pattern.search(text)), None)
