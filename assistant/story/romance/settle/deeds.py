"""A quest in what somebody does: finds a letter, looks for a treasure, quarrels over a throne, falls in love."""

import re

from ...lexicon import hints
from ...tongue import romance, tongue
from ..clause import Clause
from ..closed import closed
from ..data import film
from .ground import Text, event_kind, is_hostile, quest_of, said, theirs, tidy
from .meaning import meant
from .wanted import Quest, acted_on, definite, which, without_place


def undecided(text: Text) -> Quest | None:
    """'Se disputent pour savoir s'il faut vendre', 'discuten si deben venderlo': it has to be decided."""
    hit = re.search(closed().undecided, text.low)
    if hit is None:
        return None
    what = theirs(tidy(text.brief.prompt[slice(*hit.span("what"))]))
    return Quest("love", f"{closed().decide} {what}", text.brief.prompt[slice(*hit.span())], closed().decide, None)


def quarrel(text: Text) -> Quest | None:
    """'Deux frères se disputent le trône': whose will it be?"""
    for one in text.clauses:
        if one.verb in film().argues and one.object is not None and not one.object.prep and one.object.sort in {"thing", "place", "event"}:
            source = text.brief.prompt[one.start : one.end]
            return Quest("protect", said("settle_over", o=definite(one.object)), source, "", one.object, one, contest=True)
    return None


def in_love(text: Text) -> Quest | None:
    hit = re.search(closed().loves, text.low)
    if hit is None:
        falls = re.search(closed().falling, text.low)
        source = text.brief.prompt[slice(*falls.span())] if falls is not None else ""
        return (
            Quest("love", said("win_over", o=f"{'a ' if romance().DROPS else ''}<prize>"), source, "", None) if falls is not None else None
        )
    whom = next((one for one in text.phrases if hit.end() - 1 <= one.start <= hit.end() + 4), None)
    loving = next((one.subject for one in text.clauses if one.start <= hit.start() < one.end), None)
    others = [one for one in text.top if one.sort == "person" and one is not loving and one.end <= hit.start()]
    whom = whom or next(iter(others), None)
    if whom is None:
        return None
    source = text.brief.prompt[hit.start() : max(whom.end, hit.end())]
    return Quest("love", said("win_over", o=acted_on(whom)), source, "", whom)


def came_upon(text: Text) -> Quest | None:
    """'Découvre une lettre' asks who wrote it; 'découvre que …' asks nothing yet."""
    for one in text.clauses:
        if re.match(r"\S+\s+qu[e']", one.bare):
            continue
        if (
            one.verb not in film().finds | film().senses
            or one.object is None
            or one.negative
            or one.mood != "fact"
            or one.object.start > one.start + 40
        ):
            continue
        if one.verb in film().senses and one.object.lemma in closed().voice:
            return Quest("solve", said("voice", o=definite(one.object)), text.brief.prompt[one.start : one.end], "", one.object, one)
        known = next((each.goal for each in hints().found if {one.object.lemma, one.object.head} & each.nouns), "")
        if known:
            goal = tongue().polish(known.replace("<the>", definite(one.object)))
            verb = goal.split(" ")[0]
            return Quest(quest_of(verb) or "solve", goal, text.brief.prompt[one.start : one.end], verb, one.object, one)
    return None


def done(text: Text) -> Quest | None:
    """What somebody does already may be the whole quest: 'deux frères cherchent un trésor'."""
    for one in text.clauses:
        person = one.subject is None or one.subject.sort == "person"
        if (
            one.mood != "fact"
            or one.negative
            or not person
            or one.verb in closed().being
            or (one.verb in closed().becoming and one.object is None)
            or one.form not in {"fact", "past"}
            or (one.subject is not None and is_hostile(one.subject))
        ):
            continue
        about = event_kind(one.object) if one.object is not None else ""
        kind = (
            (about if about in {"solve", "find"} else quest_of(one.verb))
            or ("make" if one.verb in closed().learning and len(one.said.split()) > 2 else "")
            or ("love" if one.verb in closed().becoming and one.object is not None and one.object.lemma in closed().friends else "")
            or ("love" if one.verb in film().waits and one.object is not None else "")
        )
        searching = one.object is not None and one.object.prep in closed().search
        full = len(one.said.split()) > 1 or one.lemma != one.verb
        if kind and (full or searching) and not (one.verb in film().finds and kind == "solve") and not _backstory(one):
            source = text.brief.prompt[one.start : one.end]
            if one.object is not None and one.verb in closed().becoming:
                kind = "love" if one.object.lemma in closed().friends else "make"
            said_, object_ = meant(text, one)
            return Quest("find" if searching else kind, without_place(text, said_) + which(text, one), source, one.verb, object_, one)
    return None


def learned(text: Text) -> Quest | None:
    """'Découvrent que leur maire est un imposteur': it has to be proved."""
    for one in text.clauses:
        hit = re.match(r"\S+\s+(qu[e'].+)", one.bare)
        if one.verb in film().learns and one.mood == "fact" and hit is not None and len(one.bare.split()) < 14:
            proved = f"{closed().prove} {theirs(tidy(hit.group(1)))}"
            return Quest("solve", proved, text.brief.prompt[one.start : one.end], proved.split(" ")[0], None, one)
    return None


def _backstory(clause: Clause) -> bool:
    return clause.form == "past" and clause.opener in {"qui", "que", "dont"}
