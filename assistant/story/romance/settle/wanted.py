"""A wish as the prompt says it: 'doit …', 'pour …', 'ne veut pas …', 'refuse de …'."""

import re

from msgspec import Struct

from ...lexicon import hints
from ...tongue import romance, tongue
from ..clause import Clause
from ..closed import closed
from ..phrase import Phrase
from .ground import Text, is_hostile, quest_of, said, theirs, thing_of, tidy
from .meaning import meant


class Quest(Struct, frozen=True):
    """`goal` is an infinitive phrase that may hold <prize>; `object` what it is about; `clause` the clause that says it, if one does.

    `contest` is whether the two it is about cannot both have it.
    """

    kind: str
    goal: str
    source: str | None
    verb: str
    object: Phrase | None
    clause: Clause | None = None
    prize: str = ""
    contest: bool = False


def wish(text: Text) -> Clause | None:
    """The clause that says what somebody wants: 'doit …', else 'pour …'; none that a foe wants, and none in a supposition."""
    wished = [one for one in text.clauses if one.mood == "goal" and not one.negative and not _of_foe(one)]
    wished = [one for one in wished if one.opener not in closed().whether]
    purposes = [one for one in text.clauses if one.opener == "purpose" and not one.negative and not _of_foe(one)]
    full = [one for one in purposes if one.lemma == one.verb and one.object is not None]
    asked = [one for one in purposes if one.verb in closed().asking]
    wished = [one for one in wished if not any(other.start < one.start < other.end for other in asked)]
    return next(iter([*wished, *full, *purposes]), None)


def _of_foe(clause: Clause) -> bool:
    return clause.subject is not None and clause.subject.sort == "person" and is_hostile(clause.subject) and clause.opener in {"qui", "que"}


def worked_for(text: Text, goal: Clause | None) -> Quest | None:
    """'braque un casino pour payer l'opération': the deed is the quest where its purpose is none by itself."""
    if goal is None or goal.opener != "purpose" or quest_of(goal.verb):
        return None
    deed = next(
        (
            one
            for one in text.clauses
            if one.sentence == goal.sentence and one.end <= goal.start and quest_of(one.verb) and one.form == "fact"
        ),
        None,
    )
    if deed is None or re.search(r"[,;:]", text.rest[deed.end : goal.start]) or deed.negative or deed.opener in {"que", "qu'"}:
        return None
    source = text.brief.prompt[deed.start : goal.end]
    whole = theirs(tidy(f"{deed.bare} {text.brief.prompt[deed.end : goal.end].strip()}"))
    if len(whole.split()) > 16:
        return None
    return Quest(quest_of(deed.verb), whole, source, deed.verb, deed.object, deed)


def wished_for(text: Text, goal: Clause) -> Quest:
    chain = [one for one in text.clauses if one.sentence == goal.sentence and one.start >= goal.start]
    kind = quest_of(goal.verb) or next((known for one in chain if (known := quest_of(one.verb))), "")
    if goal.verb in closed().becoming | closed().being:
        kind = quest_of(goal.verb) or "make"
    if goal.object is not None and goal.verb in closed().becoming | closed().being:
        kind = "love" if goal.object.lemma in closed().friends else "make"
    source = text.brief.prompt[goal.start : goal.end]
    said_, object_ = meant(text, goal)
    return Quest(kind, without_place(text, said_), source, goal.verb, object_, goal)


def without_place(text: Text, said_: str) -> str:
    """The place of the whole story is not named again with every wish."""
    for one in text.top:
        if one.sort == "place" and one.prep in closed().whole and len(said_.split()) > 3:
            said_ = said_.removesuffix(f" {one.prep} {one.text}")
    return said_


def refused(text: Text) -> Quest | None:
    """'Elle ne veut pas vendre la maison' wants to keep it."""
    for one in text.clauses:
        if not (one.mood == "goal" and one.negative) or _of_foe(one):
            continue
        thing = thing_of(one.object) if one.object is not None else None
        known = hints().opposites.get(one.verb, "")
        source = text.brief.prompt[one.start : one.end]
        if known and (thing is not None or "<o>" not in known):
            the = theirs(one.object.text) if one.object is not None and thing is not None and thing.owner else thing.the if thing else ""
            return Quest("protect", tongue().polish(known.replace("<o>", the)), source, known.split()[0], one.object, one)
        return Quest("fight", said("refused", verb=theirs(tidy(one.bare))), source, one.verb, one.object, one)
    return None


def which(text: Text, clause: Clause) -> str:
    """'… à qui il n'a jamais remis une lettre': the relative clause that tells which one is meant, where it follows at once."""
    if clause.object is None or clause.object.end != clause.end:
        return ""
    hit = re.match(closed().which, text.rest[clause.end :])
    return f" {theirs(tidy(hit.group()))}" if hit is not None and 2 < len(hit.group().split()) < 11 else ""


def definite(phrase: Phrase) -> str:
    thing = thing_of(phrase)
    return theirs(phrase.text) if thing.owner else thing.the


def acted_on(phrase: Phrase) -> str:
    """As the object of a verb: Spanish leads people in by 'a'."""
    return f"{'a ' if romance().DROPS and phrase.sort == 'person' else ''}{definite(phrase)}"
