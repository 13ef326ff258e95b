"""From a prompt to a premise: who, what for, against what, where and when, each with the words it was read from.

What the prompt leaves open is assumed, fittingly and out loud: an assumption carries a sentence that says so.
"""

from random import Random

from msgspec.structs import replace

from . import english
from .lexicon import LANGUAGES, genres
from .matter import Matter, Person, assumed_thing, thing
from .model import Brief, Finding, Premise, Unwritable
from .reading import directions, foreign, mend, read, tokenise
from .settling.ground import role_of
from .settling.people import foe_of
from .settling.setting import Setting, of_period
from .settling.tracing import traced

LONGEST = 10_000


def understand(brief: Brief, rng: Random) -> Matter:
    """Read the prompt and settle everything the story needs to know. Raises Unwritable for what cannot be obeyed."""
    refuse(brief)
    mended = mend(brief.prompt)
    said = directions(mended.text)
    reading = read(tokenise(said.rest), said.rest)
    return traced(_Settling(brief, mended.text, said, reading, rng).matter(), mended)


def refuse(brief: Brief) -> None:
    """Raise Unwritable for a prompt that cannot be read as English."""
    if not any(letter.isalpha() for letter in brief.prompt):
        raise Unwritable("prompt", "Say in a sentence what the story is about.", why="no_idea")
    if tongue := foreign(brief.prompt):
        message = f"The prompt reads as {tongue}; prompts can be read in {', '.join(LANGUAGES)}: set the language."
        raise Unwritable("language", message, why="other_language")
    if len(brief.prompt) > LONGEST:
        message = f"The prompt has {len(brief.prompt)} characters; at most {LONGEST:,} can be read."
        raise Unwritable("prompt", message, why="too_long", limit=LONGEST)


class _Settling(Setting):
    """Settles one part after the other, in an order that lets later parts lean on earlier ones."""

    def matter(self) -> Matter:
        people = self.people()
        goal = self.goal_clause()
        hero = self.hero(people, goal)
        self.whom = english.a(role_of(hero)) if hero and role_of(hero) else "this person"
        kind = self.kind(goal, hero)
        genre, second = self.genre(kind, hero)
        kind = kind or genres()[genre].kind
        romantic = any(one.value == "romance" for one in self.said.genres)
        if kind == "love" and not romantic and any("romance" in one.value or "love" in one.value for one in self.said.avoid):
            kind = "protect"
        prize, prize_phrase = self.prize(kind, goal, hero, people)
        found, foe_phrase = self.threat(kind, goal, hero, people, prize_phrase)
        period = self.period(genre)
        places, place = self.places(genre, prize_phrase, foe_phrase, hero)
        places = tuple(of_period(one, period[0]) for one in places)
        threat = found or self.assumed_foe(genre, places, period[0], hero)
        cast, prize_person = self.cast(people, hero, foe_phrase, prize_phrase)
        other = found is None and prize_person is None and not self.halves and len(cast) > 1 and self.divided(hero)
        if other and hero is not None:
            threat = replace(assumed_thing(f"the other {cast[1].role}"), source=hero.text, sort="group")
        foe = cast.pop(1) if other else foe_of(foe_phrase, self.said.rest)
        event = next((thing(one) for one in self.phrases if one.sort == "event" and one not in (prize_phrase, foe_phrase)), None)
        objects = self.objects([prize_phrase, foe_phrase, hero, *self.settings], people)
        goal_text, goal_finding = self.goal(goal, kind, prize, threat, event, places)
        stakes = self.stakes(kind, prize, threat, places)
        if self.halves and prize_person is None and len(cast) > 1:
            prize_person = 1
        protagonist, role = self.who(hero, genre, next(iter(self.settings), None))
        if hero is None:
            cast = [Person(role=role.value, source=None, kind="hero"), *cast]
            prize_person = None if prize_person is None else prize_person + 1
        tones = self.tones(genre)
        style = self.style(genre)
        premise = Premise(
            protagonist=protagonist,
            role=role,
            goal=goal_finding,
            opposition=Finding(threat.the, threat.source) if other else self.finding(threat, foe_phrase, "No opposition was named"),
            stakes=stakes,
            place=place,
            period=period[1],
            genre=self.genre_finding(genre),
            tone=tones[1],
            style=style,
            objects=tuple(Finding(one.the, one.source) for one in objects),
            themes=self.theme_findings(kind),
            avoid=tuple(Finding(one.value, one.source) for one in self.said.avoid),
        )
        return Matter(
            premise=premise,
            prompt=self.text,
            kind=kind,
            genre=genre,
            second=second,
            tones=tones[0],
            style=style.value,
            period=period[0],
            culture=self.culture(genre, places),
            people=tuple(cast),
            prize=prize,
            threat=threat,
            foe=foe,
            prize_person=prize_person,
            places=places,
            objects=objects,
            told=self.told(goal),
            goal=goal_text,
            deadline=self.deadline(),
            stakes=stakes.value,
            avoid=self.said.avoid,
            one_night=self.one_night(),
            hour=self.hour(),
            scene_count=self.said.scene_count,
            duration=self.said.duration,
            title=self.said.title.value if self.said.title else "",
            event=event,
            verb=self.outer(goal).lemma if goal else "",
        )
