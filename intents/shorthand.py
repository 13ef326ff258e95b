"""What people type for longer words: "teh" is "the", "wheres" is "where is". Only what rules read changes; the text stays as typed."""

from collections.abc import Iterator, Mapping

from intents.normalise import Token, View, view_of


def written_out(view: View, words: Mapping[str, str], keep: frozenset[str] = frozenset()) -> View:
    """The view with its shorthand in full words; quoted words and those to `keep` (a name's) stay."""
    if words.keys().isdisjoint(view.words):
        return view
    return view_of(view.raw, [part for token in view.tokens for part in _parts(token, words, keep)])


def _parts(token: Token, words: Mapping[str, str], keep: frozenset[str]) -> Iterator[Token]:
    meant = words.get(token.word)
    if meant is None or token.quote or token.word in keep:
        yield token
        return
    # Each of several words stands where the one did, so that free text from any of them is what was typed.
    for number, word in enumerate(meant.split()):
        yield Token(word, token.start, token.end, "" if number else token.gap, token.quote)
