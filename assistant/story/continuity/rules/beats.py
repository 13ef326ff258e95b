"""What a scene was written for says where in a film it can stand: the opening first, a commitment before the trials that test it."""

from collections.abc import Iterator
from functools import cache
from itertools import combinations

from assistant.story.beats import MOST, STRUCTURES, beats

from ..notes import MoveBefore, Note
from ..reading import Reading

_FIRST, _LAST = ("opening",), ("climax", "ending")
"""Functions of scenes that only one place in a film can have, in their order."""


def check(reading: Reading) -> Iterator[Note]:
    functions = [_function(reading, at) for at in range(len(reading.script.scenes))]
    yield from _opening(reading, functions)
    for at, function in enumerate(functions):
        if function in _LAST:
            yield from _last(reading, functions, at)
        elif function:
            yield from _turned(reading, functions, at)


def precedes(one: str, other: str) -> bool:
    """Whether a beat of the function `one` comes before any of `other` in every way of telling that has both.

    Sub-plots are laid beside the main line at no fixed place: their beats are compared only with those of the same sub-plot.
    """
    return one.rpartition("-")[0] == other.rpartition("-")[0] and (one, other) in _always()


@cache
def _always() -> frozenset[tuple[str, str]]:
    """Pairs of functions of which no way of telling has the second before the first. The longest films have every function."""
    told = [[beat.function for beat in beats(MOST, "", structure)] for structure in STRUCTURES]
    pairs = {pair for functions in told for pair in combinations(functions, 2)}
    return frozenset((one, other) for one, other in pairs if (other, one) not in pairs)


def _function(reading: Reading, at: int) -> str:
    """'' for a scene that no plan knows."""
    plan = (reading.script.scenes[at].why or {}).get("plan") or {}
    return str(plan.get("function") or "")


def _opening(reading: Reading, functions: list[str]) -> Iterator[Note]:
    """What was written as the opening opens the film."""
    scenes = reading.script.scenes
    for at, function in enumerate(functions):
        if function in _FIRST and any(functions[:at]):
            yield reading.note("opening-late", "error", [at, 0], repair=MoveBefore(scenes[at].id, scenes[0].id))


def _last(reading: Reading, functions: list[str], at: int) -> Iterator[Note]:
    """Nothing that is not the end comes after the climax and the ending."""
    allowed = _LAST[_LAST.index(functions[at]) :]
    later = next((index for index in range(at + 1, len(functions)) if functions[index] and functions[index] not in allowed), None)
    if later is not None:
        scenes = reading.script.scenes
        yield reading.note(f"{functions[at]}-early", "error", [at, later], repair=MoveBefore(scenes[later].id, scenes[at].id))


def _turned(reading: Reading, functions: list[str], at: int) -> Iterator[Note]:
    """Between them, what every way of telling has the other way round; a memory or a dream may stand anywhere."""
    later = next((index for index in range(at + 1, len(functions)) if _misplaced(reading, functions, index, at)), None)
    if later is None or reading.elsewhen(at):
        return
    scenes = reading.script.scenes
    beat, before = (str((scenes[index].why or {}).get("beat") or functions[index]) for index in (at, later))
    yield reading.note("beat-early", "error", [at, later], repair=MoveBefore(scenes[later].id, scenes[at].id), beat=beat, before=before)


def _misplaced(reading: Reading, functions: list[str], later: int, at: int) -> bool:
    """Whether `later` should come before `at`; of the opening there is a note of its own."""
    return functions[later] not in _FIRST and precedes(functions[later], functions[at]) and not reading.elsewhen(later)
