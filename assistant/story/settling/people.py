"""Who the story is about: everyone the prompt speaks of, the one it follows, and what is known of each."""

import re

from msgspec.structs import replace

from .. import english
from ..cast import trade_name_of
from ..lexicon import genres, hints, names, trade_of, words
from ..matter import Person, genders
from ..model import Finding
from ..reading import Clause, Phrase
from .ground import Ground, is_hostile, missing, role_of, same
from .identities import (
    NARRATOR,
    aged,
    apposed,
    described,
    holder_of,
    merged,
    narrator,
    predicate_of,
    shared,
    sharing,
    titled,
)

MOST = 7
FORBIDS = {"ban", "forbid", "outlaw", "evict", "bully", "oppose", "occupy", "invade", "conquer"}
"""What is done to those whom the story is about."""
_ORDER = ("second", "third", "fourth", "fifth", "sixth")


class People(Ground):
    """Settles the cast that the prompt itself asks for."""

    against: str = ""
    """Who was assumed to stand in the way, and so is nobody else."""

    def people(self) -> list[Phrase]:
        """Everyone the prompt speaks of, once each; 'Ilya, a retired safecracker' is one person."""
        found: list[Phrase] = self._addressed()
        for phrase in self.phrases:
            if phrase.sort != "person" or phrase.det in {"every", "any", "no", "each"} or self._crowd(phrase) or self.is_quarry(phrase):
                continue
            if phrase.prep == "for" and re.search(r"\bruns?\s+for\s+$", self.said.rest[: phrase.start]):
                continue
            if phrase.head == "person" and re.match(r"(?:only one|one)\b", phrase.text, re.I):
                continue
            quoted = self.said.rest[: phrase.start].count('"') % 2 == 1
            if phrase.prep == "like" or (quoted and not phrase.name) or self._told_before(found, phrase):
                continue
            if self._revealed(found, phrase):
                found[-1] = replace(phrase, prep=found[-1].prep)
                continue
            if phrase.prep == "as" and re.search(
                r"\b(?:pos\w+|disguis\w+|masquerad\w+|dress\w+|undercover|job|work\w*|hired|appl\w+|career)\b[^.;]{0,20}$",
                self.said.rest[: phrase.start],
            ):
                continue
            if self._is_predicate(phrase) and not re.search(r"\bone of (?:whom|them) (?:is|was)\s+$", self.said.rest[: phrase.start]):
                if (at := predicate_of(found, phrase, self.said.rest)) is not None:
                    found[at] = described(found[at], phrase)
                continue
            if shared(found, phrase, self.said.rest):
                found[-2:] = [sharing(one, phrase, self.said.rest, at) for at, one in enumerate(found[-2:])]
                continue
            if (holder := holder_of(phrase)) is not None and not any(same(one, holder) for one in found):
                found.append(holder)
            last = found[-1] if found else None
            if last and apposed(last, phrase, self.said.rest):
                found[-1] = merged(last, phrase)
            elif not any(same(one, phrase) for one in found):
                found.append(phrase)
        found = self._one_by_one(found)
        found = self._without_anybody([aged(one, self.said.rest) for one in found])
        return found or [one for one in map(owner_of, self.phrases) if one is not None][:1] or self._minded() or self._unnamed()

    @staticmethod
    def _told_before(found: list[Phrase], phrase: Phrase) -> bool:
        """'I am a guard and I have seen': the second 'I' is the same."""
        return phrase.head == NARRATOR and any(one.text.lower() == phrase.text.lower() for one in found)

    def _revealed(self, found: list[Phrase], phrase: Phrase) -> bool:
        """'The patient is his brother Kofi' speaks of one man."""
        last = found[-1] if found else None
        is_ = last is not None and re.fullmatch(r"\s+(?:is|was|turns out to be)\s+", self.said.rest[last.end : phrase.start])
        return bool(is_) and bool(phrase.name) and last is not None and not last.name and last.det == "the"

    def _addressed(self) -> list[Phrase]:
        """'Should you forgive the man who killed your son?' is about whoever is asked."""
        hit = re.match(r"\W*(?:should|would)\s+(you)\s+(?!like|write|make|please|tell)", self.said.rest, re.I)
        if hit is None or not any(one.det == "your" for one in self.phrases):
            return []
        start, end = hit.span(1)
        return [Phrase(text=hit.group(1), core=NARRATOR, head=NARRATOR, start=start, end=end, det="", sort="person", plural=False,
                       proper=False, role=NARRATOR)]  # fmt: skip

    def _unnamed(self) -> list[Phrase]:
        """'She has one day to learn to drive.'"""
        hit = re.match(r"\W*(?P<who>she|he)\b", self.said.rest, re.I)
        if hit is None:
            return []
        role = {"she": "woman", "he": "man"}[hit.group("who").lower()]
        start, end = hit.span("who")
        return [Phrase(text=hit.group("who"), core=role, head=role, start=start, end=end, det="a", sort="person", plural=False,
                       proper=False, role=role)]  # fmt: skip

    def _minded(self) -> list[Phrase]:
        """A drone that falls in love is somebody."""
        for clause in self.clauses:
            loves = clause.lemma == "fall" and clause.said.split()[1:3] == ["in", "love"]
            one = clause.subject
            if (
                one is not None
                and one.sort == "thing"
                and not one.plural
                and (
                    loves
                    or clause.lemma in {"dream", "decide", "befriend", "learn", "refuse", "believe", "remember", "talk", "speak", "love"}
                )
            ):
                return [replace(one, sort="person", role=one.head)]
        return []

    @staticmethod
    def _crowd(phrase: Phrase) -> bool:
        """A crew is many and nobody; 'a crew of five' is five people, a couple two; hundreds are nobody in particular."""
        if phrase.head == "couple" and phrase.sort == "person":
            return False
        if re.search(r"\b(?:hundreds?|thousands?|millions?|dozens)\b", phrase.text, re.I):
            return True
        return english.singular(phrase.head) in hints().collective and phrase.count < 2

    def _one_by_one(self, found: list[Phrase]) -> list[Phrase]:
        """'two trumpeters who hate each other: Karel, who ..., and Ota': whoever is named after a colon is one of them."""
        for group in (one for one in found if one.count > 1 and not one.name):
            named = [one for one in found if one.name and not one.role and one.start > group.end][: group.count]
            listed = len(named) == group.count and ":" in self.said.rest[group.end : named[0].start]
            if listed and "." not in self.said.rest[group.end : named[-1].start]:
                role = english.singular(group.head)
                core = " ".join([*group.core.split()[:-1], role])
                shared_role = {one.start: replace(one, core=f"{core} {one.name}", role=role) for one in named}
                return [shared_role.get(one.start, one) for one in found if one is not group]
        return found

    @staticmethod
    def _without_anybody(found: list[Phrase]) -> list[Phrase]:
        """'three people', who are then named one by one, are no three more."""
        named = [one for one in found if one.name]
        spoken = len(found) > 1
        return [one for one in found if not (spoken and one.head in words().anybody and one.count > 1 and len(named) >= 2)]

    def is_quarry(self, phrase: Phrase) -> bool:
        """Animals and the dead are people in a story only when they act."""
        if re.search(r"\b(?:nobody|no one) (?:has|had) seen\s+$", self.said.rest[: phrase.start], re.I):
            return True
        acts = any(
            one.subject is not None and one.subject.start == phrase.start and one.lemma not in {"die", "leave", "bequeath"}
            for one in self.clauses
        )
        beast = (
            trade_of().get(english.singular(phrase.head)) == "animal" or phrase.head in {"baby", "infant", "newborn"}
        ) and not phrase.name
        beast = beast and any(one.sort == "person" and one.start < phrase.start for one in self.phrases)
        gone = bool(re.search(r"\b(?:dead|murdered|deceased)\b", phrase.text, re.I)) or bool(
            re.match(r"\s+(?:is|was|has been|are|has)\s+(?:dead|died|murdered|killed)\b", self.said.rest[phrase.end :])
        )
        dies = re.match(r"(?:,[^,.;]{1,40})?,?\s+(?:dies|died|has died|drops dead)\b", self.said.rest[phrase.end :])
        gone = gone or (dies is not None and any(one.sort == "person" and one.start < phrase.start for one in self.phrases))
        beast = beast and not self._is_company(phrase)
        late = bool(re.match(r"(?:her|his|their|my|the)\s+late\b", phrase.text, re.I))
        gone = gone or bool(
            re.search(
                r"\b(?:death|loss|murder|funeral|grave|ashes|body|suicide) of\s+$|\b(?:killed|murdered|buried)\s+$",
                self.said.rest[: phrase.start],
            )
        )
        return late or ((gone or beast) and not acts)

    def _is_company(self, phrase: Phrase) -> bool:
        """A beast that talks, that a label names, or that somebody meets is somebody."""
        before = self.said.rest[: phrase.start]
        named = 0 <= self.said.lead <= phrase.start and not before[self.said.lead :].strip()
        return (
            named
            or bool(re.match(r"\s+(?:called|named)\b", self.said.rest[phrase.end :]))
            or bool(
                re.search(r"\b(?:talking|speaking|clever)\b", phrase.text)
                or re.search(r"\b(?:meets?|met|befriends?|(?:and|with) (?:his|her|their|my|a))\s+$", before + " ")
            )
        )

    def _is_predicate(self, phrase: Phrase) -> bool:
        """'her husband is a spy' speaks of one man."""
        return (
            bool(
                re.search(
                    r"(?:\b(?:is|was)\b[^.;]{0,40}, not\s+|"
                    r"\b(?:am|is|are|was|were|be|becomes?|being|turns out to be|named|called)|'m|'re|'s)\s*$",
                    self.said.rest[: phrase.start],
                )
            )
            and not phrase.name
        )

    def hero(self, people: list[Phrase], goal: Clause | None) -> Phrase | None:
        """The one a label names, whoever tells it, whoever wants it; of several side by side the first."""
        people = [
            one
            for one in people
            if not any(c.subject is not None and c.subject.start == one.start and self.attacks(c) for c in self.clauses)
        ]
        if self.said.lead >= 0 and (named := next((one for one in people if one.end > self.said.lead), None)):
            return named
        if (telling := next((one for one in people if one.head == NARRATOR), None)) is not None and self._tells(telling):
            return telling
        refusing = {c.subject.start for c in self.clauses if c.subject is not None and c.lemma in FORBIDS and c.mood == "fact"}
        people = [one for one in people if one.start not in refusing] or people
        wanting = self._wanting(people, goal)
        if wanting is not None:
            return self._first_beside(wanting, people)
        doing = [c.subject.start for c in self.clauses if c.subject and c.mood != "condition" and c.opener != "rel"]
        came = self.newcomer()
        others_too = came is not None and any(one.start < came.start for one in people)
        doing = [at for at in doing if not (others_too and came is not None and came.start == at)]
        subjects = [self._first_beside(one, people) for at in doing for one in people if one.start <= at < one.end]
        calm = [
            one
            for one in [*subjects, *people]
            if not is_hostile(one)
            and not self._whose(one)
            and not missing(one)
            and not owned(one)
            and one.prep not in {"against", "versus", "vs", "vs."}
        ]
        known = any(one.name for one in calm)
        calm.sort(key=lambda one: known and one.head in words().anybody)
        others = [one for one in people if one.prep not in {"against", "versus", "vs", "vs."}]
        first = next(iter(calm), None) if any(map(missing, people)) else next(iter([*calm, *others]), None)
        return self._first_beside(first, people) if first is not None else None

    def _whose(self, phrase: Phrase) -> bool:
        """'a beekeeper whose bees': they are hers."""
        return self.said.rest[: phrase.start].rstrip().lower().endswith("whose")

    def newcomer(self) -> Phrase | None:
        """Whoever comes along and sets it off; see `sprung.Sprung`."""
        raise NotImplementedError

    def attacks(self, clause: Clause) -> bool:
        """Whether it tells only what an enemy does; see `quest.Genre`."""
        raise NotImplementedError

    def _wanting(self, people: list[Phrase], goal: Clause | None) -> Phrase | None:
        if (main := self._main(people)) is not None:
            return main
        if goal is None or goal.subject is None or goal.mood == "condition":
            return None
        asked = goal.subject
        match = next((one for one in people if same(one, asked) or one.start <= asked.start < one.end or asked.text in one.text), None)
        return match if match and not (owned(match) and len(people) > 1) else None

    def _main(self, people: list[Phrase]) -> Phrase | None:
        """In a page, the one whose name comes back most often, if often enough."""
        told = {one.start: len(re.findall(rf"\b{re.escape(one.name.split()[0])}\b", self.said.rest)) for one in people if one.name}
        most = max(told.values(), default=0)
        return next((one for one in people if one.name and told[one.start] == most), None) if most > 2 else None

    def _tells(self, telling: Phrase) -> bool:
        """'When I was seven' only remembers; 'my brother and I find' acts."""
        return not re.match(
            r"(?:when|while|as|before|after|since)\s+$", self.said.rest[max(0, telling.start - 7) : telling.start].lstrip(), re.I
        )

    def _first_beside(self, one: Phrase, people: list[Phrase]) -> Phrase:
        """'a fox and a rabbit build': the first of those who do it together."""
        for other in sorted((p for p in people if p.start < one.start), key=lambda p: -p.start):
            between = self.said.rest[other.end : one.start]
            apart = any(other.end <= clause.start < one.start for clause in self.clauses) or re.search(r"[.;:!?\n]", between)
            beside = re.search(r"(?:,|\band|&)\s*(?:also\s+|then\s+)?$", between) and len(between.split()) < 8
            if apart or not beside or other.prep in {"of", "with", "to", "for", "by", "from"} or is_hostile(other):
                break
            one = other
        return one

    def who(self, hero: Phrase | None, genre: str, place: Phrase | None) -> tuple[Finding, Finding]:
        if hero is None and (many := next((one for one in self.phrases if one.head in hints().collective and not is_hostile(one)), None)):
            role = (
                self._of_family(many)
                if many.head == "family"
                else f"captain of {many.core.partition(' of ')[2] or 'the crew'}"
                if many.head == "crew"
                else f"leader of the {many.core}"
            )
            return Finding(role, many.text), Finding(role, many.text)
        if hero is None and (told := self._of_opening()) is not None:
            return told, told
        if hero is None:
            place = place or next((one for one in self.phrases if one.head in hints().hero_by_place), None)
            local = hints().hero_by_place.get(english.singular(place.head), ()) if place and genre != "heist" else ()
            pool = local or genres()[genre].hero
            role = self.pick([one for one in pool if one.split()[-1] != self.against.split(" ")[-1]] or pool)
            why = f"Nobody was named; {english.a(role)} suits {place.text if place and local else self.genre_label(genre)}."
            return Finding(role, None, why), Finding(role, None, why)
        role = role_of(hero)
        named = Finding(hero.name or hero.text, hero.text)
        if role:
            return named, Finding(role, hero.text)
        return named, Finding("protagonist", None, f"{hero.name or hero.text} was given no role; the story is theirs.")

    def _of_family(self, many: Phrase) -> str:
        """'a family of acrobats' has an acrobat in it; any other a parent."""
        kind = english.singular(many.core.partition(" of ")[2])
        return kind if trade_name_of(kind) not in {"life", "kin"} else self.pick(["mother", "father"])

    def _of_opening(self) -> Finding | None:
        """'A vampire story' is about a vampire."""
        said = self.said.opening
        words_ = re.findall(r"[\w'-]+", said.source)[:-1] if said is not None else []
        role = next((one for one in words_ if trade_of().get(one.lower(), "kin") != "kin"), None)
        return Finding(role.lower(), role) if role is not None else None

    def genre_label(self, genre: str) -> str:
        label = {"scifi": "science fiction", "noir": "a noir", "family": "a family film", "war": "a war film"}.get(genre, genre)
        return label if label.startswith("a ") or label in {"science fiction", "fantasy", "horror"} else english.a(label)

    def cast(self, people: list[Phrase], hero: Phrase | None, foe: Phrase | None, prize: Phrase | None) -> tuple[list[Person], int | None]:
        """People in the order they matter: hero first; a group lends two of its number."""
        cast: list[Person] = []
        prize_person = None
        for phrase in [one for one in [hero, *people] if one is not None]:
            if (foe is not None and (phrase is foe or phrase.start == foe.start)) or (cast and phrase is hero):
                continue
            if prize is not None and same(phrase, prize) and not phrase.plural:
                prize_person = len(cast)
            cast += persons(self._telling(phrase, people), self.low, leads=phrase is hero)
        most = MOST - (foe_of(foe) is not None)
        return [gendered(one, cast[0], self.low) for one in cast[:most]], prize_person

    def _telling(self, phrase: Phrase, people: list[Phrase]) -> Phrase:
        if phrase.head != NARRATOR:
            return phrase
        role = narrator([*people, *self.phrases], self.rng.randrange(2))
        return replace(phrase, core=role, head=role.split()[-1], role=role)


def owned(phrase: Phrase) -> bool:
    """'her three goats' are spoken of as somebody's."""
    return phrase.det.split(" ")[0] in {"her", "his", "their"} and not phrase.det.endswith("'s")


def owner_of(phrase: Phrase) -> Phrase | None:
    """'Grandpa's dementia' speaks of Grandpa."""
    hit = re.match(r"(?:(?:her|his|their|my|our|the|an?) )?([\w ]+)['’]s$", phrase.det)
    if hit is None or not {hit.group(1), hit.group(1).split()[-1], " ".join(hit.group(1).split()[-2:])} & set(trade_of()):
        return None
    role = hit.group(1)
    return Phrase(
        text=phrase.text[: len(phrase.det) - 2], core=role, head=role.split()[-1], start=phrase.start,
        end=phrase.start + len(phrase.det) - 2,
        det="the", sort="person", plural=False, proper=False,
    )  # fmt: skip


def gendered(person: Person, hero: Person, prompt: str) -> Person:
    """'her family', in a story about a man, tells that the child beside him is a girl."""
    other = {"he": "she", "she": "he"}.get(hero.gender, "")
    if person is hero or person.gender or not other or person.kind == "group":
        return person
    spoken = {"she": r"\b(?:she|her|hers)\b", "he": r"\b(?:he|him|his)\b"}[other]
    after = prompt[prompt.find((person.source or "").lower()) :]
    return replace(person, gender=other) if re.search(spoken, after) else person


def persons(phrase: Phrase, prompt: str, leads: bool) -> list[Person]:
    role = role_of(phrase)
    source = phrase.text
    relation = phrase.det if phrase.det in {"her", "his", "their", "my"} else ""
    gender = genders().get(english.singular(phrase.head), "") or (genders().get(role.split(" ")[-1], "") if role else "")
    gender = titled(phrase) or gender
    if gender in {"", "it"} and (leads or phrase.name):
        made = trade_of().get(english.singular(phrase.head)) in {"machine", "animal"}
        told = _gender_of_name(phrase.name) or (_pronoun_after(phrase, prompt) if leads and not made else "")
        gender = told or gender or ("it" if re.search(r"\b(?:ai|robot|android|machine)\b", role.lower()) else "")
    if phrase.head == "couple":
        return _couple(phrase)
    if phrase.plural or phrase.count > 1:
        return _several(phrase, role, gender) if leads or phrase.count > 1 else []
    return [Person(role=role, name=phrase.name, gender=gender, source=source, relation="" if leads else relation)]


def _couple(phrase: Phrase) -> list[Person]:
    """The two of 'a divorced couple'."""
    parted = re.search(r"\b(?:divorced|separated|estranged)\b", phrase.core, re.I) is not None
    manner = " ".join(word for word in phrase.core.split()[:-1] if word.lower() not in {"divorced", "separated", "married"})
    pair = (("she", "ex-wife"), ("he", "ex-husband")) if parted else (("she", "wife"), ("he", "husband"))
    return [Person(role=f"{manner} {role}".strip(), gender=sex, source=phrase.text, kind="group") for sex, role in pair]


def _several(phrase: Phrase, role: str, gender: str) -> list[Person]:
    """Everyone who was counted, up to seven; of a plural without a number, two."""
    number = max(2, min(phrase.count, MOST))
    kin = trade_of().get(role) == "kin" and role not in {"twin", "sibling"}
    ages = ["elder", "younger"] if number == 2 else ["eldest", *_ORDER[: number - 2], "youngest"]
    if not kin:
        ages = [""] * number
    return [Person(role=f"{age} {role}".strip(), gender=gender, source=phrase.text, kind="group") for age in ages]


def _pronoun_after(phrase: Phrase, prompt: str) -> str:
    """The gender of the one the story is about, from the nearest pronoun that can mean them."""
    later = re.search(r"\b(she|her|herself|hers|he|his|himself)\b", prompt[phrase.end :])
    before = re.search(r"\b(her|his)\b", prompt[: phrase.start])
    word = (before or later or [""])[0]
    return "she" if word in {"she", "her", "herself", "hers"} else "he" if word else ""


def _gender_of_name(name: str) -> str:
    first = name.split()[0] if name else ""
    known = next((gender for pool in names().values() for gender in ("she", "he") if first in getattr(pool, gender)), "")
    return known or ("she" if len(first) > 3 and first.endswith(("ah", "na", "la", "ia", "elle", "ine")) and first != "Noah" else "")


def foe_of(phrase: Phrase | None, text: str = "") -> Person | None:
    """The opponent as somebody to be cast, where it is one; `text` is what `phrase` was read from."""
    if phrase is None or phrase.sort != "person" or phrase.plural or phrase.head in hints().collective:
        return None
    claims = re.match(r"\s+(?:who|that)\s+(?:says?|claims?|insists?|swears?)\s+(?:that\s+)?(he|she)\b", text[phrase.end :])
    gender = genders().get(english.singular(phrase.head), "") or (claims.group(1) if claims else "")
    return Person(
        role=role_of(phrase),
        name=phrase.name,
        gender=gender,
        source=phrase.text,
        relation=phrase.det if phrase.det in {"her", "his", "their"} else "",
    )
