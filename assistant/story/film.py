"""Putting plan, cast and places into words and shots: the writing of one draft."""

import re
from collections.abc import Callable
from functools import partial
from random import Random

from msgspec import Struct

from . import english, lexicon, naming
from .avoidance import avoided
from .cast import Company, Player
from .matter import Matter, Thing, assumed_thing
from .model import Brief, Finding, PlannedScene, Story, Why
from .planner import Step
from .prose import Prose
from .reading import Clause
from .shots import Position, shoot
from .staging import stage
from .timing import share
from .wording import Event, Props, Teller
from .world import FACTS


class _Told(Struct, frozen=True):
    """One scene in words, before it is shot and timed."""

    title: str
    description: str
    events: tuple[Event, ...]
    props: Props


class Film:
    """Puts plan, cast and places into words and shots."""

    def __init__(self, brief: Brief, matter: Matter, cast: Company, steps: tuple[Step, ...], frames: int, rng: Random) -> None:
        self.brief, self.matter, self.cast, self.steps, self.frames, self.rng = brief, matter, cast, steps, frames, rng
        self.teller = Teller(matter, cast, rng)
        self.prose = Prose(self.teller, matter)
        self.stages = stage(steps, matter, cast.hero.call, rng)
        self.tool = self._tool()

    def story(self) -> Story:
        told = self._told()
        lengths = self._lengths()
        outcomes = [
            english.capital(self.prose.clause(step.operator.outcome, one.props)) for step, one in zip(self.steps, told, strict=True)
        ]
        scenes = tuple(self._scene(index, told, outcomes, lengths[index]) for index in range(len(told)))
        met = {key for scene in scenes for key in scene.cast}
        members = tuple(player.member for player in self.cast.players if player.member.key in met or self._asked(player))
        title = naming.title(self.matter, self.cast, self.rng)
        props = told[0].props
        goal = self.teller.plain(self.teller.fill(props.goal, props))
        threat = self._against(props)
        return Story(
            name=naming.slug(self.matter, self.cast, title),
            title=title,
            logline=naming.logline(self.matter, self.cast, goal, threat, self.rng),
            language="en",
            style=self.matter.style,
            fps=self.brief.fps,
            premise=self.matter.premise,
            cast=members,
            scenes=scenes,
        )

    def _against(self, props: Props) -> str:
        threat = self.teller.threat(props)
        if not threat.startswith("⟦"):
            return self.teller.plain(threat)
        foe = self.cast.foe
        who = f"{self.cast.hero.call}'s own {foe.intro}" if foe.relation else f"the {foe.intro}"
        return f"{foe.member.name}, {who}" if " of " in foe.intro or not foe.intro else f"{who} {foe.member.name}"

    def _tool(self) -> Thing:
        """What helps is taken from the prompt where the prompt has anything to hold."""
        held = [one for one in self.matter.objects if one.sort == "thing" and not one.plural and not one.abstract]
        if held:
            return held[0]
        pool = [one for one in lexicon.genres()[self.matter.genre].tool if not avoided(self.matter.avoid, one)]
        return assumed_thing(self.rng.choice(pool or ["folded map"]))

    def _told(self) -> list[_Told]:
        shown = self._shown()
        told = []
        for index, (step, place) in enumerate(zip(self.steps, self.stages, strict=True)):
            props = Props(place, self._witness(index), self.tool, self.matter.goal)
            props = Props(place, props.witness, self.tool, self.teller.fill(self.matter.goal, props))
            events = self.teller.events(step.operator.do, props)
            clauses, things = shown[index]
            cares = self.matter.kind == "protect" and self.cast.prize is not None and index % 3 == 1
            description = self.prose.description(step, events, clauses, things, props, cares)
            told.append(_Told(self.prose.title(step, props), description, tuple(events), props))
        return self._complete(told)

    def _complete(self, told: list[_Told]) -> list[_Told]:
        """What the prompt asked for is seen or said in some scene: the wish early, the rest where there is room."""
        told = list(told)
        early = " ".join(one.description for one in told[:2])
        if self.matter.premise.goal.source and not _mostly(early, self.matter.premise.goal.value):
            told[min(1, len(told) - 1)] = self._add(told[min(1, len(told) - 1)], self.prose.wish)
        matter = self.matter
        wanted = [
            *((matter.prize,) if matter.prize_person is None else ()),
            matter.threat,
            *matter.objects,
            *(place.thing for place in matter.places),
        ]
        if year := re.fullmatch(r"(\d{4})(s?)", self.matter.premise.period.value):
            first = told[0]
            told[0] = _Told(
                first.title,
                f"{'It is the' if year.group(2) else 'The year is'} {year.group()}. {first.description}",
                first.events,
                first.props,
            )
        for thing in wanted:
            text = " ".join(f"{one.description} {one.props.stage.location}" for one in told)
            if thing.source and not _says(text, thing.the):
                at = min(range(len(told)), key=lambda index: (len(told[index].description), index))
                told[at] = self._add(told[at], partial(self.prose.seen, thing))
        return told

    def _add(self, one: _Told, say: Callable[[Props], str]) -> _Told:
        return _Told(one.title, self.prose.more(one.description, say(one.props)), one.events, one.props)

    def _witness(self, index: int) -> Player:
        return self.cast.others[index % len(self.cast.others)]

    def _shown(self) -> list[tuple[list[Clause], list[Thing]]]:
        """What the prompt told and named, spread over the scenes in its order."""
        count = len(self.steps)
        shown: list[tuple[list[Clause], list[Thing]]] = [([], []) for _ in range(count)]
        clauses = self.matter.told[: 2 * count]
        for index, clause in enumerate(clauses):
            at = index if len(clauses) <= count // 2 else index * max(1, count - 2) // len(clauses)
            shown[min(at, count - 1)][0].append(clause)
        for index, thing in enumerate(self.matter.objects):
            shown[(index * count // max(1, len(self.matter.objects)) + 1) % count][1].append(thing)
        return shown

    def _lengths(self) -> tuple[int, ...]:
        least = min(self.brief.fps, self.frames // len(self.steps))
        return share(self.frames, [step.beat.weight * (0.9 + 0.2 * self.rng.random()) for step in self.steps], max(1, least))

    def _scene(self, index: int, told: list[_Told], outcomes: list[str], frames: int) -> PlannedScene:
        step, one, place = self.steps[index], told[index], self.stages[index]
        position: Position = "opening" if index == 0 else "closing" if index == len(told) - 1 else "middle"
        actions = self.prose.actions(list(one.events))
        looks = self.prose.looks(step, list(one.events), one.props)
        text = " ".join([one.description, *actions])
        return PlannedScene(
            title=one.title,
            description=one.description,
            location=place.location,
            time_of_day=place.time,
            cast=self._present(text),
            key_actions=actions,
            visual_notes="",
            why=self._why(index, told, outcomes, text),
            shots=shoot(looks, frames=frames, position=position, fresh_place=place.fresh),
        )

    def _present(self, text: str) -> tuple[str, ...]:
        return tuple(one.member.key for one in self.cast.players if re.search(rf"(?<!\w){re.escape(one.call)}(?!\w)", text))

    def _why(self, index: int, told: list[_Told], outcomes: list[str], text: str) -> Why:
        step, props = self.steps[index], told[index].props
        operator = step.operator
        because = step.because if index else None
        cause = (
            f"In scene {because + 1}, “{told[because].title}”, {_lower(outcomes[because], self.cast)}{self._since(step.fact, props)}."
            if because is not None
            else f"The story starts from the wish to {self.teller.plain(props.goal)}."
        )
        against = self.prose.clause(operator.against, props)
        choice = f" The choice: {self.prose.clause(operator.choice, props)}." if operator.choice else ""
        hero = self.cast.hero.call
        return Why(
            beat=step.beat.label,
            purpose=self.prose.purpose(step.beat, props),
            cause=cause,
            because=because,
            goal=english.sentence(f"{hero} wants to {self.prose.clause(operator.goal, props)}"),
            opposition=english.sentence(against) + choice,
            outcome=english.sentence(outcomes[index]),
            changes=self.prose.clause(operator.change.replace(" > ", " → "), props),
            words=self._words(text),
        )

    def _since(self, fact: str, props: Props) -> str:
        """What has held since the cause, in a clause: '; since then there is a plan'."""
        if not fact:
            return ""
        said = {
            **{part: self.teller.plain(self.teller.token(part, props)) for part in ("hero", "ally", "foe")},
            "tool": self.tool.the,
            "prize": self.teller.plain(self.teller.prize("", props)),
        }
        return f"; since then {FACTS[fact].format(**said)}"

    def _words(self, text: str) -> tuple[str, ...]:
        """The words of the prompt this scene carries, or the assumptions where the prompt was silent."""
        premise = self.matter.premise
        parts: list[Finding] = [premise.protagonist, premise.goal, premise.opposition, premise.place, *premise.objects]
        low = text.lower()
        found = [one.source or one.value for one in parts if set(_content(one.value)) & set(_content(low))]
        return tuple(dict.fromkeys(found or [premise.goal.source or premise.goal.value]))

    def _asked(self, player: Player) -> bool:
        return any(person.name and person.name in player.member.name for person in self.matter.people)


def _lower(clause: str, cast: Company) -> str:
    """Lower case after a comma, unless it starts with someone's name."""
    first = clause.split(" ", 1)[0].rstrip(",'s")
    named = any(first in player.member.name for player in cast.players)
    return clause if named else clause[:1].lower() + clause[1:]


def _says(text: str, words: str) -> bool:
    """Whether the last words of a phrase, those it turns on, are in the text."""
    return all(word in text.lower() for word in (_content(words.split(" of ")[0]) or _content(words))[-2:])


def _mostly(text: str, words: str) -> bool:
    """Whether a whole phrase has as good as been said: four of five of its words."""
    said = _content(words)
    return sum(word in text.lower() for word in said) >= 0.8 * len(said)


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"[\w'-]+", text.lower()) if len(word) > 3]
