"""What a search asks for besides its words: a look, a colour, or how something should differ from what it is to be like."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

from msgspec import Struct
from msgspec.yaml import decode

Side = Literal[
    "cool", "warm", "dark", "bright", "contrasty", "flat", "colourful", "muted", "sharp", "soft", "loud", "quiet", "long", "short"
]  # fmt: skip
OTHER: dict[Side, Side] = {
    "cool": "warm", "warm": "cool", "dark": "bright", "bright": "dark", "contrasty": "flat", "flat": "contrasty", "colourful": "muted",
    "muted": "colourful", "sharp": "soft", "soft": "sharp", "loud": "quiet", "quiet": "loud", "long": "short", "short": "long",
}  # fmt: skip
_TOKEN = re.compile(r"#[0-9a-f]{6}|[^\W_]+(?:['’-][^\W_]+)*'?", re.IGNORECASE)


class Wishes(Struct, frozen=True, kw_only=True):
    """`words` is what the search is about; `like` what it is to be like, in words. `looks` are sides of measures that are wanted, `more`
    those that are wanted more of than the item it is like has; `colours` are plain names. `said` has the word each was said by."""

    words: str
    like: str = ""
    looks: tuple[Side, ...] = ()
    more: tuple[Side, ...] = ()
    colours: tuple[str, ...] = ()
    said: dict[str, str] = {}


class _Words(Struct, frozen=True, kw_only=True):
    looks: dict[Side, list[str]]
    more: dict[Side, list[str]]
    more_of: list[str]
    less_of: list[str]
    colours: dict[str, list[str]]
    like: list[str]
    but: list[str]
    articles: list[str]


@cache
def _words() -> _Words:
    return decode(Path(__file__).with_name("wishes.yaml").read_bytes(), type=_Words)


@cache
def _by_word() -> tuple[dict[str, Side], dict[str, Side], dict[str, str]]:
    words = _words()
    looks = {word: side for side, said in words.looks.items() for word in said}
    more = {word: side for side, said in words.more.items() for word in said}
    return looks, more, {word: colour for colour, said in words.colours.items() for word in said}


@cache
def _likeness() -> re.Pattern[str]:
    like = "|".join(re.escape(phrase) for phrase in sorted(_words().like, key=len, reverse=True))
    but = "|".join(map(re.escape, _words().but))
    sides = sorted({word for said in (*_words().looks.values(), *_words().more.values()) for word in said}, key=len, reverse=True)
    degree = "|".join(map(re.escape, (*_words().more_of, *_words().less_of)))
    shift = rf"(?:(?:{degree})\s+)?(?:{'|'.join(map(re.escape, sides))})\b"
    return re.compile(rf"^\W*(?:{like})\s+(?P<like>.+?)(?:\s*,?\s+(?:{but})\s+(?P<but>.+)|\s*,\s*(?P<shift>{shift}.*))?$", re.IGNORECASE)


def wishes(query: str) -> Wishes:
    """What a search says, in any of the languages."""
    text = " ".join(query.split())
    found = _likeness().match(text)
    if found is None:
        return _read(text, "")
    return _read(found["but"] or found["shift"] or "", without_article(found["like"]))


def likened(like: str, rest: str) -> Wishes:
    """The same where it is known already what it is to be like, and how it should differ."""
    return _read(" ".join(rest.split()), without_article(" ".join(like.split())))


def without_article(text: str) -> str:
    words = text.split()
    while len(words) > 1 and words[0].casefold() in _words().articles:
        words = words[1:]
    return " ".join(words).removeprefix("l'").removeprefix("l’").strip(' .,;:!?"“”«»')


def colour_named(text: str) -> str | None:
    """The plain name of a colour that is said in any of the languages."""
    return _by_word()[2].get(text.casefold().split()[-1] if text.split() else "")


def _read(text: str, like: str) -> Wishes:
    looks, more, colours = _by_word()
    tokens = [found.group() for found in _TOKEN.finditer(text.casefold())]
    wanted, shifts, hues, said = list[Side](), list[Side](), list[str](), dict[str, str]()
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        less = before in _words().less_of or " ".join(tokens[max(0, at - 2) : at]) in _words().less_of
        if token in more:
            shifts.append(more[token])
            said[more[token]] = token
        elif token in looks and (less or before in _words().more_of):
            side = OTHER[looks[token]] if less else looks[token]
            shifts.append(side)
            said[side] = f"{before} {token}"
        elif token in looks:
            (shifts if like else wanted).append(looks[token])
            said[looks[token]] = token
        elif token in colours:
            hues.append(colours[token])
            said[colours[token]] = token
    if not like:  # more than what? It is wanted as it is
        wanted, shifts = [*wanted, *shifts], []
    return Wishes(words=text, like=like, looks=_once(wanted), more=_once(shifts), colours=tuple(dict.fromkeys(hues)), said=said)


def _once(sides: list[Side]) -> tuple[Side, ...]:
    return tuple(dict.fromkeys(sides))
