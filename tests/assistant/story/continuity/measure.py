"""How well the checks tell sound films from broken ones: films are broken on purpose, with their plan and without it.

`measure(scripts)` takes sound scripts (of generated films, say) and returns shares from 0 to 1; `make bench-story` prints them.
"""

from collections.abc import Callable, Iterator
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from assistant.story.continuity import Line, Note, Scene, Script, check
from assistant.story.continuity.hours import agree
from assistant.story.continuity.reading import Reading

ORDER = frozenset(
    {
        *("need-later", "need-gone", "need-ended", "cause-later", "opening-late", "climax-early", "ending-early", "beat-early"),
        *(
            "introduced-late",
            "back-before",
            "night-order",
            "used-before-found",
            "known-early",
            "done-before",
            "dead-acts",
            "hour-back",
            "same-day",
        ),
    }
)
"""Rules whose errors say that scenes stand in the wrong order."""
_DEATHS = {"en": "{name} is killed.", "fr": "{name} meurt.", "es": "{name} muere."}
_LOCKED = {"en": "{name} is arrested.", "fr": "{name} est en prison.", "es": "{name} está en la cárcel."}
_SPEECH = {"en": "I have never been so cold.", "fr": "Je n'ai jamais eu si froid.", "es": "Nunca he tenido tanto frío."}

Fault = Callable[[Script, Random], tuple[Script, Callable[[Note], bool]] | None]
"""Breaks a script; gives it and what recognises the note that is wanted, or None where there is nothing to break."""


class Share(Struct, frozen=True):
    """`hits` of `count`; the first few `missed` by title."""

    hits: int
    count: int
    missed: tuple[str, ...] = ()

    def __float__(self) -> float:
        return self.hits / self.count if self.count else 1.0

    def __str__(self) -> str:
        return f"{float(self):.1%} of {self.count}"


def measure(scripts: list[Script], seed: int = 0) -> dict[str, Share]:
    """Everything that item 8 of the story issue promises, each measured with the plan's facts and by the texts alone."""
    found = {"sound films flagged": flagged(scripts)}
    for how, seen in (("with plan", as_it_is), ("text alone", stripped)):
        for name, fault in FAULTS.items():
            found[f"{name}, {how}"] = caught(scripts, fault, seed, seen)
    return found


def flagged(scripts: list[Script]) -> Share:
    """Sound scripts that get an error or a warning."""
    wrong = [script.title for script in scripts if any(note.severity != "hint" for note in check(script))]
    return Share(len(wrong), len(scripts), tuple(wrong[:5]))


def caught(scripts: list[Script], fault: Fault, seed: int, seen: Callable[[Script], Script]) -> Share:
    """Of the scripts that can be broken this way, those where the check says so of what it is let `seen`."""
    rng = Random(seed)
    hits, missed = 0, []
    broken = [(script, one) for script in scripts if (one := fault(script, rng)) is not None]
    for script, (spoilt, wanted) in broken:
        if any(wanted(note) for note in check(seen(spoilt))):
            hits += 1
        else:
            missed.append(script.title)
    return Share(hits, len(broken), tuple(missed[:5]))


def as_it_is(script: Script) -> Script:
    return script


def stripped(script: Script) -> Script:
    """Without anything the plan knows."""
    return replace(script, scenes=tuple(replace(scene, why=None) for scene in script.scenes))


def in_order(script: Script, order: list[int]) -> Script:
    """The scenes in another order, numbered anew."""
    scenes = [script.scenes[at] for at in order]
    return replace(script, scenes=tuple(replace(scene, number=number) for number, scene in enumerate(scenes, start=1)))


def shuffled(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]]:
    """Any order but the right one, each as likely."""
    right = list(range(len(script.scenes)))
    order = right
    while order == right:
        order = rng.sample(right, len(right))
    return in_order(script, order), _out_of_order


def swapped(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]]:
    """Two neighbours have changed places."""
    at = rng.randrange(len(script.scenes) - 1)
    order = list(range(len(script.scenes)))
    order[at], order[at + 1] = order[at + 1], order[at]
    return in_order(script, order), _out_of_order


def without_clue(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """A scene is gone that set something up, as the texts show: it introduces somebody, or something is found in it."""
    reading = Reading(script)
    later: dict[int, set[int]] = {}
    for person, lines in reading.introductions.items():
        at = lines[0].scene
        if any(person in told for told in reading.told[at + 1 :]):
            later.setdefault(at, set()).add(person)
    return _without(script, rng, sorted(later))


def without_cause(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """A scene is gone on which a later one rests, as the plan has it; the harder case for the texts alone."""
    ids = [scene.id for scene in script.scenes]
    needed = {
        ids.index(need["scene"])
        for scene in script.scenes
        for need in ((scene.why or {}).get("plan") or {}).get("needs", ())
        if need["scene"] in ids
    }
    return _without(script, rng, sorted(needed))


def _without(script: Script, rng: Random, choices: list[int]) -> tuple[Script, Callable[[Note], bool]] | None:
    if not choices or len(script.scenes) < 3:
        return None
    gone = rng.choice(choices)
    return in_order(script, [at for at in range(len(script.scenes)) if at != gone]), _grave


def moved_out(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """Somebody acts in a scene and is no longer listed there."""
    acting = [(at, person) for at, found in enumerate(Reading(script).acting) for person in found if _is_listed(script, at, person)]
    if not acting:
        return None
    at, person = rng.choice(acting)
    who = script.cast[person].id
    scene = replace(script.scenes[at], people=tuple(one for one in script.scenes[at].people if one != who))
    return _with(script, at, scene), _about(scene, who, script)


def moved_in(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """Somebody is listed in a scene that has nothing to do with them."""
    reading = Reading(script)
    free = [
        (at, person.id)
        for at in range(len(script.scenes))
        for number, person in enumerate(script.cast)
        if number not in reading.mentioned[at] and not reading.called(at, number) and person.id not in script.scenes[at].people
    ]
    if not free:
        return None
    at, who = rng.choice(free)
    scene = replace(script.scenes[at], people=(*script.scenes[at].people, who))
    return _with(script, at, scene), _about(scene, who, script)


def locked_away(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """Somebody is held in one scene and at work in a later one, somewhere else; nothing tells how they got out."""
    back = {(person, event.scene) for event in Reading(script).events("back", "alive") for person in event.people}
    chosen = _before_acting(script, rng, lambda at, later, person: not any((person, one) in back for one in range(at, later + 1)))
    if chosen is None:
        return None
    at, _, person = chosen
    words = _LOCKED[script.language].format(name=script.cast[person].name)
    scene = replace(script.scenes[at], description=f"{script.scenes[at].description} {words}")
    return _with(script, at, scene), lambda note: note.rule == "locked-acts" and note.severity != "hint"


def wrong_hour(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """A scene's time of day is set to one that it cannot be."""
    hours = Reading(script).hours
    known = {str(hour): scene.time_of_day for hour, scene in zip(hours, script.scenes, strict=True) if hour}
    at = rng.randrange(len(hours))
    others = sorted(said for hour, said in known.items() if hours[at] and not agree(hour, str(hours[at])))
    if not others:
        return None
    scene = replace(script.scenes[at], time_of_day=rng.choice(others))
    return _with(script, at, scene), lambda note: note.rule == "hour-denied" and note.scenes[0].id == scene.id


def dead_speaks(script: Script, rng: Random) -> tuple[Script, Callable[[Note], bool]] | None:
    """A death is written into a scene, and a line for the dead into a later one."""
    chosen = _before_acting(script, rng)
    if chosen is None:
        return None
    at, later, person = chosen
    who, words = script.cast[person], _DEATHS[script.language].format(name=script.cast[person].name)
    scene = replace(script.scenes[at], description=f"{script.scenes[at].description} {words}")
    after = replace(script.scenes[later], dialogue=(*script.scenes[later].dialogue, Line(who.id, _SPEECH[script.language])))
    return _with(_with(script, at, scene), later, after), lambda note: note.rule == "dead-acts"


def _before_acting(
    script: Script, rng: Random, suits: Callable[[int, int, int], bool] = lambda at, later, person: True
) -> tuple[int, int, int] | None:
    """A scene, a later one in another place, and somebody who is in the former and acts in the latter."""
    reading = Reading(script)
    choices = [
        (at, later, person)
        for at in range(len(script.scenes) - 1)
        for later in range(at + 1, len(script.scenes))
        for person in reading.acting[later]
        if person in reading.told[at] and script.scenes[at].location != script.scenes[later].location and suits(at, later, person)
    ]
    return rng.choice(choices) if choices else None


def _is_listed(script: Script, at: int, person: int) -> bool:
    return script.cast[person].id in script.scenes[at].people


def _with(script: Script, at: int, scene: Scene) -> Script:
    return replace(script, scenes=(*script.scenes[:at], scene, *script.scenes[at + 1 :]))


def _about(scene: Scene, who: str, script: Script) -> Callable[[Note], bool]:
    name = next(person.name for person in script.cast if person.id == who)
    rules = ("acts-unlisted", "speaks-unlisted", "listed-unseen", "shown-unlisted")
    return lambda note: note.rule in rules and note.severity != "hint" and note.scenes[0].id == scene.id and name in note.said


def _out_of_order(note: Note) -> bool:
    return note.severity == "error" and note.rule in ORDER


def _grave(note: Note) -> bool:
    return note.severity != "hint"


FAULTS: dict[str, Fault] = {
    "shuffled scenes": shuffled,
    "neighbours swapped": swapped,
    "set-up removed": without_clue,
    "cause removed": without_cause,
    "person moved out": moved_out,
    "person moved in": moved_in,
    "held, then free": locked_away,
    "wrong time of day": wrong_hour,
    "dead person speaking": dead_speaks,
}


def lines(found: dict[str, Share]) -> Iterator[str]:
    for name, share in found.items():
        yield f"{name:40} {share}"
