"""One look at a text: its words in lower case and without accents, each knowing where it stands in what was typed.

Everything else in this package works on these words, so that punctuation, case and spacing never matter to a rule, and
a captured piece can still be given back exactly as the user wrote it.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

# What makes an ordinal of a figure, in any language: 3rd, 3ª, 3ra, 3e, 1er.
PLACED = r"\.?[ªº]|st|nd|rd|th|er|[rdtvmn][oa]|[aoe]|[èe]me|[èe]?re|n?de"
# Clock times, numbers with a unit letter following (20s), ordinals in digits, words with inner apostrophes.
WORD = re.compile(
    rf"\d+:\d\d(?::\d\d)?|\d+(?:{PLACED}|'s)(?!\w)|(?<![\w.])[-+]\d+(?:\.\d+)?|\d+(?:\.\d+)?|[^\W\d_]+(?:'[^\W\d_]+)*|(?<=\d)\s?%",
    re.IGNORECASE,
)
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae"})
QUOTED = re.compile(r'"([^"]+)"|“([^”]+)”|«\s*([^»]+?)\s*»|‘([^’]+)’|(?<![\w])\'([^\']+)\'(?!\w)')
OPENING, CLOSED = frozenset("\"'“«‘"), re.compile(r"[.,!?…]*[\"'”»’]")
# "it's" and its like are verbs; every other 's is a possessive, which a rule never needs to see.
NOT_POSSESSIVE = frozenset({"it's", "that's", "what's", "let's", "there's", "here's", "who's", "how's", "where's", "he's", "she's"})


class Token(Struct, frozen=True):
    """A word: as a rule sees it, and its characters `start` to `end` in the raw text. `gap` is what stood before it."""

    word: str
    start: int
    end: int
    gap: str = ""
    quote: int = 0


class View(Struct, frozen=True):
    """A stretch of words of one raw text; `text` is what the grammar reads."""

    raw: str
    tokens: tuple[Token, ...]
    words: tuple[str, ...]
    text: str

    def surface(self, start: int, end: int) -> str:
        """The words `start` up to `end` as the grammar reads them."""
        return " ".join(self.words[start:end])

    def original(self, start: int, end: int) -> str:
        """The words `start` up to `end` as they were typed, with what stands between them; quotes around them are dropped."""
        if start >= end:
            return ""
        first, last = self.tokens[start], self.tokens[end - 1]
        if first.quote and first.quote == last.quote:
            around = _quote_around(self.raw, first.start, last.end)
            if around:
                return around
        return _close_bracket(self.raw, first.start, last.end)

    def spoken(self) -> str:
        """The whole stretch as it was typed, with the quotes that begin or end in it."""
        if not self.tokens:
            return ""
        start, end = self.tokens[0].start, self.tokens[-1].end
        closed = CLOSED.match(self.raw, end) if self.tokens[-1].quote else None
        opened = self.tokens[0].quote and start and self.raw[start - 1] in OPENING
        return self.raw[start - bool(opened) : closed.end() if closed else end]

    def find(self, part: "View") -> int | None:
        """The word number at which a part of the same text begins; None when it is no part of it."""
        if not part.tokens:
            return None
        first = part.tokens[0].start
        at = next((i for i, token in enumerate(self.tokens) if token.start == first), None)
        return at if at is not None and self.words[at : at + len(part.words)] == part.words else None

    def part(self, start: int, end: int) -> "View":
        return view_of(self.raw, self.tokens[start:end])

    def spelled(self, words: Mapping[int, str]) -> "View":
        """The same text with some words read differently (spelling corrected); what was typed is still there."""
        fixed = (Token(words.get(i, t.word), t.start, t.end, t.gap, t.quote) for i, t in enumerate(self.tokens))
        return view_of(self.raw, tuple(fixed))


def normalise(text: str) -> View:
    """The view of a text: any length, any characters; never raises."""
    raw = text.replace("’", "'")
    quotes = [match.span() for match in QUOTED.finditer(text)]
    tokens: list[Token] = []
    before = 0
    for match in WORD.finditer(raw):
        start, end = match.span()
        quote = next((n for n, (a, b) in enumerate(quotes, 1) if a < start < b), 0) if quotes else 0
        tokens.append(Token(bare(match.group()), start, end, raw[before:start], quote))
        before = end
    return view_of(text, tuple(tokens))


def view_of(raw: str, tokens: Sequence[Token]) -> View:
    words = tuple(token.word for token in tokens)
    return View(raw, tuple(tokens), words, " ".join(words))


@lru_cache(maxsize=4096)
def words_of(label: str) -> tuple[str, ...]:
    """A name as rules see it: `The Night-Ferry` is ("the", "night", "ferry")."""
    return normalise(label).words


def apart(word: str, elided: frozenset[str]) -> tuple[str, ...]:
    """A word and the `elided` ones that hang before it: "l'aube" is "l'" and "aube"."""
    head, apostrophe, rest = word.partition("'")
    return (head + apostrophe, *apart(rest, elided)) if rest and head + apostrophe in elided else (word,)


def folded(text: str) -> str:
    """In lower case and without accents, which people leave out: "Añádela" is "anadela"."""
    lower = text.casefold()
    if lower.isascii():
        return lower
    return "".join(letter for letter in unicodedata.normalize("NFD", lower.translate(LIGATURES)) if not unicodedata.combining(letter))


@lru_cache(maxsize=1 << 14)
def bare(typed: str) -> str:
    """A word as rules see it."""
    word = folded(typed.strip())
    if word.endswith("'s") and word not in NOT_POSSESSIVE:
        return word[:-2]
    return word


def _quote_around(raw: str, start: int, end: int) -> str:
    for opened, closed, inside in _quotes(raw):
        if opened < start and end < closed and opened + len(inside) + 2 >= end:
            left, right = raw[opened:start], raw[end:closed]
            if not re.search(r"\w", left + right):
                return inside.strip()
    return ""


@lru_cache(maxsize=64)
def _quotes(raw: str) -> tuple[tuple[int, int, str], ...]:
    """Where each quote begins and ends, and what is in it."""
    return tuple((*match.span(), next(group for group in match.groups() if group)) for match in QUOTED.finditer(raw))


def _close_bracket(raw: str, start: int, end: int) -> str:
    typed = raw[start:end]
    if typed.count("(") > typed.count(")") and raw[end : end + 1] == ")":
        return raw[start : end + 1]
    return typed
