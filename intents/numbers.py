"""Numbers in words and digits: "three", "twenty-one", "3", "the third", "3rd"."""

import re
from collections.abc import Iterator

from msgspec import Struct
from text_to_num import find_numbers

from intents.normalise import PLACED, Token, View

# "zero ten" would be read as digits of one number.
ZERO = frozenset({"zero", "cero"})
FIGURE = re.compile(rf"(\d+)(?:{PLACED})")
# Longer numbers than this are not counts of anything in a film; they are years, phone numbers or noise.
MOST = 1_000_000


class Number(Struct, frozen=True):
    """The words `start` up to `end` say `value`; `ordinal` when they name a place (third) and not a count (three)."""

    start: int
    end: int
    value: float
    ordinal: bool = False


class NumberWords(Struct, frozen=True, kw_only=True):
    """What text2num does not read of a language: how it wants words `spelled` that were typed without their accents, and phrases
    for `places` it does not know, from the end when negative."""

    spelled: dict[str, str] = {}
    places: dict[str, int] = {}


class _Spoken:
    """A word for text2num. A unit such as "second" is no part of a number when counts are wanted."""

    def __init__(self, token: Token, apart: bool, spelled: dict[str, str]) -> None:
        self.token, self.apart, self.spelled = token, apart, spelled

    def text(self) -> str:
        return self.spelled.get(self.token.word, self.token.word)

    def nt_separated(self, previous: "_Spoken") -> bool:
        return bool(self.token.gap.strip(" -"))

    def not_a_number_part(self) -> bool:
        return self.apart


NONE = NumberWords()


def numbers(view: View, language: str, units: frozenset[str] = frozenset(), words: NumberWords = NONE) -> tuple[Number, ...]:
    """Every number in the text. `units` are words that would read as ordinals but name time: ten second, twenty seconds."""
    found = {(n.start, n.end, n.ordinal): n for n in (*_written(view), *_places(view, words.places))}
    plain = [_Spoken(token, _apart(token.word), words.spelled) for token in view.tokens]
    counted = [_Spoken(token, _apart(token.word) or token.word in units, words.spelled) for token in view.tokens]
    for spoken in (plain, counted):
        for hit in find_numbers(spoken, language, threshold=0.0):
            if hit.value <= MOST:
                number = Number(hit.start, hit.end, float(hit.value), bool(hit.is_ordinal))
                found.setdefault((number.start, number.end, number.ordinal), number)
    return tuple(sorted(found.values(), key=lambda n: (n.start, -n.end)))


def _apart(word: str) -> bool:
    return word in ZERO or any(char.isdigit() for char in word)


def _places(view: View, places: dict[str, int]) -> Iterator[Number]:
    for phrase, place in places.items():
        size = phrase.count(" ") + 1
        for i in range(len(view.words) - size + 1):
            if view.surface(i, i + size) == phrase:
                yield Number(i, i + size, float(place), ordinal=True)


def _written(view: View) -> Iterator[Number]:
    for i, token in enumerate(view.tokens):
        placed = FIGURE.fullmatch(token.word)
        figure = placed.group(1) if placed else token.word
        if figure[:1].isdecimal() and figure.isascii() and ":" not in figure and float(figure) <= MOST:
            yield Number(i, i + 1, float(figure), ordinal=placed is not None)
