"""What the plan says a scene rests on must have come about before it, and still hold."""

from collections.abc import Iterator
from typing import Any

from ..notes import MoveBefore, Note
from ..reading import Reading


def check(reading: Reading) -> Iterator[Note]:
    holding: dict[str, int] = {}
    ended: dict[str, int] = {}
    for at, scene in enumerate(reading.script.scenes):
        why = scene.why or {}
        plan = why.get("plan") or {}
        told: set[Any] = set()
        for need in plan.get("needs") or ():
            yield from _need(reading, at, need, holding, ended, told)
        if (cause := why.get("because_scene")) is not None and cause not in told:
            yield from _cause(reading, at, cause, str(why.get("cause") or ""))
        for fact in plan.get("ends") or ():
            if holding.pop(fact, None) is not None:
                ended[fact] = at
        for fact in plan.get("makes") or ():
            holding[fact] = at
            ended.pop(fact, None)


def _need(
    reading: Reading, at: int, need: dict[str, Any], holding: dict[str, int], ended: dict[str, int], told: set[Any]
) -> Iterator[Note]:
    fact, said, source = need.get("fact", ""), need.get("said") or need.get("fact", ""), need.get("scene")
    if source is None or fact in holding:
        return
    told.add(source)
    if source not in reading.ids:
        yield reading.note("need-gone", "error", [at], about=fact, fact=said)
    elif (made := reading.ids[source]) > at:
        yield reading.note("need-later", "error", [at, made], about=fact, repair=_earlier(reading, made, at), fact=said)
    elif fact in ended:
        yield reading.note("need-ended", "error", [at, ended[fact]], about=fact, repair=_earlier(reading, at, ended[fact]), fact=said)


def _cause(reading: Reading, at: int, cause: str, said: str) -> Iterator[Note]:
    if cause not in reading.ids:
        yield reading.note("cause-gone", "error", [at], about=cause, cause=said)
    elif (made := reading.ids[cause]) > at:
        yield reading.note("cause-later", "error", [at, made], repair=_earlier(reading, made, at), cause=said)


def _earlier(reading: Reading, scene: int, before: int) -> MoveBefore:
    scenes = reading.script.scenes
    return MoveBefore(scenes[scene].id, scenes[before].id)
