"""Clauses: who does what, in what mood, and where; read from left to right without ever failing."""

from typing import Literal

from msgspec import Struct

from ..lexicon import hints
from .bare import bare_relatives
from .contexts import year
from .phrases import Phrase
from .spoken import phrases_in
from .token import Token

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
_SOME = {"one", "two", "some", "none", "each", "all", "neither", "both"}
"""'and one of them is not human' begins a clause of its own."""


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
    bare: dict[int, int] = {}
    """Where relative clauses without 'that' begin and end, as offsets into the text."""


def read(tokens: list[Token], text: str) -> Reading:
    """Noun phrases and clauses of `text`, in the order they are said."""
    phrases = phrases_in(tokens, text)
    clauses = _clauses(tokens, text, phrases)
    bare = {tokens[at].start: tokens[end - 1].end for at, end in bare_relatives(tokens).items()}
    return Reading(phrases=tuple(phrases.values()), clauses=tuple(clauses), tokens=tuple(tokens), bare=bare)


def _clauses(tokens: list[Token], text: str, phrases: dict[int, Phrase]) -> list[Clause]:
    found: list[Clause] = []
    subject: Phrase | None = None
    opener, sentence, anew, wanted, negative, vague, verbless = "", 0, -1, False, False, False, False
    bare = bare_relatives(tokens)
    within, outer, spent = 0, subject, False
    antecedent: Phrase | None = None
    for index, token in enumerate(tokens):
        if index == within and within:
            subject, within = outer, 0
        if index in bare and not within:
            within, outer = bare[index], subject
        hangs = verbless and anew == sentence and index in phrases and phrases[index].prep in _HANGS
        antecedent = (
            subject
            if token.tag == "REL" and token.low in {"who", "that", "which"}
            else None
            if token.tag in {"STOP", "COMMA", "SUB"}
            else antecedent
        )
        if antecedent is not None and index in phrases and _closes_relative(tokens, index, phrases[index]):
            subject, antecedent, hangs = antecedent, None, True
        if index in phrases and not hangs and _can_be_subject(tokens, index, phrases[index], subject if anew == sentence else None):
            subject, anew, verbless = phrases[index], sentence, True
            opener = "" if spent and not within else opener
        if token.low in {"he", "she", "they", "we", "i"}:
            subject, anew = phrases.get(index), sentence
        if token.low in _ANYONE and not within:
            subject = None
        if token.low == "it" and _begins(tokens, index) and (meant := _last_thing(phrases, index)) is not None and not within:
            subject, anew = meant, sentence
        vague = token.low in _ANYONE or (vague and token.tag not in {"STOP", "COMMA", "CONJ"})
        before_spent = spent
        spent = token.tag not in {"STOP", "SUB", "COMMA"} and (spent or (bool(opener) and not within and _finite(token)))
        if token.tag in {"STOP", "SUB"}:
            sentence += token.tag == "STOP"
            opener, wanted, negative = (token.low if token.tag == "SUB" and token.low != "whether" else ""), False, False
        elif token.tag == "COMMA":
            opener = "" if opener in {"after", "before", "since", "until"} and not before_spent else opener
            opener = opener if opener and not found else ""
            wanted = negative = False
        elif token.tag == "MODAL":
            asks = token.low in {"can", "could", "will", "does"} and (index == 0 or tokens[index - 1].tag in {"STOP", "MARK"})
            owes = token.low not in {"has", "have", "had"} or (index + 1 < len(tokens) and tokens[index + 1].low == "to")
            wanted = wanted or asks or (token.low in hints().wants and owes)
            negative = negative or token.low in _NOT
        elif token.low in _NOT:
            negative = True
        elif token.tag == "VERB" and not (index and _same_group(tokens, index)):
            end = _end(tokens, index, bare)
            while end > index + 1 and tokens[end - 1].tag == "CONJ":
                end -= 1
            mood: Mood = "goal" if wanted or _to_before(tokens, index) else "condition" if opener and opener != "so" else "fact"
            found.append(
                Clause(
                    subject=subject, lemma=token.lemma, form=token.form, start=token.start, end=tokens[end - 1].end,
                    said=text[token.start : tokens[end - 1].end], object=_object(tokens, index, phrases), mood=mood, negative=negative,
                    sentence=sentence,
                    opener="rel" if within else "anyone" if vague else "who" if index and tokens[index - 1].tag == "REL" else opener,
                )
            )  # fmt: skip
            wanted = negative = False
            verbless = False
    return found


def _closes_relative(tokens: list[Token], index: int, phrase: Phrase) -> bool:
    """'a monk who has taken a vow witnesses': the verb after the object goes back to the one spoken of."""
    after = next((t for t in tokens if t.start >= phrase.end), None)
    verb = tokens[index - 1] if index else None
    return verb is not None and verb.tag == "VERB" and after is not None and after.tag == "VERB" and after.form == "s"


def _finite(token: Token) -> bool:
    return token.low in {"is", "was", "are", "were"} or (token.tag == "VERB" and token.form in {"s", "ed"})


def _can_be_subject(tokens: list[Token], index: int, phrase: Phrase, current: Phrase | None) -> bool:
    """A phrase after a preposition or a transitive verb stays an object, unless a relative or a gerund follows it."""
    after = next((t for t in tokens if t.start >= phrase.end), None)
    if after is not None and after.low in {"that", "which", "who"} and after.tag == "REL":
        return True
    before = tokens[index - 1] if index else None
    followed = after is not None and (after.tag in {"REL", "MODAL"} or (after.tag == "VERB" and after.form in {"s", "ing", "base", "ed"}))
    if phrase.sort == "place" and phrase.prep in {"if", "when", "where", "because", "while", "before", "after", "until"} and followed:
        return True
    if phrase.sort == "place" and followed and before is not None and before.tag in {"STOP", "COMMA", "CONJ"}:
        return True
    if phrase.sort in {"place", "time"} and (
        current is not None or phrase.prep not in {"", "if", "when", "where", "because", "after", "while"}
    ):
        return False
    free = before is None or before.tag in {"STOP", "COMMA", "SUB", "CONJ", "DET"} or year(before)
    return followed or (free and (phrase.sort in {"person", "thing"} or before is None))


def _to_before(tokens: list[Token], index: int) -> bool:
    return index > 0 and (tokens[index - 1].tag == "TO" or (index > 1 and tokens[index - 1].tag == "ADV" and tokens[index - 2].tag == "TO"))


def _same_group(tokens: list[Token], index: int) -> bool:
    """'is going to be found': only the last verb of a chain is the clause's own."""
    return tokens[index - 1].tag == "VERB" and tokens[index].form == "ed"


def _end(tokens: list[Token], index: int, bare: dict[int, int]) -> int:
    """A verb phrase runs to a stop, a comma, a subordinator, a relative, or a coordinated finite verb."""
    stop, reported = index + 1, False
    while stop < len(tokens):
        token = tokens[stop]
        if stop in bare and not reported:
            stop = bare[stop]
            continue
        if token.tag == "CONJ" and stop + 1 < len(tokens) and tokens[stop + 1].low in {"else", "he", "she", "it", "they", "we", "i"}:
            break
        if token.tag == "CONJ" and stop + 2 < len(tokens) and tokens[stop + 2].low == "of" and tokens[stop + 1].low in _SOME:
            break
        reported = reported or _reports(tokens, index, stop)
        if reported:
            if token.tag in {"STOP", "COMMA"}:
                break
            stop += 1
            continue
        if (token.tag in _BREAKS and not (token.tag == "REL" and stop == index + 1)) or token.tag == "COMMA":
            break
        if token.tag == "CONJ" and stop + 1 < len(tokens) and _begins_verb(tokens, stop + 1):
            break
        if token.tag == "VERB" and token.form == "s" and tokens[stop - 1].tag in {"NOUN", "NAME", "PRON", "VERB"}:
            return next((at for at in range(stop - 1, index + 1, -1) if tokens[at].tag == "CONJ"), stop)
        if token.tag == "MODAL" and token.low not in {"has", "have", "had"} and not _learns(tokens, index, token):
            # 'a letter she should have delivered': the next clause takes its subject along.
            return stop - 1 if stop > index + 2 and tokens[stop - 1].low in {"he", "she", "they", "we", "i", "it"} else stop
        stop += 1
    return stop


def _begins(tokens: list[Token], index: int) -> bool:
    """', it is locked': the pronoun stands where a subject stands."""
    before = index == 0 or tokens[index - 1].tag in {"STOP", "COMMA", "CONJ", "SUB"}
    return before and index + 1 < len(tokens) and tokens[index + 1].tag in {"VERB", "MODAL"}


def _last_thing(phrases: dict[int, Phrase], index: int) -> Phrase | None:
    """What was last spoken of as the object of something, rather than where it is."""
    said = [one for at, one in phrases.items() if at < index and one.sort in {"thing", "event"} and not one.plural]
    return next((one for one in reversed(said) if not one.prep), said[-1] if said else None)


def _begins_verb(tokens: list[Token], at: int) -> bool:
    """'and never once watched': adverbs do not hide the verb."""
    verb = next((i for i in range(at, len(tokens)) if tokens[i].tag != "ADV"), at)
    return tokens[verb].tag in {"VERB", "MODAL"}


def _reports(tokens: list[Token], index: int, at: int) -> bool:
    """'tell his wife that he forgives her', 'find out who did it': what is told or found out runs to the end."""
    token, before = tokens[at], tokens[at - 1]
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if (
        at == index + 1
        and token.low in {"it", "he", "she", "they"}
        and tokens[index].lemma in _TELLING
        and after is not None
        and after.tag in {"MODAL", "VERB"}
    ):
        return True
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
