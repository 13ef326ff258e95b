"""The words of a prompt with their places: elisions apart, what belongs together joined, contractions as the two words they are."""

import re

from msgspec.structs import replace

from ..lexicon import language, spoken
from .data import film, words
from .entries import Entry, entries, places
from .tagging import tagged
from .token import Token

_SPLIT = {
    "fr": r"aujourd'hui|quelqu'une?|(?:[ldjmtsnc]|(?:lors|jus|puis|quel|pres)?qu)'(?=\w)|",
    "es": "",
}
_WORD = r"\d+(?:[.,:]\d+)+|\d+|[^\W\d_]+(?:[-'](?=[^\W\d_])[^\W\d_]+)*|[^\w\s]"
_INVERTED = re.compile(r"(?<=\w)-(?:t-)?(?=(?:il|elle|ils|elles|on|tu|vous|je)\b)", re.I)


def tokenise(text: str) -> list[Token]:
    """Tagged words; offsets are those of `text`."""
    return tagged(_parted(_joined(split(text))))


def split(text: str) -> list[Token]:
    """Single words, untagged."""
    plain = _INVERTED.sub(lambda hit: " " * len(hit.group()), text.replace("’", "'"))
    return [Token(text[m.start() : m.end()], m.group().lower(), m.start(), m.end()) for m in _pattern().finditer(plain)]


@spoken
def _pattern() -> re.Pattern[str]:
    return re.compile(_SPLIT[language()] + _WORD, re.I)


@spoken
def _compounds() -> dict[str, dict[tuple[str, ...], Entry | str]]:
    """Known terms of several words by their first: the noun each is, or its tag."""
    table: dict[str, dict[tuple[str, ...], Entry | str]] = {}
    groups = (("PREP", words().prepositions), ("SUB", words().subordinators), ("ADV", words().adverbs), ("PRON", words().pronouns))
    known: list[tuple[str, Entry | str]] = [(one, tag) for tag, group in groups for one in group]
    known += [(one, Entry(name, "m" if gender == "m" else "f" if gender == "f" else "", ("place",), kind, gender == "p"))
              for one, (kind, _, gender, name) in places().items()]  # fmt: skip
    known += list(entries().items())
    for term, what in known:
        parts = tuple(token.low for token in (split(f"{term}x")[:-1] if term.endswith("'") else split(term)))
        if len(parts) > 1:
            table.setdefault(parts[0], {}).setdefault(parts, what)
    return table


def _joined(tokens: list[Token]) -> list[Token]:
    """The longest known term from each word on becomes one token."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        known = _compounds().get(tokens[at].low, {})
        size = next((size for size in range(8, 1, -1) if _lows(tokens, at, size) in known), 0)
        if size:
            found.append(_compound(tokens[at : at + size], known[_lows(tokens, at, size)]))
        else:
            found.append(tokens[at])
        at += max(1, size)
    return found


def _lows(tokens: list[Token], at: int, size: int) -> tuple[str, ...]:
    return tuple(token.low for token in tokens[at : at + size])


def _compound(parts: list[Token], what: Entry | str) -> Token:
    first, last = parts[0], parts[-1]
    low = " ".join(token.low for token in parts).replace("' ", "'")
    token = Token("", low, first.start, last.end)
    if isinstance(what, str):
        return replace(token, tag=what)
    name = what.sorts == ("place",) and first.text[0].isupper() and what.lemma[0].isupper()
    return replace(token, tag="NAME" if name else "NOUN", noun=what)


def _parted(tokens: list[Token]) -> list[Token]:
    """'du' is 'de' and 'le'; 'des' is so only where something before can be 'of them'. Compounds get their text from where they stand."""
    found: list[Token] = []
    for token in tokens:
        prep = film().contracted.get(token.low)
        if prep is None or (token.low == "des" and not _takes_of(found)):
            found.append(token)
            continue
        found += [replace(token, low=prep, tag="PREP"), replace(token, low=_article(token.low), tag="DET")]
    return found


def _article(low: str) -> str:
    return {"du": "le", "au": "le", "aux": "les", "des": "les", "del": "el", "al": "el"}.get(low, low)


def _takes_of(before: list[Token]) -> bool:
    """'le roi des voleurs', but 'voit des voleurs', 'avec des voleurs'."""
    if not before:
        return False
    last = before[-1]
    return bool(last.noun) or (last.tag == "" and (last.low in entries() or last.text[:1].isupper()))
