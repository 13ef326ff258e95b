"""What every language's grammar can do, and the one spoken now."""

from typing import Protocol

from . import english, french, spanish
from .conjugation import Forms
from .lexicon import language


class Tongue(Protocol):
    """A grammar: `english`, `french` and `spanish` are such."""

    def capital(self, text: str) -> str:
        """With a capital at the start."""

    def sentence(self, text: str) -> str:
        """A capital at the start, one stop at the end, single spaces between."""

    def title(self, text: str) -> str:
        """As a title is written in the language."""

    def a(self, phrase: str) -> str:
        """A bare noun phrase with its indefinite article, where the language can tell it."""

    def possessive(self, name: str) -> str:
        """A name as an owner stands before what is owned, where the language has that form."""

    def polish(self, text: str) -> str:
        """Text as it is written once all words are in place: elisions, contractions."""


class Romance(Tongue, Protocol):
    """What French and Spanish can do beyond: words that agree."""

    ARTICLES: dict[str, tuple[str, bool]]
    PRONOUNS: dict[str, tuple[str, str, str, str]]
    DROPS: bool

    def verb(self, infinitive: str) -> Forms:
        """The forms of a verb."""

    def her(self, phrase: str, gender: str, plural: bool) -> str:
        """A bare noun phrase as somebody's own."""

    def the(self, phrase: str, gender: str, plural: bool) -> str:
        """A bare noun phrase with its definite article, uncontracted."""

    def some(self, phrase: str, gender: str, plural: bool) -> str:
        """A bare noun phrase with its indefinite article."""


_ROMANCE: dict[str, Romance] = {"fr": french, "es": spanish}
_TONGUES: dict[str, Tongue] = {"en": english, "fr": french, "es": spanish}


def tongue() -> Tongue:
    return _TONGUES[language()]


def romance() -> Romance:
    """The grammar spoken now, where it is French or Spanish."""
    return _ROMANCE[language()]
