"""A sentence as a tagger sees it: names, numbers of things and lengths as one unit each, every other word by itself, with what is
telling about each as numbers (hashes of short texts; Weinberger et al., 2009)."""

from collections.abc import Iterable, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from msgspec import Struct

from intents.mentions import Mention, Mentions, Reference
from intents.normalise import View

NAMED = ("scenes", "characters", "projects", "persons", "shots", "shot", "scene", "character", "project", "person", "duration")
"""Kinds of mention that stand as one unit, the plural ones first: they are the longer ones."""
SURE = 0.8
"""A mention this doubtful is left as words."""
VALUES = (
    "time", "size", "move", "format", "genre", "media", "access", "step", "job", "status", "thing", "part", "plot", "turn", "place",
    "number",
)  # fmt: skip
"""Kinds of value that are told as signs of their words."""

Hashes = np.ndarray[Any, np.dtype[np.uint32]]


class Unit(Struct, frozen=True):
    """The words `start` up to `end`, as `said`: the word, or <kind>."""

    start: int
    end: int
    said: str
    signs: tuple[str, ...] = ()
    gap: str = ""
    quoted: bool = False
    capital: bool = False
    """Written with a capital where none has to be."""


def units(view: View, mentions: Mentions) -> list[Unit]:
    """The units of a text, in order; together they cover every word."""
    named: dict[int, Mention] = _named(mentions)
    signs: dict[int, list[str]] = {}
    for kind in VALUES:
        for value in mentions.get(kind, ()):
            for at in range(value.start, value.end):
                signs.setdefault(at, []).append(kind)
    found: list[Unit] = []
    at = 0
    while at < len(view.words):
        token, mention = view.tokens[at], named.get(at)
        end = at + 1 if mention is None else mention.end
        said = f"<{mention.kind.removesuffix('s')}>" if mention else _shape(token.word)
        told, capital = tuple(dict.fromkeys(signs.get(at, ()))), mention is None and _capital(view, at)
        found.append(Unit(at, end, said, told, _mark(token.gap), bool(token.quote), capital))
        at = end
    return found


def features(said: Sequence[Unit], known: frozenset[str]) -> Hashes:
    """A row a unit: its signs and those around it; every row has as many. Words that are not `known` are all alike, so that learning
    does not lean on what it saw once."""
    words = ["^^", "^", *(unit.said if unit.said in known else RARE for unit in said), "$", "$$"]
    signs = ["", *("+".join(unit.signs) for unit in said), ""]
    gaps = [*(unit.gap for unit in said), "."]
    capitals = "".join("-C"[capital] for capital in (False, *(unit.capital for unit in said), False))
    opening = words[2]
    rows = []
    cue = "^"
    for at, unit in enumerate(said):
        two, one, own, next_, after = words[at : at + 5]
        rows.append([
            crc32(text.encode()) for text in (
                f"w{own}", f"a{one}", f"b{next_}", f"c{two}", f"d{after}", f"e{one} {own}", f"f{own} {next_}", f"g{two} {one}",
                f"h{next_} {after}", f"i{one} {next_}", f"s{signs[at + 1]}", f"t{signs[at]}", f"u{signs[at + 2]}", f"x{unit.said[-3:]}",
                f"p{gaps[at]}", f"q{gaps[at + 1]}", f"o{opening}", f"o{opening} {own}", f"n{unit.quoted}{at == 0}{at + 1 == len(said)}",
                f"k{cue}", f"k{cue} {signs[at + 1]}", f"l{one} {signs[at + 1]}", "1",
                f"y{capitals[at:at + 3]}", f"y{one} {unit.capital}", f"y{cue} {unit.capital} {capitals[at]}",
            )
        ])  # fmt: skip
        if len(own) < LONGEST_CUE and own != RARE:
            cue = own
    return np.array(rows, dtype=np.uint32).reshape(len(said), -1)


RARE = "?"
LONGEST_CUE = 6
"""Words that tell what follows them are short: to, in, called, where."""


def _named(mentions: Mentions) -> dict[int, Mention]:
    """The mentions that stand as one unit, by where they begin; the longest first, and none within another."""
    found = [m for kind in NAMED for m in mentions.get(kind, ()) if m.score >= SURE and not _pronoun(m)]
    taken: set[int] = set()
    named: dict[int, Mention] = {}
    for mention in sorted(found, key=lambda m: (m.start - m.end, -m.score)):
        words = range(mention.start, mention.end)
        if taken.isdisjoint(words):
            taken.update(words)
            named[mention.start] = mention
    return named


def _pronoun(mention: Mention) -> bool:
    return isinstance(mention.value, Reference) and mention.value.pronoun


def _shape(word: str) -> str:
    return "0" * len(word) if word.isdecimal() else word


def _capital(view: View, at: int) -> bool:
    """Whether the word begins with a capital that tells something: not that of a sentence, nor in a text that is all capitals."""
    token = view.tokens[at]
    opens = at == 0 or any(mark in token.gap for mark in ".!?")
    return view.raw[token.start].isupper() and not opens and not view.raw.isupper()


def _mark(gap: str) -> str:
    marks: Iterable[str] = (mark for mark in gap if mark in ',;:.!?–—-"“«(')
    return next(iter(marks), "")
