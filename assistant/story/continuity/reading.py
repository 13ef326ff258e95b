"""A script read once for all rules: who is where and does what, what happens, which hour the texts name."""

import re
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from .names import Marked, Names, split
from .notes import Note, Repair, Severity, Spot, key_of
from .script import Scene, Script
from .tongue import LANGUAGES, Tongue, hour_in_any, spoken_in, tongue

_INNER = frozenset({"promises", "aims", "learns", "knows"})
"""Events of the mind: 'promises to', 'says that' are what they are, and not signs that something does not happen."""
_REACH = 30
"""Letters after an event in which a figure of speech still shows itself."""
Field = Literal["description", "action", "shot", "dialogue"]


class Line(Struct, frozen=True):
    """A sentence of a scene (by index from 0)."""

    scene: int
    field: Field
    said: Marked


class Event(Struct, frozen=True):
    """Something that happens: who does it or undergoes it, in which sentence; `what` is the rest that the pattern named."""

    kind: str
    scene: int
    people: tuple[int, ...]
    line: Line
    what: str = ""


class Deed(Struct, frozen=True):
    """A main clause of a description or action: who does it, and the words from its verb on."""

    scene: int
    people: tuple[int, ...]
    words: str
    line: Line


class Reading:
    """`tongue` is the language of the texts; notes are written in `telling`."""

    def __init__(self, script: Script, language: str | None = None) -> None:
        self.script = script
        whole = " ".join(f"{scene.title}. {scene.description} {'. '.join(scene.key_actions)}" for scene in script.scenes)
        self.tongue = spoken_in(whole, script.language if script.language in LANGUAGES else "en")
        self.telling: Tongue = tongue(language or script.language)
        self.names = Names(script.cast, self.tongue, whole)
        self.ids = {scene.id: at for at, scene in enumerate(script.scenes)}
        self.people = {person.id: at for at, person in enumerate(script.cast)}
        self.scenes = [self._lines(at, scene) for at, scene in enumerate(script.scenes)]
        self.hours = [hour_in_any(scene.time_of_day) for scene in script.scenes]

    @property
    def lines(self) -> list[Line]:
        return [line for scene in self.scenes for line in scene]

    def listed(self, scene: int) -> set[int]:
        return {self.people[one] for one in self.script.scenes[scene].people if one in self.people}

    def name(self, person: int) -> str:
        return self.script.cast[person].name

    @cached_property
    def introductions(self) -> dict[int, list[Line]]:
        """Sentences that say who somebody is, in the film's order."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            for person in line.said.introduced if line.field in ("description", "action") else ():
                found.setdefault(person, []).append(line)
        return found

    @cached_property
    def mentioned(self) -> list[dict[int, Line]]:
        """For every scene the sentence that first names each person."""
        found: list[dict[int, Line]] = [{} for _ in self.scenes]
        for line in self.lines:
            for person in line.said.people:
                found[line.scene].setdefault(person, line)
        return found

    @cached_property
    def told(self) -> list[dict[int, Line]]:
        """The same for the descriptions and actions alone, which shots only repeat."""
        found: list[dict[int, Line]] = [{} for _ in self.scenes]
        for line in self.lines:
            for person in line.said.people if line.field in ("description", "action") else ():
                found[line.scene].setdefault(person, line)
        return found

    @cached_property
    def acting(self) -> list[dict[int, Line]]:
        """For every scene the sentence in which each person first does something there, or says it."""
        found: list[dict[int, Line]] = [{} for _ in self.scenes]
        for line in self.lines:
            for person in self._actors(line):
                found[line.scene].setdefault(person, line)
        return found

    @cached_property
    def deeds(self) -> list[Deed]:
        """What is done in the film, in its order."""
        return [
            Deed(line.scene, tuple(_marks(match["who"])), line.said.marks[match.start("verb") :].split(".")[0], line)
            for line in self.lines
            if line.field in ("description", "action") and not self.tongue.unreal.search(line.said.marks)
            for match in self._clauses(line)
        ]

    def called(self, scene: int, person: int) -> bool:
        """Whether the scene speaks of them by what they are: 'the mute child'."""
        one = self.script.scenes[scene]
        role = self.script.cast[person].role
        return bool(self.tongue.content(role) & self.tongue.content(" ".join([one.description, *one.key_actions])))

    def events(self, *kinds: str) -> list[Event]:
        return [event for event in self._events if event.kind in kinds]

    @cached_property
    def _events(self) -> list[Event]:
        told = [line for line in self.lines if line.field in ("description", "action")]
        return [event for line in told for event in self._events_in(line)]

    def spoken(self, scene: int, said: Marked) -> list[Event]:
        """What a sentence that somebody says would tell of."""
        return self._events_in(Line(scene, "dialogue", said))

    def elsewhen(self, scene: int) -> bool:
        """Whether the scene says that it is a memory, a dream, or that a ghost walks."""
        one = self.script.scenes[scene]
        return bool(self.tongue.elsewhen.search(" ".join([one.title, one.description, one.time_of_day, *one.key_actions])))

    def whole(self, scene: int) -> str:
        """All that is told of the scene and said in it."""
        one = self.script.scenes[scene]
        return " ".join([one.description, *one.key_actions, *(line.line for line in one.dialogue)])

    def opening(self, scene: int) -> str:
        """The scene's first sentence."""
        said = split(self.script.scenes[scene].description)
        return said[0] if said else ""

    def note(
        self,
        rule: str,
        severity: Severity,
        scenes: list[int],
        *,
        about: str = "",
        repair: Repair | None = None,
        words: str = "",
        **values: Any,
    ) -> Note:
        """A note in words. `about` tells two notes of one rule on the same scenes apart; `words` picks another wording of it."""
        spots = tuple(self._spot(at) for at in scenes)
        grammar = self.telling.grammar
        numbers = dict(zip("abcde", (spot.number for spot in spots), strict=False))
        said = grammar.said[words or rule].format(**numbers, **values)
        because = grammar.because.get(words or rule, "").format(**numbers, **values)
        key = key_of(rule, sorted(spot.id for spot in spots), about)
        return Note(
            key=key, rule=rule, severity=severity, scenes=spots, said=said, because=because, repair=repair, offer=self._offer(repair)
        )

    def _spot(self, at: int) -> Spot:
        scene = self.script.scenes[at]
        return Spot(scene.id, scene.number, scene.title)

    def _offer(self, repair: Repair | None) -> str:
        if repair is None:
            return ""
        values: dict[str, Any] = {name: getattr(repair, name) for name in repair.__struct_fields__}
        scene = values.get("scene", "")
        for name in ("scene", "before"):
            if name in values:
                values[name] = self.script.scenes[self.ids[values[name]]].number
        if "person" in values:
            values["person"] = self.name(self.people[values["person"]]) if values["person"] in self.people else values["person"]
        if "shot" in values:
            shots = self.script.scenes[self.ids[scene]].shots
            values["shot"] = next(number for number, shot in enumerate(shots, start=1) if shot.id == values["shot"])
        return self.telling.grammar.offers[type(repair).__name__].format(**values)

    def _lines(self, at: int, scene: Scene) -> list[Line]:
        lines = [Line(at, "description", said) for said in self.names.sentences(scene.description)]
        lines += [Line(at, "action", self.names.mark(action)) for action in scene.key_actions]
        lines += [Line(at, "shot", said) for shot in scene.shots for said in self.names.sentences(shot.description)]
        return lines + [Line(at, "dialogue", self._spoken(one.who, one.line)) for one in scene.dialogue]

    def _spoken(self, who: str, words: str) -> Marked:
        speaker = f"⟨{self.people[who]}⟩ " if who in self.people else ""
        return Marked(words, f"{speaker}“…”", ())

    def _actors(self, line: Line) -> list[int]:
        if line.field == "dialogue":
            return list(line.said.people)
        if self.tongue.absent.search(line.said.marks):
            return []
        saying = self.tongue.said_by.finditer(line.said.marks)
        return [person for match in (*self._clauses(line), *saying) for person in _marks(match["who"])]

    def _clauses(self, line: Line) -> list[re.Match[str]]:
        """Where somebody is followed by a verb."""
        found = self.tongue.acting.finditer(line.said.marks)
        return [match for match in found if match["verb"][0].islower() and match["verb"] not in self.tongue.grammar.not_verbs]

    def _events_in(self, line: Line) -> list[Event]:
        marks = line.said.marks
        unreal = self.tongue.unreal.search(marks)
        found = []
        for kind, patterns in self.tongue.events.items():
            for match in (hit for pattern in patterns for hit in pattern.finditer(marks)):
                if (unreal and unreal.start() < match.end() and kind not in _INNER) or self._figure(kind, match):
                    continue
                groups = match.groupdict()
                people = _marks(groups.get("whom") or groups.get("who") or "")
                found.append(Event(kind, line.scene, tuple(people), line, (groups.get("what") or "").strip()))
        return found

    def _figure(self, kind: str, found: re.Match[str]) -> bool:
        """Whether it is only a way of speaking: 'trapped in a meeting', 'breaks the silence'."""
        pattern = self.tongue.figurative.get(kind)
        return pattern is not None and pattern.search(found.string, found.start(), found.end() + _REACH) is not None


def _marks(text: str) -> list[int]:
    return [int(one) for one in re.findall(r"⟨(\d+)⟩", text)]
