"""Casting: the people a premise needs, with names that fit place and period and are told apart at a glance."""

import re
from random import Random
from unicodedata import normalize

from msgspec import Struct

from . import english
from .lexicon import Nature, Trade, genres, kinds, looks, names, natures, trade_of, trades
from .matter import Matter, Person, genders
from .model import Inner, Member

_BEASTS = {"animal", "machine"}
_BYSTANDING = (
    "<He> knows something that <hero> needs to hear.",
    "<He> owes <hero> a favour and would rather not be reminded.",
    "<He> sees both sides of it and has not chosen one.",
)


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
    foe = casting.player(matter.foe or Person(role=casting.foe_role(), kind="assumed"), "foe")
    if loved and prize is not None:
        ally = prize
    else:
        ally = casting.player(rest.pop(0) if rest else Person(role=casting.ally_role(), kind="assumed"), "ally")
    others = tuple(casting.player(one, "other") for one in rest[:4]) or (
        casting.player(Person(role=casting.ally_role(), kind="assumed"), "other"),
    )
    return Company(hero=hero, ally=ally, foe=foe, others=others, prize=None if loved else prize)


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
        self.lead = ""

    def foe_role(self) -> str:
        """A force needs a face: whoever speaks for the empire, profits from the storm, or keeps the house."""
        threat = self.matter.threat
        role = threat.the.removeprefix("the ")
        if threat.source is None:
            return role
        if threat.sort == "group":
            return f"{self.rng.choice(['head', 'voice', 'captain'])} of {threat.the}" if not threat.plural else f"leader of {threat.the}"
        if threat.sort == "place":
            return f"governor of {threat.the}"
        return self._unused(genres()[self.matter.genre].foe)

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
        name = person.name or self._name(
            gender, trade_name, related=bool(person.relation) or (person.kind == "group" and trade_name == "kin"), part=part
        )
        nature = self.natures.pop() if self.natures else natures()[0]
        kit = self._once(trade.kit)
        full, call = name, self._call(name, part, bool(person.name))
        self.lead = self.lead or call
        member = Member(
            key=self._key(call),
            name=full,
            role=role,
            description=self._description(role, part, nature, gender),
            appearance=self._appearance(role, trade_name, trade, gender, kit),
            personality=english.sentence(f"{nature.manner}; tends to {nature.tell}"),
            inner=Inner(want=self._want(part), need=nature.need, flaw=nature.flaw, voice=nature.voice),
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
        if (
            given
            and len(parts) > 1
            and parts[0].lower() in {"captain", "doctor", "dr", "professor", "king", "queen", "lady", "lord", "sister", "father", "mother"}
        ):
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
        wants = {
            "hero": f"to {goal}",
            "foe": f"to keep others from {matter.prize.the}" if not matter.prize.owner else "to keep what the others want",
            "ally": "to see it done without losing anyone",
            "beloved": "to be asked plainly, once",
            "prize": "to be found as they are, not as they were",
        }
        return wants.get(part, "to be left out of it, and to be thanked")

    def _description(self, role: str, part: str, nature: Nature, gender: str) -> str:
        """Two sentences about this person in this story: what they are after here, and what holds them back."""
        matter = self.matter
        skill = self._once(trades()[trade_name_of(role)].skill, least="lending a hand")
        after = {
            "hero": f"<He> {self.rng.choice(['has to', 'is determined to', 'wants nothing more than to'])} <goal>.",
            "foe": kinds()[matter.kind].foe,
            "ally": f"{self._helps(matter.goal)} and is good at {skill}.",
            "beloved": "<He> is the one whom <hero> cannot do without, and has waited longer than <he> will admit.",
            "prize": "<He> is the one all of this is about, though nobody has asked what <he> wants.",
        }.get(part, "")
        after = after or self._once(_BYSTANDING, least="<He> has a past with <hero> that neither of them mentions.")
        prize = f"{english.possessive(self.lead)} {matter.prize.the}" if matter.prize.owner else matter.prize.the
        filled = {"goal": self._want("hero").removeprefix("to "), "hero": self.lead, "prize": prize, **_pronouns(gender)}
        return re.sub(r"<(\w+)>", lambda found: filled[found.group(1)], f"{after} {nature.stops}")

    def _helps(self, goal: str) -> str:
        ways = [
            "<He> wants to see <hero> through this",
            "<He> is the first to take <hero>'s side",
            "<He> joins <hero> against better advice",
        ]
        return self.rng.choice([*ways, "<He> helps <hero> to <goal>"] if len(goal.split()) < 6 else ways)

    def _appearance(self, role: str, trade_name: str, trade: Trade, gender: str, kit: str) -> str:
        kind = role.split()[-1]
        build, worn = english.a(self.rng.choice(looks().build["it"])), self.rng.choice(trade.wear)
        if trade_name == "animal":
            return english.sentence(f"{build} {kind} with {self.rng.choice(looks().animal_marks)} and {worn}")
        if trade_name == "machine":
            return english.sentence(f"{build} {kind}, {worn}, {self.rng.choice(looks().machine_marks)}")
        age = age_of(role)
        pool = "her" if gender == "she" else "his" if gender == "he" else "its"
        years = self.rng.choice(looks().ages[age]).replace("her-his", pool)
        hair = self._once(looks().hair["old" if age == "old" else "child" if age == "child" else "adult"])
        modern = self.matter.period in {"present", "future"} and self.rng.random() < 0.6
        wear = self._once(self._fitting(trade.wear if modern or age == "child" else looks().periods[self.matter.period].wear, gender))
        mark = next((one for one in self.marks if one not in self.given and one not in wear), "a steady look")
        self.given.add(mark)
        return english.sentence(
            f"{years}, {self._once(looks().build.get(gender, looks().build['it']))}, {hair}, {mark}; {wear}; carries {kit}"
        )


def _pronouns(gender: str) -> dict[str, str]:
    he, him, his = {"she": ("she", "her", "her"), "he": ("he", "him", "his")}.get(gender, ("it", "it", "its"))
    himself = "herself" if he == "she" else f"{him}self"
    return {"He": english.capital(he), "he": he, "him": him, "his": his, "himself": himself}


def as_role(role: str) -> str:
    """'a retired safecracker', but 'the head of the harbour', of which there is one."""
    single = (
        re.match(r"(?:captain|leader|head|governor|voice) of ", role) is not None
        or " of the " in role
        or role.startswith(("last ", "only ", "first ", "youngest ", "younger ", "elder ", "oldest ", "eldest "))
        or "'s " in role
    )
    return f"the {role}" if single else english.a(role)


def trade_name_of(role: str) -> str:
    """The trade behind a role; a role nobody listed is a life like any other."""
    low = role.lower()
    table = trade_of()
    parts = re.split(r" (?:of|who|with|from|in|that|at) ", low)[0].split()
    for size in (2, 1):
        tail = " ".join(parts[-size:])
        if tail in table:
            return table[tail]
    return next((table[part] for part in reversed(parts) if part in table), "life")


def gender_of(role: str) -> str:
    head = re.split(r" (?:of|who|with|in|from|that|at) ", role)[0].split()
    return (
        genders().get(head[-1], "")
        or ("he" if head[-1].endswith("man") and head[-1] != "human" else "she" if head[-1].endswith("woman") else "")
        if head
        else ""
    )


def age_of(role: str) -> str:
    parts = set(role.lower().split())
    return next((age for age in ("child", "teen", "old") if parts & set(looks().age_words[age])), "adult")


def _plain(text: str) -> str:
    return normalize("NFKD", text).encode("ascii", "ignore").decode()


def _alike(one: str, other: str) -> bool:
    a, b = _plain(one).lower(), _plain(other).lower()
    return bool(a and b) and (a[0] == b[0] or (len(a) > 3 and len(b) > 3 and a[-3:] == b[-3:]))
