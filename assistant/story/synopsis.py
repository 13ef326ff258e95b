"""A story told again in fewer words: its logline, a paragraph, a page."""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from .lexicon import LANGUAGES, shapes, speaking
from .model import PlannedScene
from .tongue import tongue

_MAIN = {"disturbance", "commitment", "midpoint", "low", "climax", "ending"}
"""Functions without which nobody would know how it goes."""


class Outcome(Struct, frozen=True):
    """How a scene ends, in a sentence; for whom (`Plan.turn`), and what it is for (`Plan.function`, '' when not planned)."""

    said: str
    turn: str
    function: str


def synopses(logline: str, scenes: Sequence[PlannedScene], names: Iterable[str]) -> tuple[str, str, str]:
    """In one sentence, in a paragraph of the turns that matter, and scene by scene.

    All of it is said by the outcomes of scenes, so that it tells what happens and nothing else. `names` are those of people and
    places.
    """
    own = called(names)
    told = [Outcome(one.why.outcome, one.why.plan.turn, one.why.plan.function) for one in scenes if one.why.plan is not None]
    return logline, f"{logline} {_told(_main(told), own)}", _told(told, own)


def retold(logline: str, scenes: Sequence[Outcome], extent: str, language: str, names: Iterable[str]) -> str:
    """A film as it stands, `short`, `medium` or `long`; scenes that were not planned speak for themselves."""
    with speaking(language if language in LANGUAGES else "en"):
        if extent == "short" and logline:
            return logline
        told = _told(scenes if extent == "long" else _main(scenes), called(names))
        return told if extent == "long" or not logline else f"{logline} {told}"


def _main(scenes: Sequence[Outcome]) -> list[Outcome]:
    return [one for one in scenes if one.function in _MAIN] or list(scenes)[:6]


def _told(scenes: Sequence[Outcome], own: frozenset[str]) -> str:
    """Outcomes in order; where fortune turns and the sentence does not say so itself, a word does, never the same twice running."""
    linked: list[str] = []
    good = True
    for index, scene in enumerate(scenes):
        now = scene.turn in {"yes", "yes-but"}
        turned = now != good and not set(scene.said.lower().split()) & set(shapes().synopsis["turns"])
        words = shapes().synopsis["end" if index == len(scenes) - 1 else "but" if now != good else "so"]
        link = words[index % len(words)] if index and (turned or index == len(scenes) - 1 or (index % 3 == 2 and now == good)) else ""
        linked.append(tongue().polish(f"{link} {inner(scene.said, own)}") if link else scene.said)
        good = now
    return " ".join(linked)


def inner(sentence: str, own: frozenset[str]) -> str:
    """Within a sentence only a name (a word of `own`) keeps its capital."""
    first = re.split(r"[ '’,;:.]", sentence)[0]
    return sentence if first in own else sentence[:1].lower() + sentence[1:]


def called(names: Iterable[str]) -> frozenset[str]:
    """The words people and places go by."""
    return frozenset(word.strip(",.") for name in names for word in name.split() if word[:1].isupper())
