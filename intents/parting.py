"""Words that are several: "hazla" is "haz" and what is meant by "la". They are taken apart in what is typed and in the language's
own file alike, so that both say the same in the same words."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from msgspec import Struct

from intents.normalise import Token, View, apart, folded, view_of

# Stands before a pronoun that hung on a verb: "~la" is never the article "la".
MARK = "~"
WORDS = re.compile(r"\{[^}]*\}|<[^>]*>|~?[^\W\d_]+(?:'[^\W\d_]+)*")


class PartWords(Struct, frozen=True, kw_only=True):
    """`pronouns` that hang on a verb, at most two: one of `first` and one of `pronouns`. The verbs are those listed and every
    word of the language's `forms`. `elided` words end in an apostrophe and hang before another (l', d')."""

    pronouns: tuple[str, ...] = ()
    first: tuple[str, ...] = ()
    verbs: frozenset[str] = frozenset()
    elided: frozenset[str] = frozenset()


class Parting:
    """Takes the words of one language apart."""

    def __init__(self, words: PartWords, forms: Mapping[str, Iterable[str]]) -> None:
        inside = {*words.verbs, *forms, *(form for each in forms.values() for form in each)}
        self._verbs = frozenset(folded(word) for word in inside)
        self._elided = words.elided
        one, two = "|".join(words.pronouns), "|".join(words.first)
        self._hanging = re.compile(f"({two})?({one})|({two})") if words.pronouns else None
        self.parts = lru_cache(maxsize=4096)(self._parts)

    def view(self, view: View, keep: frozenset[str] = frozenset()) -> View:
        """The same text in parted words; those to `keep` (a name's) and quoted ones lose nothing that hangs on them."""
        if self._hanging is None and not self._elided:
            return view
        return view_of(view.raw, [part for token in view.tokens for part in self._tokens(token, keep)])

    def text(self, phrase: str) -> str:
        """A phrase or template of the language's file, without accents and in parted words."""
        return WORDS.sub(lambda hit: " ".join(self.parts(hit.group())), folded(phrase))

    def all(self, content: Any) -> Any:
        """Every text in lists and mappings, keys included."""
        if isinstance(content, str):
            return self.text(content)
        if isinstance(content, Mapping):
            return {self.all(key): self.all(value) for key, value in content.items()}
        return [self.all(item) for item in content] if isinstance(content, Iterable) else content

    def _parts(self, word: str) -> tuple[str, ...]:
        *before, word = apart(word, self._elided)
        if before:
            return (*before, *self.parts(word))
        if self._hanging is not None:
            for at in range(2, len(word) - 1):
                hit = self._hanging.fullmatch(word, at) if word[:at] in self._verbs else None
                if hit is not None:
                    return (word[:at], *(MARK + pronoun for pronoun in hit.groups() if pronoun))
        return (word,)

    def _tokens(self, token: Token, keep: frozenset[str]) -> Iterable[Token]:
        parts = apart(token.word, self._elided) if token.quote or token.word in keep else self.parts(token.word)
        start, gap = token.start, token.gap
        for number, part in enumerate(parts, 1):
            end = token.end if number == len(parts) else start + len(part.removeprefix(MARK))
            yield Token(part, start, end, gap, token.quote)
            start, gap = end, ""
