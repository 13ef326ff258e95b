"""Noun phrases: determiner, adjectives, noun, adjectives, and what hangs on it by 'de'."""

import re
from collections.abc import Iterator

from ..lexicon import hints
from .closed import closed
from .data import film, nouns, words
from .entries import Entry, adjectives, entries
from .morphology import known_verb
from .phrase import Phrase, Sort
from .token import Token

_BEFORE = {"DET", "POSS", "NUM", "ADJ"}


def phrases_in(tokens: list[Token], text: str) -> dict[int, Phrase]:
    """Every noun phrase by the index of its first token, also those inside others."""
    found: dict[int, Phrase] = {}
    at = 0
    while at < len(tokens):
        made = list(_from(tokens, at, text, -1))
        for index, phrase, _ in made:
            found.setdefault(index, phrase)
        at = max((stop for _, _, stop in made), default=at + 1)
    return dict(sorted(found.items()))


def _from(tokens: list[Token], at: int, text: str, of: int) -> Iterator[tuple[int, Phrase, int]]:
    """The phrase that starts at `tokens[at]`, then those within it; index, phrase and the index after each."""
    noun = at
    if at >= len(tokens) or _year(tokens, at) or _calls(tokens, at):
        return
    while noun < len(tokens) and tokens[noun].tag in _BEFORE:
        noun += 1
    if noun >= len(tokens) or tokens[noun].tag not in {"NOUN", "NAME"}:
        return
    tight = _tight_end(tokens, noun)
    inner: list[tuple[int, Phrase, int]] = []
    stop = tight
    while (begin := _hanging(tokens, stop, tokens[noun])) is not None:
        within = list(_from(tokens, begin, text, tokens[at].start))
        if not within or not _belongs(within[0][1]):
            break
        inner += within
        stop = within[0][2]
    yield at, _build(tokens, (at, noun, tight, stop), text, inner, of), stop
    yield from inner


def _year(tokens: list[Token], at: int) -> bool:
    """'En 1348 un médecin': the year counts nobody."""
    return tokens[at].tag == "NUM" and at + 1 < len(tokens) and tokens[at + 1].tag in {"DET", "POSS"}


def _calls(tokens: list[Token], at: int) -> bool:
    """'une fille nommée Inès': the word between names nobody."""
    return re.fullmatch(closed().called, tokens[at].low) is not None and at + 1 < len(tokens) and tokens[at + 1].tag == "NAME"


def _tight_end(tokens: list[Token], noun: int) -> int:
    """After the noun, its name, its adjectives and what is fixed to it ('à la retraite', 'en bois')."""
    at = noun + 1
    proper = tokens[noun].tag == "NAME"
    while at < len(tokens):
        one = tokens[at]
        fixed = _fixed(tokens, at)
        if re.fullmatch(closed().called, one.low):
            break
        if fixed:
            at += fixed
        elif (
            (one.tag == "NAME" and (proper or tokens[at - 1].tag in {"NOUN", "NAME"}) and not _place(one, tokens[at - 1]))
            or (one.tag == "ADJ" and not _reduced(tokens, at) and not (proper and one.text[0].islower() and one.low not in adjectives()))
            or (one.tag == "NOUN" and not proper and tokens[at - 1].tag == "NOUN" and one.noun is not None and "time" not in one.noun.sorts)
            or (one.tag == "NUM" and one.low.isdigit() and len(one.low) < 4 and tokens[at - 1].tag in {"NOUN", "NAME"})
        ):
            at += 1
        elif one.low in closed().and_ and at + 1 < len(tokens) and tokens[at + 1].tag == "ADJ" and tokens[at - 1].tag == "ADJ":
            at += 2
        else:
            break
    return at


def _reduced(tokens: list[Token], at: int) -> bool:
    """'une lettre écrite par son père': a participle with something to follow is a clause of its own."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    part = known_verb(tokens[at].low)
    verbal = (part is not None and part[1] == "participle" and tokens[at].low not in adjectives()) or tokens[at].low.endswith(("ées", "ée"))
    return verbal and after is not None and after.tag == "PREP" and after.low not in {"en"} and tokens[at].low not in adjectives()


def _place(one: Token, before: Token) -> bool:
    """'mon village Bretagne' joins nothing; 'Port Dieppe' is one name."""
    return one.noun is not None and before.tag == "NOUN"


def _fixed(tokens: list[Token], at: int) -> int:
    """How many tokens from here on say what something is made of or what state it is in; 0 if none."""
    if tokens[at].tag != "PREP" or at + 1 >= len(tokens):
        return 0
    after = tokens[at + 1]
    if tokens[at].low in {"en", "de", "d'"} and after.low in film().stuff:
        return 2
    if tokens[at].low in {"sans", "sin"} and after.tag == "NOUN":
        return 2
    behind = at + 2 < len(tokens) and tokens[at + 2].low in film().stuff
    return 3 if tokens[at].low in closed().to and after.tag == "DET" and behind else 0


def _hanging(tokens: list[Token], at: int, head: Token) -> int | None:
    """The index after 'de', where a complement may begin."""
    if head.tag == "NAME" and head.noun is None and not _noble(tokens, at):
        return None
    if at < len(tokens) and tokens[at].tag == "PREP" and tokens[at].low in film().of:
        return at + 1
    return None


def _noble(tokens: list[Token], at: int) -> bool:
    """'Jeanne d'Arc', 'Cyrano de Bergerac'."""
    return at + 1 < len(tokens) and tokens[at + 1].tag == "NAME"


def _belongs(inner: Phrase) -> bool:
    """Where somebody comes from, and when, is said apart."""
    return not (inner.sort == "place" and inner.proper) and inner.sort != "time"


def _build(tokens: list[Token], marks: tuple[int, int, int, int], text: str, inner: list[tuple[int, Phrase, int]], of: int) -> Phrase:
    at, noun, tight, stop = marks
    leads = [one for one in tokens[at:noun] if one.tag in {"DET", "POSS", "NUM"}]
    head, entry = tokens[noun], tokens[noun].noun
    core_at = max([noun if not tokens[at:noun] else at, *(tokens.index(one, at, noun) + 1 for one in leads)])
    names = [one for one in tokens[noun:tight] if one.tag == "NAME" and (one.noun is None or noun != tokens.index(one, noun))]
    bears = entry is not None and (entry.lemma in film().carriers or entry.lemma in closed().bears)
    carried = next((one for _, one, _ in inner), None) if bears else None
    sort, key, gender, many, lemma = _meaning(tokens, at, noun, entry, names)
    if carried is not None:
        sort, key, gender, lemma = carried.sort, carried.key, carried.gender, carried.lemma
    det = leads[0].low if leads and leads[0].tag != "NUM" else ""
    start = next((one.start for one in tokens[at:stop] if not _melted(one, text)), head.start)
    adj = tuple(one.low for one in (*tokens[core_at:noun], *tokens[noun + 1 : tight]) if one.tag == "ADJ")
    count = _count(leads, entry if carried is not None else None)
    count = max(count, 2) if carried is not None and carried.plural and sort == "person" else count
    return Phrase(
        text=text[start : tokens[stop - 1].end],
        core=_core(text, tokens[core_at].start, tokens[stop - 1].end),
        head=head.low,
        start=start,
        end=tokens[stop - 1].end,
        det=det,
        sort=sort,
        plural=many or (count > 1 and carried is None),
        proper=head.tag == "NAME",
        count=count,
        name=text[names[0].start : names[-1].end] if names and sort == "person" else "",
        gender=gender,
        lemma=lemma,
        key=key,
        short=_core(text, tokens[core_at].start if head.tag == "NAME" else head.start, tokens[tight - 1].end if names else head.end),
        of=of,
        adjectives=adj,
        prep=_prep(tokens, at),
    )


def _core(text: str, start: int, end: int) -> str:
    return " ".join(text[start:end].split())


def _melted(token: Token, text: str) -> bool:
    """The article in 'du', which no span of the prompt can show alone."""
    return token.tag == "DET" and text[token.start : token.end].lower() != token.low


def _prep(tokens: list[Token], at: int) -> str:
    return tokens[at - 1].low if at > 0 and tokens[at - 1].tag == "PREP" else ""


def _count(leads: list[Token], group: Entry | None) -> int:
    if group is not None and group.lemma in closed().counts:
        return closed().counts[group.lemma]
    said = next((one.low for one in leads if one.tag == "NUM"), "")
    if said.isdecimal():
        return min(int(said), 99) if len(said) < 4 else 1
    return int(words().numbers.get(said, 1))


def _meaning(tokens: list[Token], at: int, noun: int, entry: Entry | None, names: list[Token]) -> tuple[Sort, str, str, bool, str]:
    """Sort, key, gender, plural, singular of the head."""
    head, prep = tokens[noun], _prep(tokens, at)
    if entry is None:
        return _of_name(head, prep, _of_place(tokens, at))
    sort = _sort(entry, prep, bool(names))
    if sort == "place" and _other_gender(tokens, at, noun, entry):
        sort = "thing"  # 'un tour' is no 'tour'
    many = (
        entry.plural
        or any(one.low in closed().plural_words for one in tokens[at:noun])
        or (_said_plural(tokens, at, noun) and entry.lemma == head.low)
    )
    one = any(token.low in closed().genders and token.low not in closed().plural_words for token in tokens[at:noun])
    if many and one and not entry.key and head.low not in entries():
        return sort, entry.key, _gender(tokens, at, noun, entry), False, head.low
    return sort, entry.key, _gender(tokens, at, noun, entry), many, entry.lemma


def _other_gender(tokens: list[Token], at: int, noun: int, entry: Entry) -> bool:
    said = next((closed().genders[one.low] for one in tokens[at:noun] if one.low in closed().genders), "")
    return bool(said) and entry.gender in {"m", "f"} and said != entry.gender and tokens[noun].low[0] not in "aá"


def _said_plural(tokens: list[Token], at: int, noun: int) -> bool:
    return any(one.tag == "NUM" and one.low not in {"1", "un", "une", "uno", "una"} for one in tokens[at:noun])


def _sort(entry: Entry, prep: str, named: bool) -> Sort:
    sorts = entry.sorts
    if named and "person" in sorts:
        return "person"
    if "place" in sorts and (prep in film().in_ or entry.lemma in hints().collective):
        return "place"
    if entry.lemma in closed().ideas and prep not in film().in_:
        return "idea"
    if sorts[0] == "place" and len(sorts) > 1 and prep not in film().in_:
        return _as_sort(sorts[1])
    if entry.lemma in hints().times and "person" not in sorts and "event" not in sorts:
        return "time"
    return _as_sort(sorts[0])


def _as_sort(said: str) -> Sort:
    known: dict[str, Sort] = {"person": "person", "place": "place", "event": "event", "time": "time", "idea": "idea"}
    return known.get(said, "thing")


def _of_place(tokens: list[Token], at: int) -> bool:
    """'La estación de Atocha', 'le concours de Grasse': a name after a place or an event is a place."""
    if at < 2 or tokens[at - 1].low not in film().of:
        return False
    if tokens[at].tag == "DET" and tokens[at + 1 :] and tokens[at + 1].tag == "NAME":
        return True  # 'une fermière du Larzac'
    near = [one.noun for one in tokens[max(0, at - 3) : at - 1] if one.tag in {"NOUN", "ADJ"} and one.noun is not None]
    return any(entry.sorts[0] in {"place", "event"} for entry in near)


def _of_name(head: Token, prep: str, of_place: bool) -> tuple[Sort, str, str, bool, str]:
    given = next(({"she": "f", "he": "m"}[sex] for sex, group in nouns().first_names.items() if head.text in group), "")
    located = not given and (prep in film().in_ or of_place)
    return ("place" if located else "person"), "", given, False, head.low


def _gender(tokens: list[Token], at: int, noun: int, entry: Entry) -> str:
    """By the noun, else its article, else its adjectives."""
    said = next((closed().genders[one.low] for one in tokens[at:noun] if one.low in closed().genders), "")
    if said and not entry.plural and entry.sorts[0] != "person" and tokens[noun].low[0] not in "aá":
        return said
    if entry.gender == "c":
        after = tokens[noun + 1 : noun + 3]
        shown = next(
            (
                adjectives()[one.low][0]
                for one in (*tokens[at:noun], *after)
                if one.tag == "ADJ" and adjectives().get(one.low, "c")[0] != "c"
            ),
            "",
        )
        return said or shown
    return entry.gender
