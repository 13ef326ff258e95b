"""Scenes in words: title, description, key actions, reasons, looks; each said once and in a shape of its own."""

import re

from . import english
from .beats import Beat
from .lexicon import seeing
from .matter import Matter, Thing
from .matter import thing as spoken
from .planner import Step
from .reading import Clause
from .shots import Look
from .wording import Event, Props, Teller, bare, conjugate, finite, participle

_WEATHER = {"rain", "snow", "fog", "mist", "wind", "heat", "cold", "ice", "dust", "smoke", "drizzle"}
"""What cannot be put down or picked up."""
_LARGE = {"supermarket", "motorway", "skyscraper", "pipeline", "dam", "army", "fleet", "lava", "internet", "parliament"}
"""What cannot be within reach of a hand."""
_LONGEST = 34
"""Words in one sentence, at most."""


class Prose:
    """Writes the scenes of one story, in order."""

    def __init__(self, teller: Teller, matter: Matter) -> None:
        self.teller, self.matter, self.rng = teller, matter, teller.rng
        self.titles: set[str] = set()
        self.lead = -1

    # -- title -------------------------------------------------------------------------------------------------------

    def title(self, step: Step, props: Props) -> str:
        choices = self.rng.sample(list(step.operator.titles), len(step.operator.titles))
        room = props.stage.room.the.removeprefix("the ")
        choices += [
            f"{room}, {props.stage.time}",
            f"<hero> and the {room}",
            f"{props.stage.time}, {room}, again",
            f"Back to the {room}",
        ]
        for choice in choices:
            filled = self.teller.plain(self.teller.fill(self.teller.choose(choice), props))
            made = english.title(" ".join(filled.split()))
            if made.lower() not in self.titles and len(made) <= 60:
                break
        number = 2
        base = made
        while made.lower() in self.titles:
            made, number = f"{base}, {number}", number + 1
        self.titles.add(made.lower())
        return made

    # -- description -------------------------------------------------------------------------------------------------

    def description(self, step: Step, events: list[Event], told: list[Clause], things: list[Thing], props: Props, cares: bool) -> str:
        """Two to four sentences: the place, what the prompt says happens, the events, and how it lands."""
        extras = [self._told(clause, props) for clause in told] + [self.seen(thing, props) for thing in things]
        extras += [self.cared(props)] if cares else []
        extras = [one for one in extras if one][:2]
        lead, rest = self._lead(events, props, plain=bool(told))
        body = self._body(rest, 3 - len(extras) if lead else 4 - len(extras))
        parts = [(text, "") for text in lead] + [(text, "") for text in extras] + body
        if len(parts) < 4:
            parts.append(self._landing(step, props))
        sentences = self._referring(parts[:5])
        told_well = self.teller.introduced(" ".join(english.sentence(one) for one in sentences))
        return " ".join(self._once(self.teller.briefer(told_well)))

    def _lead(self, events: list[Event], props: Props, plain: bool) -> tuple[list[str], list[Event]]:
        """Start on the place, in one of several shapes, never the same twice running."""
        stage = props.stage
        detail = self.teller.detail(stage)
        first = events[0]
        at = english.capital(stage.room.at)
        if not detail:
            return [f"{english.capital(stage.time)} {stage.room.at}: {finite(first)}"], events[1:]
        shapes = {
            0: lambda: ([f"{at}, {detail}"], events),
            1: lambda: ([f"{english.capital(detail)} as {finite(first)}"], events[1:]),
            2: lambda: ([f"{english.capital(stage.time)} {stage.room.at}: {detail}"], events),
            3: lambda: ([f"{finite(first, whole=False)} {stage.room.at}, where {detail}"], events[1:]),
            4: lambda: ([f"{english.capital(detail)} {stage.room.at}"], events),
        }
        heavy = len(first.core.split()) > 8 or re.search(
            r"\b(?:whether|that|what|if|when|who|until|before|how)\b|\b(?:in|on|out|up|off|down|away|over|back)$",
            first.core,
        )
        named = stage.room.the.removeprefix("the ") in first.whole or " where " in first.whole or " as if " in first.whole
        # What the prompt says happens comes before what the plan adds, so such a scene opens on the place alone.
        fits = [
            n
            for n in shapes
            if not (plain and n in {1, 3})
            and not (n == 1 and "," in detail)
            and n != self.lead
            and not (n == 3 and heavy)
            and not (n in {1, 3} and (named or _long(first.whole) or len(events) < 3))
            and not (n == 4 and ("," in detail or re.search(r"\b(?:in|on|up|off|out|down|over|by|back)$", detail)))
        ]
        self.lead = self.rng.choice(fits)
        return shapes[self.lead]()

    def _body(self, events: list[Event], room: int) -> list[tuple[str, str]]:
        """Events joined so that they fit into `room` sentences; each with the subject it opens on."""
        groups: list[list[Event]] = [[one] for one in events]
        while len(groups) > max(1, room):
            at = min(range(len(groups) - 1), key=lambda i: (sum(len(e.whole.split()) for e in groups[i] + groups[i + 1]), i))
            groups[at : at + 2] = [groups[at] + groups[at + 1]]
        return [pair for group in groups for pair in self._joined(group)]

    def _joined(self, group: list[Event]) -> list[tuple[str, str]]:
        if len(group) == 1:
            return [(finite(group[0]), group[0].who)]
        first, second, *others = group
        whole = f"{first.whole} {second.whole}"
        if len(whole.split()) > _LONGEST:
            return [(finite(one), one.who) for one in group]
        text = self._pair(first, second)
        if others:
            return [text, *self._joined(others)]
        return [text]

    def _pair(self, first: Event, second: Event) -> tuple[str, str]:
        if first.who == second.who:
            shapes = [f"{finite(first)}, then {finite(second, subject=False)}"]
            if " and " not in first.whole and "," not in first.whole:
                shapes.append(f"{finite(first)} and {finite(second, subject=False)}" if " and " not in second.whole else shapes[0])
                shapes.append(f"{english.capital(participle(first))}, {finite(second)}")
        else:
            shapes = [f"{finite(first)}; {finite(second)}", f"{finite(first)}, and {finite(second)}"]
            if "," not in first.whole and " as " not in first.whole:
                shapes += [f"As {finite(first)}, {finite(second)}", f"{finite(first)} while {finite(second)}"]
        text = self.rng.choice(shapes)
        return text, first.who if text.startswith(first.who) else ""

    def _landing(self, step: Step, props: Props) -> tuple[str, str]:
        who = self.teller.token("hero", props)
        return f"{who} {conjugate(self.teller.reaction(step.operator.turn, 'hero', props), False)}", who

    def _referring(self, parts: list[tuple[str, str]]) -> list[str]:
        """A subject that stays the same becomes a pronoun, where nobody else could be meant."""
        said: list[str] = []
        previous: tuple[str, str] = ("", "")
        for text, who in parts:
            people = set(re.findall(r"⟦[^⟧]+⟧", previous[0]))
            again = (
                who and who.startswith("⟦") and " and " not in who and people == {who} and text.startswith(who) and self.rng.random() < 0.9
            )
            if again:
                key = who.strip("⟦⟧")
                met = key in self.teller.met or who in "".join(said)
                text = f"{self.teller.by_key[key].gender}{text[len(who) :]}" if met else text
            said.append(text)
            previous = (text if not again else f"{who} {text}", who)
        return said

    def _once(self, text: str) -> list[str]:
        """Only sentences not said before; a scene is never left without any."""
        sentences = re.split(r"(?<=[.!?])\s+(?=[^\s])", text)
        kept = [one for one in sentences if self.teller.keep(one)]
        if kept:
            return kept
        again = next(
            one
            for n in ("once more", "yet again", "again and again", "as before")
            if self.teller.keep(one := f"{sentences[0].rstrip('.')}, {n}.")
        )
        return [again]

    def _told(self, clause: Clause, props: Props) -> str:
        """What the prompt says happens, in the present tense and about the people it means."""
        subject = self._named(clause)
        if subject is None:
            return ""
        who, plural = subject
        rest = self._whose(" ".join(["", *clause.said.split()[1:]]))
        passive = (
            clause.form == "ed"
            and clause.lemma in {"strand", "trap", "curse", "haunt", "kill", "steal", "abandon", "banish", "exile", "frame", "accuse"}
            and clause.object is None
        )
        verb = (
            f"{'are' if plural else 'is'} {clause.said.split()[0]}"
            if passive or clause.lemma.endswith("ed")
            else conjugate(clause.lemma, plural)
        )
        return f"{who} {verb}{rest}"

    def _whose(self, said: str) -> str:
        """'her family' in the prompt may belong to someone other than a man the story is about."""
        other = {"she": "his", "he": "her"}.get(self.teller.company.hero.gender, "")
        return re.sub(rf"\b{other}\b(?= \w)", "the", said) if other else said

    def _named(self, clause: Clause) -> tuple[str, bool] | None:
        if clause.subject is None:
            return f"⟦{self.teller.company.hero.member.key}⟧", False
        for player in self.teller.company.players:
            intro = player.intro.lower()
            if (clause.subject.name and clause.subject.name in player.member.name) or (
                not clause.subject.plural and intro and intro.endswith(clause.subject.head)
            ):
                return f"⟦{player.member.key}⟧", False
        made = spoken(clause.subject)
        if made.owner:
            return f"⟦{self.teller.company.hero.member.key}⟧'s {made.the}", made.plural
        return (made.a if clause.subject.det in {"a", "an"} else clause.subject.text if not clause.subject.plural else made.a), made.plural

    def cared(self, props: Props) -> str:
        """The one who is being protected is there to be seen."""
        prize = self.teller.company.prize
        if prize is None:
            return ""
        return (
            self.teller.fresh(seeing().cared)
            .replace("⟦prize⟧", f"⟦{prize.member.key}⟧")
            .replace("⟦hero⟧", self.teller.token("hero", props))
        )

    def more(self, text: str, sentence: str) -> str:
        """`text` with one more sentence, which comes before the last."""
        added = english.sentence(self.teller.introduced(sentence))
        if not self.teller.keep(added):
            return text
        head, stop, tail = text.rpartition(". ")
        return f"{head}{stop}{added} {tail}" if stop else f"{text} {added}"

    def wish(self, props: Props) -> str:
        """The goal in the prompt's own words, as something done or decided on screen."""
        goal, here, hero = props.goal, props.stage.room.at, self.teller.token("hero", props)
        shapes = [
            f"{hero} decides to {goal}, and tells nobody yet",
            f"To {goal}, {hero} will have to begin {here}",
            f"Asked what the hurry is, {hero} answers that there is little time left to {goal}",
            f"{hero} makes a list of what it takes to {goal}, and the list is long",
            f"One thought keeps {hero} going: to {goal}",
            f"{hero} is asked to give it up, and says that somebody has to {goal}",
        ]
        return self.rng.choice(shapes)

    def seen(self, thing: Thing, props: Props) -> str:
        shapes = {"group": seeing().groups, "event": seeing().talk, "idea": seeing().talk}.get(thing.sort, seeing().things)
        head = thing.the.split()[-1]
        shapes = seeing().weather if head in _WEATHER else seeing().talk if head in _LARGE else shapes
        shape = self.teller.fresh(shapes)
        the, a = self.teller.name_thing(thing, "", props), self.teller.name_thing(thing, "", props, "a")
        for part in ("hero", "ally", "witness"):
            shape = shape.replace(f"⟦{part}⟧", self.teller.token(part, props))
        verbs = {verb: verb if thing.plural else english.third(verb) for verb in ("lie", "catch", "hang", "watch", "stand", "go", "come")}
        return shape.format(
            A=english.capital(a), a=a, The=english.capital(the), the=the, it="them" if thing.plural else "it", here=props.stage.room.at,
            be="are" if thing.plural else "is", **verbs,
        )  # fmt: skip

    # -- the rest of a scene ---------------------------------------------------------------------------------------------

    def actions(self, events: list[Event]) -> tuple[str, ...]:
        made = [self.teller.briefer(english.capital(self.teller.plain(finite(event, whole=False))), first=False) for event in events]
        return tuple(dict.fromkeys(made))

    def looks(self, step: Step, events: list[Event], props: Props) -> list[Look]:
        """What there is to see: the room, each event, a detail, a face. None of it repeats the description."""
        teller, stage = self.teller, props.stage
        detail = teller.detail(stage)
        found = [Look(f"{stage.location}, {stage.time}{f': {detail}' if detail else ''}.", "place")]
        inserts = [self.teller.fill(teller.choose(one), props) for one in self.rng.sample(list(step.operator.see), len(step.operator.see))]
        for index, event in enumerate(events):
            found.append(Look(self._framed(event, props), "action"))
            if index == len(events) // 2 - 1 and inserts:
                found.append(Look(f"{inserts[0]}.", "detail"))
        if len(inserts) > 1:
            found.append(Look(f"{inserts[1]}.", "detail"))
        hero = teller.token("hero", props)
        found.append(Look(f"{hero} {conjugate(teller.reaction(step.operator.turn, 'hero', props), False)}.", "face"))
        plain = [Look(english.sentence(teller.briefer(teller.plain(look.what), first=False)), look.kind) for look in found]
        return self._distinct(plain, props)

    def _framed(self, event: Event, props: Props) -> str:
        core = finite(event, whole=False)
        others = [one for one in (self.teller.token("hero", props), self.teller.token("ally", props)) if one not in core]
        frames = [one for one in seeing().frames if "{other}" not in one or others]
        frame = self.teller.fresh(tuple(frames)) if self.rng.random() < 0.5 else "{Core}."
        return frame.format(core=core, Core=core, angle=self.rng.choice(seeing().angles), other=others[0] if others else "")

    def _distinct(self, looks: list[Look], props: Props) -> list[Look]:
        kept = []
        for look in looks:
            what = look.what
            tries = [
                what,
                *(english.sentence(f"{what.rstrip('.')}, {angle}") for angle in self.rng.sample(seeing().angles, 4)),
                f"{what.rstrip('.')} {props.stage.room.at}.",
            ]
            what = next((one for one in tries if self.teller.keep(one)), "")
            if not what:
                continue
            kept.append(Look(what, look.kind))
        return kept or looks[:1]

    def clause(self, text: str, props: Props, subject: str = "hero") -> str:
        """A clause of the operator about the hero, people by their short names."""
        return self.teller.plain(bare(self.teller.fill(self.teller.choose(text), props, subject)))

    def purpose(self, beat: Beat, props: Props) -> str:
        named = {part: self.teller.plain(self.teller.token(part, props)) for part in ("hero", "ally", "foe")}
        return english.sentence(beat.purpose.replace("{hero}'s", english.possessive(named["hero"])).format(**named))


def _long(text: str) -> bool:
    return len(text.split()) > 14
