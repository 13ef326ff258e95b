"""What French and Spanish do alike with words; `french` and `spanish` add what each does in its own way."""

import re

from .conjugation import Forms, forms


def verb(infinitive: str) -> Forms:
    """The forms of an infinitive. Raises ValueError for what is none."""
    return forms(infinitive)


def capital(text: str) -> str:
    """Over an opening mark: '¿quién?' becomes '¿Quién?'."""
    opening = text[: len(text) - len(text.lstrip("¿¡"))]
    rest = text[len(opening) :]
    return opening + rest[:1].upper() + rest[1:]


def sentence(text: str) -> str:
    """A capital at the start, one stop at the end, single spaces between."""
    clean = " ".join(text.split()).replace(" ,", ",").replace(" .", ".").rstrip(",;: ")
    clean = re.sub(r",(?=[,;:.])", "", clean)  # a name with its role ends in a comma of its own
    return capital(clean) + ("" if clean.endswith((".", "!", "?", "…")) else ".")


def title(text: str) -> str:
    """Titles take a capital at the start; names keep theirs."""
    return capital(" ".join(text.split()))


def a(phrase: str) -> str:
    """Gender is not known here: the phrase stays bare, as both languages say professions."""
    return phrase


def possessive(name: str) -> str:
    return f"de {name}"
