"""From plan to prose: slots filled by reference, verbs conjugated, clauses joined in many shapes, no sentence said twice.

Operators give events as a subject and a verb phrase in base form ("hero: hold it to the light / and ^see ..."). This
module knows how to say such an event as a finite clause, as a participle or as an infinitive, how to call people
(name and role at first, then name, then pronoun), and how to join what belongs together.
"""

import re
from random import Random

from msgspec import Struct

from . import english
from .cast import Company, Player, as_role
from .lexicon import crafts, reactions, verbs
from .matter import Matter, Thing
from .staging import Stage

_CHOICE = re.compile(r"\(([^()|]*(?:\|[^()|]*)+)\)")
_SLOT = re.compile(r"<([a-z0-9-]+)(?:\.([a-z]+))?>")
_TOKEN = re.compile(r"⟦([^⟧]+)⟧('s)?")
_PRONOUNS = {
    "she": ("she", "her", "her", "herself"), "he": ("he", "him", "his", "himself"), "it": ("it", "it", "its", "itself"),
    "they": ("they", "them", "their", "themselves"),
}  # fmt: skip
_CASES = {"he": 0, "him": 1, "his": 2, "himself": 3}


class Event(Struct, frozen=True):
    """Someone does something. `core` and `tail` are verb phrases in base form with people as ⟦tokens⟧."""

    who: str
    core: str
    tail: str
    plural: bool

    @property
    def whole(self) -> str:
        return f"{self.core}{_joint(self.tail)}" if self.tail else self.core


class Props(Struct, frozen=True):
    """What the slots of one scene stand for, beyond people."""

    stage: Stage
    witness: Player
    tool: Thing
    goal: str


class Teller:
    """Says things about one story. Remembers every sentence, detail and reaction, so that none returns."""

    def __init__(self, matter: Matter, company: Company, rng: Random) -> None:
        self.matter, self.company, self.rng = matter, company, rng
        self.said: set[str] = set()
        self.spent: set[str] = set()
        self.met: set[str] = set()
        self.by_key = {player.member.key: player for player in company.players}

    # -- slots ---------------------------------------------------------------------------------------------------------

    def player(self, part: str, props: Props) -> Player:
        return {"hero": self.company.hero, "ally": self.company.ally, "foe": self.company.foe}.get(part, props.witness)

    def events(self, doing: tuple[dict[str, str], ...], props: Props) -> list[Event]:
        found: list[Event] = []
        before = "hero"
        for one in doing:
            part, text = next(iter(one.items()))
            core, _, tail = self.choose(text).partition(" / ")
            other = before if before != part and before in {"hero", "ally", "foe", "witness"} else "ally" if part == "hero" else "hero"
            who, plural = self._subject(part, props)
            filled = [self.fill(each.strip(), props, part, other).strip() for each in (core, tail)]
            found.append(Event(who, filled[0], filled[1], plural))
            before = part
        return found

    def _subject(self, part: str, props: Props) -> tuple[str, bool]:
        if part == "both":
            return f"{self.token('hero', props)} and {self.token('ally', props)}", True
        if part == "threat":
            threat = self.threat(props)
            return threat, self.matter.threat.plural and not threat.startswith("⟦")
        return self.token(part, props), False

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

    def name_thing(self, thing: Thing, subject: str, props: Props, form: str = "the") -> str:
        text = {"a": thing.a, "short": thing.short}.get(form, thing.the)
        if not thing.owner:
            return text
        owner = _PRONOUNS[self.company.hero.gender][2] if subject == "hero" else f"{self.token('hero', props)}'s"
        return f"{owner} {text}"

    def choose(self, text: str) -> str:
        return _CHOICE.sub(lambda found: self.rng.choice(found.group(1).split("|")), text)

    def fill(self, text: str, props: Props, subject: str = "hero", other: str = "ally") -> str:
        """Fill every slot of `text` as said about `subject`; people become tokens, resolved when the prose is finished."""
        filled = _SLOT.sub(lambda found: self._slot(found.group(1), found.group(2) or "", props, subject, other), text)
        return self._slotless(filled, props, subject, other)

    def _slotless(self, text: str, props: Props, subject: str, other: str) -> str:
        return (
            _SLOT.sub(lambda found: self._slot(found.group(1), found.group(2) or "", props, subject, other), text) if "<" in text else text
        )

    def _slot(self, name: str, form: str, props: Props, subject: str, other: str) -> str:
        if name in _CASES:
            return self._pronoun(subject, name, props)
        if name in {"him2", "his2"}:
            return self.token(other, props) + ("'s" if name == "his2" else "")
        if name in {"hero", "ally", "foe", "witness"}:
            return self._pronoun(name, form, props) if form in _CASES else self.token(name, props)
        if name == "both":
            return f"{self.token('hero', props)} and {self.token('ally', props)}"
        return self._matter_slot(name, form, props, subject)

    def _matter_slot(self, name: str, form: str, props: Props, subject: str) -> str:
        hero, place = self.company.hero, props.stage.place
        article, _, base = name.rpartition("-") if name.startswith("a-") else ("", "", name)
        a = "a" if article else "the"
        simple = {
            "here": lambda: props.stage.room.the,
            "in-here": lambda: props.stage.room.at,
            "place": lambda: self.name_thing(place.thing, subject, props, "short" if form != "t" else "the"),
            "in-place": lambda: f"{place.at} {self.name_thing(place.thing, subject, props)}",
            "goal": lambda: props.goal,
            "flaw": lambda: hero.nature.flaw,
            "need": lambda: hero.nature.need,
            "work": lambda: self.fresh(self.player(subject, props).trade.work),
            "step": lambda: self._slotless(self.fresh(self._steps()), props, subject, ""),
            "role": lambda: hero.intro,
            "heads": lambda: english.plural(hero.intro.split(" of ")[0]),
        }
        if name in simple:
            text = simple[name]()
        elif base == "prize":
            text = self.prize(subject, props, "short" if form == "t" else a)
        elif base == "threat":
            text = self.threat(props)
        elif base == "tool":
            text = self.name_thing(props.tool, subject, props, a)
        else:
            text = hero.kit if a == "a" else f"the {hero.kit.removeprefix('a ').removeprefix('an ')}"
        return text

    def _steps(self) -> tuple[str, ...]:
        """Steps of the verb the prompt used, where that verb makes this quest; else steps of the quest."""
        own = (
            crafts().get(self.matter.verb, ())
            if self.matter.verb in verbs()[self.matter.kind] or self.matter.kind in {"survive", "protect"}
            else ()
        )
        return own or crafts()[f"kind-{self.matter.kind}"]

    def _pronoun(self, part: str, case: str, props: Props) -> str:
        gender = "they" if part == "both" or (part == "threat" and self.matter.threat.plural) else self.player(part, props).gender
        if part == "threat" and not self.threat(props).startswith("⟦"):
            gender = "they" if self.matter.threat.plural else "it"
        return _PRONOUNS[gender][_CASES[case]]

    def fresh(self, pool: tuple[str, ...]) -> str:
        """Something of the pool that has not been used yet; when all has been, anything."""
        free = [one for one in pool if one not in self.spent] or list(pool)
        chosen = self.rng.choice(free)
        self.spent.add(chosen)
        return chosen

    # -- clauses ---------------------------------------------------------------------------------------------------------

    def reaction(self, feeling: str, part: str, props: Props) -> str:
        """A verb phrase, base form, that shows `feeling` on someone."""
        phrase = self.fresh(reactions()[feeling])
        return re.sub(r"(?<![\w])\*(?![\w])", self._pronoun(part, "his", props), phrase)

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
        return _TOKEN.sub(lambda found: _owned(self.by_key[found.group(1)].call, found.group(2)), text)

    def introduced(self, text: str) -> str:
        """People by name and role where they are first met, by short name after that."""
        return _TOKEN.sub(lambda found: self._opening(found, text), text)

    def _opening(self, found: re.Match[str], text: str) -> str:
        """'the forger Ilya's hand' at the start of a sentence takes its capital here, where it becomes known."""
        starts = found.start() == 0 or text[: found.start()].endswith((". ", "? ", "! "))
        return english.capital(self._mention(found, text)) if starts else self._mention(found, text)

    def _mention(self, found: re.Match[str], text: str) -> str:
        player = self.by_key[found.group(1)]
        if player.member.key in self.met:
            return _owned(player.call, found.group(2))
        self.met.add(player.member.key)
        if not player.intro or player.intro.lower() in player.call.lower():
            return _owned(player.member.name, found.group(2))
        before = text[: found.start()]
        starts = not before or before.endswith((". ", "; ", ": ", "? ", "! "))
        follows = text[found.end() : found.end() + 1]
        hero = self.company.hero
        whose = _PRONOUNS[hero.gender][2] if hero.member.key in self.met else english.possessive(hero.call)
        kin = f"{whose} {player.intro}" if player.relation else ""
        if starts and not found.group(2) and follows == " " and not text[found.end() :].startswith((" and ", " or ")):
            return f"{player.member.name}, {kin or as_role(player.intro)},"
        if found.group(2) and (kin or " of " in player.intro):
            return _owned(player.member.name, found.group(2))
        if " of " in player.intro and not kin:
            return f"{player.member.name}, {as_role(player.intro)}{'' if follows in '.;:,' else ','}"
        return f"{kin or f'the {player.intro}'} {_owned(player.member.name, found.group(2))}"

    def briefer(self, text: str, first: bool = True) -> str:
        """A long name for the prize is said in full once (`first`) and then in short."""
        full, short = self.matter.prize.the, self.matter.prize.short
        if len(full.split()) < 4 or full == short or self.matter.prize.owner:
            return text
        for long, brief in ((full, short), (english.capital(full), english.capital(short))):
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


def finite(event: Event, whole: bool = True, subject: bool = True) -> str:
    """'Ilya holds it to the light and sees ...'"""
    text = conjugate(event.whole if whole else event.core, event.plural)
    return f"{event.who} {text}" if subject else text


def participle(event: Event, whole: bool = True) -> str:
    """'holding it to the light and seeing ...'"""
    return _inflect(event.whole if whole else event.core, english.ing, "not ")


def bare(text: str) -> str:
    return text.replace("^", "")


def conjugate(phrase: str, plural: bool) -> str:
    return (
        bare(phrase).replace("not ", "do not ", 1)
        if plural and phrase.startswith("not ")
        else bare(phrase)
        if plural
        else _inflect(phrase, english.third, "does not ")
    )


def _inflect(phrase: str, shape: object, negation: str) -> str:
    """Inflect the first word and every ^marked one; 'not' takes the auxiliary or stays before the participle."""
    assert callable(shape)

    def turn(text: str) -> str:
        if text == "not" or text.startswith("not "):
            return f"{negation}{text[4:]}".rstrip()
        word, space, rest = text.partition(" ")
        mark = word[len(word.rstrip(",;")) :]
        return f"{shape(word.rstrip(',;'))}{mark}{space}{rest}"

    first, *others = phrase.split("^")
    return turn(first) + "".join(turn(one) for one in others)


def _joint(tail: str) -> str:
    """Adverbials that begin like a new clause take a comma; 'and' and prepositions attach."""
    loose = tail.split(" ")[0] in {
        "which",
        "with",
        "so",
        "hat",
        "eyes",
        "one",
        "all",
        "late",
        "not",
        "alone",
    } or tail.split(" ")[0].endswith("ing")
    return f", {tail}" if loose else f" {tail}"


def _owned(name: str, own: str | None) -> str:
    return english.possessive(name) if own else name
