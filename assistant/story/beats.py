"""Beats: what a story must do, in order, and which of it can be left out when there are few scenes.

A structure (`lexicon/structures.yaml`) says in which order functions follow one another. With fewer scenes the least needed
go first; with more, the middle grows by rounds on both sides of the midpoint, and from the eleventh scene on sub-plots open,
turn and close: what the ally wants, then what drives the opponent.
"""

import re
from collections.abc import Sequence

from msgspec import Struct

from .lexicon import Structure, beat_table, operators, structure_words, structures

FEWEST, MOST = 3, 60
USUAL = "three-act"
STRUCTURES = tuple(structures())
_EARLY = ("approach", "respite", "trial", "approach", "trial")
_LATE = ("pressure", "respite", "trial", "approach", "pressure")
_THREADS = (("ally", 11), ("foe", 20))
"""Sub-plots, and the number of scenes from which a film has room for them."""


class Beat(Struct, frozen=True):
    """`function` chooses operators; `label` is what a writer calls it; `weight` how long it wants to be; `thread` its sub-plot."""

    function: str
    label: str
    purpose: str
    weight: float
    thread: str = ""


def asked(prompt: str) -> str | None:
    """The structure a prompt asks for by name."""
    low = prompt.lower()
    named = ((name, word) for name, known in structure_words().items() for word in known.words)
    return next((name for name, word in named if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", low)), None)


def suited(kind: str, genre: str, tones: Sequence[str]) -> str:
    """The structure that stories of this genre and quest are usually told in."""
    for name, known in structures().items():
        if (genre in known.suits or set(tones) & set(known.suits)) and (not known.kinds or kind in known.kinds):
            return name
    return USUAL


def beats(count: int, kind: str, structure: str = USUAL) -> tuple[Beat, ...]:
    """The beats of a film of `count` scenes, from 3 to 60, named as stories of this kind and structure name them."""
    shape = structures()[structure]
    labels = beat_table().labels | beat_table().labels_by_kind.get(kind, {})
    spine = _spine(count, shape, structure_words()[structure].labels)
    return tuple(_beat(function, label or labels[function]) for function, label in spine)


def _beat(function: str, label: str) -> Beat:
    known = beat_table()
    thread = function.partition("-")[0] if "-" in function else ""
    return Beat(function, label, known.purposes[function], known.weights[function], thread)


def _spine(count: int, shape: Structure, labels: Sequence[str]) -> list[tuple[str, str]]:
    """Functions with the structure's own labels ('' where it has none)."""
    named = list(zip(shape.order, labels or [""] * len(shape.order), strict=True))
    if count <= len(named):
        kept = _kept(shape, count)
        return [one for index, one in enumerate(named) if index in kept]
    extra = count - len(named)
    threads = _threads(count, extra)
    extra -= sum(map(len, threads))
    grown = _grown(named, shape, extra)
    for thread in threads:
        grown = _woven(grown, thread)
    return grown


def _kept(shape: Structure, count: int) -> set[int]:
    """Places in the order that stay; a function that comes twice stays first where it comes first."""
    free = dict(enumerate(shape.order))
    kept: set[int] = set()
    for function in shape.need[:count]:
        at = next(index for index, one in free.items() if one == function)
        kept.add(at)
        del free[at]
    return kept


def _grown(named: list[tuple[str, str]], shape: Structure, extra: int) -> list[tuple[str, str]]:
    """The middle grows evenly on both sides of the midpoint, in rounds that never repeat a function twice running."""
    early, late = (extra + 1) // 2, extra // 2
    first = _round(shape.early or _EARLY, early)
    last = _round(shape.late or _LATE, late)
    order = [function for function, _ in named]
    at = order.index("midpoint")
    after = next((order.index(one) for one in ("fracture", "low", "rally", "climax") if one in order[at:]), len(order) - 1)
    return [*named[:at], *first, *named[at:after], *last[1:], *last[:1], *named[after:]]


def _round(functions: Sequence[str], count: int) -> list[tuple[str, str]]:
    return [(functions[index % len(functions)], "") for index in range(count)]


def _threads(count: int, extra: int) -> list[list[str]]:
    """For each sub-plot there is room for, its scenes: it opens, turns (more than once in long films) and closes."""
    found: list[list[str]] = []
    told = {function for step in operators() for function in step.at.split()}
    for name, least in _THREADS:
        if f"{name}-open" not in told:
            continue
        turns = max(1, count // 24)
        if count >= least and extra - sum(map(len, found)) >= turns + 2:
            found.append([f"{name}-open", *[f"{name}-turn"] * turns, f"{name}-close"])
    return found


def _woven(spine: list[tuple[str, str]], thread: list[str]) -> list[tuple[str, str]]:
    """A sub-plot laid evenly between the commitment and the climax; none of its scenes beside another of its own."""
    order = [function for function, _ in spine]
    start = order.index("commitment") + 1 if "commitment" in order else 2
    stop = max(index for index, function in enumerate(order) if function == "climax")
    woven = list(spine)
    span = stop - start
    for index, function in reversed(list(enumerate(thread))):
        woven.insert(start + round((index + 0.6) * span / len(thread)), (function, ""))
    return woven
