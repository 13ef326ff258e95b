"""The gaps in a premise that are worth a question: what would change the film most, with three proposals each."""

import hashlib
import re
from collections.abc import Iterable
from random import Random
from typing import Literal

from msgspec import Struct

from .avoidance import avoided
from .cast import gendered, trade_name_of
from .lexicon import genres, hints, kinds, language, place_kinds
from .matter import Matter, assumed_thing
from .model import Finding
from .romance.settle.aims import with_article
from .settling.peril import usual_stakes
from .tongue import romance, tongue

Gap = Literal["goal", "opposition", "stakes", "place"]
_MOST = 3
_PROPOSALS = 3


class Question(Struct, frozen=True):
    """`gap` names the part of the premise; `text` asks for it in the writer's language; any of `proposals` (three) would do."""

    gap: Gap
    text: str
    proposals: tuple[str, ...]


def open_questions(matter: Matter) -> tuple[Question, ...]:
    """The two or three assumptions of `matter` whose answer would change the film most, weightiest first; none where all was said.

    The same matter is always asked the same questions. What it assumed is the first proposal.
    """
    rng = Random(int.from_bytes(hashlib.sha256(matter.prompt.encode(errors="surrogatepass")).digest()[:8]))  # noqa: S311 (stories, not secrets)
    asked = (_question(gap, finding, matter, rng) for gap, finding in _parts(matter) if finding.source is None)
    return tuple(one for one in asked if len(one.proposals) == _PROPOSALS)[:_MOST]


def _parts(matter: Matter) -> tuple[tuple[Gap, Finding], ...]:
    told = matter.premise
    return (("goal", told.goal), ("opposition", told.opposition), ("stakes", told.stakes), ("place", told.place))


def _question(gap: Gap, assumed: Finding, matter: Matter, rng: Random) -> Question:
    near, usual = {"goal": _goals, "opposition": _foes, "stakes": _stakes, "place": _places}[gap](matter)
    pool = [*rng.sample(near, len(near)), *rng.sample(usual, len(usual))]
    free = [one for one in dict.fromkeys(pool) if not avoided(matter.avoid, one)]
    key = "loss" if gap == "stakes" and matter.premise.goal.source is None else gap
    said = hints().questions[key].replace("<who>", _who(matter)).replace("<goal>", matter.premise.goal.value)
    return Question(gap, tongue().polish(said), _differing([assumed.value, *free]))


def _differing(pool: Iterable[str]) -> tuple[str, ...]:
    """Three that share neither their first word of weight nor their last."""
    kept: list[str] = []
    for one in pool:
        if not any(_ends(one) & _ends(other) for other in kept):
            kept.append(one)
    return tuple(kept[:_PROPOSALS])


def _ends(said: str) -> set[str]:
    words = [word for word in re.findall(r"[\w'-]+", said.lower()) if len(word) > 3]
    return {words[0], words[-1]} if words else {said}


def _who(matter: Matter) -> str:
    hero = matter.people[0]
    if hero.name or language() == "en":
        return hero.name or assumed_thing(f"the {hero.role}").the
    gender = "f" if hero.gender == "she" else "m"
    return romance().the(gendered(hero.role, hero.gender), gender, False) if hero.role else matter.premise.role.value


def _the(noun: str) -> str:
    """A noun of the lexicon with its definite article."""
    return f"the {noun}" if language() == "en" else tongue().polish(with_article(noun))


def _trade(matter: Matter) -> str:
    return trade_name_of(matter.people[0].role)


def _goals(matter: Matter) -> tuple[list[str], list[str]]:
    """What suits someone of this trade, and what suits anyone."""

    def wishes(aims: tuple[str, ...]) -> list[str]:
        parts = [[part.strip() for part in one.split("|")] for one in aims]
        return [tongue().polish(goal.replace("<prize>", _prize(prize))) for _, goal, prize in parts]

    return wishes(hints().aims.get(_trade(matter), ())), wishes(hints().aims["life"])


def _prize(noun: str) -> str:
    return assumed_thing(f"the {noun.removeprefix('the ')}" if language() == "en" else noun).the


def _foes(matter: Matter) -> tuple[list[str], list[str]]:
    """Who has power in this place or over this trade, and whom such stories are usually against."""
    near = (*hints().foe_by_place.get(matter.places[0].kind, ()), *hints().foe_by_trade.get(_trade(matter), ()))
    usual = (*genres()[matter.genre].foe, *genres()[matter.second].foe)
    heads = {one.role.split(" ")[-1] for one in matter.people}
    known = [[_the(one) for one in pool if one.split(" ")[-1] not in heads] for pool in (near, usual)]
    return known[0], known[1]


def _stakes(matter: Matter) -> tuple[list[str], list[str]]:
    """What such a quest usually risks, and what others do."""
    own, *others = [usual_stakes(kind, matter.prize, matter.threat, matter.places) for kind in (matter.kind, *kinds())]
    return list(own), [one for pool in others for one in pool[:1]]


def _places(matter: Matter) -> tuple[list[str], list[str]]:
    """Where someone of this trade is at home, and where such stories are told."""
    home = hints().home_by_trade.get(_trade(matter), "")
    usual = [*genres()[matter.genre].place, "village", "train", "harbour", "hospital", "school"]
    return [_the(home)] if home else [], [_the(place_kinds()[kind].words[0]) for kind in usual]
