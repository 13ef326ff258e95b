"""Putting plan, cast and places into words and shots: the writing of one draft."""

import re
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from . import lexicon, naming
from .avoidance import avoided
from .cast import Company, Player
from .lexicon import shapes
from .matter import Matter, Thing, assumed_thing
from .model import Brief, Finding, Link, Plan, PlannedScene, PlannedShot, Premise, Story, Why
from .planner import Step
from .reading import Clause
from .reminding import Reminders, content, mostly, named_in
from .shots import Position, shoot
from .staging import stage
from .synopsis import called, inner, synopses
from .telling import Event, Props, teller
from .telling.prose import Prose
from .timing import share
from .tongue import tongue


class _Told(Struct, frozen=True):
    """One scene in words, before it is shot and timed."""

    title: str
    description: str
    events: tuple[Event, ...]
    props: Props


class Film:
    """Puts plan, cast and places into words and shots."""

    def __init__(
        self, brief: Brief, matter: Matter, cast: Company, steps: tuple[Step, ...], frames: int, rng: Random, structure: str
    ) -> None:
        self.brief, self.matter, self.cast, self.steps, self.frames, self.rng = brief, matter, cast, steps, frames, rng
        self.teller = teller(matter, cast, rng)
        self.prose = Prose(self.teller, matter, dark=bool(lexicon.structures()[structure].mood))
        self.stages = stage(steps, matter, cast.hero.call, rng)
        self.tool = self._tool()
        self.structure = structure

    def story(self) -> Story:
        told = self._told()
        lengths = self._lengths()
        outcomes = [
            tongue().capital(self.prose.clause(step.operator.said.outcome, one.props)) for step, one in zip(self.steps, told, strict=True)
        ]
        scenes: tuple[PlannedScene, ...] = ()
        for index in range(len(told)):
            scenes += (self._scene(index, told, outcomes, lengths[index], scenes[-1].shots if scenes else ()),)
        met = {key for scene in scenes for key in scene.cast}
        members = tuple(player.member for player in self.cast.players if player.member.key in met or self._asked(player))
        title = naming.title(self.matter, self.cast, self.rng)
        props = told[0].props
        goal = self.teller.plain(self.teller.fill(props.goal, props))
        threat = self._against(props)
        logline = naming.logline(self.matter, self.cast, goal, threat, self.rng)
        return Story(
            name=naming.slug(self.matter, self.cast, title),
            title=title,
            logline=logline,
            language=lexicon.language(),
            style=self.matter.style,
            fps=self.brief.fps,
            premise=self._premise(),
            cast=members,
            scenes=scenes,
            seed=self.brief.seed,
            structure=self.structure,
            synopsis=synopses(logline, scenes, [*(player.member.name for player in self.cast.players), *(one.location for one in scenes)]),
        )

    def _premise(self) -> Premise:
        """What the prompt says, with the question the hero's flaw asks where it asks none itself."""
        known = self.matter.premise
        question = self.cast.hero.nature.theme
        if not question or any(one.source for one in known.themes):
            return known
        asked = Finding(question, None, shapes().theme.format(question=question, hero=self.cast.hero.call, flaw=self.cast.hero.nature.flaw))
        return replace(known, themes=(asked, *known.themes))

    def _against(self, props: Props) -> str:
        threat = self.teller.threat(props)
        if not threat.startswith("⟦"):
            return self.teller.plain(threat)
        foe = self.cast.foe
        return naming.known_as(foe, self.cast.hero)

    def _tool(self) -> Thing:
        """What helps is taken from the prompt where the prompt has anything to hold."""
        held = [one for one in self.matter.objects if one.sort == "thing" and not one.plural and not one.abstract]
        if held:
            return held[0]
        pool = [one for one in lexicon.genres()[self.matter.genre].tool if not avoided(self.matter.avoid, one)]
        return assumed_thing(self.rng.choice(pool or [shapes().least["tool"]]))

    def _told(self) -> list[_Told]:
        shown = self._shown()
        told = []
        for index, (step, place) in enumerate(zip(self.steps, self.stages, strict=True)):
            props = Props(place, self._witness(index), self.tool, self.matter.goal)
            props = Props(place, props.witness, self.tool, self.teller.fill(self.matter.goal, props))
            events = self.teller.events(step.operator.said.do, props)
            clauses, things = shown[index]
            cares = self._cares(index)
            description = self.prose.description(step, events, clauses, things, props, cares)
            told.append(_Told(self.prose.title(step, props), description, tuple(events), props))
        return self._complete(told)

    def _complete(self, told: list[_Told]) -> list[_Told]:
        """What the prompt asked for is seen or said in some scene: the wish early, the rest where there is room."""
        told = list(told)
        early = " ".join(one.description for one in told[:2])
        if self.matter.premise.goal.source and not mostly(early, self.matter.premise.goal.value):
            told[min(1, len(told) - 1)] = self._add(told[min(1, len(told) - 1)], self.prose.wish(told[min(1, len(told) - 1)].props))
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
                f"{(shapes().years if year.group(2) else shapes().year).format(year=year.group())} {first.description}",
                first.events,
                first.props,
            )
        for thing in wanted:
            text = " ".join(f"{one.description} {one.props.stage.location}" for one in told)
            if thing.source and not _says(text, thing.the):
                at = min(range(len(told)), key=lambda index: (len(told[index].description), index))
                told[at] = self._add(told[at], self.prose.seen(thing, told[at].props))
        for player in filter(self._asked, self.cast.players):
            if not any(named_in(player, one.description) for one in told):
                at = min(range(len(told)), key=lambda index: (len(told[index].description), index))
                told[at] = self._add(told[at], self.prose.present(player, told[at].props))
        return self._in_sight(told, [thing for thing in wanted if thing.source])

    def _in_sight(self, told: list[_Told], things: list[Thing]) -> list[_Told]:
        """The prompt is never out of sight for long."""
        reminders = Reminders(self.prose, self.matter, self.cast, things, len(told))
        climax = next((i for i, step in enumerate(self.steps) if step.beat.function == "climax"), len(told))
        kept = []
        for index, one in enumerate(told):
            for more in reminders.sentences(one.description, one.props, late=index > climax):
                one = self._add(one, more)
            kept.append(one)
        return kept

    def _add(self, one: _Told, sentence: str) -> _Told:
        return replace(one, description=self.prose.more(one.description, sentence))

    def _cares(self, index: int) -> bool:
        """Whoever is protected is seen now and then, until they are in danger themselves."""
        cared_for = self.matter.kind == "protect" and self.cast.prize is not None
        return cared_for and index % 3 == 1 and self.steps[index].beat.function not in {"low", "rally", "climax", "ending"}

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

    def _scene(self, index: int, told: list[_Told], outcomes: list[str], frames: int, before: tuple[PlannedShot, ...]) -> PlannedScene:
        step, one, place = self.steps[index], told[index], self.stages[index]
        position: Position = "opening" if index == 0 else "closing" if index == len(told) - 1 else "middle"
        actions = self.prose.actions(list(one.events))
        looks = self.prose.looks(step, list(one.events), one.props)
        text = " ".join([one.description, *actions])
        present = self._present(text)
        return PlannedScene(
            title=one.title,
            description=one.description,
            location=place.location,
            time_of_day=place.time,
            cast=present,
            dialogue=self.prose.dialogue(step, one.props, present),
            key_actions=actions,
            visual_notes="",
            why=self._why(index, told, outcomes, text),
            shots=shoot(
                looks,
                frames=frames,
                position=position,
                fresh_place=index == 0 or place.location != self.stages[index - 1].location,
                function=step.beat.function,
                turn=step.turn,
                people=present,
                before=before,
                fps=self.brief.fps,
            ),
        )

    def _present(self, text: str) -> tuple[str, ...]:
        return tuple(one.member.key for one in self.cast.players if named_in(one, text))

    def _why(self, index: int, told: list[_Told], outcomes: list[str], text: str) -> Why:
        step, props = self.steps[index], told[index].props
        operator = step.operator
        because = step.because if index else None
        cause = (
            shapes().cause.format(
                number=because + 1,
                title=told[because].title,
                outcome=inner(outcomes[because], called(player.member.name for player in self.cast.players)),
                since=self._since(step.fact, props),
            )
            if because is not None
            else shapes().first_cause.format(goal=self.teller.plain(props.goal))
        )
        against = self.prose.clause(operator.said.against, props)
        choice = shapes().choice.format(choice=self.prose.clause(operator.said.choice, props)) if operator.said.choice else ""
        hero = self.teller.player(operator.lead, props).call
        return Why(
            beat=step.beat.label,
            purpose=self.prose.purpose(step.beat, props),
            cause=cause,
            because=because,
            goal=tongue().sentence(tongue().polish(shapes().wants.format(hero=hero, goal=self.prose.clause(operator.said.goal, props)))),
            opposition=tongue().sentence(against) + choice,
            outcome=tongue().sentence(outcomes[index]),
            changes=self.prose.clause(operator.said.change.replace(" > ", " → "), props),
            words=self._words(text),
            plan=self._plan(index, props),
        )

    def _plan(self, index: int, props: Props) -> Plan:
        """The scene's place in the plan, as data."""
        step = self.steps[index]
        return Plan(
            place=index,
            operator=step.operator.id,
            function=step.beat.function,
            turn=step.turn,
            needs=tuple(Link(need.fact, self._fact(need.fact, props), need.scene) for need in step.needs),
            makes=tuple(step.operator.adds.split()),
            ends=tuple(step.operator.dels.split()),
            thread=step.beat.thread,
        )

    def _since(self, fact: str, props: Props) -> str:
        """What has held since the cause, in a clause: '; since then there is a plan'."""
        return shapes().since.format(fact=self._fact(fact, props)) if fact else ""

    def _fact(self, fact: str, props: Props) -> str:
        """A fact of the world in words: 'there is a plan'."""
        said = {
            **{part: self.teller.plain(self.teller.token(part, props)) for part in ("hero", "ally", "foe")},
            "tool": self.tool.the,
            "prize": self.teller.plain(self.teller.prize("", props)),
        }
        return tongue().polish(lexicon.facts()[fact].format(**said))

    def _words(self, text: str) -> tuple[str, ...]:
        """The words of the prompt this scene carries; failing that, those the film was made from."""
        premise = self.matter.premise
        parts: list[Finding] = [premise.protagonist, premise.goal, premise.opposition, premise.place, *premise.objects]
        low = set(content(text.lower()))
        said = [one for one in parts if one.source]
        found = [one for one in said if set(content(one.value)) & low]
        return tuple(dict.fromkeys(one.source for one in found or said[:1] if one.source))

    def _asked(self, player: Player) -> bool:
        """Whether the prompt speaks of this person, by name or by what they are."""
        said = [person for person in self.matter.people if person.source]
        return any(person.name in player.member.name if person.name else person.role == player.intro for person in said)


def _says(text: str, words: str) -> bool:
    """Whether the last words of a phrase, those it turns on, are in the text."""
    return all(word in text.lower() for word in (content(words.split(" of ")[0]) or content(words))[-2:])
