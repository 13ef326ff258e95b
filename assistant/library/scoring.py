"""How well an item fits what is searched for, and by what: pure functions from words, measures and cosines to log odds."""

from collections.abc import Iterable

from msgspec import Struct

from assistant.library.measured import MORE, NOTICED, PHRASES, SHARE, degree, more, share_of
from assistant.library.shelves import Item, stems
from assistant.library.wishes import Side, Wishes

NAMED = 4.0
"""Log odds for all words of a search standing in an item: an item of just that name is found whatever the model thinks of it."""
SIDE, SHIFT, HUE = 1.5, 2.5, 2.0
"""Log odds for being clearly on the side of a measure that is wanted, clearly more so than the item it is to be like, and having much of
a colour."""
MUCH = 0.35


class Fit(Struct, frozen=True, kw_only=True):
    """Log odds from words and measures, and what they came from; `out` when something that was asked for is not so."""

    odds: float
    matching: tuple[str, ...]
    out: bool = False


def fit(item: Item, wishes: Wishes, words: dict[str, str], than: Item | None) -> Fit:
    """`words` are the search's, by their stems; `than` is the item that more like it, but different, is wanted of."""
    found = [*_named(item, words), *_sides(item, wishes.looks), *_hues(item, wishes.colours)]
    shifts = [_shift(item, than, side) for side in wishes.more] if than else []
    parts = [*found, *(one for one in shifts if one is not None)]
    return Fit(
        odds=sum(odds for odds, _ in parts),
        matching=tuple(dict.fromkeys(phrase for odds, phrase in parts if odds > 0 and phrase)),
        out=any(one is None for one in shifts),
    )


def about(wishes: Wishes) -> dict[str, str]:
    """The words that say what a search is about: not how it should look, nor colours."""
    said = {word for phrase in wishes.said.values() for word in stems(phrase)}
    return {stem: word for stem, word in stems(wishes.words).items() if stem not in said}


def _named(item: Item, words: dict[str, str]) -> Iterable[tuple[float, str]]:
    return ((NAMED / len(words), word) for stem, word in words.items() if stem in item.words)


def _sides(item: Item, sides: Iterable[Side]) -> Iterable[tuple[float, str]]:
    for side in sides:
        amount = degree(item.measured, side)
        if amount is not None:
            yield SIDE * amount, PHRASES[side]


def _hues(item: Item, colours: Iterable[str]) -> Iterable[tuple[float, str]]:
    for colour in colours:
        part = share_of(item.measured, colour)
        if part is not None:
            share, name = part
            yield (HUE * min(1.0, share / MUCH), name) if share >= SHARE else (-HUE / 2, "")


def _shift(item: Item, than: Item | None, side: Side) -> tuple[float, str] | None:
    """None where it is not more so, or nobody measured."""
    step = more(item.measured, than.measured, side) if than else None
    if step is None or step < NOTICED:
        return None
    return SHIFT * min(1.0, step), MORE[side]
