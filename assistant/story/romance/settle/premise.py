"""From what was read to the matter of a story, each part leaning on those before it."""

from random import Random

from msgspec.structs import replace

from ...cast import gendered
from ...lexicon import genres, hints, kinds
from ...matter import Matter, Person, Place, Thing
from ...model import Finding, Premise
from ...tongue import romance, tongue
from ..data import says
from ..phrase import Phrase
from . import aims, setting
from .ground import Text, is_hostile, named, said, theirs, thing_of
from .happened import asked
from .people import MOST, hero, narrator, people, persons, role_of
from .quest import genre_of, known_kind, quest
from .wanted import Quest, wish


def settled(text: Text, rng: Random) -> Matter:
    """Everything the story needs to know; what the prompt leaves open is assumed and says so."""
    everyone = people(text)
    goal = wish(text)
    lead = narrator(text, everyone) or hero(text, everyone if goal else _outside(text, everyone), goal)
    guess = text.said.genres[0].value if text.said.genres else ""
    found = quest(text, goal, lead, everyone, guess, rng)
    genre, second, genre_source = genre_of(text, found.kind, lead)
    kind = known_kind(found, text, genre)
    if kind == "love" and any(one.value in {"romance", "amour", "amor"} for one in text.said.avoid):
        kind = "protect"
    return _Assembly(text, rng, everyone, lead, found, kind, (genre, second, genre_source)).matter()


def _outside(text: Text, everyone: list[Phrase]) -> list[Phrase]:
    """Whoever a question is about does not ask it."""
    hit = asked(text)
    return everyone if hit is None else [one for one in everyone if not hit.start("q") <= one.start < hit.end("q")]


class _Assembly:
    """The parts of one premise on their way into a `Matter`."""

    def __init__(
        self,
        text: Text,
        rng: Random,
        everyone: list[Phrase],
        lead: Phrase | None,
        found: Quest,
        kind: str,
        genre: tuple[str, str, str | None],
    ) -> None:
        self.text, self.rng, self.everyone, self.lead, self.found, self.kind = text, rng, everyone, lead, found, kind
        self.genre, self.second, self.genre_source = genre

    def matter(self) -> Matter:
        text, rng, genre, kind = self.text, self.rng, self.genre, self.kind
        prize, prize_phrase = aims.prize(text, self.found, kind, self.lead, self.everyone, rng)
        foe_phrase = aims.threat(text, self.found, kind, self.lead, self.everyone, prize_phrase)
        spots = setting.settings(text, [prize_phrase, foe_phrase])
        period, period_finding = setting.period(text, genre, {setting.place_of(one).kind for one in spots})
        places, place_finding = setting.found_places(text, spots, genre, self.lead, period, rng)
        rivals = self._rivals(foe_phrase)
        threat = (self._other() if rivals else self._threat(foe_phrase)) or aims.assumed_foe(text, genre, places, period, self.lead, rng)
        cast, prize_person = self._cast(foe_phrase, prize_phrase)
        foe = cast.pop(1) if rivals else aims.foe_of(foe_phrase, text)
        protagonist, role = self._who()
        if self.lead is None:
            cast, prize_person = [self._stranger(role), *cast], None if prize_person is None else prize_person + 1
        event = next((thing_of(one) for one in text.top if one.sort == "event" and one not in (prize_phrase, foe_phrase)), None)
        things = aims.objects(text, [prize_phrase, foe_phrase, self.lead, *spots], self.everyone)
        goal_text, shown = self._goal(prize, threat, places[0])
        stakes = setting.stakes_said(text) or self._stakes()
        tones, tone_finding = setting.tones(text, genre)
        style = setting.style(text, genre)
        premise = Premise(
            protagonist=protagonist,
            role=role,
            goal=self._goal_finding(shown),
            opposition=self._opposition(threat, self.lead if rivals else foe_phrase),
            stakes=stakes,
            place=place_finding,
            period=period_finding,
            genre=self._genre_finding(),
            tone=tone_finding,
            style=style,
            objects=tuple(Finding(named(one), one.source) for one in things),
            themes=self._themes(),
            avoid=tuple(Finding(one.value, one.source) for one in text.said.avoid),
        )
        return Matter(
            premise=premise,
            prompt=text.brief.prompt,
            kind=kind,
            genre=genre,
            second=self.second,
            tones=tones,
            style=style.value,
            period=period,
            culture=setting.culture(text, genre, spots),
            people=tuple(cast),
            prize=prize,
            threat=threat,
            foe=foe,
            prize_person=prize_person,
            places=places,
            objects=things,
            told=aims.told(text, self.found),
            goal=goal_text,
            deadline=setting.deadline(text, self.found.clause.start if self.found.clause else 0),
            stakes=stakes.value,
            avoid=text.said.avoid,
            one_night=setting.one_night(text),
            hour=setting.hour(text),
            scene_count=text.said.scene_count,
            duration=text.said.duration,
            title=text.said.title.value if text.said.title else "",
            event=event,
            verb=self.found.verb,
        )

    def _rivals(self, foe: Phrase | None) -> bool:
        """Whether two are told of who cannot both have it: 'un duel entre deux pâtissiers', 'deux magiciens, un seul tour'."""
        lead = self.lead
        if lead is None or lead.count != 2 or (foe is not None and foe.sort == "person"):
            return False
        duel = self.kind == "fight" and self.found.object is not None and self.found.object.sort == "event"
        return self.found.contest or (lead.key != "kin" and (duel or is_hostile(lead)))

    def _other(self) -> Thing | None:
        if self.lead is None:
            return None
        gender = "f" if self.lead.gender == "f" else "m"
        the = romance().the(f"{says()[f'other_{gender}']} {role_of(self.lead)}", gender, False)
        return Thing(the, the, the, sort="group", gender=gender)

    def _threat(self, phrase: Phrase | None) -> Thing | None:
        if phrase is None:
            return None
        if phrase.name and phrase.sort == "person":
            return Thing(phrase.name, phrase.name, phrase.name, False, phrase.text, sort="group", gender=phrase.gender or "m")
        return thing_of(phrase)

    def _cast(self, foe: Phrase | None, prize: Phrase | None) -> tuple[list[Person], int | None]:
        """People in the order they matter: hero first; whoever is the foe is cast apart."""
        cast: list[Person] = []
        at = None
        rest = [one for one in self.everyone if one is not self.lead]
        for phrase in [*([self.lead] if self.lead else []), *rest]:
            if (
                foe is not None
                and foe.of != phrase.start
                and phrase.start <= foe.start < phrase.end
                and phrase is not self.lead
                and not foe.plural
            ):
                continue
            if prize is not None and phrase.start == prize.start and not prize.plural:
                phrase = replace(phrase, core=prize.core, text=prize.text)
            if prize is not None and phrase.start <= prize.start < phrase.end and not phrase.plural and phrase is not self.lead:
                at = len(cast)
            cast += persons(phrase, self.text, leads=phrase is self.lead)
        most = MOST - 1
        return cast[:most], at if at is not None and at < most else None

    def _who(self) -> tuple[Finding, Finding]:
        if self.lead is None:
            return self._nobody()
        lead = self.lead
        who = Finding(lead.name or lead.text, lead.text)
        if role := role_of(lead):
            return who, Finding(role, lead.text)
        name = lead.name or lead.text
        return who, Finding(said("protagonist"), None, said("no_role", who=name))

    def _nobody(self) -> tuple[Finding, Finding]:
        """Somebody who suits the place or the genre."""
        crowd = next((one for one in self.text.top if one.lemma in hints().collective), None)
        if crowd is not None:
            role = said("protagonist")
            return Finding(crowd.text, crowd.text), Finding(role, None, said("no_role", who=crowd.text))
        spot = next((one for one in self.text.top if one.sort == "place"), None)
        local = hints().hero_by_place.get(spot.lemma, ()) if spot is not None else ()
        role = gendered(self.text.pick(local or genres()[self.genre].hero, self.rng), self.rng.choice(["she", "he"]))
        why = (
            said("nobody_at", place=spot.text, a=role)
            if spot is not None and local
            else said("nobody", a=role, genre=setting.label(self.genre))
        )
        return Finding(role, None, why), Finding(role, None, why)

    def _stranger(self, role: Finding) -> Person:
        assumed = role.value if role.value != said("protagonist") else ""
        gender = ""
        if assumed:
            gender = "she" if aims.feminine_role(assumed) else "he"
        return Person(role=assumed, gender=gender, kind="hero")

    def _goal(self, prize: Thing, threat: Thing, place: Place) -> tuple[str, str]:
        """The goal as the engine fills it, and as it is shown; where nobody threatens, it is the place that has to be left alive."""
        text = self.found.goal
        if self.kind == "survive" and threat.source is None and "<threat>" in text:
            text = said("out_alive", o=self._named(place.thing))
        shown = text.replace("<prize>", self._named(prize)).replace("<threat>", self._named(threat))
        return text, tongue().polish(shown)

    def _named(self, thing: Thing) -> str:
        return theirs(named(thing))

    def _goal_finding(self, shown: str) -> Finding:
        if self.found.source is not None:
            return Finding(shown, self.found.source)
        if self.found.prize and self.lead is not None:
            return Finding(shown, None, said("suits_goal", whom=self.lead.name or role_of(self.lead), goal=shown))
        return Finding(shown, None, said("no_goal", goal=shown))

    def _opposition(self, threat: Thing, phrase: Phrase | None) -> Finding:
        the = tongue().polish(self._named(threat))
        return Finding(the, phrase.text) if phrase is not None else Finding(the, None, said("no_foe", the=the))

    def _stakes(self) -> Finding:
        stake = self.text.pick(kinds()[self.kind].stakes, self.rng)
        return Finding(stake, None, said("no_stakes", stake=stake))

    def _genre_finding(self) -> Finding:
        label = setting.label(self.genre)
        return Finding(self.genre, self.genre_source) if self.genre_source else Finding(self.genre, None, said("no_genre", genre=label))

    def _themes(self) -> tuple[Finding, ...]:
        theme = self.text.pick(kinds()[self.kind].theme, self.rng)
        return (Finding(theme, None, said("no_theme", theme=theme)),)
