"""Who the story is about: everyone the prompt speaks of, and the one it follows."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ...lexicon import hints, language
from ...matter import Person
from ...tongue import romance
from ..clause import Clause
from ..closed import closed
from ..data import film, nouns
from ..entries import entries, feminines
from ..phrase import Phrase
from .ground import Text, dead, is_hostile, missing

MOST = 7
_DEFINITE = {"le", "la", "l'", "les", "el", "los", "las"}


def people(text: Text) -> list[Phrase]:
    """Everyone the prompt speaks of, once each; 'Ilya, faussaire à la retraite' is one person."""
    found: list[Phrase] = []
    for phrase in text.phrases:
        anybody = phrase.lemma in closed().nobody and not phrase.adjectives
        if phrase.sort != "person" or phrase.det in film().nobody or crowd(phrase) or anybody:
            continue
        if _spoken_of(text, phrase):
            continue
        last = found[-1] if found else None
        if phrase.count > 1 and (several := _names_before(text, found, phrase)):
            found[-len(several) :] = several
            continue
        if last is not None and _apposed(text, last, phrase):
            found[-1] = _merged(last, phrase, text)
        elif last is not None and _predicate(text, phrase, last):
            found[-1] = _merged(last, phrase, text) if not last.lemma or last.proper else last
        elif not any(same(one, phrase) for one in found):
            found.append(phrase)
    return found


def _names_before(text: Text, found: list[Phrase], phrase: Phrase) -> list[Phrase]:
    """'Suzanne et Malik, deux adolescents,': each of those just named is one of them."""
    last = found[-phrase.count :]
    close = bool(last) and re.fullmatch(r"\s*,\s*", text.low[last[-1].end : phrase.start]) is not None
    if len(last) < phrase.count or not close or not all(one.name and one.core == one.name for one in last):
        return []
    return [replace(one, core=phrase.lemma, lemma=phrase.lemma, key=phrase.key) for one in last]


def same(one: Phrase, other: Phrase) -> bool:
    """Whether two phrases speak of one: by name, or 'un boulanger … le boulanger'."""
    if one.start == other.start:
        return True
    if one.name and other.name:
        fewer, more = sorted((one.name.split(), other.name.split()), key=len)
        return set(fewer) <= set(more)
    if one.lemma and one.lemma == other.lemma and one.det == other.det and one.det in closed().owned:
        return one.plural == other.plural
    definite = other.det in {"le", "la", "l'", "les", "el", "los", "las", "ce", "cette", "este", "esta", "cet"}
    return bool(one.lemma) and one.lemma == other.lemma and definite and one.plural == other.plural


def crowd(phrase: Phrase) -> bool:
    """A crew is many and nobody."""
    known = entries().get(phrase.lemma)
    if phrase.lemma in closed().couples:
        return False
    one_of_them = known is not None and known.gender == "c" and phrase.det in romance().ARTICLES and phrase.det not in _DEFINITE
    return phrase.lemma in hints().collective and phrase.count < 2 and not phrase.name and not one_of_them


def _spoken_of(text: Text, phrase: Phrase) -> bool:
    """The dead, beasts that somebody else has, and owners deep inside a phrase: named, but nobody to be cast."""
    acts = any(one.subject is not None and one.subject.start == phrase.start for one in text.clauses)
    if re.search(closed().deaths, text.before(phrase)) or (dead(phrase) and not acts):
        return True
    earlier = any(one.sort == "person" and one.start < phrase.start for one in text.top)
    if re.match(closed().died, text.after(phrase)):
        return True
    if phrase.key == "animal" and not acts and not phrase.name and earlier:
        return not re.search(closed().company, text.before(phrase))
    inside = next((one for one in text.phrases if one.start == phrase.of), None)
    if inside is not None and not phrase.det and not phrase.name and phrase.count < 2 and not _carried(inside):
        return True
    if inside is None or phrase.name or phrase.det in closed().owned or phrase.count > 1:
        return False
    return inside.sort == "person" and inside.lemma not in film().carriers


def _carried(inside: Phrase) -> bool:
    return inside.head in film().carriers


def _apposed(text: Text, one: Phrase, other: Phrase) -> bool:
    """'Ilya, faussaire,', 'une boulangère nommée Rose', 'le capitaine, Nemo,'."""
    between = text.low[one.end : other.start]
    called = re.fullmatch(
        closed().called,
        between,
    )
    if called and other.name:
        return True
    if not re.fullmatch(r"\s*,\s*(?:(?:de\s+)?\d+\s+(?:ans|años)\s*,\s*)?", between) or (one.count != other.count and other.count > 1):
        return False
    follows = text.after(other, 3).lstrip()[:1]
    role = bool(one.name) and not other.name and other.det in {"", "un", "une", "le", "la", "l'", "una", "el"}
    titled = other.lemma in film().title_words
    name = not one.name and bool(other.name) and ((other.proper and other.core == other.name) or titled)
    return (role or name) and (
        follows in {",", ".", "", ";", "!", "?", ":"} or text.rest[other.end :].lstrip()[:3] in {"qui", "que"} or (role and other.det != "")
    )


def _predicate(text: Text, phrase: Phrase, last: Phrase) -> bool:
    """'son mari est un espion' speaks of one man."""
    return (
        not phrase.name
        and phrase.plural == last.plural
        and phrase.count == last.count
        and any(
            one.verb in film().copula | closed().being and one.object is not None and one.object.start == phrase.start
            for one in text.clauses
        )
    )


def _merged(one: Phrase, other: Phrase, text: Text) -> Phrase:
    role, name = (other, one.name) if one.name and one.core == one.name else (one, other.name or one.name)
    aged = one.core.removesuffix(one.name).strip() if one.name else ""
    if aged in film().ages and other.lemma and not other.name:
        role = replace(other, core=f"{aged} {other.core}")  # 'le vieux Tobie, passeur,'
    source = text.brief.prompt[one.start : other.end]
    return replace(
        role,
        name=name,
        start=one.start,
        end=other.end,
        text=source,
        gender=role.gender or one.gender or other.gender,
        det=one.det,
        prep=one.prep,
    )


def hero(text: Text, everyone: list[Phrase], goal: Clause | None) -> Phrase | None:
    """Whoever wants it; else who acts and is neither foe nor lost; of several side by side the first."""
    loving = next((c.subject for c in text.clauses if c.subject is not None and re.search(closed().loving, f"{c.verb} {c.said}")), None)
    if loving is not None and (lover := _among(everyone, loving)) is not None:
        return lover
    wanter = goal.subject if goal is not None and not _apart(text, goal) else None
    if wanter is not None and (wanting := _among(everyone, wanter)) is not None and not _owned(wanting):
        return wanting
    return next(_leading(text, everyone), None)


def _leading(text: Text, everyone: list[Phrase]) -> Iterator[Phrase]:
    """Who acts, then who is named, then whoever is not against it, then the narrator's own people where they act."""
    gone = {
        c.subject.start
        for c in text.clauses
        if c.subject is not None and c.verb in film().vanishes - film().protects and c.opener not in {"qui", "que", "dont"}
    }
    stated = [c.subject for c in text.clauses if c.subject is not None and c.opener not in closed().who | {"si"} and not _apart(text, c)]
    acting = [one for subject in stated if (one := _among(everyone, subject)) is not None and one.start not in gone]
    present = [one for one in everyone if one.start not in gone]
    calm = [one for one in (*acting, *present) if not (is_hostile(one) or missing(one) or _owned(one) or one.prep in film().against)]
    yield from sorted(calm, key=lambda one: one.of >= 0)
    yield from (one for one in present or everyone if one.prep not in film().against and one.det not in film().mine)
    yield from (one for one in acting if one.det in film().mine)


def _apart(text: Text, clause: Clause) -> bool:
    """'But : empêcher une guerre.' says nothing of whose aim it is."""
    between = text.rest[clause.subject.end : clause.start] if clause.subject is not None else ""
    return clause.opener == "purpose" and re.search(r"[.!?\n]", between) is not None


def narrator(text: Text, everyone: list[Phrase]) -> Phrase | None:
    """Whoever says 'je', 'et moi', 'yo'; 'je suis gardien de phare' is that keeper."""
    named = next((one for one in everyone if one.name and re.search(closed().names_oneself, text.before(one))), None)
    if named is not None:
        return named
    hit = re.search(closed().narrator, text.low) or _asker(text)
    first = next((one for one in text.clauses if one.subject is None and one.opener == "" and _first_person(one)), None)
    if hit is None and first is None:
        return None
    start, end = hit.span() if hit is not None else (first.start, first.end) if first is not None else (0, 0)
    being = next((c.object for c in text.clauses if c.verb in closed().being and c.object is not None and 0 <= c.start - end < 3), None)
    if being is not None and (known := _among(everyone, being)) is not None:
        return known
    said = text.brief.prompt[start:end].strip()
    return Phrase(text=said, core="", head="", start=-1, end=-1, det="", sort="person", plural=False, proper=False)


def _asker(text: Text) -> re.Match[str] | None:
    """Who asks after 'mon grand-père' is the one to find out."""
    question = re.search(closed().asked, text.low)
    mine = "|".join(map(re.escape, film().mine))
    return re.search(rf"(?<!\w)(?:{mine})(?!\w)", text.low) if question is not None else None


def _first_person(clause: Clause) -> bool:
    """'Encuentro a mi padre': Spanish says it by the ending alone."""
    return (
        language() == "es"
        and clause.form == "fact"
        and re.match(r"\w+(?:o|oy|é)$", clause.said.split()[0].lower()) is not None
        and (clause.said.split()[0].lower() != romance().verb(clause.verb).one)
    )


def _among(everyone: list[Phrase], subject: Phrase) -> Phrase | None:
    return next(
        (one for one in everyone if one.start <= subject.start < one.end or same(one, subject) or subject.start <= one.start < subject.end),
        None,
    )


def _owned(phrase: Phrase) -> bool:
    return phrase.det in closed().owned


def persons(phrase: Phrase, text: Text, leads: bool) -> list[Person]:
    """The members of the cast a phrase speaks of: each of those who were counted, up to seven; of a plural without number two."""
    if pair := closed().couples.get(phrase.lemma):
        parted = "ex-" if re.search(closed().parted, phrase.text.lower()) else ""
        return [
            Person(role=f"{parted}{one}", gender=sex, source=phrase.text, kind="group")
            for one, sex in zip(pair, ("she", "he"), strict=True)
        ]
    gender = gender_of(phrase, text, leads)
    role = hers(role_of(phrase)) if gender == "she" else role_of(phrase)
    relation = "" if leads or phrase.det not in closed().owned else phrase.det
    if (not phrase.plural and phrase.count < 2) or (phrase.proper and phrase.count < 2):
        return [Person(role=role, name=phrase.name, gender=gender, source=phrase.text, relation=relation)]
    if not leads and phrase.count < 2:
        return []
    if not leads and phrase.count > MOST:
        return []
    number = max(2, min(phrase.count, MOST))
    kin = phrase.key == "kin" and number == 2 and gender and phrase.lemma in {"frère", "sœur", "soeur", "hermano", "hermana"}
    ranks = film().ranks["f" if gender == "she" else "m"][:2] if kin else (role,) * number
    return [Person(role=one, gender=gender, source=phrase.text, kind="group") for one in ranks]


def role_of(phrase: Phrase) -> str:
    """The role in the prompt's own words: 'faussaire à la retraite', 'gardienne de phare sourde'."""
    core = phrase.core
    if phrase.name:
        core = re.sub(rf"\s*,?\s*{re.escape(phrase.name)}", "", core).strip(" ,")
    if phrase.head in film().carriers and phrase.count > 1:
        return phrase.lemma
    if phrase.lemma in film().carriers or not core:
        return phrase.lemma if core and not phrase.proper else ""
    if phrase.plural:
        return phrase.lemma
    return core[:1].lower() + core[1:] if not core[:2].isupper() else core


def hers(role: str) -> str:
    """A role as said of a woman: 'adolescent' of Suzanne is 'adolescente'."""
    head, _, rest = role.partition(" ")
    return feminines().get(role) or f"{feminines().get(head, head)}{' ' if rest else ''}{rest}"


def gender_of(phrase: Phrase, text: Text, leads: bool) -> str:
    """'she', 'he', or '' where nothing tells."""
    given = next((sex for sex, group in nouns().first_names.items() if phrase.name and phrase.name.split()[0] in group), "")
    if given:
        return given
    if phrase.gender in {"m", "f"} and not (phrase.proper and not phrase.lemma):
        known = {"m": "he", "f": "she"}[phrase.gender]
        return known if not (phrase.proper and phrase.core == phrase.name) else ""
    if not leads:
        return ""
    later = re.search(closed().she, text.low[phrase.end :])
    return "" if later is None else "she" if later.group() in closed().her else "he"
