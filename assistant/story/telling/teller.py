"""Whoever tells a story: fills slots by reference, joins what belongs together, says no sentence twice.

Operators give events as a person and a verb phrase. How such an event becomes a clause, how people are called (name and
role at first, then name, then pronoun) and what a slot turns into depends on the language: `english.py`, `romance.py`.
Until a sentence is finished people stand in it as ⟦keys⟧.
"""

import re
from abc import ABC, abstractmethod
from collections import Counter
from random import Random

from msgspec import Struct

from ..cast import Company, Player
from ..lexicon import reactions, shapes
from ..matter import Matter, Thing
from ..reading import Clause, Phrase
from ..staging import Stage
from ..tongue import tongue

CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
TOKEN = re.compile(r"⟦([^⟧]+)⟧('s)?")
_EPITHETS = 0.6
"""How often somebody named twice in a scene is called by what they are the second time."""
PARTS = ("hero", "ally", "foe", "witness")


class Event(Struct, frozen=True):
    """Someone does something. `core` and `tail` are verb phrases in base form with people as ⟦keys⟧."""

    who: str
    core: str
    tail: str
    plural: bool


class Props(Struct, frozen=True):
    """What the slots of one scene stand for, beyond people."""

    stage: Stage
    witness: Player
    tool: Thing
    goal: str


class Teller(ABC):
    """Says things about one story. Remembers every sentence, detail and reaction, so that none returns."""

    def __init__(self, matter: Matter, company: Company, rng: Random) -> None:
        self.matter, self.company, self.rng = matter, company, rng
        self.said: set[str] = set()
        self.spent: set[str] = set()
        self.met: set[str] = set()
        self.named: Counter[str] = Counter()
        self.by_key = {player.member.key: player for player in company.players}

    # -- what a language does in its own way -------------------------------------------------------------------------------

    @abstractmethod
    def fill(self, text: str, props: Props, subject: str = "hero", other: str = "ally") -> str:
        """Fill every slot of `text` as said about `subject`; people become ⟦keys⟧."""

    @abstractmethod
    def conjugate(self, phrase: str, plural: bool) -> str:
        """A verb phrase in the present tense, third person."""

    @abstractmethod
    def participle(self, event: Event) -> str:
        """'holding it to the light and seeing …'; '' where the language would stumble."""

    @abstractmethod
    def seen(self, shape: str, thing: Thing, props: Props) -> str:
        """A sentence of seeing.yaml about `thing`."""

    @abstractmethod
    def mention(self, player: Player, text: str, start: int, end: int, owns: bool) -> str:
        """Somebody met for the first time, as named at `text[start:end]`: name and role."""

    @abstractmethod
    def someone(self, phrase: Phrase) -> tuple[str, bool]:
        """Who or what the prompt speaks of, not being of the cast, and whether it is many."""

    @abstractmethod
    def pronoun(self, key: str, rest: str) -> str:
        """A clause whose subject, somebody just named, is clear; `rest` is what follows the subject."""

    @abstractmethod
    def told(self, who: str, plural: bool, clause: Clause) -> str:
        """What the prompt says happens, as a clause in the present tense; '' where it cannot be turned."""

    @abstractmethod
    def the(self, player: Player, role: str) -> str:
        """A role with its definite article."""

    @abstractmethod
    def name_thing(self, thing: Thing, subject: str, props: Props, form: str = "the") -> str:
        """A thing with its article (`the`, `a` or `short`), or as somebody's own."""

    def called(self, name: str, owns: bool) -> str:
        return tongue().possessive(name) if owns else name

    # -- slots ---------------------------------------------------------------------------------------------------------

    def player(self, part: str, props: Props) -> Player:
        return {"hero": self.company.hero, "ally": self.company.ally, "foe": self.company.foe}.get(part, props.witness)

    def events(self, doing: tuple[dict[str, str], ...], props: Props) -> list[Event]:
        """The events of an operator with its slots filled; who acted before is the other in the scene."""
        found: list[Event] = []
        before = "hero"
        for one in doing:
            part, text = next(iter(one.items()))
            core, _, tail = self.choose(text).partition(" / ")
            other = before if before != part and before in PARTS else "ally" if part == "hero" else "hero"
            who, plural = self._subject(part, props)
            filled = [self.fill(each.strip(), props, part, other).strip() for each in (core, tail)]
            found.append(Event(who, filled[0], filled[1], plural))
            before = part
        return found

    def _subject(self, part: str, props: Props) -> tuple[str, bool]:
        if part == "both":
            return self.both(props), True
        if part == "threat":
            threat = self.threat(props)
            return threat, self.matter.threat.plural and not threat.startswith("⟦")
        return self.token(part, props), False

    def both(self, props: Props) -> str:
        return f"{self.token('hero', props)} {shapes().and_} {self.token('ally', props)}"

    def token(self, part: str, props: Props) -> str:
        return f"⟦{self.player(part, props).member.key}⟧"

    def threat(self, props: Props) -> str:
        if not self.matter.force:
            return self.token("foe", props)
        return self.name_thing(self.matter.threat, "", props)

    def prize(self, subject: str, props: Props, form: str = "the") -> str:
        if self.company.prize is not None:
            return f"⟦{self.company.prize.member.key}⟧"
        if self.matter.loved:
            return self.token("ally", props)
        return self.name_thing(self.matter.prize, subject, props, form)

    def choose(self, text: str, draw: int | None = None) -> str:
        """One of each `(a|b|c)` of a text; the same number in all texts that are given the same `draw`."""

        def one(found: re.Match[str]) -> str:
            choices = found.group(1).split("|")
            return self.rng.choice(choices) if draw is None else choices[draw % len(choices)]

        return CHOICE.sub(one, text)

    def fresh(self, pool: tuple[str, ...]) -> str:
        """Something of the pool that has not been used yet; when all has been, anything."""
        free = [one for one in pool if one not in self.spent] or list(pool)
        chosen = self.rng.choice(free)
        self.spent.add(chosen)
        return chosen

    # -- clauses ---------------------------------------------------------------------------------------------------------

    def finite(self, event: Event, whole: bool = True, subject: bool = True) -> str:
        """'Ilya holds it to the light and sees …'"""
        text = self.conjugate(self.whole(event) if whole else event.core, event.plural)
        return f"{event.who} {text}" if subject else text

    def whole(self, event: Event) -> str:
        """The event's phrase with its tail."""
        if not event.tail:
            return event.core
        loose = re.match(shapes().loose_tail, event.tail)
        return f"{event.core}{',' if loose else ''} {event.tail}"

    def reaction(self, feeling: str, part: str, props: Props) -> str:
        """What `feeling` does to someone, as a finite verb phrase without its subject."""
        phrase = self.fill(self.fresh(reactions()[feeling]), props, part)
        return self.conjugate(phrase, plural=False)

    def bare(self, text: str) -> str:
        return text.replace("^", "")

    def detail(self, stage: Stage) -> str:
        """Something to see in the room that has not been seen before, or '' when it has given all it has."""
        free = [one for one in stage.room.details if one not in self.spent]
        if not free:
            return ""
        chosen = self.rng.choice(free)
        self.spent.add(chosen)
        return chosen

    # -- people in prose -------------------------------------------------------------------------------------------------

    def plain(self, text: str) -> str:
        """People by their short names."""
        return tongue().polish(TOKEN.sub(lambda found: self.called(self.by_key[found.group(1)].call, bool(found.group(2))), text))

    def introduced(self, text: str) -> str:
        """People by name and role where they are first met, after that by short name and, once in a while, by what they are."""
        self.named.clear()
        return tongue().polish(TOKEN.sub(lambda found: self._opening(found, text), text))

    def _opening(self, found: re.Match[str], text: str) -> str:
        """'the forger Ilya's hand' at the start of a sentence takes its capital here, where it becomes known."""
        starts = found.start() == 0 or text[: found.start()].endswith((". ", "? ", "! "))
        return tongue().capital(self._mention(found, text)) if starts else self._mention(found, text)

    def _mention(self, found: re.Match[str], text: str) -> str:
        player, owns = self.by_key[found.group(1)], bool(found.group(2))
        if player.member.key in self.met:
            self.named[player.member.key] += 1
            again = self.named[player.member.key] == 2 and self.rng.random() < _EPITHETS
            return self.called((self.epithet(player) if again else "") or player.call, owns)
        self.met.add(player.member.key)
        if not player.intro or player.intro.lower() in player.call.lower():
            return self.called(player.member.name, owns)
        return self.mention(player, text, *found.span(), owns)

    def epithet(self, player: Player) -> str:
        """'the clockmaker': what somebody is, where only one of them is that and it is short; else ''."""
        role = re.split(shapes().role_stops, player.intro)[0]
        same = [one for one in self.company.players if role and role in one.intro]
        if not role or player.relation or len(role.split()) > 3 or len(same) > 1 or role.lower() in player.member.name.lower():
            return ""
        return self.the(player, role)

    def briefer(self, text: str, first: bool = True) -> str:
        """A long name for the prize is said in full once (`first`) and then in short."""
        full, short = self.matter.prize.the, self.matter.prize.short
        if len(full.split()) < 4 or full == short or self.matter.prize.owner:
            return text
        for long, brief in ((full, short), (tongue().capital(full), tongue().capital(short))):
            head, found, rest = text.partition(long)
            text = (head + found if first else head + brief) + rest.replace(long, brief) if found else text
        return text

    def keep(self, sentence: str) -> bool:
        """Remember a sentence; False when it has been said before."""
        key = re.sub(r"\W+", " ", sentence.lower()).strip()
        if not key or key in self.said:
            return False
        self.said.add(key)
        return True
