"""Things that change hands: found before they are used, not used when they are lost, and used at all."""

import re
from collections.abc import Iterator

from ..notes import MoveBefore, Note
from ..reading import Event, Reading


def check(reading: Reading) -> Iterator[Note]:
    yield from _before_found(reading)
    yield from _after_lost(reading)
    yield from _never_used(reading)


def noun_of(reading: Reading, what: str) -> str:
    """The word a phrase turns on: 'folded map that …' is a map. In French and Spanish it is the first word, else the last."""
    words: list[str] = []
    for word in re.findall(r"[^\W\d_][\w'’-]*|[,;:.]", what.lower()):
        if word in reading.tongue.grammar.small or not word[0].isalpha() or word.endswith("ly"):
            break
        words.append(word)
    words = [word for word in words[:4] if word not in reading.tongue.grammar.before_nouns]
    while len(words) > 1 and reading.tongue.language == "en" and words[-1].endswith("ed"):
        words.pop()
    if not words:
        return ""
    noun = words[-1] if reading.tongue.language == "en" else words[0]
    return "" if noun in reading.tongue.grammar.no_things or len(noun) < 3 else noun


def _says(reading: Reading, at: int, pattern: str) -> str | None:
    """The sentence of the scene's description or actions that has it."""
    found = re.compile(pattern, re.I)
    return next(
        (line.said.text for line in reading.scenes[at] if line.field in ("description", "action") and found.search(line.said.marks)), None
    )


def _before_found(reading: Reading) -> Iterator[Note]:
    for noun, event in _first_by_noun(reading, "finds").items():
        known = rf"(?<!\w){reading.tongue.the}\s?(?:[\w'’-]+ ){{0,2}}?{re.escape(noun)}(?!\w)"
        new = rf"(?<!\w){reading.tongue.a}\s?(?:[\w'’-]+ ){{0,3}}?{re.escape(noun)}(?!\w)"
        for at in range(event.scene):
            if _says(reading, at, new):
                break
            if text := _says(reading, at, known):
                scenes = reading.script.scenes
                yield reading.note(
                    "used-before-found",
                    "error",
                    [at, event.scene],
                    about=noun,
                    repair=MoveBefore(scenes[event.scene].id, scenes[at].id),
                    thing=noun,
                    words_of=text,
                    later=event.line.said.text,
                )
                break


def _after_lost(reading: Reading) -> Iterator[Note]:
    regained = [(noun_of(reading, one.what), one.scene) for one in reading.events("finds", "regains")]
    uses = reading.events("uses")
    for kind in ("destroys", "loses"):
        for noun, event in _first_by_noun(reading, kind).items():
            until = min([scene for again, scene in regained if again == noun and scene >= event.scene] + [len(reading.scenes)])
            for use in uses:
                if event.scene < use.scene < until and noun_of(reading, use.what) == noun and set(use.people) & set(event.people):
                    scenes = reading.script.scenes
                    yield reading.note(
                        "used-after-lost",
                        "error" if kind == "destroys" else "warning",
                        [use.scene, event.scene],
                        about=noun,
                        repair=MoveBefore(scenes[use.scene].id, scenes[event.scene].id),
                        thing=noun,
                        words_of=use.line.said.text,
                        earlier=event.line.said.text,
                    )
                    break


def _never_used(reading: Reading) -> Iterator[Note]:
    """What is found with some weight is seen again."""
    for noun, event in _first_by_noun(reading, "finds").items():
        again = rf"(?<!\w){re.escape(noun)}(?:s|es|x)?(?!\w)"
        later = " ".join(line.said.text for line in reading.lines if line.scene > event.scene)
        if event.scene < len(reading.scenes) - 1 and not re.search(again, later, re.I):
            yield reading.note("never-used", "hint", [event.scene], about=noun, thing=noun, words_of=event.line.said.text)


def _first_by_noun(reading: Reading, kind: str) -> dict[str, Event]:
    found: dict[str, Event] = {}
    for event in reading.events(kind):
        if noun := noun_of(reading, event.what):
            found.setdefault(noun, event)
    return found
