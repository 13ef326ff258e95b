"""Where and when each scene is: rooms that suit what happens there, hours that go forward."""

import re
from random import Random

from msgspec import Struct

from .lexicon import place_kinds, shapes
from .matter import Matter, Place
from .planner import Step
from .tongue import tongue

_NIGHT = ("dusk", "evening", "night", "midnight", "night", "dawn")
_DAY = ("dawn", "morning", "noon", "afternoon", "dusk", "evening", "night", "midnight")


class Room(Struct, frozen=True):
    """`at` is the whole phrase ('on the car deck'), `the` its noun phrase, `details` what is to be seen there."""

    at: str
    the: str
    tags: frozenset[str]
    details: tuple[str, ...]


class Stage(Struct, frozen=True):
    place: Place
    room: Room
    location: str
    time: str
    fresh: bool


_BEFORE_CURRENT = {"ancient", "medieval", "early", "victorian"}


def rooms(kind: str, period: str) -> tuple[Room, ...]:
    """The rooms of a kind of place as they can be in a period: no neon before there was current."""
    found = tuple(_room(line) for line in place_kinds()[kind].rooms)
    if period not in _BEFORE_CURRENT:
        return found
    old = tuple(
        Room(room.at, room.the, room.tags, tuple(one for one in room.details if not re.search(shapes().modern, one)))
        for room in found
        if not re.search(shapes().modern, room.at)
    )
    return old or found


def stage(steps: tuple[Step, ...], matter: Matter, hero: str, rng: Random) -> tuple[Stage, ...]:
    """A room and an hour for every step. Neighbouring scenes rarely share a room."""
    hours = _hours(len(steps), matter, rng)
    seen: dict[str, int] = {}
    staged: list[Stage] = []
    for index, (step, hour) in enumerate(zip(steps, hours, strict=True)):
        place = matter.places[min(len(matter.places) - 1, index * len(matter.places) // len(steps))]
        last = staged[-1].room.at if staged else ""
        choices = rooms(place.kind, matter.period)
        wanted = step.operator.where.split()
        scored = [(_suits(room, wanted, seen, last) + rng.random() * 0.5, -at, room) for at, room in enumerate(choices)]
        room = max(scored, key=lambda one: one[:2])[2]
        seen[room.at] = seen.get(room.at, 0) + 1
        fresh = not staged or last != room.at
        staged.append(Stage(place, room, _location(room, place, hero), hour, fresh))
    return tuple(staged)


def _room(line: str) -> Room:
    at, tags, *details = [part.strip() for part in line.split("|")]
    found = re.match(shapes().room, at)
    return Room(at, found.group(2) if found else at, frozenset(tags.split()), tuple(details))


def _suits(room: Room, wanted: list[str], seen: dict[str, int], last: str) -> float:
    return sum(tag in room.tags for tag in wanted) - 1.6 * seen.get(room.at, 0) - (4 if room.at == last else 0)


def _location(room: Room, place: Place, hero: str) -> str:
    bare, where = (re.sub(shapes().article, "", text) for text in (room.the, place.thing.the))
    owned = shapes().owned.format(hero=tongue().possessive(hero), thing=where) if place.thing.owner else where
    return tongue().polish(tongue().capital(f"{bare}, {owned}"))


def _hours(count: int, matter: Matter, rng: Random) -> list[str]:
    if matter.one_night:
        inner = [_NIGHT[round(index * (len(_NIGHT) - 2) / max(1, count - 2))] for index in range(count - 1)]
        return [*inner, "dawn"]
    at = _DAY.index(matter.hour) if matter.hour in _DAY else rng.choice([0, 1, 2])
    hours = []
    for _ in range(count):
        hours.append(_DAY[at % len(_DAY)])
        at += rng.choice([1, 1, 2, 2, 3])
    if matter.deadline and matter.hour in _DAY:
        hours[-1] = matter.hour
    return hours
