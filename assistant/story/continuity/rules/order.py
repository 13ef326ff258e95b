"""What the words say of the order: 'later that morning', 'day three', 'again', a promise kept, a death spoken of, a thing handed over."""

from collections.abc import Iterator, Sequence

from ..hours import SPANS
from ..names import Marked
from ..notes import MoveBefore, Note
from ..reading import Deed, Event, Reading
from .things import noun_of

_SECONDS = (1, 60, 3600, 86400, 604800)
"""In a second, a minute, an hour, a day, a week: the order of `Grammar.units`."""


def check(reading: Reading) -> Iterator[Note]:
    yield from _resumed(reading)
    yield from _same_day(reading)
    yield from _counted(reading)
    yield from _again(reading)
    yield from _kept(reading)
    yield from _handed(reading)
    yield from _mourned(reading)


def _resumed(reading: Reading) -> Iterator[Note]:
    """A film does not begin 'the next day'."""
    if len(reading.scenes) > 1 and reading.tongue.resumes.match(reading.opening(0)):
        yield reading.note("starts-later", "warning", [0], words_of=reading.opening(0))


def _same_day(reading: Reading) -> Iterator[Note]:
    """'Later that morning' does not come after the evening of that day."""
    for at in range(1, len(reading.scenes)):
        opening, before = reading.opening(at), reading.hours[at - 1]
        found = next((match for pattern in reading.tongue.same_day if (match := pattern.search(opening))), None)
        if found is None or before is None:
            continue
        if SPANS[before][0] >= SPANS[reading.tongue.hour_names[found["hour"].casefold()]][1]:
            scenes = reading.script.scenes
            repair = MoveBefore(scenes[at].id, scenes[at - 1].id)
            other = scenes[at - 1].time_of_day
            yield reading.note("same-day", "error", [at, at - 1], repair=repair, words_read=found.group(), other=other, words_of=opening)


def _counted(reading: Reading) -> Iterator[Note]:
    """Days are counted up, and the time that is left down; more than one scene out of step is a way of telling."""
    days = [(at, number) for at in range(len(reading.scenes)) if (number := _day(reading, at)) is not None]
    left = [(at, -seconds) for at in range(len(reading.scenes)) if (seconds := _left(reading, at)) is not None]
    for rule, counted in (("days-back", days), ("more-left", left)):
        if (odd := _out_of_step(counted)) is not None:
            scenes = reading.script.scenes
            yield reading.note(rule, "warning", list(odd), repair=MoveBefore(scenes[odd[0]].id, scenes[odd[1]].id))


def _out_of_step(counted: Sequence[tuple[int, float]]) -> tuple[int, int] | None:
    """The one scene too late in a row of three or more that should rise, and the one it should come before; None if all is well."""
    falls = [at for at in range(1, len(counted)) if counted[at][1] < counted[at - 1][1]]
    if len(falls) != 1 or len(counted) < 3:
        return None
    scene, number = counted[falls[0]]
    return scene, next(other for other, higher in counted if higher > number)


def _day(reading: Reading, at: int) -> float | None:
    """The day that a scene's heading gives: 'Day three', 'On the third day'."""
    scene = reading.script.scenes[at]
    heads = (scene.title, scene.time_of_day, reading.opening(at))
    found = next((match for text in heads for pattern in reading.tongue.days if (match := pattern.match(text))), None)
    return None if found is None or reading.elsewhen(at) else reading.tongue.number(found["count"])


def _left(reading: Reading, at: int) -> float | None:
    """Seconds that a scene says are left: 'two days left'."""
    found = next((match for pattern in reading.tongue.left if (match := pattern.search(reading.whole(at)))), None)
    if found is None or reading.elsewhen(at):
        return None
    unit = next(index for index, stem in enumerate(reading.tongue.grammar.units) if found["unit"].casefold().startswith(stem))
    return reading.tongue.number(found["count"]) * _SECONDS[unit]


def _again(reading: Reading) -> Iterator[Note]:
    """What is done 'a second time' in one scene and for the first time in a later one."""
    for again in reading.deeds:
        if not reading.tongue.again.search(again.words):
            continue
        same = [deed for deed in reading.deeds if deed is not again and _alike(reading, deed, again.words)]
        first = min((deed.scene for deed in same), default=0)
        if first > again.scene:
            later = next(deed for deed in same if deed.scene == first)
            yield _turned(reading, "again-early", again, later)


def _kept(reading: Reading) -> Iterator[Note]:
    """A promise is made before it is kept."""
    for promise in reading.events("promises"):
        done = [deed for deed in reading.deeds if deed.scene < promise.scene and set(deed.people) & set(promise.people)]
        kept = next((deed for deed in done if _alike(reading, deed, promise.what)), None)
        if kept is not None:
            yield _turned(reading, "kept-early", kept, promise)


def _handed(reading: Reading) -> Iterator[Note]:
    """Nobody uses what they are handed only later, unless they have had it and given it away."""
    for given in reading.events("gives"):
        noun = noun_of(reading, given.what)
        moves = [one for one in reading.events("gives", "loses", "finds", "regains") if one.scene < given.scene]
        if not noun or any(noun_of(reading, one.what) == noun for one in moves):
            continue
        uses = [one for one in reading.events("uses") if one.scene < given.scene and set(one.people) & set(given.people)]
        used = next((one for one in uses if noun_of(reading, one.what) == noun), None)
        if used is not None:
            yield _turned(reading, "used-before-given", used, given, thing=noun)


def _mourned(reading: Reading) -> Iterator[Note]:
    """Nobody speaks of a death that is still to come; where the dead are at work in between, it may be a lie."""
    deaths = {person: event for event in reversed(reading.events("dies")) for person in event.people}
    for at, person, said in _deaths_told(reading) if deaths else ():
        death = deaths.get(person)
        if death is None or death.scene <= at or any(person in reading.acting[between] for between in range(at, death.scene)):
            continue
        scenes = reading.script.scenes
        yield reading.note(
            "told-early",
            "warning",
            [at, death.scene],
            about=str(person),
            repair=MoveBefore(scenes[death.scene].id, scenes[at].id),
            name=reading.name(person),
            words_of=said.text,
            later=death.line.said.text,
        )


def _deaths_told(reading: Reading) -> Iterator[tuple[int, int, Marked]]:
    """Scene, person and sentence, for every death that somebody speaks of as a fact."""
    for at, scene in enumerate(reading.script.scenes):
        for said in (one for line in scene.dialogue for one in reading.names.sentences(line.line)):
            if "?" not in said.text and not reading.elsewhen(at):
                yield from ((at, event.people[0], said) for event in reading.spoken(at, said) if event.kind == "dies" and event.people)


def _alike(reading: Reading, deed: Deed, words: str) -> bool:
    """Whether a deed is what the words say: the same verb, and most of what it is done to."""
    verb, _, rest = words.partition(" ")
    wanted = reading.tongue.content(reading.tongue.again.sub("", rest))
    shared = wanted & reading.tongue.content(deed.words.partition(" ")[2])
    return bool(wanted) and len(shared) >= 0.7 * len(wanted) and deed.words.lower().startswith(verb.lower()[: max(3, len(verb) - 2)])


def _turned(reading: Reading, rule: str, early: Deed | Event, late: Deed | Event, **values: str) -> Note:
    scenes = reading.script.scenes
    return reading.note(
        rule,
        "warning",
        [early.scene, late.scene],
        about=f"{early.people}{values}",
        repair=MoveBefore(scenes[late.scene].id, scenes[early.scene].id),
        name=reading.name(early.people[0]),
        words_of=early.line.said.text,
        later=late.line.said.text,
        **values,
    )
