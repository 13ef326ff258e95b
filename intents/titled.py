"""Titles with a colon in them that nobody put in quotation marks: "call it Part Two: The Return"."""

from collections.abc import Iterator, Set
from itertools import takewhile

from msgspec import structs

from intents.normalise import Token, View, view_of

# Longer words have a capital in a title.
SMALL = 3
# Numbers quotes are given stay below this.
FIRST = 1000


def titled(view: View, naming: Set[str]) -> View:
    """The same text with such titles read as if they were in quotation marks: words in capitals on both sides of a colon, somewhere
    behind one of the `naming` words ("called", "rename")."""
    if ": " not in view.raw or view.raw.isupper():
        return view
    quotes = {at: FIRST + start for start, end in _spans(view, naming) for at in range(start, end)}
    tokens = (structs.replace(token, quote=quotes[at]) if at in quotes else token for at, token in enumerate(view.tokens))
    return view_of(view.raw, tuple(tokens)) if quotes else view


def _spans(view: View, naming: Set[str]) -> Iterator[tuple[int, int]]:
    tokens = view.tokens
    for colon in (at for at, token in enumerate(tokens) if token.gap.strip() == ":" and token.gap.endswith(" ") and not token.quote):
        left = _in_capitals(view, tokens[colon - 1 :: -1] if colon else (), ending=True)
        right = _in_capitals(view, tokens[colon:], ending=False)
        if left and right and not naming.isdisjoint(view.words[: colon - left]):
            yield colon - left, colon + right


def capital(typed: str) -> bool:
    """Whether a word may stand in a title as it was typed: "A Night at the Pier"."""
    return typed[0].isupper() or len(typed) <= SMALL


def _in_capitals(view: View, tokens: tuple[Token, ...], *, ending: bool) -> int:
    """How many of these words stand in one title, its outermost in capitals; `ending` when they are counted from its end."""
    run: list[bool] = []
    for at, token in enumerate(tokens):
        typed = view.raw[token.start : token.end]
        inner = tokens[at - 1].gap if ending and at else token.gap if at else " "
        if inner != " " or token.quote or not capital(typed):
            break
        run.append(typed[0].isupper() and not typed.isdecimal())
    return len(run) - len(list(takewhile(lambda large: not large, reversed(run))))
