"""A quest where the prompt only names: two people and one trick, a ring, a bookshop, a bell-ringer."""

import re
from random import Random

from ...lexicon import hints
from ...tongue import romance, tongue
from ..closed import closed
from ..data import film
from ..entries import entries
from ..phrase import Phrase
from .ground import Text, said
from .wanted import Quest, definite


def alone(text: Text, hero: Phrase | None, everyone: list[Phrase], rng: Random) -> Quest | None:
    """What would be wanted of the things and places that are named; None where there are none."""
    things = [one for one in text.top if _prop(one)]
    return (
        _contested(text, everyone)
        or _reconciled(hero)
        or _found(things)
        or _near(hero, things)
        or (_kept(text, things, rng) if hero is None else _of_the_trade(text, hero))
    )


def _prop(phrase: Phrase) -> bool:
    known = {phrase.lemma, phrase.head}
    empty = bool(known & (hints().no_props | film().empty | hints().collective | hints().forces)) or phrase.det in film().nobody
    return phrase.sort == "thing" and not phrase.proper and not empty


def _contested(text: Text, everyone: list[Phrase]) -> Quest | None:
    """'Deux magiciens, un seul tour'."""
    single = next((one for one in text.top if one.sort == "thing" and re.match(closed().single, one.text.lower())), None)
    if single is None or not any(one.count == 2 for one in everyone):
        return None
    return Quest("steal", said("take_over", o=_bare(single)), single.text, "", single, contest=True)


def _reconciled(hero: Phrase | None) -> Quest | None:
    """Two sisters of whom nothing is told have each other to make peace with."""
    if hero is None or hero.count != 2 or hero.key != "kin" or hero.gender not in {"m", "f"}:
        return None
    return Quest("love", said("make_peace", o="<prize>"), None, "", None, prize=said(f"only_{hero.gender}", o=hero.lemma))


def _bare(phrase: Phrase) -> str:
    """'Un seul tour' is 'le tour'."""
    return re.sub(closed().single_word, "", definite(phrase))


def _found(things: list[Phrase]) -> Quest | None:
    """What such a thing always asks: whose it is, who wrote it, where it leads."""
    for one in things:
        if goal := next((each.goal for each in hints().found if {one.lemma, one.head} & each.nouns), ""):
            return Quest("find" if goal.split(" ")[0] in film().finds else "solve", tongue().polish(goal.replace("<the>", definite(one))),
                         one.text, goal.split(" ")[0], one)  # fmt: skip
    return None


def _near(hero: Phrase | None, things: list[Phrase]) -> Quest | None:
    """'Un berger et un satellite': where has it come from?"""
    one = next((each for each in things if not each.prep and each.det), None)
    if hero is None or one is None:
        return None
    return Quest("solve", said("came_froms" if one.plural else "came_from", o=definite(one)), one.text, "", one)


def _kept(text: Text, things: list[Phrase], rng: Random) -> Quest | None:
    """A thing or a place by itself is there to be kept."""
    acting = {one.subject.start for one in text.clauses if one.subject is not None}
    if things and not any(one.sort == "place" and one.start in acting for one in text.top):
        return Quest("protect", said("save", o=definite(things[0])), things[0].text, "", things[0])
    place = next((one for one in text.top if one.sort == "place" and not one.proper), None)
    if place is None:
        return None
    goal = tongue().polish(text.pick(hints().keeping, rng).replace("<prize>", definite(place)))
    return Quest("protect", goal, place.text, "", place)


def _of_the_trade(text: Text, hero: Phrase) -> Quest | None:
    """'Une sonneuse de cloches' lives by her bells."""
    goods = re.search(r"\s(?:de\s|d')(?P<what>\w+)$", hero.lemma)
    known = entries().get(goods.group("what")) if goods is not None else None
    if goods is None or known is None or "thing" not in known.sorts:
        return None
    what = romance().the(goods.group("what"), known.gender, known.plural)
    return Quest("protect", said("save", o=what), hero.text, "", None, prize=what)
