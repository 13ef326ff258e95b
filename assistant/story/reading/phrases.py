"""Noun phrases: what the prompt speaks of, each with its exact words, its head and what kind of thing it is."""

from msgspec import Struct
from msgspec.structs import replace

from .. import english
from ..lexicon import hints, named_place_of, place_kind_of, trade_of, words
from .sorts import Sort, sort_of, trailing_names
from .token import Token

_DAYS = {
    "christmas",
    "easter",
    "halloween",
    "thanksgiving",
    "tonight",
    "tomorrow",
    "yesterday",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
}
_MEASURES = {
    "pair": 2,
    "couple": 2,
    "duo": 2,
    "trio": 3,
    "threesome": 3,
    "quartet": 4,
    "handful": 5,
    "group": 4,
    "bunch": 4,
    "band": 4,
    "gang": 4,
    "team": 4,
    "bevy": 4,
}
_NUMBERED = {
    "bus",
    "room",
    "route",
    "flight",
    "platform",
    "apartment",
    "district",
    "tram",
    "train",
    "floor",
    "cell",
    "block",
    "gate",
    "number",
    "apollo",
    "unit",
    "hut",
}
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
    if tokens[index].tag == "NUM" and index + 1 < len(tokens) and tokens[index + 1].tag in {"DET", "POSS"}:
        return None
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
        numbered = (
            token.tag == "NUM"
            and (tokens[stop - 1].tag == "NAME" or tokens[stop - 1].low in _NUMBERED)
            and token.low.isdigit()
            and len(token.low) < 4
        )
        if nouns and token.tag in {"DET", "POSS", "NUM"} and tokens[stop - 1].tag != "OWN" and not numbered:
            break
        if nouns and token.tag == "ADJ" and tokens[stop - 1].tag not in {"OWN", "NUM"} and tokens[stop - 1].tag in {"NOUN", "NAME"}:
            break
        if token.tag == "OWN" and not nouns:
            break
        if (
            nouns
            and token.tag == "NAME"
            and tokens[stop - 1].tag == "NOUN"
            and (not _titles(tokens[stop - 1]) or token.low in named_place_of())
            and not (tokens[index].low == "the" and _christened(tokens, stop - 1))
        ):
            break
        if (
            nouns
            and token.tag == "NOUN"
            and tokens[stop - 1].tag == "NAME"
            and tokens[index - 1].low == "of"
            and english.is_plural(token.low)
        ):
            break
        if nouns and token.low in _DAYS and token.tag in {"NOUN", "NAME"} and tokens[stop - 1].tag == "NOUN":
            break
        if nouns and token.tag == "NOUN" and tokens[stop - 1].tag == "NOUN" and _another(tokens, index, stop):
            break
        if (
            tokens[stop - 1].tag == "NAME"
            and tokens[index].low in words().titles
            and stop > index + 1
            and token.text.islower()
            and token.tag != "OWN"
        ):
            break
        nouns += token.tag in {"NOUN", "NAME"}
        stop += 1
    while stop > index and tokens[stop - 1].tag == "OWN":
        stop -= 1
    return stop


def _another(tokens: list[Token], index: int, stop: int) -> bool:
    """'dog detective cat thief': after someone's trade, and with another trade to come, somebody else begins."""
    trades = trade_of()
    pair = f"{tokens[stop - 1].low} {tokens[stop].low}"
    later = next((at for at in range(stop, len(tokens)) if tokens[at].tag != "NOUN"), len(tokens))
    whole = [one.low for one in tokens[index:later]]
    return (
        pair not in trades
        and trades.get(tokens[stop - 1].low, "animal") != "animal"
        and sum(trades.get(one, "animal") != "animal" for one in whole) > 1
        and len(whole) > 3
    )


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


def _christened(tokens: list[Token], at: int) -> bool:
    """'the moon base Selene-4', 'the ship Aurora': what has a name of its own."""
    known = place_kind_of()
    kind = known.get(f"{tokens[at - 1].low} {tokens[at].low}") or known.get(tokens[at].low)
    return kind in {"ship", "sailship", "spaceship", "colony", "train", "ice"}


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
    det = text[simple[0].start : determiner[-1].end].lower().replace(" own ", " ") if determiner else ""
    head = next((t for t in reversed(simple) if t.tag in {"NOUN", "NAME"}), simple[-1])
    of_some = _measured(tokens, index, core_stop, stop, text)
    if of_some is not None:
        return of_some
    count = next((int(words().numbers.get(t.low, 0) or _digits(t.low)) for t in simple[: simple.index(head)] if t.tag == "NUM"), 1)
    if count == 1 and len(part) > len(simple) + 1 and part[-1].tag == "NUM" and part[-2].low == "of" and head.low in hints().collective:
        count = int(words().numbers.get(part[-1].low, 0) or _digits(part[-1].low))
    names = [t for t in simple if t.tag == "NAME"]
    trailing = _own_names(trailing_names(simple))
    core = " ".join(text[begin : part[-1].end].split())
    sort, role = sort_of(simple, head, core, det)
    first = next(token for token in part if token.start == begin)
    if first.tag != "NAME" and not first.text.isupper():
        core = core[:1].lower() + core[1:]
    name = " ".join(text[trailing[0].start : trailing[-1].end].split()) if trailing and sort == "person" else ""
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


def _measured(tokens: list[Token], index: int, core_stop: int, stop: int, text: str) -> Phrase | None:
    """'the pair of thieves' is two thieves."""
    number = _MEASURES.get(tokens[core_stop - 1].low) or (1 if tokens[core_stop - 1].low in hints().collective else None)
    if number is None or stop <= core_stop or tokens[core_stop].low != "of":
        return None
    inner = _build(tokens, core_stop + 1, stop, stop, text)
    number = inner.count if inner.count > 1 else number
    if inner.sort != "person" or not inner.plural or number < 2:
        return None
    return replace(
        inner, text=text[tokens[index].start : inner.end], start=tokens[index].start, det=tokens[index].low, count=number, plural=True
    )


def _own_names(names: list[Token]) -> list[Token]:
    """'Old Man Bjørn' is called Bjørn."""
    while len(names) > 1 and names[0].low in trade_of() and names[0].low not in words().titles:
        names = names[1:]
    return names


def _digits(low: str) -> int:
    return int(low) if low.isascii() and low.isdigit() and len(low) < 4 else 1


def _determiner(simple: list[Token]) -> list[Token]:
    """Articles, possessives, numbers, and everything up to the last possessive 's."""
    owned = max((i for i, t in enumerate(simple[:-1]) if t.tag == "OWN"), default=-1)
    stop = owned + 1
    while stop < len(simple) - 1 and simple[stop].tag in {"DET", "POSS", "NUM"}:
        stop += 1
    return simple[:stop]
