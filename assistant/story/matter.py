"""What a story is made from, between reading and writing: people to cast, things to speak of, places to be in."""

import re

from msgspec import Struct
from msgspec.structs import replace

from . import english
from .lexicon import language, place_kind_of, shapes, words
from .model import Premise
from .reading import Clause, Phrase, Said
from .tongue import romance


class Thing(Struct, frozen=True):
    """Something a sentence can name. `the` is definite, `a` how it first appears, `short` a briefer definite form.

    `gender` is 'm' or 'f' in languages whose nouns have one. `owner` is 'hero' for what the prompt gives to its protagonist ('her
    hive'); the forms then lack a determiner.
    """

    the: str
    a: str
    short: str
    plural: bool = False
    source: str | None = None
    owner: str = ""
    abstract: bool = False
    sort: str = "thing"
    gender: str = ""


class Person(Struct, frozen=True, kw_only=True):
    """Someone to be cast. `role` has no article; `gender` is '' where the prompt leaves it open."""

    role: str
    name: str = ""
    gender: str = ""
    source: str | None = None
    relation: str = ""
    kind: str = ""


class Place(Struct, frozen=True):
    """`thing` names it; `kind` is a key of places.yaml; `at` the preposition that goes with it."""

    thing: Thing
    kind: str
    at: str


class Matter(Struct, frozen=True, kw_only=True):
    """Everything the plan and the wording draw on. `kind` is one of the nine quests; `goal` a bare infinitive phrase."""

    premise: Premise
    prompt: str
    kind: str
    genre: str
    second: str
    tones: tuple[str, ...]
    style: str
    period: str
    culture: str
    people: tuple[Person, ...]
    prize: Thing
    threat: Thing
    foe: Person | None
    prize_person: int | None
    places: tuple[Place, ...]
    objects: tuple[Thing, ...]
    told: tuple[Clause, ...]
    goal: str
    deadline: str
    stakes: str
    avoid: tuple[Said, ...]
    one_night: bool
    hour: str
    scene_count: int | None
    duration: float | None
    title: str
    event: Thing | None
    verb: str

    @property
    def prize_sort(self) -> str:
        """`person`, `group`, `thing` (it can be held) or `matter` (it cannot)."""
        if self.prize_person is not None:
            return "person"
        if self.prize.sort == "group":
            return "group"
        holds = self.prize.sort == "thing" and not self.prize.abstract
        return (
            "thing"
            if holds and (self.prize.source or self.kind in {"steal", "carry"}) and not self.prize.the.startswith("the one")
            else "matter"
        )

    @property
    def force(self) -> bool:
        """Whether what stands in the way is no one: a storm, a curse, a flood."""
        return self.threat.source is not None and self.foe is None and self.threat.sort in {"event", "idea", "thing"}

    @property
    def loved(self) -> bool:
        """Whether the prize is the person at the hero's side."""
        return self.kind == "love" and self.prize_person is not None


def thing(phrase: Phrase) -> Thing:
    """A noun phrase of the prompt as something sentences can name."""
    return replace(_forms(phrase), sort="group" if phrase.sort == "person" else phrase.sort)


def _forms(phrase: Phrase) -> Thing:
    head = phrase.head
    core = phrase.core.removeprefix("own ")
    short = core if len(core.split()) < 3 else _short(phrase)
    if phrase.proper and (not phrase.det or phrase.det[0].isdigit()) and phrase.count == 1:
        return Thing(core, core, core, phrase.plural, phrase.text)
    if phrase.det in {"her", "his", "their", "its", "my", "our"}:
        return Thing(core, core, short, phrase.plural, phrase.text, owner="hero")
    if phrase.det.endswith(("'s", "’s", "s'")):
        if phrase.det.split()[0] in {"her", "his", "their", "its", "my", "our"}:
            owned = f"the {phrase.det.split(' ', 1)[1]} {core}"
            return Thing(owned, owned, owned, phrase.plural, phrase.text)
        if phrase.det.startswith(("a ", "an ")):
            first, owned = phrase.text[0].lower() + phrase.text[1:], f"the {phrase.text.split(' ', 1)[1]}"
            return Thing(owned, first, owned, phrase.plural, phrase.text)
        owned = phrase.text[0].lower() + phrase.text[1:] if phrase.det[:4] in {"the ", "The "} else phrase.text
        return Thing(owned, owned, owned, phrase.plural, phrase.text)
    abstract = phrase.sort == "idea" and not phrase.det and not phrase.plural
    if abstract:
        return Thing(core, core, core, False, phrase.text, abstract=True)
    number = f"{_count_word(phrase)} " if phrase.count > 1 else ""
    many = phrase.plural or phrase.count > 1
    first = f"{number}{core}" if many or head in words().mass else english.a(core)
    return Thing(f"the {number}{core}", first, f"the {short}", many, phrase.text)


def assumed_thing(text: str) -> Thing:
    """A thing out of the lexicon, written with its article or, in English, bare."""
    if language() != "en":
        return _romance_thing(text)
    core = text.removeprefix("the ").removeprefix("a ").removeprefix("an ")
    definite = f"the {core}"
    plural = english.is_plural(core.split(" of ")[0].split(" in ")[0].split(" with ")[0])
    first = text if text.startswith(("the ", "a ", "an ")) else core if plural else english.a(core)
    return Thing(definite, first, f"the {head_of(core)}", plural)


def _romance_thing(text: str) -> Thing:
    """Gender and number from its article; the short form ends before what hangs on the noun."""
    article, _, core = text.replace("l'", "le ").partition(" ")
    gender, plural = romance().ARTICLES.get(article, ("m", False))
    core = core if article in romance().ARTICLES else text
    first = text if article in {"le", "la", "les", "el", "los", "las"} else romance().some(core, gender, plural)
    short = re.split(shapes().role_stops, core)[0]
    return Thing(romance().the(core, gender, plural), first, romance().the(short, gender, plural), plural, gender=gender or "m")


def head_of(core: str) -> str:
    """The noun a phrase turns on, with the word before it when the two go together."""
    before = re.split(r"\s(?:of|with|in|on|at|that|who|which|from|to|under|without|worth|the|by|gone|held|made|over)\s", core)[0]
    return before.split()[-1]


def _short(phrase: Phrase) -> str:
    parts = phrase.core.split()
    at = next((i for i, part in enumerate(parts) if part.lower() == phrase.head), len(parts) - 1)
    pair = " ".join(parts[max(0, at - 1) : at + 1])
    if pair.lower() in place_kind_of() or english.singular(pair.lower()) in place_kind_of():
        return pair
    return parts[at]


def _count_word(phrase: Phrase) -> str:
    return next((word for word, value in words().numbers.items() if value == phrase.count), str(phrase.count))


def genders() -> dict[str, str]:
    return {word: gender for gender, known in words().common_gender.items() for word in known}
