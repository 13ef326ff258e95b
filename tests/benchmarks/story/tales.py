"""Prompts and the stories made of them."""

import time
import traceback
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from assistant.story import Brief, Story, Unwritable, compose
from tests.benchmarks.rows import Row

from .wishes import Wish


class Tale(Struct, frozen=True, kw_only=True):
    """A wish and the story made of it in `cpu` seconds of processor time."""

    wish: Wish
    story: Story
    cpu: float = 0.0


class Untold(Struct, frozen=True, kw_only=True):
    """A wish of which no story was made, and why; `field` as in `Unwritable`, '' where the engine broke."""

    wish: Wish
    why: str
    field: str = ""


class Failure(Struct, frozen=True):
    """Where a goal was missed, for the report: which prompt, and what is wrong, so that the most frequent wrongs can be counted."""

    kind: str
    language: str
    prompt: str
    said: str


class Outcome(Struct, frozen=True):
    """What a metric gives: figures, the cases that missed the goal, and lines to be read as they are."""

    rows: list[Row]
    failures: list[Failure] = []
    lines: list[str] = []


class Missing(Exception):
    """What a metric measures is not there (yet); the message says what."""


def told(wishes: Iterable[Wish]) -> tuple[list[Tale], list[Untold]]:
    """A story for each wish, with the seed of a fresh brief; those that could not be made stand apart."""
    tales: list[Tale] = []
    untold: list[Untold] = []
    for wish in wishes:
        began = time.process_time()
        try:
            story = compose(Brief(prompt=wish.prompt, language=wish.language))
        except Unwritable as refusal:
            untold.append(Untold(wish=wish, why=f"refused: {refusal}", field=refusal.field))
        except Exception as error:
            untold.append(Untold(wish=wish, why=_crash(error)))
        else:
            tales.append(Tale(wish=wish, story=story, cpu=time.process_time() - began))
    return tales, untold


def unspoken(tales: list[Tale], untold: list[Untold]) -> bool:
    """Whether the engine does not write this language at all."""
    return not tales and bool(untold) and all(one.field == "language" for one in untold)


def share(name: str, hits: int, count: int, goal: float | None = None, most: float | None = None) -> Row:
    """A percentage with its goal: at least `goal`, or at most `most`, per cent. Nothing counted meets any goal."""
    value = 100 * hits / count if count else 100.0 if most is None else 0.0
    said = f"≥ {goal:g} %" if goal is not None else f"≤ {most:g} %" if most is not None else ""
    met = value >= goal if goal is not None else value <= most if most is not None else None
    return Row(name=name, value=value, unit=f"% of {count:,}", goal=said, met=met)


def none_of(name: str, found: int, unit: str) -> Row:
    """A count that should be nought."""
    return Row(name=name, value=found, unit=unit, goal="0", met=found == 0)


def _crash(error: Exception) -> str:
    spot = traceback.extract_tb(error.__traceback__)[-1]
    return f"broke: {type(error).__name__} in {Path(spot.filename).name}:{spot.lineno}: {error}"
