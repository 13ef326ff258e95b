"""Casting: the people a premise needs, with names that fit place and period and are told apart at a glance."""

import re
from random import Random
from unicodedata import normalize

from msgspec import Struct

from . import english
from .ageing import age_of, hair_of, years_of
from .lexicon import Nature, Trade, genres, hints, kinds, language, looks, names, natures, shapes, trade_of, trades
from .matter import Matter, Person, Thing, genders
from .model import Inner, Member
from .tongue import romance, tongue

_BEASTS = {"animal", "machine"}
_BEFORE_CURRENT = {"ancient", "medieval", "early", "victorian"}
_FABLED = {"dragon", "unicorn", "griffin", "phoenix", "licorne", "griffon", "dragón", "unicornio"}


class Player(Struct, frozen=True, kw_only=True):
    """A member of the cast as sentences need them: `call` is the short name, `intro` the role without article."""

    member: Member
    call: str
    gender: str
    intro: str
    relation: str
    trade: Trade
    nature: Nature
    kit: str


class Company(Struct, frozen=True, kw_only=True):
    """Who plays which part. `others` take turns as the witness; `prize` is set where the prize is a person."""

    hero: Player
    ally: Player
    foe: Player
    others: tuple[Player, ...]
    prize: Player | None

    @property
    def players(self) -> tuple[Player, ...]:
        everyone = (self.hero, self.ally, self.foe, *self.others, *((self.prize,) if self.prize else ()))
        return tuple({player.member.key: player for player in everyone}.values())


def company(matter: Matter, rng: Random) -> Company:
    """Cast the story: everyone the prompt named keeps their role, the rest is invented to serve the plot."""
    casting = _Casting(matter, rng)
    hero_person, *rest = matter.people
    prize_person = rest.pop(matter.prize_person - 1) if matter.prize_person and matter.prize_person <= len(rest) else None
    loved = prize_person is not None and matter.kind == "love"
    hero = casting.player(hero_person, "hero")
    prize = casting.player(prize_person, "beloved" if loved else "prize") if prize_person else None
    foe = casting.player(matter.foe or Person(role=casting.foe_role(), gender=_sexed(matter.threat), kind="assumed"), "foe")
    if loved and prize is not None:
        ally = prize
    else:
        ally = casting.player(rest.pop(0) if rest else Person(role=casting.ally_role(), kind="assumed"), "ally")
    others = tuple(casting.player(one, "other") for one in rest[:6]) or (
        casting.player(Person(role=casting.ally_role(), kind="assumed"), "other"),
    )
    return Company(hero=hero, ally=ally, foe=foe, others=others, prize=None if loved else prize)


def _sexed(threat: Thing) -> str:
    """An assumed opponent is of the gender its noun has, in languages whose nouns have one."""
    return {"m": "he", "f": "she"}.get(threat.gender, "") if threat.source is None else ""


class _Casting:
    """Draws people without repeating a name, a nature, a mark or an initial."""

    def __init__(self, matter: Matter, rng: Random) -> None:
        self.matter, self.rng = matter, rng
        self.taken: list[str] = [part for one in matter.people for part in one.name.split()]
        self.families: list[str] = []
        self.natures = rng.sample(list(natures()), len(natures()))
        self.marks = rng.sample(list(looks().marks), len(looks().marks))
        self.roles: set[str] = {one.role for one in matter.people}
        self.keys: set[str] = set()
        self.given: set[str] = set()
        self.shared = ""
        self.nature: Nature | None = None
        self.lead = ""

    def foe_role(self) -> str:
        """A force needs a face: whoever speaks for the empire, profits from the storm, or keeps the house."""
        threat = self.matter.threat
        if threat.source is None:
            return re.sub(shapes().article, "", threat.the)
        many = "groups" if threat.plural else "group"
        if threat.sort in {"group", "place"}:
            spoken = shapes().foe_of["place" if threat.sort == "place" else many]
            return tongue().polish(self.rng.choice(spoken).format(threat=threat.the))
        local = hints().foe_by_place.get(self.matter.places[0].kind, ()) if language() == "en" else ()
        return self._unused(local or genres()[self.matter.genre].foe)

    def ally_role(self) -> str:
        return self._unused(genres()[self.matter.genre].ally + genres()[self.matter.second].ally)

    def _unused(self, roles: tuple[str, ...]) -> str:
        role = self.rng.choice([one for one in roles if one not in self.roles] or list(roles))
        self.roles.add(role)
        return role

    def player(self, person: Person, part: str) -> Player:
        role = person.role or "protagonist"
        trade_name = trade_name_of(role)
        trade = trades()[trade_name]
        gender = person.gender or gender_of(role) or ("it" if trade_name in _BEASTS else self.rng.choice(["she", "he"]))
        role = gendered(role, gender)
        name = person.name or self._name(
            gender, trade_name, related=trade_name == "kin" and (bool(person.relation) or person.kind == "group"), part=part
        )
        nature = self.natures.pop() if self.natures else natures()[0]
        young = age_of(role) == "child" and trade_name not in _BEASTS | {"school"}
        kit = self._once(self._dated((trades()["life"] if young else trade).kit))
        full, call = name, self._call(name, part, bool(person.name))
        self.lead = self.lead or call
        member = Member(
            key=self._key(call),
            name=full,
            role=role if person.role else self._shown(person.name, part),
            description=self._description(role, part, nature, gender),
            appearance=self._appearance(role, trade_name, trade, gender, kit),
            personality=self._personality(nature, gender),
            inner=self._inner(part, nature, gender),
        )
        return Player(
            member=member,
            call=call,
            gender=gender,
            intro="" if role == "protagonist" else role,
            relation=person.relation,
            trade=trade,
            nature=nature,
            kit=kit,
        )

    def _shown(self, name: str, part: str) -> str:
        """What somebody is whom the prompt only names: a title says it, else the part they play."""
        title = name.split(" ")[0].lower().rstrip(".")
        known = {"dr": "doctor", "prof": "professor", "capt": "captain", "sgt": "sergeant"}.get(title, title)
        if part == "hero" or language() != "en":
            return shapes().protagonist
        return known if known in trade_of() else shapes().least.get("foe" if part == "foe" else "companion", shapes().protagonist)

    def _dated(self, pool: tuple[str, ...]) -> tuple[str, ...]:
        """What people could have before there was current."""
        if self.matter.period not in _BEFORE_CURRENT:
            return pool
        late = "|".join(looks().age_words.get("modern", ())) or "(?!)"
        return tuple(one for one in pool if not re.search(rf"{shapes().modern}|\b(?:{late})\b", one)) or pool

    def _fitting(self, clothes: tuple[str, ...], gender: str) -> tuple[str, ...]:
        kept = tuple(one for one in clothes if gender != "he" or not re.search(r"\b(?:dress|blouse|gown)\b", one))
        return kept or clothes

    def _once(self, pool: tuple[str, ...], least: str | None = None) -> str:
        """One that nobody else in the cast has; `least` when none is left."""
        free = [one for one in pool if one not in self.given]
        chosen = self.rng.choice(free) if free else self.rng.choice(pool) if least is None else least
        self.given.add(chosen)
        return chosen

    def _call(self, name: str, part: str, given: bool) -> str:
        parts = name.split()
        if given and len(parts) > 1 and parts[0].lower().rstrip(".") in shapes().addresses:
            return name
        if part == "foe" and len(parts) > 1 and not given and parts[1] not in {"of"}:
            return " ".join(parts[1:])
        return parts[0]

    def _key(self, call: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", _plain(call).lower()).strip("-") or "someone"
        key, number = base, 2
        while key in self.keys:
            key, number = f"{base}-{number}", number + 1
        self.keys.add(key)
        return key

    def _name(self, gender: str, trade: str, related: bool, part: str) -> str:
        culture = trade if trade in _BEASTS else self.matter.culture
        pool = names()[culture]
        firsts = {"she": pool.she, "he": pool.he}.get(gender, (*pool.she, *pool.he))
        first = self._unlike(firsts) or self._unlike((*names()["english"].she, *names()["slavic"].he)) or firsts[0]
        self.taken.append(first)
        if not pool.family or trade in _BEASTS:
            return first
        family = self.shared if related and self.shared else self._unlike(pool.family, self.families) or self.rng.choice(pool.family)
        if part == "hero":
            self.shared = family
        self.families.append(family)
        self.taken.append(family)
        return f"{first} {family}"

    def _unlike(self, pool: tuple[str, ...], also: list[str] | None = None) -> str:
        """A name that shares neither its initial nor its ending with anyone already cast."""
        free = [one for one in pool if all(not _alike(one, other) for other in [*self.taken, *(also or [])])]
        return self.rng.choice(free) if free else ""

    def _want(self, part: str) -> str:
        matter = self.matter
        goal = matter.goal.replace("<prize>", matter.prize.the).replace("<threat>", matter.threat.the)
        part = "foe_owned" if part == "foe" and matter.prize.owner else part
        wants = shapes().wanting.get(part, shapes().wanting["other"])
        return tongue().polish(self._once(wants, least=wants[0]).format(goal=goal, prize=matter.prize.the))

    def _inner(self, part: str, nature: Nature, gender: str) -> Inner:
        """Beneath the surface. Everybody but the hero answers the question that the hero's flaw asks."""
        if part == "hero":
            self.nature = nature
        mirror = {"ally": 0, "foe": 2, "beloved": 1}.get(part, 1)
        mirrors = self.nature.mirrors if self.nature and part != "hero" else ()
        theme = mirrors[mirror % len(mirrors)] if mirrors else nature.theme
        lie, ghost, secret, answer = (self._about(one, gender) for one in (nature.lie, nature.ghost, nature.secret, theme))
        relations = self._relations() if part != "hero" else ()
        return Inner(
            want=self._want(part), need=nature.need, flaw=nature.flaw, voice=nature.voice, lie=lie, ghost=ghost, secret=secret,
            theme=answer, relations=relations,
        )  # fmt: skip

    def _relations(self) -> tuple[str, ...]:
        """What binds this person to the one the story is about."""
        known = shapes().relations
        return (tongue().polish(self._once(known, least=known[0]).format(hero=self.lead)),) if known else ()

    def _personality(self, nature: Nature, gender: str) -> str:
        said = shapes().personality.format(manner=nature.manner, tell=conjugated(nature.tell))
        return tongue().sentence(self._about(said, gender))

    def _description(self, role: str, part: str, nature: Nature, gender: str) -> str:
        """Two sentences about this person in this story: what they are after here, and what holds them back."""
        matter = self.matter
        known = shapes()
        after = kinds()[matter.kind].foe if part == "foe" else self._once(known.about.get(part, known.about["other"]), known.least["other"])
        skill = self._once(trades()[trade_name_of(role)].skill, known.least["skill"]) if "{skill}" in after else ""
        goal = matter.goal.replace("<prize>", matter.prize.the).replace("<threat>", matter.threat.the)
        said = re.sub(r"\{(goal|hero|skill)\}", lambda found: {"goal": goal, "hero": self.lead, "skill": skill}[found.group(1)], after)
        return self._about(f"{said} {nature.stops}", gender)

    def _about(self, text: str, gender: str) -> str:
        """`text` about somebody: pronouns and agreement filled in."""
        prize = self.matter.prize
        whose = owned_by(self.lead, prize) if prize.owner else prize.the
        named = {"hero": self.lead, "prize": whose, "goal": self._want("hero"), **_pronouns(gender)}
        filled = re.sub(r"<(\w+)>", lambda found: named.get(found.group(1), found.group()), text)
        said = tongue().polish(agreed(filled, gender))
        if language() == "es":
            # Spanish leaves a subject that is clear unsaid.
            said = re.sub(r"(?:^|(?<=[.!?] ))(?:Él|Ella) (\w)", lambda found: found.group(1).upper(), said)
        return said

    def _appearance(self, role: str, trade_name: str, trade: Trade, gender: str, kit: str) -> str:
        head = re.split(shapes().role_stops, role)[0]
        # The noun comes last in English and first in Romance languages, where its adjectives follow it.
        kind = head.split()[-1] if language() == "en" else head
        build, worn = tongue().a(self.rng.choice(looks().build["it"])), self.rng.choice(trade.wear)
        if trade_name in _BEASTS or set(kind.split()) & _FABLED:
            animal = trade_name != "machine"
            worn = worn if trade_name in _BEASTS else self.rng.choice(trades()["animal"].wear)
            shape = shapes().appearance_animal if animal else shapes().appearance_machine
            mark = self.rng.choice(looks().animal_marks if animal else looks().machine_marks)
            return tongue().sentence(tongue().polish(agreed(shape.format(build=build, kind=kind, mark=mark, wear=worn), gender)))
        age = age_of(role)
        pool = "her" if gender == "she" else "his" if gender == "he" else "its"
        years = years_of(role, age, self.rng).replace("her-his", pool)
        hair = self._once(hair_of(age, gender))
        current = self.matter.period in {"present", "future"}
        modern = current and self.rng.random() < 0.6
        worn_by = trades()["life"] if age == "child" and trade_name not in {"kin", "school"} else trade
        wear = self._once(
            self._fitting(worn_by.wear if modern or (age == "child" and current) else looks().periods[self.matter.period].wear, gender)
        )
        grown = looks().age_words.get("grown", ()) if age in {"child", "teen"} else ()
        mark = next(
            (one for one in self.marks if one not in self.given and one not in wear and not any(word in one for word in grown)),
            shapes().least["mark"],
        )
        self.given.add(mark)
        build = self._once(looks().build.get(gender, looks().build["it"]))
        said = shapes().appearance.format(age=years, build=build, hair=hair, mark=mark, wear=wear, kit=kit)
        return tongue().sentence(tongue().polish(agreed(said, gender)))


def _pronouns(gender: str) -> dict[str, str]:
    if language() != "en":
        return {
            name: romance().capital(forms[gender == "she"]) if cased else forms[gender == "she"]
            for word, forms in romance().PRONOUNS.items()
            for name, cased in ((word, False), (romance().capital(word), True))
        }
    he, him, his = {"she": ("she", "her", "her"), "he": ("he", "him", "his")}.get(gender, ("it", "it", "its"))
    himself = "herself" if he == "she" else f"{him}self"
    return {"He": english.capital(he), "he": he, "him": him, "his": his, "himself": himself}


def agreed(text: str, gender: str) -> str:
    """`{prêt|prête}` as said of one person."""
    return re.sub(r"\{([^{}|:]*)\|([^{}|]*)(?:\|[^{}]*)?\}", lambda found: found.group(2 if gender == "she" else 1), text)


def gendered(role: str, gender: str) -> str:
    """'inspecteur|inspectrice' in the form that fits."""
    he, _, she = role.partition("|")
    return she if she and gender == "she" else he


def conjugated(phrase: str) -> str:
    """A verb phrase of the lexicon as said of one person, without its subject, where the language marks verbs."""
    return (
        re.sub(r"\^([\w'-]+)", lambda found: romance().verb(found.group(1)).one, phrase) if language() != "en" else phrase.replace("^", "")
    )


def owned_by(name: str, thing: Thing) -> str:
    """A thing of the prompt that is somebody's own: "Ada's hive", 'la ruche d'Ada'."""
    if language() == "en":
        return f"{english.possessive(name)} {thing.the}"
    return f"{romance().the(thing.the, thing.gender, thing.plural)} de {name}"


def as_role(role: str) -> str:
    """'a retired safecracker', but 'the head of the harbour', of which there is one."""
    single = (
        re.match(r"(?:captain|leader|head|governor|voice|mayor|king|queen|president|owner) of ", role) is not None
        or " of the " in role
        or role.startswith(("last ", "only ", "first ", "youngest ", "younger ", "elder ", "oldest ", "eldest "))
        or "'s " in role
    )
    return f"the {role}" if single else english.a(role)


def trade_name_of(role: str) -> str:
    """The trade behind a role; a role nobody listed is a life like any other."""
    low = role.lower()
    table = trade_of()
    parts = re.split(shapes().role_stops, low)[0].split()
    if language() != "en":
        # The noun comes first in Romance languages, its adjectives after it.
        heads = (" ".join(parts[:size]) for size in (4, 3, 2, 1))
        known = next((table[one] for one in heads if one in table), None)
        return known or next((table[part] for part in parts if part in table), "life")
    for size in (2, 1):
        tail = " ".join(parts[-size:])
        if tail in table:
            return table[tail]
    return next((table[part] for part in reversed(parts) if part in table), "life")


def gender_of(role: str) -> str:
    if language() != "en":
        from .romance.entries import sex_of  # the package of the reader leans on this module

        return "" if "|" in role else sex_of(role)
    head = re.split(r" (?:of|who|with|in|from|that|at) ", role)[0].split()
    return (
        genders().get(head[-1], "")
        or ("he" if head[-1].endswith("man") and head[-1] != "human" else "she" if head[-1].endswith("woman") else "")
        if head
        else ""
    )


def _plain(text: str) -> str:
    return normalize("NFKD", text).encode("ascii", "ignore").decode()


def _alike(one: str, other: str) -> bool:
    a, b = _plain(one).lower(), _plain(other).lower()
    return bool(a and b) and (a[0] == b[0] or (len(a) > 3 and len(b) > 3 and a[-3:] == b[-3:]))
