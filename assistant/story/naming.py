"""What a story is called: a title a person would give it, a slug a folder can carry, and a logline."""

import re
from random import Random
from unicodedata import normalize

from .cast import Company, Player, as_role
from .lexicon import language, shapes, words
from .matter import Matter, Thing
from .tongue import romance, tongue

_ANYBODY = {"man", "woman", "person", "someone", "girl", "boy", "child", "friend", "kid", "people"}


def title(matter: Matter, company: Company, rng: Random) -> str:
    """The prompt's own title if it gave one; else its most particular place, prize or person."""
    if matter.title:
        return matter.title
    place, prize = matter.places[0].thing, matter.prize
    role = plain_role(company.hero)
    spoken_prize = prize.source is not None and not prize.owner and matter.prize_person is None
    choices: list[tuple[int, str]] = []
    if place.source and len(place.the.split()) > 2 and not place.owner:
        choices.append((3, place.the))
    who = _the(company.hero, role) if company.hero.intro else company.hero.call
    if spoken_prize:
        # What is done, or had by no one, makes no title by itself.
        choices.append((3, _pair(who, prize.the) if prize.abstract or prize.sort == "idea" else prize.the))
    if (many := counted(matter)) is not None and len(many) < 36:
        choices.append((4, many))
    elif len(role.split()) > 1 and company.hero.intro:
        capital = any(word[0].isupper() for word in place.the.split())
        choices.append((2 if plain(role) else 3 if capital else 4, _the(company.hero, role)))
    held = [one for one in matter.objects[:2] if one.sort == "thing" and one.source and not one.owner and not one.abstract]
    choices += [(2, one.the) for one in held]
    if matter.threat.source and not spoken_prize and not matter.threat.owner:
        choices.append((2, _pair(who, matter.threat.the)))
    choices.append((1, _pair(who, _own(prize))))
    best = max(weight for weight, _ in choices)
    chosen = rng.choice([text for weight, text in choices if weight == best and len(text) < 48] or [choices[-1][1]])
    return tongue().title(tongue().polish(chosen))


def counted(matter: Matter) -> str | None:
    """'six retired performers', where the one it is about is one of several the prompt counts."""
    lead = matter.people[0]
    if language() != "en" or lead.kind != "group" or not lead.source or lead.source.split()[0].lower() not in {*words().numbers, "both"}:
        return None
    return lead.source[:1].lower() + lead.source[1:]


def plain(role: str) -> bool:
    """'old man', 'young woman': so little is said that it makes neither a title nor an apposition."""
    return role.split(" ")[-1].lower() in _ANYBODY and all(one.lower() in {"old", "young", "the", "a"} for one in role.split(" ")[:-1])


def plain_role(player: Player) -> str:
    """The role without what hangs on it: 'keeper', of 'keeper of the northern light'."""
    return re.split(shapes().role_stops, player.intro)[0] or player.call


def _the(player: Player, role: str) -> str:
    if language() == "en":
        return f"the {role}"
    return romance().the(role, "f" if player.gender == "she" else "m", False)


def _pair(who: str, thing: str) -> str:
    return f"{who} {shapes().and_} {thing}"


def _own(thing: Thing) -> str:
    if not thing.owner:
        return thing.the
    return f"the {thing.the}" if language() == "en" else romance().the(thing.the, thing.gender, thing.plural)


def slug(matter: Matter, company: Company, name: str) -> str:
    """Two to five words: what it is about, then who: ai-crimes-detective."""
    role = plain_role(company.hero).split()
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


def known_as(player: Player, hero: Player) -> str:
    """Somebody by role and name, as a stranger to the story is told."""
    named, role = shapes().named, player.intro
    if not role:
        return player.member.name
    feminine = "f" if player.gender == "she" else "m"
    if language() != "en":
        kin = f"{role} de {hero.call}" if player.relation else role
        return tongue().polish(f"{player.member.name}, {romance().the(kin, feminine, False)}")
    if player.relation:
        return named["foe_kin"].format(hero=hero.call, role=role, name=player.member.name)
    return named["foe_apart" if re.search(shapes().role_stops, role) else "foe"].format(role=role, name=player.member.name)


def logline(matter: Matter, company: Company, goal: str, threat: str, rng: Random) -> str:
    """One sentence: who, what for, against what, and what if not; in one of several shapes."""
    hero = company.hero
    roled = hero.intro and hero.intro.lower() not in hero.member.name.lower() and (hero.intro not in _ANYBODY or counted(matter))
    role = _one_of(matter, hero.intro) if language() == "en" else hero.intro
    who = shapes().named["who"].format(name=hero.member.name, role=role) if roled else hero.member.name
    if company.foe.call in goal:
        goal, threat = goal.replace(company.foe.call, threat), ""
    elif _spoken_of(matter.threat, goal):
        goal, threat = goal.replace(matter.threat.the, threat.rstrip(",")), ""
    late = matter.deadline and (matter.deadline in goal or matter.deadline.partition(" ")[2] in matter.stakes)
    aim = f"{goal} {matter.deadline}" if matter.deadline and not late else goal
    parts = {"who": who, "aim": aim, "threat": _closed(threat), "stakes": matter.stakes, "him": _him(hero)}
    shape = rng.choice(_shapes(matter, aim, threat))
    return tongue().sentence(tongue().polish(shape.format(**parts)))


def _one_of(matter: Matter, role: str) -> str:
    """'one of six performers', 'the elder of two brothers'."""
    many = counted(matter)
    if many is None:
        return as_role(role)
    kin = role.split(" ")[0] in {"elder", "younger", "eldest", "youngest"}
    return f"the {role.split(' ')[0]} of {many}" if kin else f"one of {many}"


def _spoken_of(threat: Thing, goal: str) -> bool:
    """Whether whoever stands against it is in the goal already: 'audit a dragon', with the dragon against it."""
    bare = re.sub(shapes().article, "", threat.the)
    return threat.source is not None and re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", goal) is not None


def _closed(threat: str) -> str:
    """An apposition ends with a comma of its own."""
    return f"{threat}," if threat.count(",") == 1 else threat


def _him(hero: Player) -> str:
    if language() == "en":
        return {"she": "her", "he": "him"}.get(hero.gender, "it")
    return romance().PRONOUNS["le"][hero.gender == "she"]


def _shapes(matter: Matter, aim: str, threat: str) -> tuple[str, ...]:
    """With someone in the way or not; 'before' is said once only."""
    known = shapes().loglines
    if not threat or re.sub(shapes().article, "", threat.lower()).split()[-1] in aim.lower():
        return known["alone"]
    if matter.force:
        return known["force"]
    many = matter.threat.plural and matter.threat.source is not None and bool(re.match(shapes().article, threat.lower()))
    name = "foes" if many else "foe"
    before = known.get(f"{name}_before", ()) if not re.search(shapes().before, f" {aim} ") else ()
    return known[name] + before * 2


def _words(text: str) -> list[str]:
    plain = normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"\b[dlsnjqc]'", " ", plain) if language() == "fr" else plain.replace("'s", "")
    found = [word for word in re.split(r"[^a-z0-9]+", plain) if word and word not in shapes().small]
    return list(dict.fromkeys(found))
