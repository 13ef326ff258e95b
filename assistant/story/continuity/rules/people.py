"""Who can be in a scene: the living, those who are listed, those who are not somewhere else."""

from collections.abc import Iterator
from typing import Literal

from ..notes import AddPerson, MoveBefore, Note, RemovePerson, Severity
from ..reading import Event, Line, Reading

_UNSAID = 0.07
"""The part of those listed of whom a film may say nothing, and still be one that tells of everybody: one in fifteen."""
_AWAY: dict[str, Literal["error", "warning"]] = {"locked": "error", "gone": "warning"}


def check(reading: Reading) -> Iterator[Note]:
    yield from _listed(reading)
    yield from _dead(reading)
    for kind in _AWAY:
        yield from _away(reading, kind)
    yield from _two_places(reading)
    yield from _hurt(reading)


def _listed(reading: Reading) -> Iterator[Note]:
    """Who acts is listed, who is listed is seen; nothing of it in a film that lists nobody."""
    if not any(scene.people for scene in reading.script.scenes):
        return
    thorough = _names_everybody(reading)
    for at in range(len(reading.script.scenes)):
        yield from (_unlisted(reading, at, person, line) for person, line in reading.acting[at].items() if person not in reading.listed(at))
        yield from _shown(reading, at)
        yield from _unseen(reading, at, thorough)


def _unlisted(reading: Reading, at: int, person: int, line: Line) -> Note:
    """One who acts. One who only speaks where something is heard from elsewhere, or is listed nowhere, may be a voice."""
    scene = reading.script.scenes[at]
    speaks = line.field == "dialogue"
    voice = reading.tongue.heard.search(reading.whole(at)) or not any(
        person in reading.listed(other) for other in range(len(reading.scenes))
    )
    severity: Severity = "warning" if not speaks else "hint" if voice and not scene.why else "error"
    return reading.note(
        "speaks-unlisted" if speaks else "acts-unlisted",
        severity,
        [at],
        about=str(person),
        repair=AddPerson(scene.id, reading.script.cast[person].id),
        name=reading.name(person),
        words_of=line.said.text,
    )


def _shown(reading: Reading, at: int) -> Iterator[Note]:
    """Whom a shot shows is listed."""
    scene = reading.script.scenes[at]
    shown = {reading.people[one]: shot.description for shot in scene.shots for one in shot.subjects if one in reading.people}
    for person in sorted(set(shown) - reading.listed(at) - set(reading.acting[at])):
        repair = AddPerson(scene.id, reading.script.cast[person].id)
        yield reading.note(
            "shown-unlisted", "warning", [at], about=str(person), repair=repair, name=reading.name(person), words_of=shown[person]
        )


def _unseen(reading: Reading, at: int, thorough: bool) -> Iterator[Note]:
    """Who is listed is told of, in what the engine wrote and in a film that tells of everybody else; others leave people unsaid."""
    scene = reading.script.scenes[at]
    told = any(line.field in ("description", "action") and line.said.people for line in reading.scenes[at])
    severity: Severity = "warning" if told and (scene.why or thorough) else "hint"
    for person in sorted(_untold(reading, at)):
        repair = RemovePerson(scene.id, reading.script.cast[person].id) if told else None
        yield reading.note("listed-unseen", severity, [at], about=str(person), repair=repair, name=reading.name(person))


def _untold(reading: Reading, at: int) -> set[int]:
    """Those listed of whom the scene says nothing."""
    return {person for person in reading.listed(at) - set(reading.mentioned[at]) if not reading.called(at, person)}


def _names_everybody(reading: Reading) -> bool:
    """Whether the film tells of nearly everybody it lists, and lists enough people to know that it is no accident."""
    listed = sum(len(reading.listed(at)) for at in range(len(reading.scenes)))
    return sum(len(_untold(reading, at)) for at in range(len(reading.scenes))) <= _UNSAID * listed


def _dead(reading: Reading) -> Iterator[Note]:
    """Whoever has died does nothing and says nothing in a later scene, unless it is a memory, a dream or a ghost."""
    for person, event in _first_by_person(reading.events("dies")).items():
        if any(person in alive.people and alive.scene >= event.scene for alive in reading.events("alive")):
            continue
        for at in range(event.scene + 1, len(reading.scenes)):
            line = reading.acting[at].get(person)
            if line and not reading.elsewhen(at):
                yield reading.note(
                    "dead-acts",
                    "error",
                    [at, event.scene],
                    about=str(person),
                    words="dead-speaks" if line.field == "dialogue" else "",
                    repair=MoveBefore(reading.script.scenes[at].id, reading.script.scenes[event.scene].id),
                    name=reading.name(person),
                    words_of=line.said.text,
                    earlier=event.line.said.text,
                )


def _away(reading: Reading, kind: str) -> Iterator[Note]:
    """Locked up, or gone for good: there is a way back to be told before they act elsewhere."""
    freed = reading.events("back", "alive")
    for person, event in _first_by_person(reading.events(kind)).items():
        back = [one.scene for one in freed if person in one.people and one.scene >= event.scene and one.line != event.line]
        for at in range(event.scene + 1, min([*back, len(reading.scenes)])):
            line = reading.acting[at].get(person)
            there = kind == "locked" and reading.script.scenes[at].location == reading.script.scenes[event.scene].location
            if line and not there and not reading.elsewhen(at):
                scene = reading.script.scenes[at]
                yield reading.note(
                    f"{kind}-acts",
                    _AWAY[kind],
                    [at, event.scene],
                    about=str(person),
                    repair=MoveBefore(scene.id, reading.script.scenes[event.scene].id),
                    name=reading.name(person),
                    words_of=line.said.text,
                    earlier=event.line.said.text,
                )
                break


def _two_places(reading: Reading) -> Iterator[Note]:
    """ "Meanwhile", elsewhere, nobody can be whom the scene before still shows."""
    for at in range(1, len(reading.scenes)):
        scene, before = reading.script.scenes[at], reading.script.scenes[at - 1]
        opening = reading.opening(at)
        if scene.location == before.location or not reading.tongue.at_once.search(opening) or reading.hours[at] != reading.hours[at - 1]:
            continue
        for person in sorted(set(reading.acting[at]) & set(reading.acting[at - 1])):
            yield reading.note(
                "two-places",
                "error",
                [at, at - 1],
                about=str(person),
                name=reading.name(person),
                place=scene.location,
                other=before.location,
                words_of=opening,
            )


def _hurt(reading: Reading) -> Iterator[Note]:
    """An injury is felt in the next scene of whoever has it."""
    for person, event in _first_by_person(reading.events("hurt")).items():
        later = [at for at in range(event.scene + 1, len(reading.scenes)) if person in reading.acting[at]]
        if not later:
            continue
        at = later[0]
        texts = " ".join(line.said.marks for line in reading.scenes[at])
        nimble = next((one for one in reading.events("nimble") if one.scene == at and person in one.people), None)
        if nimble and not reading.tongue.care.search(texts) and not reading.tongue.later_on.search(reading.opening(at)):
            yield reading.note(
                "hurt-forgotten",
                "hint",
                [at, event.scene],
                about=str(person),
                name=reading.name(person),
                words_of=nimble.line.said.text,
                earlier=event.line.said.text,
            )


def _first_by_person(events: list[Event]) -> dict[int, Event]:
    found: dict[int, Event] = {}
    for event in events:
        for person in event.people:
            found.setdefault(person, event)
    return found
