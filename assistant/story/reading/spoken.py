"""Everyone and everything a text speaks of, in order, each with the preposition it hangs on."""

from msgspec.structs import replace

from .. import english
from ..lexicon import trade_of, words
from .phrases import Phrase, phrase_at
from .token import Token

_MUSING = {"think", "guess", "imagine", "love", "like", "prefer", "'d", "would", "hope", "want", "need", "believe", "'m", "suppose", "mean"}
"""'I think', 'I'd like': whoever writes the prompt, and nobody in the story."""


def phrases_in(tokens: list[Token], text: str) -> dict[int, Phrase]:
    """Noun phrases by the index of their first token."""
    found: dict[int, Phrase] = {}
    index = 0
    last: Phrase | None = None
    while index < len(tokens):
        hit = phrase_at(tokens, index, text)
        if hit is None:
            if (teller := _teller(tokens, index)) is not None:
                found[index] = teller
            index += 1
            continue
        phrase, after = hit
        before = tokens[index - 1] if index else None
        prep = before.low if before is not None and before.tag in {"PREP", "TO", "SUB"} else ""
        if before is not None and before.tag == "CONJ" and last is not None and last.proper and last.sort == "place" and phrase.proper:
            prep = last.prep
        found[index] = last = _with_prep(_acting(phrase, tokens, after), prep)
        inner = _inner(tokens, index, after, text) if phrase.sort != "place" else None
        if inner and (phrase.sort in {"event", "idea", "time"} or inner[1].sort == "place"):
            found[inner[0]] = inner[1]
        index = max(after, index + 1)
    return found


def _acting(phrase: Phrase, tokens: list[Token], after: int) -> Phrase:
    """What 'who' follows is somebody, whatever the word; in 'a picture of a man who' it is the man."""
    who = after < len(tokens) and tokens[after].low == "who" and tokens[after].tag == "REL"
    return (
        replace(phrase, sort="person", role=phrase.role or english.singular(phrase.head))
        if who
        and phrase.sort in {"thing", "idea"}
        and english.singular(phrase.core.lower().rpartition(" of ")[2].split(" ")[-1]) not in trade_of()
        else phrase
    )


def _teller(tokens: list[Token], index: int) -> Phrase | None:
    """The one who tells it, where they are part of it: 'my brother and I', 'my grandmother and me', 'we'."""
    token = tokens[index]
    before = tokens[index - 1].tag if index else "STOP"
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    acts = token.low in {"i", "we"} and (after is None or after.low not in _MUSING)
    if not acts and not (token.low in {"me", "us"} and before == "CONJ"):
        return None
    many = token.low in {"we", "us"}
    return Phrase(text=token.text, core="narrator", head="narrator", start=token.start, end=token.end, det="", sort="person", plural=many,
                  proper=False, count=2 if many else 1, role="narrator")  # fmt: skip


def _inner(tokens: list[Token], start: int, stop: int, text: str) -> tuple[int, Phrase] | None:
    """'the perfect robbery of a casino' also speaks of a casino."""
    at = next((i for i in range(start, stop) if tokens[i].low in {"of", "from"}), None)
    hit = phrase_at(tokens, at + 1, text) if at is not None and at + 1 < stop else None
    if hit is None or at is None:
        return None
    trade = trade_of().get(tokens[at - 1].low, "kin")
    whence = hit[0].proper and (
        english.is_plural(tokens[at - 1].low)
        or (trade not in {"kin", "life", "animal", "magic"} and tokens[at - 1].low not in {"spirit", "ghost"})
    )
    return at + 1, _with_prep(hit[0], "in" if whence else "of")


def _with_prep(phrase: Phrase, prep: str) -> Phrase:
    """A proper name after 'in' or 'aboard' is a place, whoever it may be elsewhere."""
    located = (
        phrase.proper
        and (phrase.sort == "person" or (phrase.sort == "thing" and phrase.det == "the"))
        and prep
        in {
            "in",
            "on",
            "at",
            "aboard",
            "near",
            "across",
            "through",
            "outside",
            "inside",
            "around",
            "onto",
            "into",
            "between",
            "beyond",
            "throughout",
            "off",
        }
    )
    titled = phrase.name.split(" ")[0].lower() in words().titles
    named = phrase.proper and prep == "to" and not phrase.role and not titled and phrase.sort in {"person", "thing"}
    if phrase.name in {"May", "March"} and prep in {"in", "of", "until", "by", "since", "before", "after", "during"}:
        return replace(phrase, sort="time", prep=prep, name="")
    elsewhere = located or named
    return replace(phrase, sort="place" if elsewhere else phrase.sort, prep=prep, name="" if elsewhere else phrase.name)
