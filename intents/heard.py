"""What speech brings along: "um", a word said twice, "scene too" for scene two. Only what rules read changes; the text stays as typed."""

from collections.abc import Iterator

from msgspec import Struct

from intents.normalise import Token, View, view_of


class HeardWords(Struct, frozen=True, kw_only=True):
    """`fillers` mean nothing; `numbers` are what a number sounds like, `last` the ones that do so only at the end of a sentence."""

    fillers: frozenset[str] = frozenset()
    numbers: dict[str, str] = {}
    last: dict[str, str] = {}


def meant(view: View, words: HeardWords, nouns: frozenset[str], small: frozenset[str], keep: frozenset[str] = frozenset()) -> View:
    """The view without fillers and stammering, and with the number that was meant after one of the `nouns`. Quoted words and those to
    `keep` (a name's) stay; so does a text that would have no word left."""
    tokens = list(_meant(view, words, nouns, small, keep))
    return view_of(view.raw, tokens) if tokens and tuple(token.word for token in tokens) != view.words else view


def _meant(view: View, words: HeardWords, nouns: frozenset[str], small: frozenset[str], keep: frozenset[str]) -> Iterator[Token]:
    before = ""
    gap = ""
    for at, token in enumerate(view.tokens):
        own = token.quote or token.word in keep
        if not own and (token.word in words.fillers or (token.word == before and token.word in small)):
            gap += token.gap
            continue
        last = at + 1 == len(view.tokens)
        number = words.numbers.get(token.word) or (words.last.get(token.word) if last else None)
        word = number if number and before in nouns and not token.quote else token.word
        yield Token(word, token.start, token.end, gap + token.gap, token.quote)
        before, gap = token.word, ""
