"""The prompt as it was meant: accents nobody typed, capitals nobody needs; each character stays where it is."""

import re
from collections.abc import Iterable
from unicodedata import normalize

from ..lexicon import hints, spoken, verbs
from ..reading.mending import Mended
from .data import film, words
from .entries import adjectives, entries, places
from .morphology import inflections

_LIST = re.compile(r"(^|\n)([ \t]*)([-*•–—]|\d{1,2}[.)])(?=\s+\S)")
_COMMON = {
    "nice",
    "tours",
    "lens",
    "mars",
    "sens",
    "cork",
    "pau",
    "europe",
    "cuba",
    "lima",
    "goa",
    "granada",
    "valencia",
    "lugo",
    "palma",
    "venus",
    "vénus",
}
"""Names of places that are words as well, or people."""


def mend(prompt: str) -> Mended:
    """`prompt` with what is only a matter of typing put right; `text` is as long as `prompt`."""
    text = prompt.replace("’", "'")
    if _shouted(text):
        text = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    text = _LIST.sub(lambda hit: f"{hit.group(1)}{hit.group(2)};{' ' * (len(hit.group(3)) - 1)}", text)
    if text.isascii():
        text = re.sub(r"[^\W\d_]{3,}", lambda hit: hit.group() if _named(hit) else _accented(hit.group()), text)
    if text == text.lower():
        text = _places().sub(lambda hit: places()[hit.group()][3], text)
    return Mended(text, prompt, tuple(range(len(prompt) + 1)))


def _shouted(prompt: str) -> bool:
    letters = [letter for letter in prompt if letter.isalpha()]
    return len(letters) > 12 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)


def _named(hit: re.Match[str]) -> bool:
    """A capital within a sentence is a name, and is spelt as its bearer spells it."""
    return hit.group()[0].isupper() and re.search(r"[\w,]\s*$", hit.string[: hit.start()]) is not None


def _accented(word: str) -> str:
    """'tresor' is 'trésor', where the word as typed is none."""
    low = word.lower()
    if word[1:] != low[1:] or low in _known():
        return word
    meant = _plainly().get(low, word)
    return meant if word[0].islower() else meant[0].upper() + meant[1:]


@spoken
def _known() -> frozenset[str]:
    closed = {
        one for group in (words().articles, words().possessives, words().prepositions, words().pronouns, words().adverbs) for one in group
    }
    closed |= {one for group in (words().subordinators, words().conjunctions, words().relatives, tuple(words().numbers)) for one in group}
    closed |= {one for known in verbs().values() for one in known} | film().clitics | set(places())
    closed |= film().stuff | film().features | film().empty | film().title_words | hints().no_props
    return frozenset(closed | set(entries()) | set(adjectives()) | set(inflections()))


@spoken
def _plainly() -> dict[str, str]:
    """Words by how they look without their accents; only those that keep their length."""
    known = {one for one in (*entries(), *adjectives(), *words().adverbs, *words().prepositions) if one.isalpha()}
    return dict(reversed(list(_pairs(sorted(known, key=lambda one: (one not in entries(), one))))))


def _pairs(known: Iterable[str]) -> Iterable[tuple[str, str]]:
    for one in known:
        bare = normalize("NFKD", one).encode("ascii", "ignore").decode()
        if bare != one and len(bare) == len(one):
            yield bare, one


@spoken
def _places() -> re.Pattern[str]:
    known = sorted((one for one, what in places().items() if one not in _COMMON and len(what[3]) == len(one)), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, known))})(?![\w-])")
