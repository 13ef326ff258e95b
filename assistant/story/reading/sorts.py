"""What kind of thing a noun phrase speaks of: someone, a place, an event, a time, an idea, or a thing."""

import re
from typing import Literal

from .. import english
from ..lexicon import event_kind_of, hints, named_place_of, names, place_kind_of, trade_of, words
from .token import Token

Sort = Literal["person", "place", "event", "time", "idea", "thing"]


def trailing_names(simple: list[Token]) -> list[Token]:
    names: list[Token] = []
    for token in reversed(simple):
        if token.tag != "NAME":
            break
        names.insert(0, token)
    return names


def sort_of(simple: list[Token], head: Token, core: str, det: str) -> tuple[Sort, str]:
    low = core.lower()
    if head.tag == "NAME":
        return _sort_of_name(simple, low, det)
    one = english.singular(head.low)
    pair = _pair(simple, head, one)
    if re.fullmatch(r"[\w-]+-year-old", one):
        return "person", one
    if _not_so(simple, head):
        return "thing", ""
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


_WORN = {"wedding", "engagement", "gold", "golden", "silver", "diamond", "signet", "key", "her", "his", "mother's", "magic"}
_MADE = {"ivory", "paper", "silk", "electric", "ceiling", "folding", "lace", "wooden", "feather", "broken", "painted"}


def _not_so(simple: list[Token], head: Token) -> bool:
    """A wedding ring is no boxing ring, an ivory fan nobody who cheers."""
    words_ = {token.low for token in simple if token is not head}
    if english.singular(head.low) == "lock" and not words_ & {"canal", "river", "flooded"}:
        return True
    return (english.singular(head.low) == "ring" and bool(words_ & _WORN)) or (english.singular(head.low) == "fan" and bool(words_ & _MADE))


def _sort_of_name(simple: list[Token], low: str, det: str) -> tuple[Sort, str]:
    trailing = " ".join(token.low for token in trailing_names(simple))
    if trailing in named_place_of() or low in named_place_of() or trailing.split(" ")[-1] in place_kind_of():
        return "place", ""
    if trailing in hints().times:
        return "time", ""
    lead = [token for token in simple if token.tag == "NOUN"]
    if lead and english.singular(lead[-1].low) in place_kind_of():
        return "place", ""
    own = trailing_names(simple)
    if (
        det in {"a", "an", "the", "one"}
        and not lead
        and len(own) > 0
        and not _given(own)
        and english.singular(own[-1].low) not in trade_of()
    ):
        return "thing", ""  # 'an old Saab', 'the Mona Lisa'
    return "person", lead[-1].low if lead else ""


def _given(own: list[Token]) -> bool:
    """Whether somebody can be called so: a title or a first name we know."""
    return own[0].low in words().titles or any(own[0].text in (*pool.she, *pool.he) for pool in names().values())


def _pair(simple: list[Token], head: Token, one: str) -> str:
    at = simple.index(head)
    return f"{simple[at - 1].low} {one}" if at else one
