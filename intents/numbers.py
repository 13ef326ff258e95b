"""Numbers in words and digits: "three", "twenty-one", "3", "the third", "3rd"."""

import re
from collections.abc import Iterator
from functools import cached_property, lru_cache

from msgspec import Struct
from text_to_num import find_numbers

from intents.normalise import PLACED, Token, View
from intents.phrases import Phrases

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


class NumberWords(Struct, frozen=True, kw_only=True, dict=True):
    """What text2num does not read of a language: how it wants words `spelled` that were typed without their accents, and phrases
    for `places` it does not know, from the end when negative."""

    spelled: dict[str, str] = {}
    places: dict[str, int] = {}

    @cached_property
    def placing(self) -> Phrases[int]:
        return Phrases((tuple(phrase.split()), place) for phrase, place in self.places.items())


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
    places = (Number(start, end, float(place), ordinal=True) for start, end, place in words.placing.found(view.words))
    found = {(n.start, n.end, n.ordinal): n for n in (*_written(view), *places)}
    for number in _spoken(view, language, units, words.spelled):
        found.setdefault((number.start, number.end, number.ordinal), number)
    return tuple(sorted(found.values(), key=lambda n: (n.start, -n.end)))


def _spoken(view: View, language: str, units: frozenset[str], spelled: dict[str, str]) -> Iterator[Number]:
    """Every number in words: first as if no word were a unit, then as if each of the `units` were one."""
    if not any(_says_number(spelled.get(word, word), language) for word in view.words):
        return
    for apart in (frozenset[str](), units) if not units.isdisjoint(view.words) else (units,):
        spoken = [_Spoken(token, _apart(token.word) or token.word in apart, spelled) for token in view.tokens]
        for hit in find_numbers(spoken, language, threshold=0.0):
            if hit.value <= MOST:
                yield Number(hit.start, hit.end, float(hit.value), bool(hit.is_ordinal))


@lru_cache(maxsize=1 << 14)
def _says_number(word: str, language: str) -> bool:
    """Whether a word alone is a number; where none is, no words together are one."""
    alone = _Spoken(Token(word, 0, len(word)), _apart(word), {})
    return bool(find_numbers([alone], language, threshold=0.0))


@lru_cache(maxsize=1 << 14)
def _apart(word: str) -> bool:
    return word in ZERO or any(char.isdigit() for char in word)


def _written(view: View) -> Iterator[Number]:
    for i, token in enumerate(view.tokens):
        placed = FIGURE.fullmatch(token.word)
        figure = placed.group(1) if placed else token.word
        if figure[:1].isdecimal() and figure.isascii() and ":" not in figure and float(figure) <= MOST:
            yield Number(i, i + 1, float(figure), ordinal=placed is not None)
