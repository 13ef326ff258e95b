"""Which words of a text name something, and whether another text has them."""

import re
import unicodedata

SMALL = frozenset([
    "the", "and", "for", "her", "his", "our", "its", "she", "him", "who", "how", "why", "was", "are", "all", "any", "one", "they",
    "about", "with", "from", "that", "this", "there", "have", "what", "when", "where", "which", "whether", "said", "film", "movie", "story",
    "scene", "les", "des", "une", "sur", "aux", "par", "qui", "que", "son", "ses", "avec", "pour", "dans", "cette", "histoire",
    "los", "las", "del", "una", "con", "por", "sus", "sobre", "para", "esta", "este", "pelicula", "historia",
])  # fmt: skip
"""Words that name nothing, of those that are long enough to."""


def words_of(about: str) -> list[str]:
    """The words that name something, without what makes a plural."""
    words = re.findall(r"[^\W_]+", about)
    names = [word for word in words if (len(word) > 2 or word[0].isupper() or word.isdigit()) and plain(word) not in SMALL]
    return [word.removesuffix("s") if len(word) > 4 else word for word in dict.fromkeys(names)]


def named(about: str, text: str) -> float:
    """Which share of what is asked for stands in a text, 0 to 1."""
    words = words_of(about)
    inside = plain(text)
    return sum(plain(word) in inside for word in words) / len(words) if words else 0.0


def plain(text: str) -> str:
    """Without case and accents."""
    return "".join(mark for mark in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(mark))
