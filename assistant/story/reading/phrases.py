"""Noun phrases: what the prompt speaks of, each with its exact words, its head and what kind of thing it is."""

import re
from typing import Literal

from msgspec import Struct

from .. import english
from ..lexicon import event_kind_of, hints, named_place_of, place_kind_of, trade_of, words
from .tokens import Token

Sort = Literal["person", "place", "event", "time", "idea", "thing"]

_INSIDE = {"DET", "POSS", "NUM", "ADJ", "NOUN", "NAME", "OWN"}


class Phrase(Struct, frozen=True):
    """`text` is exact; `core` is without determiner; `owner` is set for possessives ('her', "the mayor's")."""

    text: str
    core: str
    head: str
    start: int
    end: int
    det: str
    sort: Sort
    plural: bool
    proper: bool
    count: int = 1
    prep: str = ""
    name: str = ""
    role: str = ""


def phrase_at(tokens: list[Token], index: int, text: str) -> tuple[Phrase, int] | None:
    """The longest noun phrase that starts at `tokens[index]`, and the index after it; None if none starts there."""
    stop = _simple_end(tokens, index)
    if stop == index or not any(token.tag in {"NOUN", "NAME"} for token in tokens[index:stop]):
        return None
    core_stop = stop
    stop = _attached_end(tokens, stop)
    return _build(tokens, index, core_stop, stop, text), stop


def _simple_end(tokens: list[Token], index: int) -> int:
    stop, nouns = index, 0
    while stop < len(tokens) and tokens[stop].tag in _INSIDE:
        token = tokens[stop]
        numbered = token.tag == "NUM" and tokens[stop - 1].tag == "NAME" and token.low.isdigit() and len(token.low) < 4
        if nouns and token.tag in {"DET", "POSS", "NUM"} and tokens[stop - 1].tag != "OWN" and not numbered:
            break
        if nouns and token.tag == "ADJ" and tokens[stop - 1].tag not in {"OWN", "NUM"} and tokens[stop - 1].tag in {"NOUN", "NAME"}:
            break
        if token.tag == "OWN" and not nouns:
            break
        if nouns and token.tag == "NAME" and tokens[stop - 1].tag == "NOUN" and not _titles(tokens[stop - 1]):
            break
        nouns += token.tag in {"NOUN", "NAME"}
        stop += 1
    while stop > index and tokens[stop - 1].tag == "OWN":
        stop -= 1
    return stop


def _titles(token: Token) -> bool:
    return token.low in trade_of() or token.low in {
        "dr",
        "mr",
        "mrs",
        "ms",
        "miss",
        "uncle",
        "saint",
        "st",
        "planet",
        "mount",
        "lake",
        "project",
        "operation",
    }


def _attached_end(tokens: list[Token], stop: int) -> int:
    """'of' binds what follows; 'to' binds a proper place after a way of getting there; so does 'named X'."""
    while stop + 1 < len(tokens) and (
        tokens[stop].low == "of"
        or (tokens[stop].low in {"to", "from"} and tokens[stop + 1].tag == "NAME" and _proper_place(tokens[stop + 1]))
    ):
        if tokens[stop].low == "to" and not _carries(tokens[stop - 1]):
            break
        further = _simple_end(tokens, stop + 1)
        if further == stop + 1:
            break
        stop = further
    return stop


def _carries(token: Token) -> bool:
    return place_kind_of().get(token.low) in {"ship", "train", "spaceship", "desert", "generic"} or token.low in {
        "letter",
        "flight",
        "ticket",
        "trip",
        "journey",
    }


def _proper_place(token: Token) -> bool:
    return token.low in named_place_of() or token.tag == "NAME"


def _build(tokens: list[Token], index: int, core_stop: int, stop: int, text: str) -> Phrase:
    part = tokens[index:stop]
    simple = tokens[index:core_stop]
    determiner = _determiner(simple)
    begin = simple[len(determiner)].start if len(determiner) < len(simple) else simple[0].start
    det = text[simple[0].start : determiner[-1].end].lower() if determiner else ""
    head = next((t for t in reversed(simple) if t.tag in {"NOUN", "NAME"}), simple[-1])
    count = next((int(words().numbers.get(t.low, 0) or _digits(t.low)) for t in simple[: simple.index(head)] if t.tag == "NUM"), 1)
    names = [t for t in simple if t.tag == "NAME"]
    trailing = _trailing_names(simple)
    core = " ".join(text[begin : part[-1].end].split())
    sort, role = _sort(simple, head, core, det)
    first = next(token for token in part if token.start == begin)
    if first.tag != "NAME" and not first.text.isupper():
        core = core[:1].lower() + core[1:]
    name = text[trailing[0].start : trailing[-1].end] if trailing and sort == "person" else ""
    return Phrase(
        text=text[part[0].start : part[-1].end],
        core=core,
        head=head.low,
        start=part[0].start,
        end=part[-1].end,
        det=det,
        sort=sort,
        plural=(english.is_plural(head.low) and head.tag == "NOUN") or count > 1,
        proper=bool(names) and head.tag == "NAME",
        count=max(1, count),
        name=name,
        role=role,
    )


def _digits(low: str) -> int:
    return int(low) if low.isascii() and low.isdigit() and len(low) < 4 else 1


def _determiner(simple: list[Token]) -> list[Token]:
    """Articles, possessives, numbers, and everything up to the last possessive 's."""
    owned = max((i for i, t in enumerate(simple[:-1]) if t.tag == "OWN"), default=-1)
    stop = owned + 1
    while stop < len(simple) - 1 and simple[stop].tag in {"DET", "POSS", "NUM"}:
        stop += 1
    return simple[:stop]


def _trailing_names(simple: list[Token]) -> list[Token]:
    names: list[Token] = []
    for token in reversed(simple):
        if token.tag != "NAME":
            break
        names.insert(0, token)
    return names


def _sort(simple: list[Token], head: Token, core: str, det: str) -> tuple[Sort, str]:
    low = core.lower()
    if head.tag == "NAME":
        return _sort_of_name(simple, low)
    one = english.singular(head.low)
    pair = _pair(simple, head, one)
    if pair in event_kind_of() or (one in event_kind_of() and one not in trade_of()):
        return "event", ""
    if pair in trade_of():
        return "person", pair
    if pair in place_kind_of():
        return "place", ""
    if head.low in hints().times or re.fullmatch(r"\d{4}s?|\d+(?:st|nd|rd|th)", head.low):
        return "time", ""
    if one in trade_of() or head.low in trade_of():
        return "person", one if one in trade_of() else head.low
    if one in place_kind_of() or low in named_place_of():
        return "place", ""
    if head.low in words().abstract:
        return "idea", ""
    if (
        one.endswith(hints().makers)
        and one not in words().things_in_er
        and one not in {"human", "list", "mist", "twist", "fist", "wrist", "wish list", "career", "engineer's"}
    ):
        return "person", one
    return "thing", ""


def _sort_of_name(simple: list[Token], low: str) -> tuple[Sort, str]:
    trailing = " ".join(token.low for token in _trailing_names(simple))
    if trailing in named_place_of() or low in named_place_of() or trailing.split(" ")[-1] in place_kind_of():
        return "place", ""
    if trailing in hints().times:
        return "time", ""
    lead = [token for token in simple if token.tag == "NOUN"]
    if lead and english.singular(lead[-1].low) in place_kind_of():
        return "place", ""
    return "person", lead[-1].low if lead else ""


def _pair(simple: list[Token], head: Token, one: str) -> str:
    at = simple.index(head)
    return f"{simple[at - 1].low} {one}" if at else one
