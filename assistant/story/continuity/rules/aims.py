"""What people mean to do, promise and find out: meant before it is done, known after it is learnt."""

from collections.abc import Iterator

from ..notes import MoveBefore, Note
from ..reading import Event, Reading


def check(reading: Reading) -> Iterator[Note]:
    yield from _done_before(reading)
    yield from _known_early(reading)
    yield from _promised(reading)


def _done_before(reading: Reading) -> Iterator[Note]:
    """Nobody sets out to do what is done already."""
    aims = [event for event in reading.events("aims") if len(event.what.split()) > 1]
    for done in reading.deeds:
        for aim in aims:
            if aim.scene > done.scene and _is_it(reading, done.words, aim):
                scenes = reading.script.scenes
                yield reading.note(
                    "done-before",
                    "error",
                    [done.scene, aim.scene],
                    repair=MoveBefore(scenes[aim.scene].id, scenes[done.scene].id),
                    name=reading.name(done.people[0]),
                    words_of=done.line.said.text,
                    later=aim.line.said.text,
                )
                break


def _is_it(reading: Reading, deed: str, aim: Event) -> bool:
    """Whether a deed ('wins back his restaurant') is what was aimed at ('win back his restaurant from his ex-wife')."""
    verb, _, rest = aim.what.partition(" ")
    if not deed.lower().startswith(verb.lower()[: max(3, len(verb) - 2)]):
        return False
    wanted = reading.tongue.content(rest)
    return len(wanted) >= 2 and len(wanted & reading.tongue.content(deed)) >= 0.7 * len(wanted)


def _promised(reading: Reading) -> Iterator[Note]:
    """What is promised is kept or broken where one can see it."""
    for event in reading.events("promises"):
        wanted = reading.tongue.content(event.what)
        later = " ".join(line.said.text for line in reading.lines if line.scene > event.scene)
        if event.scene == len(reading.scenes) - 1 or not wanted:
            continue
        kept = any(one.scene > event.scene for one in reading.events("keeps", "promises"))
        if not kept and not wanted & reading.tongue.content(later):
            about = str(event.people)
            yield reading.note(
                "promise-open", "hint", [event.scene], about=about, name=reading.name(event.people[0]), words_of=event.line.said.text
            )


def _known_early(reading: Reading) -> Iterator[Note]:
    """Nobody says or knows what they learn only later."""
    knowing = reading.events("knows")
    for event in reading.events("learns"):
        learnt = reading.tongue.content(event.what)
        for early in knowing:
            known = reading.tongue.content(early.what)
            same = len(learnt & known) >= 2 and len(learnt & known) >= 0.6 * min(len(learnt), len(known))
            if early.scene < event.scene and same and set(event.people[:1]) & set(early.people):
                scenes = reading.script.scenes
                yield reading.note(
                    "known-early",
                    "error",
                    [early.scene, event.scene],
                    about=str(event.people),
                    repair=MoveBefore(scenes[event.scene].id, scenes[early.scene].id),
                    name=reading.name(event.people[0]),
                    words_of=early.line.said.text,
                    later=event.line.said.text,
                )
                break
