"""What a story is called: a title a person would give it, a slug a folder can carry, and a logline."""

import re
from random import Random
from unicodedata import normalize

from . import english
from .cast import Company, as_role
from .matter import Matter

_STOP = {
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "to",
    "and",
    "or",
    "by",
    "for",
    "with",
    "from",
    "who",
    "that",
    "his",
    "her",
    "their",
    "its",
    "my",
    "is",
    "are",
    "one",
}


def title(matter: Matter, company: Company, rng: Random) -> str:
    """The prompt's own title if it gave one; else its most particular place, prize or person."""
    if matter.title:
        return matter.title
    place, prize = matter.places[0].thing, matter.prize
    role = (company.hero.intro or company.hero.call).split(" of ")[0]
    spoken_prize = prize.source is not None and not prize.owner and matter.prize_person is None
    choices: list[tuple[int, str]] = []
    if place.source and len(place.the.split()) > 2:
        choices.append((3, place.the))
    if spoken_prize:
        choices.append((3, prize.the))
    if len(role.split()) > 1:
        choices.append((3 if any(word[0].isupper() for word in place.the.split()) else 4, f"the {role}"))
    held = [one for one in matter.objects[:2] if one.sort == "thing" and one.source and not one.owner and not one.abstract]
    choices += [(2, one.the) for one in held]
    who = f"the {role}" if company.hero.intro else role
    if matter.threat.source and not spoken_prize and not matter.threat.owner:
        choices.append((2, f"{who} and {matter.threat.the}"))
    choices.append((1, f"{who} and {prize.the if not prize.owner else 'the ' + prize.the}"))
    if spoken_prize:
        choices.append((1, f"{who} and {prize.the}"))
    best = max(weight for weight, _ in choices)
    chosen = rng.choice([text for weight, text in choices if weight == best and len(text) < 48] or [choices[-1][1]])
    return english.title(chosen)


def slug(matter: Matter, company: Company, name: str) -> str:
    """Two to five words: what it is about, then who: ai-crimes-detective."""
    role = (company.hero.intro or company.hero.call).split(" of ")[0].split()
    parts = [matter.title] if matter.title else []
    if not parts and matter.prize.source and matter.prize_person is None:
        parts = [matter.prize.the, role[-1]]
    if not parts and matter.event is not None and matter.event.source:
        parts = [matter.places[0].thing.the if matter.places[0].thing.source else "", matter.event.short]
    if not parts and matter.places[0].thing.source:
        parts = [matter.places[0].thing.the, role[-1]]
    words = _words(" ".join(parts) or name)
    if len(words) < 2:
        words = _words(" ".join([*words, *role, name]))
    if len(words) < 2:
        words = [*words, matter.genre, "story"]
    return "-".join(words[:5])


def logline(matter: Matter, company: Company, goal: str, threat: str, rng: Random) -> str:
    """One sentence: who, what for, against what, and what if not; in one of several shapes."""
    hero = company.hero
    roled = hero.intro and hero.intro.lower() not in hero.member.name.lower()
    who = f"{hero.member.name}, {as_role(hero.intro)}," if roled else hero.member.name
    if company.foe.call in goal:
        goal, threat = goal.replace(company.foe.call, threat), ""
    aim = f"{goal} {matter.deadline}" if matter.deadline and matter.deadline not in goal else goal
    him = {"she": "her", "he": "him"}.get(hero.gender, "it")
    if not threat or threat.lower().removeprefix("the ").split()[-1] in aim.lower():
        shapes = [f"{who} must {aim}, or {matter.stakes}", f"Unless {who} can {aim}, {matter.stakes}"]
    elif matter.force:
        shapes = [
            f"In the face of {threat}, {who} must {aim}, or {matter.stakes}",
            f"{who} must {aim} in spite of {threat}, or {matter.stakes}",
        ]
    else:
        shapes = _contests(who, aim, threat, him, matter)
    return english.sentence(rng.choice(shapes))


def _contests(who: str, aim: str, threat: str, him: str, matter: Matter) -> list[str]:
    """With someone in the way; 'before' is said once only."""
    many = matter.threat.plural and matter.threat.source is not None and threat.lower().startswith("the ")
    stop, do, side = ("stop", "do", threat) if many else ("stops", "does", threat)
    close = "" if threat.count(",") == 0 else ","
    shapes = [
        f"With {side}{close} standing in the way, {who} must {aim}, or {matter.stakes}",
        f"{who} must {aim} while {side}{close} {do} everything to prevent it; otherwise {matter.stakes}",
    ]
    if " before " not in f" {aim} ":
        shapes += [f"{who} must {aim} before {side}{close} {stop} {him}, or {matter.stakes}"] * 2
    return shapes


def _words(text: str) -> list[str]:
    plain = normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'s", "")
    found = [word for word in re.split(r"[^a-z0-9]+", plain) if word and word not in _STOP]
    return list(dict.fromkeys(found))
