"""What a text mentions: a stretch of words that could stand for a value, and the value."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, structs

from intents.shapes import Name


class Mention(Struct, frozen=True):
    """The words `start` up to `end` may mean `value` wherever a sentence has a place for a `{kind}`.

    `score` is 0..1: how sure the reading is (1: said in full; lower: a typo, a part of a name, a guess).
    """

    kind: str
    start: int
    end: int
    value: Any
    score: float = 1.0


class Reference(Struct, frozen=True):
    """What a phrase refers to: the `names` meant, in order.

    `several`: all of them are meant; otherwise more than one name means that the phrase is ambiguous.
    `missing`: a number or a phrase that nothing has; `recency`: for a pronoun, how many things were spoken of since (0: just now).
    Of all shots of a scene that is told elsewhere, those numbered `but` are left out, and they are to be `size` (0: not said).
    """

    kind: str
    names: tuple[Name, ...] = ()
    several: bool = False
    missing: tuple[int | str, ...] = ()
    recency: int = 0
    pronoun: bool = False
    said: str = ""
    but: tuple[int, ...] = ()
    size: int = 0

    @property
    def ambiguous(self) -> bool:
        return len(self.names) > 1 and not self.several

    @property
    def empty(self) -> bool:
        return not self.names and not self.missing


Mentions = Mapping[str, tuple[Mention, ...]]


def within(mentions: Mentions, start: int, end: int) -> Mentions:
    """The mentions in the words `start` up to `end`, counted from there."""
    if start == 0 and all(mention.end <= end for found in mentions.values() for mention in found):
        return mentions
    return {
        kind: tuple(structs.replace(m, start=m.start - start, end=m.end - start) for m in found if start <= m.start and m.end <= end)
        for kind, found in mentions.items()
    }


def by_kind(mentions: Iterable[Mention]) -> Mentions:
    """The mentions by the place they may fill, without doubles."""
    found: dict[str, dict[tuple[int, int], Mention]] = {}
    for mention in mentions:
        spans = found.setdefault(mention.kind, {})
        known = spans.get((mention.start, mention.end))
        if known is None or known.score < mention.score:
            spans[mention.start, mention.end] = mention
    return {kind: tuple(spans.values()) for kind, spans in found.items()}
