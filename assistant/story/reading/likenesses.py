"""'Jaws meets a wedding comedy': films to think of, which are no people to cast."""

import re

from ..lexicon import event_kind_of, hints, names, trade_of, words

_LEAD = r"(?:(?:think|imagine|picture|it'?s|like|basically|kind\s+of|sort\s+of|an?\s+(?:cross|mix|mash-?up)\s+(?:between|of))\s+)*"
_MEETS = re.compile(
    rf"(?:^|(?<=[.!?;:\n,]))\W*(?P<lead>(?i:{_LEAD}))(?P<one>[^.,;:!?\n]{{2,40}}?)\s+(?i:meets|crossed\s+with|x)\s+(?P<other>[^.,;:!?\n]{{2,50}})"
)
_BUT = re.compile(r"^\W*(?P<one>[^.,;:!?\n]{2,40}?),?\s+(?:but|only|except)\s+(?=(?:with|in|on|at|it|as|for)\b)")
"""'Moby-Dick but with a lawn mower'."""
_MOVED = re.compile(r"^\W*(?P<one>[A-Z][^.,;:!?\n]{2,40}?)\s+(?=(?:in|on|at|aboard)\s+an?\s+[\w -]{3,30}\W*$)")
"""'Casablanca in a laundromat'."""
_TITLE = re.compile(r"(?:The\s+|A\s+)?[A-Z0-9][\w'-]*(?:\s+(?:(?:and|of|the|in|a|to|on|for|with)\s+)*[A-Z0-9][\w'-]*)*")


def likenesses(text: str) -> tuple[list[tuple[int, int]], tuple[int, int]] | None:
    """Where films are named, and the span that the comparison takes up; None where two people meet."""
    but = _BUT.match(text)
    if but is not None and _film(but.group("one")) and but.group("one")[0].isupper():
        return [but.span("one")], but.span()
    moved = _MOVED.match(text)
    if moved is not None and moved.group("one").split()[0].lower() not in _known_nouns() and _film(moved.group("one")):
        return [moved.span("one")], moved.span("one")
    hit = _MEETS.search(text)
    if hit is None or not _film(hit.group("one")):
        return None
    other = _TITLE.match(hit.group("other"))
    if other is None or _person(other.group()):
        return [hit.span("one")], (hit.start("lead"), hit.start("other"))
    start = hit.start("other")
    return [hit.span("one"), (start, start + other.end())], (hit.start("lead"), start + other.end())


def _film(said: str) -> bool:
    """Titles stand without an article, or begin with a capital; people who meet are 'a postman' or 'Mara'."""
    title = re.fullmatch(r"(?:The\s+|A\s+|An\s+)?[A-Z0-9][\w'-]*(?:\s+(?:[a-z]{1,4}\s+)*[A-Z0-9][\w'-]*)*", said.strip())
    bare = re.fullmatch(r"[a-z][\w'-]*(?:\s[\w'-]+){0,3}", said.strip()) and not re.match(
        r"(?:an?|the|my|her|his|their|two|he|she|they|who|when|one)\b", said.strip()
    )
    return (bool(title) or (bool(bare) and not set(said.lower().split()) & set(trade_of()))) and not _person(said)


def _known_nouns() -> frozenset[str]:
    known = {*trade_of(), *event_kind_of(), *words().abstract, *words().mass, *hints().happenings, "a", "an", "the", "two", "three"}
    return frozenset(known)


def _person(said: str) -> bool:
    first = said.split()[0]
    return len(said.split()) < 3 and any(first in (*pool.she, *pool.he) for pool in names().values())
