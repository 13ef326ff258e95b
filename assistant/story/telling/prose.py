"""Scenes in words: title, description, key actions, reasons, looks; each said once and in a shape of its own."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..beats import Beat
from ..cast import Player
from ..lexicon import seeing, shapes
from ..matter import Matter, Thing
from ..model import Line
from ..planner import Step
from ..reading import Clause
from ..shots import Look
from ..shots.words import shot_words
from ..tongue import tongue
from .teller import PARTS, TOKEN, Event, Props, Teller

_WISH = 9
"""Words of a wish that can be said again and again; a longer one is spoken of by what is wanted."""
_CALLED = 4
"""Words of what somebody is that can be said again and again."""
_SPOKEN_OF = {"group": "groups", "event": "talk", "idea": "talk"}
"""What cannot lie within reach of a hand, and the sentences of seeing.yaml that speak of it."""


class Prose:
    """Writes the scenes of one story, in order."""

    def __init__(self, teller: Teller, matter: Matter, dark: bool = False) -> None:
        self.teller, self.matter, self.rng, self.dark = teller, matter, teller.rng, dark
        self.titles: set[str] = set()
        self.lead = ""
        self.aims = self.places = 0

    # -- title -------------------------------------------------------------------------------------------------------

    def title(self, step: Step, props: Props) -> str:
        said = step.operator.said.titles
        room = bare_room(props.stage.room.the)
        places = [one.format(room=room, time=self.hour(props), hero="<hero>") for one in shapes().titles]
        if not self.teller.company.hero.intro:  # nobody is "the …, working late" who is known by name alone
            said = tuple(one for one in said if "<role" not in one and "<heads" not in one)
        for choice in (*self.rng.sample(list(said), len(said)), *places):
            filled = self.teller.plain(self.teller.fill(self.teller.choose(choice), props))
            made = tongue().title(" ".join(filled.split()))
            if made.lower() not in self.titles and len(made) <= 60:
                break
        base, number = made, 2
        while made.lower() in self.titles:
            made, number = f"{base}, {number}", number + 1
        self.titles.add(made.lower())
        return made

    def hour(self, props: Props) -> str:
        known = seeing().times.get(props.stage.time)
        return known.name if known else props.stage.time

    # -- description -------------------------------------------------------------------------------------------------

    def description(self, step: Step, events: list[Event], told: list[Clause], things: list[Thing], props: Props, cares: bool) -> str:
        """Four to six sentences: the place, what is wanted and what is against it, what the prompt says happens, the events, how it
        ends."""
        extras = [self.happens(clause, props) for clause in told] + [self.seen(thing, props) for thing in things]
        extras += [self.cared(props)] if cares else []
        extras = [one for one in extras if one][:2]
        lead, rest = self._lead(events, props, plain=bool(told))
        body = self._body(rest, max(1, 3 - len(extras)))
        parts = [(text, "") for text in (*lead, *extras, self._aim(step, props), *self._choice(step, props))] + body
        sentences = [*self._referring(parts), self._outcome(step, props), *self._answer(step, props)]
        told_well = self.teller.introduced(" ".join(tongue().sentence(one) for one in sentences))
        return " ".join(self._once(self.teller.briefer(told_well)))

    def _lead(self, events: list[Event], props: Props, plain: bool) -> tuple[list[str], list[Event]]:
        """Start on the place, in one of several shapes, never the same twice running."""
        detail = self.teller.detail(props.stage)
        first = events[0]
        if not detail:
            return [self._shape(shapes().bare_lead, "", first, props)], events[1:]
        fits = [name for name in shapes().leads if name != self.lead and self._opens(name, detail, first, events, props, plain)]
        self.lead = self.rng.choice(fits)
        rest = events[1:] if self.lead in {"as", "where"} else events
        return [self._shape(shapes().leads[self.lead], detail, first, props)], rest

    def _shape(self, shape: str, detail: str, first: Event, props: Props) -> str:
        at, hour = self._where(props), self.hour(props)
        then = seeing().times[props.stage.time].at if seeing().times else hour
        capital = tongue().capital
        return shape.format(
            at=at, At=capital(at), detail=detail, Detail=capital(detail), Time=capital(hour), Then=capital(then),
            first=self.teller.finite(first), core=self.teller.finite(first, whole=False),
        )  # fmt: skip

    def _where(self, props: Props) -> str:
        """The room; in every other scene with the place it is a room of."""
        self.places += 1
        place, room = props.stage.place, props.stage.room
        bare = bare_room(place.thing.the)
        if self.places % 2 == 0 or bare in room.at or bare_room(room.the) in bare:
            return room.at
        proper = not place.thing.owner and bare == place.thing.the
        shape = shapes().place_in if proper else shapes().place_of
        return shape.format(at=room.at, place=self.teller.name_thing(place.thing, "", props), in_=place.at)

    def _opens(self, name: str, detail: str, first: Event, events: list[Event], props: Props, plain: bool) -> bool:
        """Whether a scene can open in this shape. What the prompt says happens comes before what the plan adds, so such a scene
        opens on the place alone."""
        whole = self.teller.whole(first)
        named = bare_room(props.stage.room.the) in whole or " where " in whole or " as if " in whole
        if name == "as":
            return not (plain or "," in detail or named or _long(whole) or len(events) < 3)
        if name == "where":
            heavy = len(first.core.split()) > 8 or re.search(shapes().heavy, first.core)
            return not (plain or heavy or named or _long(whole) or len(events) < 3)
        if name == "detail":
            return "," not in detail and not re.search(r"\b(?:in|on|up|off|out|down|over|by|back)$", detail)
        return True

    def _body(self, events: list[Event], room: int) -> list[tuple[str, str]]:
        """Events joined so that they fit into `room` sentences; each with the subject it opens on."""
        groups: list[list[Event]] = [[one] for one in events]
        while len(groups) > max(1, room):
            at = min(range(len(groups) - 1), key=lambda i: (sum(len(self.teller.whole(e).split()) for e in groups[i] + groups[i + 1]), i))
            groups[at : at + 2] = [groups[at] + groups[at + 1]]
        return [pair for group in groups for pair in self._joined(group)]

    def _joined(self, group: list[Event]) -> list[tuple[str, str]]:
        if len(group) == 1:
            return [(self.teller.finite(group[0]), group[0].who)]
        first, second, *others = group
        if len(f"{self.teller.whole(first)} {self.teller.whole(second)}".split()) > shapes().longest:
            return [(self.teller.finite(one), one.who) for one in group]
        text = self._pair(first, second)
        return [text, *self._joined(others)] if others else [text]

    def _pair(self, first: Event, second: Event) -> tuple[str, str]:
        a, b = self.teller.finite(first), self.teller.finite(second)
        whole = self.teller.whole(first)
        plain = "," not in whole and " as " not in whole
        if first.who == second.who:
            parts = {"a": a, "b": self.teller.finite(second, subject=False)}
            forms = [shapes().same[0].format(**parts)]
            if f" {shapes().and_} " not in whole and "," not in whole:
                if f" {shapes().and_} " not in self.teller.whole(second):
                    forms.append(shapes().same_plain.format(**parts))
                if gerund := self.teller.participle(first):
                    forms.append(f"{tongue().capital(gerund)}, {b}")
        else:
            known = [one for one in shapes().pairs if plain or one[:4] in {"{a};", "{a},"}]
            forms = [one.format(a=a, b=b) for one in known]
        text = self.rng.choice(forms)
        return text, first.who if text.startswith(first.who) else ""

    def _aim(self, step: Step, props: Props) -> str:
        """What somebody came for, and what stands against it."""
        said = step.operator.said
        goal, against = self._unfinished(said.goal, props, step.operator.lead), self._unfinished(said.against, props)
        parts = {"hero": self.teller.token(step.operator.lead, props), "goal": goal, "wish": props.goal}
        parts["prize"] = self.teller.prize("", props)
        aim = self.teller.fresh(self._aims(step, props)).format(**parts)
        return aim + self.rng.choice(shapes().against).format(against=against, Against=tongue().capital(against))

    def _aims(self, step: Step, props: Props) -> tuple[str, ...]:
        """Every other aim is tied to what the whole story is after, where it does not speak of that itself."""
        self.aims += 1
        said = step.operator.said.goal
        if self.aims % 2 or step.operator.lead != "hero" or "<goal>" in said or "<prize" in said:
            return shapes().aims
        return shapes().ties if len(props.goal.split()) <= _WISH else shapes().prizes

    def _choice(self, step: Step, props: Props) -> list[str]:
        """The climax is decided by a choice, and the choice is said."""
        said = step.operator.said.choice
        if not said or step.beat.function != "climax":
            return []
        return [self.teller.fresh(shapes().choosing).format(hero=self.teller.token("hero", props), choice=self._unfinished(said, props))]

    def _answer(self, step: Step, props: Props) -> list[str]:
        """The last scene answers the question that the hero's flaw has asked: the lie is given up, or in a tragedy it wins."""
        answers = self.teller.company.hero.nature.answers
        if not answers or step.beat.function != "ending":
            return []
        return [self._unfinished(answers[-1 if self.dark else 0], props)]

    def _outcome(self, step: Step, props: Props) -> str:
        return self._unfinished(step.operator.said.outcome, props)

    def _unfinished(self, text: str, props: Props, subject: str = "hero") -> str:
        """A clause of the operator, people still to be named."""
        return self.teller.bare(self.teller.fill(self.teller.choose(text), props, subject))

    def _referring(self, parts: list[tuple[str, str]]) -> list[str]:
        """A subject that stays the same becomes a pronoun, where nobody else could be meant."""
        said: list[str] = []
        previous: tuple[str, str] = ("", "")
        for text, who in parts:
            people = set(re.findall(r"⟦[^⟧]+⟧", previous[0]))
            again = (
                who and who.startswith("⟦") and who.count("⟦") == 1 and people == {who} and text.startswith(who) and self.rng.random() < 0.9
            )
            if again:
                key = who.strip("⟦⟧")
                met = key in self.teller.met or who in "".join(said)
                text = self.teller.pronoun(key, text[len(who) :]) if met else text
            said.append(text)
            previous = (text if not again else f"{who} {text}", who)
        return said

    def _once(self, text: str) -> list[str]:
        """Only sentences not said before; a scene is never left without any."""
        sentences = re.split(r"(?<=[.!?])\s+(?=[^\s])", text)
        kept = [one for one in sentences if self.teller.keep(one)]
        if kept:
            return kept
        again = (f"{sentences[0].rstrip('.')}, {one}." for one in seeing().again)
        return [next((one for one in again if self.teller.keep(one)), sentences[0])]

    # -- what the prompt asked for -------------------------------------------------------------------------------------------

    def happens(self, clause: Clause, props: Props) -> str:
        """What the prompt says happens, in the present tense and about the people it means."""
        subject = self._named(clause)
        return "" if subject is None else self.teller.told(*subject, clause)

    def _named(self, clause: Clause) -> tuple[str, bool] | None:
        if clause.subject is None:
            return f"⟦{self.teller.company.hero.member.key}⟧", False
        for player in self.teller.company.players:
            intro = player.intro.lower()
            if (clause.subject.name and clause.subject.name in player.member.name) or (
                not clause.subject.plural and intro and intro.endswith(clause.subject.head)
            ):
                return f"⟦{player.member.key}⟧", False
        return self.teller.someone(clause.subject)

    def echo(self, said: str, here: set[str], props: Props) -> str:
        """What the prompt says happens (a clause, people as ⟦keys⟧), on the minds of those who are `here`; '' where others are meant."""
        if not set(_shown(said)) <= here:
            return ""
        people = {part: self.teller.token(part, props) for part in PARTS}
        free = [one for one in seeing().echoes if one not in self.teller.spent and set(_shown(one.format(said="", **people))) <= here]
        if not free:
            return ""
        shape = self.teller.fresh(tuple(free))
        first = TOKEN.match(said)
        if first and not first.group(2) and "{hero}" in shape and first.group(1) == self.teller.company.hero.member.key:
            said = self.teller.pronoun(first.group(1), said[first.end() :])
        return shape.format(said=said, **people)

    def calling(self, player: Player, props: Props) -> str:
        """A sentence on what somebody is, and how it shows; '' when all have been said."""
        free = tuple(one for one in seeing().callings if one not in self.teller.spent)
        if not free or len(player.intro.split()) > _CALLED:
            return ""
        said = {"hero": f"⟦{player.member.key}⟧", "role": player.intro, "a": tongue().a(player.intro), "here": props.stage.room.at}
        return self.teller.fresh(free).format(**said)

    def cared(self, props: Props) -> str:
        """The one who is being protected is there to be seen."""
        if self.teller.company.prize is None:
            return ""
        return self.teller.seen(self.teller.fresh(seeing().cared), self.matter.prize, props)

    def more(self, text: str, sentence: str) -> str:
        """`text` with one more sentence, which comes before the last."""
        added = tongue().sentence(self.teller.introduced(sentence))
        if not self.teller.keep(added):
            return text
        head, stop, tail = text.rpartition(". ")
        return f"{head}{stop}{added} {tail}" if stop else f"{text} {added}"

    def present(self, player: Player, props: Props) -> str:
        """A sentence in which somebody of the prompt is there."""
        return self.teller.fresh(shapes().present).format(who=f"⟦{player.member.key}⟧", hero=self.teller.token("hero", props))

    def wish(self, props: Props) -> str:
        """The goal in the prompt's own words, as something done or decided on screen."""
        shape = self.teller.fresh(shapes().wishes)
        return shape.format(hero=self.teller.token("hero", props), goal=props.goal, here=props.stage.room.at)

    def seen(self, thing: Thing, props: Props, here: set[str] | None = None) -> str:
        """A sentence in which a thing of the prompt is there to be seen or spoken of; by those who are `here` alone, if that is given."""
        head = thing.the.split()[-1].lower()
        pool = _SPOKEN_OF.get(thing.sort, "things")
        pool = "weather" if head in shapes().weather else "talk" if head in shapes().large else pool
        shapes_ = [one for one in getattr(seeing(), pool) if here is None or self._people(one, props) <= here]
        return self.teller.seen(self.teller.fresh(tuple(shapes_)), thing, props) if shapes_ else ""

    def _people(self, shape: str, props: Props) -> set[str]:
        """Who acts in a sentence of seeing.yaml, by key."""
        named = re.findall(r"[⟦<](?:[a-z]+\.)?(hero|ally|foe|witness)[⟧>]", shape)
        return {self.teller.player(part, props).member.key for part in named}

    # -- the rest of a scene ---------------------------------------------------------------------------------------------

    def actions(self, events: list[Event]) -> tuple[str, ...]:
        plain = [self.teller.plain(self.teller.finite(event, whole=False)) for event in events]
        return tuple(dict.fromkeys(self.teller.briefer(tongue().capital(one), first=False) for one in plain))

    def dialogue(self, step: Step, props: Props, present: tuple[str, ...]) -> tuple[Line, ...]:
        """What is said, each in the diction of whoever says it; only by people who are there."""
        found: list[Line] = []
        draw = self.rng.randrange(6)
        for one in step.operator.said.say:
            part, text = next(iter(one.items()))
            player = self.teller.player(part, props)
            if player.member.key not in present:
                continue
            plain = self.teller.plain(self.teller.fill(self.teller.choose(text, draw), props, part))
            # Somebody's way of talking shows in every other line; in all of them it would be a tic.
            shape = self._diction(player) if self.rng.random() < 0.5 else "{line}"
            line = shape.format(line=tongue().sentence(plain))
            if self.teller.keep(line):
                found.append(Line(player.member.key, line))
        return tuple(found)

    def _diction(self, player: Player) -> str:
        """A turn of speech that this person has not used yet."""
        free = [one for one in player.nature.lines if one not in self.teller.spent]
        return self.teller.fresh(tuple(free)) if free else "{line}"

    def looks(self, step: Step, events: list[Event], props: Props) -> list[Look]:
        """What there is to see: the room, each event, a detail, a face. None of it repeats the description."""
        teller, stage = self.teller, props.stage
        detail = teller.detail(stage)
        opening = shapes().opening_look.format(location=stage.location, time=self.hour(props), detail=f": {detail}" if detail else "")
        found = [Look(opening, "place")]
        seen = step.operator.said.see
        inserts = [teller.fill(teller.choose(one), props) for one in self.rng.sample(list(seen), len(seen))]
        here = sorted({one for event in events for one in re.findall(r"⟦[^⟧]+⟧", f"{event.who} {event.core}")})
        for index, event in enumerate(events):
            what = self._framed(event, here)
            found.append(Look(what, "action", _shown(f"{event.who} {event.core} {what}")))
            if index == len(events) // 2 - 1 and inserts:
                found.append(Look(f"{inserts[0]}.", "detail"))
        if len(inserts) > 1:
            found.append(Look(f"{inserts[1]}.", "detail"))
        lead = step.operator.lead
        name = teller.token(lead, props)
        found.append(Look(f"{name} {teller.reaction(step.operator.turn, lead, props)}.", "face", _shown(name)))
        found.append(Look(teller.fresh(shot_words().releases).format(name=name, at=stage.room.at), "release", _shown(name)))
        plain = [replace(look, what=tongue().sentence(teller.briefer(teller.plain(look.what), first=False))) for look in found]
        return self._distinct(plain, props)

    def _framed(self, event: Event, here: Sequence[str]) -> str:
        core = self.teller.finite(event, whole=False)
        others = [one for one in here if one not in core]
        frames = [one for one in seeing().frames if "{other}" not in one or others]
        frame = self.teller.fresh(tuple(frames)) if self.rng.random() < 0.5 else "{Core}."
        return frame.format(core=core, Core=core, angle=self.rng.choice(seeing().angles), other=others[0] if others else "")

    def _distinct(self, looks: list[Look], props: Props) -> list[Look]:
        kept = []
        for look in looks:
            bare = look.what.rstrip(".")
            angles = self.rng.sample(seeing().angles, min(4, len(seeing().angles)))
            tries = [look.what, *(shapes().angled.format(what=bare, angle=angle) for angle in angles)]
            tries.append(shapes().placed.format(what=bare, at=props.stage.room.at))
            what = next((one for one in map(tongue().polish, tries) if self.teller.keep(one)), "")
            if what:
                kept.append(replace(look, what=what))
        return kept or looks[:1]

    def clause(self, text: str, props: Props, subject: str = "hero") -> str:
        """A clause of the operator about the hero, people by their short names."""
        return self.teller.plain(self.teller.bare(self.teller.fill(self.teller.choose(text), props, subject)))

    def purpose(self, beat: Beat, props: Props) -> str:
        named = {part: self.teller.plain(self.teller.token(part, props)) for part in ("hero", "ally", "foe")}
        owned = beat.purpose.replace("{hero}'s", tongue().possessive(named["hero"]))
        return tongue().sentence(tongue().polish(owned.format(**named)))


def _shown(text: str) -> tuple[str, ...]:
    """Who is named in a text that still holds people as ⟦keys⟧, by key, in the order of naming."""
    return tuple(dict.fromkeys(found.group(1) for found in TOKEN.finditer(text)))


def bare_room(the: str) -> str:
    """A room without its article."""
    return re.sub(shapes().article, "", the)


def _long(text: str) -> bool:
    return len(text.split()) > 14
