"""Clauses: who does what, in what mood, and where; read from left to right without ever failing."""

from typing import Literal

from msgspec import Struct

from .. import english
from ..lexicon import hints
from .phrases import Phrase, phrase_at
from .tokens import Token

Mood = Literal["goal", "fact", "condition"]
_NOT = {
    "not", "never", "cannot", "can't", "won't", "don't", "doesn't", "didn't", "haven't", "hasn't", "hadn't",
    "couldn't", "wouldn't", "refuses",
}  # fmt: skip
_TELLING = {
    "discover", "learn", "realise", "realize", "notice", "find", "know", "decide", "agree", "tell", "prove", "show", "convince", "persuade",
    "warn", "remember", "explain", "choose", "suspect", "overhear", "work",
}  # fmt: skip
"""Verbs whose that-clause or question belongs to what is wanted: 'find out who poisoned the mayor'."""
_ANYONE = {"someone", "somebody", "everyone", "everybody", "anyone", "nobody"}
_HANGS = {"on", "in", "at", "with", "from", "of", "aboard", "near", "by", "without", "under", "for"}
"""'A nurse on the night shift keeps': what hangs on the subject by one of these is not the subject."""
_BREAKS = {"STOP", "SUB", "REL"}


class Clause(Struct, frozen=True, kw_only=True):
    """`said` is the verb phrase as written, from the verb to the end of the clause; `object` its direct object."""

    subject: Phrase | None
    lemma: str
    form: str
    start: int
    end: int
    said: str
    object: Phrase | None
    mood: Mood
    negative: bool
    opener: str
    sentence: int


class Reading(Struct, frozen=True, kw_only=True):
    phrases: tuple[Phrase, ...]
    clauses: tuple[Clause, ...]
    tokens: tuple[Token, ...]


def read(tokens: list[Token], text: str) -> Reading:
    """Noun phrases and clauses of `text`, in the order they are said."""
    phrases = _phrases(tokens, text)
    clauses = _clauses(tokens, text, phrases)
    return Reading(phrases=tuple(phrases.values()), clauses=tuple(clauses), tokens=tuple(tokens))


def _phrases(tokens: list[Token], text: str) -> dict[int, Phrase]:
    """Noun phrases by the index of their first token."""
    found: dict[int, Phrase] = {}
    index = 0
    while index < len(tokens):
        hit = phrase_at(tokens, index, text)
        if hit is None:
            index += 1
            continue
        phrase, after = hit
        prep = tokens[index - 1].low if index and tokens[index - 1].tag in {"PREP", "TO", "SUB"} else ""
        found[index] = _with_prep(phrase, prep)
        inner = _inner(tokens, index, after, text) if phrase.sort != "place" else None
        if inner and (phrase.sort in {"event", "idea", "time"} or inner[1].sort == "place"):
            found[inner[0]] = inner[1]
        index = max(after, index + 1)
    return found


def _inner(tokens: list[Token], start: int, stop: int, text: str) -> tuple[int, Phrase] | None:
    """'the perfect robbery of a casino' also speaks of a casino."""
    at = next((i for i in range(start, stop) if tokens[i].low == "of"), None)
    hit = phrase_at(tokens, at + 1, text) if at is not None and at + 1 < stop else None
    return (
        (at + 1, _with_prep(hit[0], "in" if hit[0].proper and english.is_plural(tokens[at - 1].low) else "of"))
        if hit and at is not None
        else None
    )


def _with_prep(phrase: Phrase, prep: str) -> Phrase:
    """A proper name after 'in' or 'aboard' is a place, whoever it may be elsewhere."""
    located = (
        phrase.proper
        and phrase.sort == "person"
        and prep in {"in", "on", "at", "aboard", "near", "across", "through", "outside", "inside", "around", "onto", "into"}
    )
    named = phrase.proper and phrase.sort == "person" and prep == "to" and not phrase.role
    return Phrase(
        text=phrase.text, core=phrase.core, head=phrase.head, start=phrase.start, end=phrase.end, det=phrase.det,
        sort="place" if located or named else phrase.sort, plural=phrase.plural, proper=phrase.proper, count=phrase.count, prep=prep,
        name="" if located or named else phrase.name, role=phrase.role,
    )  # fmt: skip


def _clauses(tokens: list[Token], text: str, phrases: dict[int, Phrase]) -> list[Clause]:
    found: list[Clause] = []
    subject: Phrase | None = None
    opener, sentence, anew, wanted, negative, vague, verbless = "", 0, -1, False, False, False, False
    for index, token in enumerate(tokens):
        hangs = verbless and anew == sentence and index in phrases and phrases[index].prep in _HANGS
        if index in phrases and not hangs and _can_be_subject(tokens, index, phrases[index], subject if anew == sentence else None):
            subject, anew, verbless = phrases[index], sentence, True
        if token.low in {"he", "she", "they", "we", "i"}:
            subject, anew = None, sentence
        vague = token.low in _ANYONE or (vague and token.tag not in {"STOP", "COMMA", "CONJ"})
        if token.tag in {"STOP", "SUB"}:
            sentence += token.tag == "STOP"
            opener, wanted, negative = (token.low if token.tag == "SUB" and token.low != "whether" else ""), False, False
        elif token.tag == "COMMA":
            opener = opener if opener and not found else ""
            wanted = negative = False
        elif token.tag == "MODAL":
            asks = token.low in {"can", "could", "will", "does"} and (index == 0 or tokens[index - 1].tag in {"STOP", "MARK"})
            wanted = wanted or asks or token.low in hints().wants
            negative = negative or token.low in _NOT
        elif token.low in _NOT:
            negative = True
        elif token.tag == "VERB" and not (index and _same_group(tokens, index)):
            end = _end(tokens, index)
            mood: Mood = "goal" if wanted or _to_before(tokens, index) else "condition" if opener else "fact"
            found.append(
                Clause(
                    subject=subject, lemma=token.lemma, form=token.form, start=token.start, end=tokens[end - 1].end,
                    said=text[token.start : tokens[end - 1].end], object=_object(tokens, index, phrases), mood=mood, negative=negative,
                    opener="anyone" if vague else "who" if index and tokens[index - 1].tag == "REL" else opener, sentence=sentence,
                )
            )  # fmt: skip
            wanted = negative = False
            verbless = False
    return found


def _can_be_subject(tokens: list[Token], index: int, phrase: Phrase, current: Phrase | None) -> bool:
    """A phrase after a preposition or a transitive verb stays an object, unless a relative or a gerund follows it."""
    after = next((t for t in tokens if t.start >= phrase.end), None)
    if after is not None and after.low in {"that", "which", "who"} and after.tag == "REL":
        return True
    if phrase.sort in {"place", "time"} and (
        current is not None or phrase.prep not in {"", "if", "when", "where", "because", "after", "while"}
    ):
        return False
    followed = after is not None and (after.tag in {"REL", "MODAL"} or (after.tag == "VERB" and after.form in {"s", "ing", "base", "ed"}))
    before = tokens[index - 1] if index else None
    free = before is None or before.tag in {"STOP", "COMMA", "SUB", "CONJ", "DET"}
    return followed or (free and (phrase.sort in {"person", "thing"} or before is None))


def _to_before(tokens: list[Token], index: int) -> bool:
    return index > 0 and (tokens[index - 1].tag == "TO" or (index > 1 and tokens[index - 1].tag == "ADV" and tokens[index - 2].tag == "TO"))


def _same_group(tokens: list[Token], index: int) -> bool:
    """'is going to be found': only the last verb of a chain is the clause's own."""
    return tokens[index - 1].tag == "VERB" and tokens[index].form == "ed"


def _end(tokens: list[Token], index: int) -> int:
    """A verb phrase runs to a stop, a comma, a subordinator, a relative, or a coordinated finite verb."""
    stop, reported = index + 1, False
    while stop < len(tokens):
        token = tokens[stop]
        reported = reported or _reports(tokens, index, stop)
        if reported:
            if token.tag in {"STOP", "COMMA"}:
                break
            stop += 1
            continue
        if (token.tag in _BREAKS and not (token.tag == "REL" and stop == index + 1)) or token.tag == "COMMA":
            break
        if token.tag == "CONJ" and stop + 1 < len(tokens) and tokens[stop + 1].tag in {"VERB", "MODAL"}:
            break
        if token.tag == "VERB" and token.form == "s" and tokens[stop - 1].tag in {"NOUN", "NAME", "PRON"}:
            return next((at for at in range(stop - 1, index + 1, -1) if tokens[at].tag == "CONJ"), stop)
        if token.tag == "MODAL" and token.low not in {"has", "have", "had"} and not _learns(tokens, index, token):
            # 'a letter she should have delivered': the next clause takes its subject along.
            return stop - 1 if stop > index + 2 and tokens[stop - 1].low in {"he", "she", "they", "we", "i"} else stop
        stop += 1
    return stop


def _reports(tokens: list[Token], index: int, at: int) -> bool:
    """'tell his wife that he forgives her', 'find out who did it': what is told or found out runs to the end."""
    token, before = tokens[at], tokens[at - 1]
    if tokens[index].lemma not in _TELLING or token.low not in {"that", "who", "why", "how", "whether", "what", "where", "when"}:
        return False
    if token.low == "that" and token.tag == "REL":
        return tokens[index].lemma in {"tell", "convince", "persuade", "warn", "show"}
    return (
        at == index + 1
        or before.tag == "ADV"
        or before.low == "out"
        or tokens[index].lemma in {"tell", "warn", "show", "persuade", "convince"}
    )


def _learns(tokens: list[Token], index: int, modal: Token) -> bool:
    """'discovers her husband is a spy' is one thing discovered."""
    return modal.low in {"is", "are", "was", "were"} and tokens[index].lemma in {
        "discover",
        "learn",
        "realise",
        "realize",
        "find",
        "know",
        "believe",
        "suspect",
        "hear",
        "see",
    }


def _object(tokens: list[Token], index: int, phrases: dict[int, Phrase]) -> Phrase | None:
    """The noun phrase right after the verb, over particles and 'for'/'against' that belong to it ('search for', 'fight against')."""
    at = index + 1
    while at < len(tokens) and (
        tokens[at].tag == "ADV" or tokens[at].low in {"for", "against", "with", "after", "into", "off", "up", "down", "on", "over"}
    ):
        if at in phrases:
            break
        at += 1
    return phrases.get(at)
