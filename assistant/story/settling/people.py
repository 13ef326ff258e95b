"""Who the story is about: everyone the prompt speaks of, the one it follows, and what is known of each."""

import re

from msgspec.structs import replace

from .. import english
from ..lexicon import genres, hints, names, trade_of
from ..matter import Person, genders
from ..model import Finding
from ..reading import Clause, Phrase
from .ground import Ground, is_hostile, missing, role_of, same


class People(Ground):
    """Settles the cast that the prompt itself asks for."""

    def people(self) -> list[Phrase]:
        """Everyone the prompt speaks of, once each; 'Ilya, a retired safecracker' is one person."""
        found: list[Phrase] = []
        for phrase in self.phrases:
            if (
                phrase.sort != "person"
                or phrase.det in {"every", "any", "no", "each"}
                or english.singular(phrase.head) in hints().collective
            ):
                continue
            if self.is_quarry(phrase) or self._is_predicate(phrase):
                continue
            last = found[-1] if found else None
            if last and apposed(last, phrase, self.text):
                found[-1] = merged(last, phrase)
            elif not any(same(one, phrase) for one in found):
                found.append(phrase)
        return found or [one for one in map(owner_of, self.phrases) if one is not None][:1]

    def is_quarry(self, phrase: Phrase) -> bool:
        """Animals and the dead are people in a story only when they act."""
        acts = any(one.subject is not None and one.subject.start == phrase.start for one in self.clauses)
        beast = (
            trade_of().get(english.singular(phrase.head)) == "animal" or phrase.head in {"baby", "infant", "newborn"}
        ) and not phrase.name
        beast = beast and any(one.sort == "person" and one.start < phrase.start for one in self.phrases)
        gone = bool(re.search(r"\b(?:dead|murdered|deceased)\b", phrase.text, re.I)) or bool(
            re.match(r"\s+(?:is|was|has been|are|has)\s+(?:dead|died|murdered|killed)\b", self.said.rest[phrase.end :])
        )
        late = bool(re.match(r"(?:her|his|their|my|the)\s+late\b", phrase.text, re.I))
        return late or ((gone or beast) and not acts)

    def _is_predicate(self, phrase: Phrase) -> bool:
        """'her husband is a spy' speaks of one man."""
        return (
            bool(re.search(r"\b(?:is|are|was|were|be|becomes?|being|turns out to be|named|called)\s*$", self.said.rest[: phrase.start]))
            and not phrase.name
        )

    def hero(self, people: list[Phrase], goal: Clause | None) -> Phrase | None:
        if goal and goal.subject and goal.mood != "condition":
            match = next((one for one in people if same(one, goal.subject) or goal.subject.text in one.text), None)
            if match and not (match.det in {"her", "his", "their"} and len(people) > 1):
                return match
        subjects = [one for one in people if any(c.subject and same(one, c.subject) and c.mood != "condition" for c in self.clauses)]
        calm = [one for one in [*subjects, *people] if not is_hostile(one) and not missing(one) and one.det not in {"her", "his", "their"}]
        return next(iter(calm), None) if any(map(missing, people)) else next(iter([*calm, *people]), None)

    def who(self, hero: Phrase | None, genre: str, place: Phrase | None) -> tuple[Finding, Finding]:
        if hero is None and (many := next((one for one in self.phrases if one.head in hints().collective and not is_hostile(one)), None)):
            role = f"captain of {many.core.partition(' of ')[2] or 'the crew'}" if many.head == "crew" else f"leader of the {many.core}"
            return Finding(role, many.text), Finding(role, many.text)
        if hero is None:
            local = hints().hero_by_place.get(english.singular(place.head), ()) if place and genre != "heist" else ()
            role = self.rng.choice(local or genres()[genre].hero)
            why = f"Nobody was named; {english.a(role)} suits {place.text if place and local else self.genre_label(genre)}."
            return Finding(role, None, why), Finding(role, None, why)
        role = role_of(hero)
        named = Finding(hero.name or hero.text, hero.text)
        if role:
            return named, Finding(role, hero.text)
        return named, Finding("protagonist", None, f"{hero.name or hero.text} was given no role; the story is theirs.")

    def genre_label(self, genre: str) -> str:
        label = {"scifi": "science fiction", "noir": "a noir", "family": "a family film", "war": "a war film"}.get(genre, genre)
        return label if label.startswith("a ") or label in {"science fiction", "fantasy", "horror"} else english.a(label)

    def cast(self, people: list[Phrase], hero: Phrase | None, foe: Phrase | None, prize: Phrase | None) -> tuple[list[Person], int | None]:
        """People in the order they matter: hero first; a group lends two of its number."""
        cast: list[Person] = []
        prize_person = None
        for phrase in [one for one in [hero, *people] if one is not None]:
            if phrase is foe or (cast and phrase is hero):
                continue
            if prize is not None and same(phrase, prize) and not phrase.plural:
                prize_person = len(cast)
            cast += persons(phrase, self.low, leads=phrase is hero)
        return [gendered(one, cast[0], self.low) for one in cast[:7]], prize_person


def owner_of(phrase: Phrase) -> Phrase | None:
    """'Grandpa's dementia' speaks of Grandpa."""
    hit = re.match(r"(?:(?:her|his|their|my|our|the|an?) )?([\w ]+)['’]s$", phrase.det)
    if hit is None or hit.group(1).split()[-1] not in trade_of():
        return None
    role = hit.group(1)
    return Phrase(
        text=phrase.text[: len(phrase.det) - 2], core=role, head=role.split()[-1], start=phrase.start,
        end=phrase.start + len(phrase.det) - 2,
        det="the", sort="person", plural=False, proper=False,
    )  # fmt: skip


def apposed(first: Phrase, second: Phrase, text: str) -> bool:
    between = text[first.end : second.start]
    return (
        between.strip() in {",", ", called", "called", "named", ", named", "—", "-", "("}
        and bool(first.name) != bool(second.name)
        and not second.plural
    )


def merged(first: Phrase, second: Phrase) -> Phrase:
    named, roled = (first, second) if first.name else (second, first)
    return Phrase(
        text=first.text if first.name else second.text, core=roled.core, head=roled.head, start=first.start, end=second.end, det=roled.det,
        sort="person", plural=False, proper=True, prep=first.prep, name=named.name, role=roled.role or roled.head,
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
    if gender in {"", "it"} and (leads or phrase.name):
        made = trade_of().get(english.singular(phrase.head)) in {"machine", "animal"}
        told = _gender_of_name(phrase.name) or (_pronoun_after(phrase, prompt) if leads and not made else "")
        gender = told or gender or ("it" if re.search(r"\b(?:ai|robot|android|machine)\b", role.lower()) else "")
    if phrase.plural or phrase.count > 1:
        if not leads:
            return []
        number = max(2, min(phrase.count, 4)) if phrase.count > 1 else 2
        kin = trade_of().get(role) == "kin" and role not in {"twin", "sibling"}
        ages = ["elder", "younger", "youngest", "other"] if kin else [""] * number
        return [Person(role=f"{age} {role}".strip(), gender=gender, source=source, kind="group") for age in ages[:number]]
    return [Person(role=role, name=phrase.name, gender=gender, source=source, relation="" if leads else relation)]


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


def foe_of(phrase: Phrase | None) -> Person | None:
    if phrase is None or phrase.sort != "person" or phrase.plural or phrase.head in hints().collective:
        return None
    gender = genders().get(english.singular(phrase.head), "")
    return Person(
        role=role_of(phrase),
        name=phrase.name,
        gender=gender,
        source=phrase.text,
        relation=phrase.det if phrase.det in {"her", "his", "their"} else "",
    )
