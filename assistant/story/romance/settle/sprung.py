"""A quest where nobody yet wants anything: an event, a plight, an enemy, two people, a walk of life."""

import re
from random import Random

from ...lexicon import hints, kinds
from ...tongue import tongue
from ..closed import closed
from ..data import film
from ..phrase import Phrase
from .ground import Text, event_kind, missing, said
from .wanted import Quest, acted_on, definite


def eventful(text: Text) -> Quest | None:
    """A wedding, a theft, a strike sets its own quest."""
    times = {one.start for one in text.top if one.sort == "time"}
    for one in (each for each in text.phrases if each.of < 0 or each.of in times):
        kind = event_kind(one)
        held = one.prep in film().in_ and kind in {"love", "make"} and not (one.det and re.search(closed().snowed, text.low))
        if not kind or held or one.prep in closed().during:
            continue
        told = hints().events_said.get(one.lemma) or hints().events_said.get(one.lemma.split(" ")[0]) or kinds()[kind].event
        goal = tongue().polish(told.replace("<the>", definite(one)))
        return Quest(kind, goal, one.text, goal.split(" ")[0], one)
    return None


def against(text: Text) -> Quest | None:
    """'Une fillette contre une armée': it is a fight."""
    foe = next((one for one in text.top if one.prep in closed().against and one.sort != "time"), None)
    return Quest("fight", kinds()["fight"].goal.replace("<the>", "<threat>"), foe.text, "", None) if foe is not None else None


def plight(text: Text, weighty: tuple[str, ...]) -> Quest | None:
    """Who is stranded wants to live; what is lost wants finding."""
    for kind, known in hints().plights.items():
        hit = re.search(rf"(?<!\w)(?:{known})", text.low)
        if hit is None or kind not in weighty:
            continue
        lost = next((one for one in text.phrases if missing(one) or one.end == hit.start() - 1), None)
        if kind in {"find", "carry", "solve"} and lost is not None:
            return Quest("find", said("find", o=acted_on(lost)), lost.text, "", lost)
        whole = kinds()[kind].goal
        slot = "<threat>" if kind in {"survive", "fight"} else "<prize>"
        return Quest(kind, whole.replace("<the>", slot), hit.group(), "", None)
    return None


def of_two(text: Text, genre: str) -> Quest | None:
    """A romance is about the two it names."""
    if genre != "romance" and not any(one.value == "romance" for one in text.said.genres):
        return None
    return Quest("love", kinds()["love"].goal.replace("<the>", "<prize>"), None, "", None)


def suited(text: Text, hero: Phrase | None, rng: Random) -> Quest | None:
    """What someone of this walk of life would want."""
    if hero is None:
        return None
    trade = hero.key if hero.key in hints().aims else "life"
    kind, goal, prize = (part.strip() for part in text.pick(hints().aims[trade], rng).split("|"))
    return Quest(kind, goal, None, "", None, prize=prize)
