"""Who somebody is, is said when they first come in, once; nobody is "back" where nobody has been."""

import re
from collections.abc import Iterator

from ..notes import ChangeWords, MoveBefore, Note
from ..reading import Line, Reading


def check(reading: Reading) -> Iterator[Note]:
    yield from _late(reading)
    yield from _never(reading)
    yield from _back(reading)


def _late(reading: Reading) -> Iterator[Note]:
    for person, lines in reading.introductions.items():
        first = lines[0].scene
        earlier = next((at for at in range(first) if person in reading.told[at] and _there(reading, at, person)), None)
        if earlier is not None and not reading.elsewhen(earlier):
            scenes = reading.script.scenes
            yield reading.note(
                "introduced-late",
                "error",
                [first, earlier],
                about=str(person),
                repair=MoveBefore(scenes[first].id, scenes[earlier].id),
                name=reading.name(person),
                words_of=lines[0].said.text,
                earlier=reading.told[earlier][person].said.text,
            )
        for again in lines[1:]:
            if again.scene != first and again.field == "description":
                repair = _shorter(reading, person, again)
                yield reading.note(
                    "introduced-twice", "hint", [first, again.scene], about=str(person), repair=repair, name=reading.name(person)
                )
                break


def _there(reading: Reading, at: int, person: int) -> bool:
    """Whether somebody is in a scene, rather than only spoken of there: 'means to beat Finch at cards'."""
    listed = reading.listed(at)
    return person in listed or not listed or person in reading.acting[at]


def _shorter(reading: Reading, person: int, line: Line) -> ChangeWords | None:
    """The bare name for "Ana Ruiz, a harbour pilot,"."""
    name = reading.name(person)
    found = re.search(rf"{re.escape(name)}, [^,.;:]+,", line.said.text)
    scene = reading.script.scenes[line.scene]
    return ChangeWords(scene.id, found.group(), reading.names.call(person)) if found and found.group() in scene.description else None


def _never(reading: Reading) -> Iterator[Note]:
    """Where some are introduced, one who is only ever called by half a name has lost the scene that said who that is."""
    seen = {person for told in reading.told for person in told}
    known = {at for at, person in enumerate(reading.script.cast) if not person.role or reading.tongue.plain_role(person.role)}
    missing = seen - set(reading.introductions) - known
    if not reading.introductions:
        return
    full = {person for person in missing if reading.names.in_full(person)}
    for person in sorted(missing - full):
        if " " not in reading.name(person) and len(reading.introductions) < len(missing):
            continue
        first = next(at for at, told in enumerate(reading.told) if person in told)
        line = reading.told[first][person]
        yield reading.note("never-introduced", "warning", [first], about=str(person), name=reading.name(person), words_of=line.said.text)


def _back(reading: Reading) -> Iterator[Note]:
    """ "Back in the engine room": there must have been a scene there before."""
    places = [reading.tongue.content(scene.location.split(",")[0]) for scene in reading.script.scenes]
    for event in reading.events("back-at"):
        here = reading.tongue.content(event.what)
        where = [at for at, place in enumerate(places) if place and place <= here]
        if where and min(where) >= event.scene and max(where) > event.scene:
            later = next(at for at in where if at > event.scene)
            scenes = reading.script.scenes
            repair = MoveBefore(scenes[later].id, scenes[event.scene].id)
            yield reading.note("back-before", "error", [event.scene, later], repair=repair, words_of=event.line.said.text)
