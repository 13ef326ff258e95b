"""Numbers in words and digits: "three", "twenty-one", "3", "the third", "3rd"."""

from collections.abc import Iterator

from msgspec import Struct
from text_to_num import find_numbers

from intents.normalise import Token, View

# "zero ten" would be read as digits of one number.
ZERO = frozenset({"zero", "zéro", "cero"})
# Longer numbers than this are not counts of anything in a film; they are years, phone numbers or noise.
MOST = 1_000_000


class Number(Struct, frozen=True):
    """The words `start` up to `end` say `value`; `ordinal` when they name a place (third) and not a count (three)."""

    start: int
    end: int
    value: float
    ordinal: bool = False


class _Spoken:
    """A word for text2num. A unit such as "second" is no part of a number when counts are wanted."""

    def __init__(self, token: Token, apart: bool) -> None:
        self.token, self.apart = token, apart

    def text(self) -> str:
        return self.token.word

    def nt_separated(self, previous: "_Spoken") -> bool:
        return bool(self.token.gap.strip(" -"))

    def not_a_number_part(self) -> bool:
        return self.apart


def numbers(view: View, language: str, units: frozenset[str] = frozenset()) -> tuple[Number, ...]:
    """Every number in the text. `units` are words that would read as ordinals but name time: ten second, twenty seconds."""
    found = {(n.start, n.end, n.ordinal): n for n in _written(view)}
    plain = [_Spoken(token, apart=_apart(token.word)) for token in view.tokens]
    counted = [_Spoken(token, apart=_apart(token.word) or token.word in units) for token in view.tokens]
    for spoken in (plain, counted):
        for hit in find_numbers(spoken, language, threshold=0.0):
            if hit.value <= MOST:
                number = Number(hit.start, hit.end, float(hit.value), bool(hit.is_ordinal))
                found.setdefault((number.start, number.end, number.ordinal), number)
    return tuple(sorted(found.values(), key=lambda n: (n.start, -n.end)))


def _apart(word: str) -> bool:
    return word in ZERO or any(char.isdigit() for char in word)


def _written(view: View) -> Iterator[Number]:
    for i, token in enumerate(view.tokens):
        word, ordinal = token.word, token.word[-2:] in {"st", "nd", "rd", "th"}
        figure = word[:-2] if ordinal else word
        if figure[:1].isdecimal() and figure.isascii() and ":" not in figure and float(figure) <= MOST:
            yield Number(i, i + 1, float(figure), ordinal)
