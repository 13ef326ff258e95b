"""Relative clauses that begin with no 'that': 'the letter she never sent', 'the coffin his brother asked for'."""

from ..lexicon import hints
from .token import Token

_WHO = {"he", "she", "they", "we", "i", "it", "nobody", "someone", "somebody", "everyone", "everybody"}
_FINITE = {"is", "are", "was", "were", "has", "had", "have", "must", "will", "can", "could", "should", "would", "does", "did", "do"}
_LONGEST = 10


def bare_relatives(tokens: list[Token]) -> dict[int, int]:
    """Where such clauses begin and end, as indices of tokens (the end is the first after it)."""
    return {at: end for at in range(1, len(tokens)) if _opens(tokens, at) and (end := _close(tokens, at)) > at}


def _opens(tokens: list[Token], at: int) -> bool:
    """Whether somebody new is named right after a noun that something was already said about."""
    before, token = tokens[at - 1], tokens[at]
    if (
        before.tag not in {"NOUN", "NAME"} and before.low not in {"one", "ones", "thing", "things", "everything", "all"}
    ) or before.low in hints().times:
        return False
    if token.low not in _WHO and token.tag != "POSS" and not (token.tag == "NAME" and before.tag == "NOUN"):
        return False
    start = next((i for i in range(at - 1, -1, -1) if tokens[i].tag in {"STOP", "COMMA", "SUB", "CONJ", "REL"}), -1) + 1
    said = tokens[start:at]
    done = any(one.tag in {"VERB", "MODAL"} for one in said)
    led = any(one.tag in {"PREP", "TO"} and one.low != "of" for one in said)
    return done or (not led and token.tag != "NAME" and bool(said) and said[0].tag in {"DET", "POSS", "NOUN"})


def _close(tokens: list[Token], at: int) -> int:
    """The end of the clause that begins at `at`, or `at` where none does: it needs a verb of its own."""
    stop, verb = at + 1, -1
    while stop < len(tokens) and stop - at <= _LONGEST:
        token = tokens[stop]
        if token.tag in {"STOP", "COMMA", "SUB", "REL"} or (token.tag == "CONJ" and verb < 0):
            break
        if verb >= 0 and (
            token.tag == "CONJ" or (token.low in _FINITE and tokens[stop - 1].tag not in {"MODAL", "TO"}) or token.form == "s"
        ):
            break
        if verb < 0 and tokens[at].low not in _WHO and token.tag in {"PREP", "TO"}:
            break
        if (
            token.tag == "VERB"
            or token.low in {"sent", "told", "asked", "kept", "hired", "needs", "wants", "has"}
            or (token.low in {"'d", "had", "used"} and tokens[at].low in _WHO)
        ):
            if verb < 0 and tokens[at].low not in _WHO and ((stop == at + 1 and tokens[at].tag == "POSS") or token.form == "ing"):
                break
            verb = stop
        stop += 1
    return stop if verb >= 0 else at
