"""What people type for longer words: "teh" is "the", "wheres" is "where is", "4 sum" is "for some", "bulk head" the name Bulkhead. Only
what rules read changes; the text stays as typed."""

from collections.abc import Iterator, Mapping, Sequence

from intents.normalise import Token, View, view_of

# Fewer letters than this are too common to be the two halves of a name.
NAME = 6


def written_out(view: View, words: Mapping[str, str], keep: frozenset[str] = frozenset()) -> View:
    """The view with its shorthand in full; quoted words and those to `keep` (a name's) stay, and so does a letter that is all there is:
    "n" is an answer. A phrase of the shorthand has two words at most."""
    if len(view.text) < 2:
        return view
    return view_of(view.raw, list(_parts(view.tokens, words, keep)))


def together(view: View, names: frozenset[str]) -> View:
    """The view with words that are a name's own one written as one: "bulk head"."""
    tokens: list[Token] = []
    for token in view.tokens:
        last = tokens[-1] if tokens else None
        whole = last.word + token.word if last else ""
        if last and len(whole) >= NAME and whole in names and token.gap in (" ", "-") and last.quote == token.quote:
            tokens[-1] = Token(whole, last.start, token.end, last.gap, last.quote)
        else:
            tokens.append(token)
    return view_of(view.raw, tokens) if len(tokens) < len(view.tokens) else view


def _parts(tokens: Sequence[Token], words: Mapping[str, str], keep: frozenset[str]) -> Iterator[Token]:
    at = 0
    while at < len(tokens):
        size = next((size for size in (2, 1) if _stands_for_more(tokens[at : at + size], words, keep)), 0)
        said = tokens[at : at + max(size, 1)]
        if size:
            yield from _in_full(said, words[" ".join(token.word for token in said)].split())
        else:
            yield from said
        at += len(said)


def _stands_for_more(said: Sequence[Token], words: Mapping[str, str], keep: frozenset[str]) -> bool:
    return " ".join(token.word for token in said) in words and not any(token.quote or token.word in keep for token in said)


def _in_full(said: Sequence[Token], meant: Sequence[str]) -> Iterator[Token]:
    """Each of more words stands where the last one did, so that free text from any of them is what was typed."""
    for number, word in enumerate(meant):
        token = said[min(number, len(said) - 1)]
        yield Token(word, token.start, token.end, token.gap if number < len(said) else "", token.quote)
