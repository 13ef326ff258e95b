"""What part of speech each word is, by its own look and by what stands beside it."""

import re

from msgspec.structs import replace

from ..lexicon import hints, language, spoken, verbs
from .closed import closed as closed_lists
from .data import film, nouns, words
from .entries import Entry, adjectives, entries, places
from .inflection import guessed_gender, looks_plural, singular
from .morphology import guessed_finite, guessed_infinitive, known_verb
from .token import Token

_BEFORE_NOUN = {"DET", "POSS", "NUM", "ADJ"}
_NAMED = {"NOUN", "NAME", "PRON", "REL", "CLIT", "NEG"}
_PARTICIPLE = re.compile(r"\w{3}(?:ées?|és|[ai]d[oa]s?)$")
_CLOSED_AFTER = {"DET", "POSS", "PREP", "NUM", "SUB", "CONJ", "PRON", "ADV"}


def tagged(tokens: list[Token]) -> list[Token]:
    """Each token with its tag, the lemma and form of verbs, and the entry of nouns."""
    found: list[Token] = []
    for at, token in enumerate(tokens):
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        found.append(token if token.tag else _tag(token, found, after))
    return found


@spoken
def closed() -> dict[str, str]:
    """Words of the closed classes, each with its likeliest tag."""
    known = words()
    table: dict[str, str] = {}
    groups = (
        ("DET", known.articles), ("POSS", known.possessives), ("REL", known.relatives), ("CONJ", known.conjunctions),
        ("PREP", known.prepositions), ("SUB", known.subordinators), ("PRON", known.pronouns), ("ADV", known.adverbs),
        ("NUM", tuple(known.numbers)),
    )  # fmt: skip
    for tag, group in groups:
        for word in group:
            table.setdefault(word, tag)
    return table


def _tag(token: Token, before: list[Token], after: Token | None) -> Token:
    mark = _mark(token)
    if mark:
        return replace(token, tag=mark)
    prior = before[-1].tag if before else ""
    fresh = prior in {"", "STOP", "MARK"}
    if tag := _closed(token, prior, after):
        return replace(token, tag=tag)
    if token.text[0].isupper() and (name := _name(token, fresh, before)):
        return name
    return _open(token, before, after)


def _mark(token: Token) -> str:
    if token.low[0].isdigit():
        return "NUM"
    if token.low[0].isalpha():
        return ""
    return "COMMA" if token.low == "," else "STOP" if token.low in ".!?;:…—–()[]¿¡" else "MARK"


def _closed(token: Token, prior: str, after: Token | None) -> str:
    low = token.low
    tag = closed().get(low, "")
    if low in closed_lists().breaks:
        return "STOP"
    if not tag and low not in film().clitics:
        return ""
    if low in film().reflexive and after is not None and after.low not in {"il", "ils"} and prior not in {"DET", "POSS", "NUM"}:
        return "CLIT"
    if low in film().clitics and _verb_follows(after, prior) and prior not in {"DET", "POSS", "NUM"}:
        return "CLIT"
    if low in {"ne", "n'", "no"} and after is not None:
        return "NEG"
    if tag == "NUM" and low in words().articles:
        return "DET"
    if tag == "ADV" and low in adjectives() and prior in _BEFORE_NOUN:
        return "ADJ"
    if low in entries() and prior in {"DET", "POSS"} and tag in {"ADV", "PREP", "SUB", "CONJ"}:
        return ""
    return tag


def _verb_follows(after: Token | None, prior: str) -> bool:
    if after is None or after.tag:
        return after is not None and after.low in film().clitics
    verb = known_verb(after.low)
    if prior == "PREP":
        return verb is not None and verb[1] == "infinitive" and after.low not in entries()
    noun = after.low in entries()
    sure = (
        (after.low not in _nouns_too() and not noun) or prior in {"PRON", "NEG"} or (prior in {"CONJ", "REL", "NAME", "NOUN"} and not noun)
    )
    return after.low in film().clitics or (verb is not None and sure and verb[1] != "participle")


def _name(token: Token, fresh: bool, before: list[Token]) -> Token | None:
    """Capitals inside a sentence are names; at its start only what is known in no other way."""
    low = token.low
    place = places().get(low)
    if place is not None:
        entry = Entry(place[3], place[2] if place[2] in {"m", "f"} else "", ("place",), place[0], place[2] == "p")
        return replace(token, tag="NAME", noun=entry)
    given = any(token.text in group for group in nouns().first_names.values())
    if low in hints().times and before and before[-1].tag in {"PREP", "DET"}:
        return replace(token, tag="NOUN", noun=Entry(low, "m", ("time",), ""))
    known = low in entries() or low in adjectives() or known_verb(low) is not None
    if fresh and known and not given:
        return None
    shouted = token.text.isupper() and len(token.text) > 1 and len(before) > 2 and before[-1].text.isupper()
    if known and not given and (shouted or (before and before[-1].tag in _BEFORE_NOUN) or low in film().title_words):
        return None
    return replace(token, tag="NAME")


@spoken
def _nouns_too() -> frozenset[str]:
    return frozenset(verbs()["nouns_too"])


def _open(token: Token, before: list[Token], after: Token | None) -> Token:
    low = token.low
    verb, noun, adjective = known_verb(low), entries().get(low) or _former(low), low in adjectives()
    prior = before[-1].tag if before else ""
    if verb is not None and _reads_as_verb(token, verb[1], before, after):
        return replace(token, tag="VERB", lemma=verb[0], form=verb[1])
    compared = adjective and prior == "ADV" and before[-1].low in film().degrees
    if (
        noun is not None
        and not compared
        and not (adjective and prior in {"NOUN", "NAME", "VERB"})
        and not (adjective and _plain_noun(after))
    ):
        return replace(token, tag="NOUN", noun=noun)
    if adjective or (verb is not None and verb[1] in {"participle", "gerund"}):
        alone = prior in {"DET", "POSS"} and not _noun_follows(after) and not (low in film().leading and _word(after))
        return replace(token, tag="NOUN" if alone else "ADJ", noun=_guessed(low) if alone else None)
    if verb is None and noun is None and (guess := _guessed_verb(low, before, after)) is not None:
        return replace(token, tag="VERB", lemma=guess[0], form=guess[1])
    if _PARTICIPLE.search(low) and prior in {"NOUN", "NAME", "ADJ", "ADV", "VERB", "COMMA"} and verb is None:
        return replace(token, tag="ADJ")
    if verb is not None and prior not in _BEFORE_NOUN | {"PREP"}:
        return replace(token, tag="VERB", lemma=verb[0], form=verb[1])
    if prior == "NOUN" and before[-1].noun is not None and not before[-1].noun.plural and before[-1].low != low and _trails(low):
        return replace(token, tag="ADJ")
    return replace(token, tag="NOUN", noun=_guessed(low))


def _former(low: str) -> Entry | None:
    """'ex-policier', 'exboxeador'."""
    return entries().get(low.removeprefix("ex").lstrip("-")) if low.startswith("ex") else None


def _trails(low: str) -> bool:
    """What follows a noun and is known in no way is an adjective: 'une usine désaffectée'."""
    return low not in entries()


def _plain_noun(after: Token | None) -> bool:
    """'petite fille': what comes next is a noun and cannot be an adjective, so that this one is not the noun."""
    if after is None or re.fullmatch(closed_lists().called, after.low):
        return False
    return after.tag == "NOUN" or (after.low in entries() and after.low not in adjectives())


def _word(after: Token | None) -> bool:
    """Whether an open word comes next: 'un último salto'."""
    return after is not None and after.low[0].isalpha() and after.low not in closed()


def _noun_follows(after: Token | None) -> bool:
    if after is None or not after.low[0].isalpha():
        return False
    return after.tag == "NOUN" or after.low in entries() or (after.low in adjectives() and after.low not in closed())


def _guessed(low: str) -> Entry:
    many = looks_plural(low) and low not in words().singular_in_s
    one = singular(low) if many else low
    return Entry(one, guessed_gender(one), ("thing",), "", many)


def _reads_as_verb(token: Token, form: str, before: list[Token], after: Token | None) -> bool:
    low, prior = token.low, _prior(before)
    noun = low in _nouns_too() or low in entries()
    if form == "infinitive":
        return not (noun and prior in _BEFORE_NOUN) and prior not in {"DET", "POSS"}
    if form == "gerund":
        return prior in {"PREP", "NOUN", "NAME", "VERB", "COMMA", "CLIT", ""} and low not in adjectives()
    if form == "participle":
        return _after_have(before) and not (noun and prior in _BEFORE_NOUN)
    if prior in _BEFORE_NOUN or (prior == "PREP" and not _pronoun_before(before)):
        return False
    if prior in {"REL", "PRON", "CLIT", "NEG"}:
        return True
    if low in adjectives() and prior == "NOUN":
        return _governs(before, after)
    if noun:
        opens = prior == "" and language() == "es" and _small(after)
        told = _closed_subject(before)
        joined = prior in {"NOUN", "NAME", "ADJ", "ADV"} and (_small(after) or not told)
        return opens or joined or (prior in {"COMMA", "CONJ"} and (_asks(after) or (_small(after) and not told)))
    return True


def _governs(before: list[Token], after: Token | None) -> bool:
    """'un guide prête son nom', 'un jeune tambour déserte avec …': a word that is also an adjective leads on as a verb does."""
    if after is None:
        return False
    tag = closed().get(after.low, "")
    young = len(before) > 1 and before[-2].tag == "ADJ" and before[-2].low in film().ages
    return tag in {"DET", "POSS", "NUM"} or (tag == "PREP" and young and not _closed_subject(before))


def _asks(after: Token | None) -> bool:
    """'et annonce que …'"""
    return after is not None and after.low in closed_lists().asks


def _prior(before: list[Token]) -> str:
    """The tag before; an adjective that follows its noun counts as that noun."""
    at = len(before) - 1
    while at > 0 and before[at].tag in {"ADJ", "ADV"}:
        at -= 1
    if at >= 0 and before[-1].tag == "ADJ" and before[at].tag in {"NOUN", "NAME"}:
        return "NOUN"
    return before[-1].tag if before else ""


def _pronoun_before(before: list[Token]) -> bool:
    return before[-1].low in {"que", "qu'"}


def _closed_subject(before: list[Token]) -> bool:
    """Whether a verb has been said since the sentence or clause began."""
    for token in reversed(before):
        if token.tag in {"STOP", "SUB", "REL", "CONJ"}:
            return False
        if token.tag == "VERB" and token.form in {"present", "past", "future"}:
            return True
    return False


def _small(after: Token | None) -> bool:
    """Whether a small word comes next, as after a verb."""
    return after is None or after.tag in _CLOSED_AFTER or closed().get(after.low, "") in _CLOSED_AFTER or after.low in film().contracted


def _after_have(before: list[Token]) -> bool:
    """'a disparu', 'est volée', 'ha sido robado': a participle makes a tense or a passive with what stands before."""
    for token in reversed(before[-4:]):
        if token.tag == "VERB":
            return token.lemma in {film().have, "haber"} or token.lemma in film().copula
        if token.tag not in {"ADV", "NEG"}:
            return False
    return False


def _guessed_verb(low: str, before: list[Token], after: Token | None) -> tuple[str, str] | None:
    """A verb nobody listed gives itself away by what stands around it."""
    if not before:
        return None
    last = before[-1]
    if last.tag == "CLIT" and (lemma := guessed_finite(low)) and not guessed_infinitive(low):
        return lemma, "present"
    wanting = (
        (last.tag == "VERB" and last.lemma in words().modals) or (last.tag == "PREP" and last.low in film().purpose) or last.tag == "CLIT"
    )
    if wanting and (lemma := guessed_infinitive(low)):
        return lemma, "infinitive"
    follows = after is not None and (closed().get(after.low, "") in {"DET", "POSS"} or after.low in film().contracted)
    subject = last.tag in {"REL", "CLIT", "NAME"} or (last.tag == "PRON" and last.low in film().subject_pronouns)
    noun = last.tag == "NOUN" and last.noun is not None and "person" in last.noun.sorts
    if (subject or noun) and (follows or last.tag == "CLIT") and not _closed_subject(before) and (lemma := guessed_finite(low)):
        return lemma, "present"
    return None
