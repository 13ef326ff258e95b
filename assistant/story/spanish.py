"""Spanish words put into the shape a sentence needs: contraction, conjunctions by sound, articles, agreement."""

import re

from .wording import a, capital, possessive, sentence, title, verb

__all__ = ["ARTICLES", "DROPS", "PRONOUNS", "a", "capital", "her", "polish", "possessive", "sentence", "some", "the", "title", "verb"]

_AND = re.compile(r"\b([Yy]) (?=(?:i|í|hi|hí)(?!e|a))", re.I)
_OR = re.compile(r"\b([Oo]) (?=(?:o|ó|ho|hó))", re.I)


_STRESSED = re.compile(
    r"\b(?:([Ll])a|([Uu])na) "
    r"(?=(?:agua|águila|ala|alba|alma|ancla|arca|área|arma|arpa|asta|aula|ave|hacha|hada|hambre|ama de (?:llaves|casa))\b)"
)
"""Feminine nouns that begin with a stressed a take the article that is heard apart from it."""


def polish(text: str) -> str:
    """'el agua', 'al' for 'a el', 'del' for 'de el', 'e' before i, 'u' before o; clitics (marked U+2060) do not contract."""
    text = _STRESSED.sub(lambda found: f"{'E' if found.group(1) == 'L' else 'e'}l " if found.group(1) else f"{found.group(2)}n ", text)
    text = re.sub(r"\b([Dd]e|[Aa]) el (?!\u2060)", r"\1l ", text)
    text = _AND.sub(lambda found: "e " if found.group(1).islower() else "E ", text)
    text = _OR.sub(lambda found: "u " if found.group(1).islower() else "U ", text)
    return text.replace("\u2060", "")


def her(phrase: str, gender: str, plural: bool) -> str:
    """'su colmena', 'sus hermanas'."""
    return f"{'sus' if plural else 'su'} {phrase}"


def the(phrase: str, gender: str, plural: bool) -> str:
    return f"{('las' if gender == 'f' else 'los') if plural else 'la' if gender == 'f' else 'el'} {phrase}"


def some(phrase: str, gender: str, plural: bool) -> str:
    return f"{('unas' if gender == 'f' else 'unos') if plural else 'una' if gender == 'f' else 'un'} {phrase}"


ARTICLES = {
    "un": ("m", False), "una": ("f", False), "unos": ("m", True), "unas": ("f", True),
    "el": ("m", False), "la": ("f", False), "los": ("m", True), "las": ("f", True),
}  # fmt: skip
"""Article to gender and plural."""
PRONOUNS = {
    "il": ("él", "ella", "ellos", "ellas"),
    "le": ("lo\u2060", "la\u2060", "los\u2060", "las\u2060"),
    "lui": ("le", "le", "les", "les"),
    "elle": ("él", "ella", "ellos", "ellas"),
}
DROPS = True
"""Whether a subject that is clear is left unsaid."""
