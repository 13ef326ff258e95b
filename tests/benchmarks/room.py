"""Rooms of three: one says "list the scenes", and when all three have its answer, by then durable, the next one speaks. That is seven
frames a turn: what was said and its answer to each of the three, and the ack. python-socketio sends as many of the same size, and neither
keeps nor understands anything: it is the floor of a turn, and the peer of its frames."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from msgspec import Struct

from tests.benchmarks.frames import ours, socketio, theirs
from tests.benchmarks.lines import Line, Lines, cpu_seconds, greet
from tests.benchmarks.rows import Row, spread
from tests.benchmarks.served import Served, served, until_quiet
from tests.benchmarks.sockets import new_project

ROOMS, MEMBERS = 30, 3
FRAMES = 2 * MEMBERS + 1
WARM_UP, SECONDS = 3.0, 8.0
SAID = "list the scenes"
ANSWER = "The film has eight scenes and runs for three minutes. " * 30
"""About as long as the answer with its table is."""


class Room(Struct):
    """`frame(number)` is what a member says. The answers still awaited are counted in `open`."""

    members: list[Line]
    frame: Callable[[int], str]
    number: int = 0
    open: int = 0
    began: float = 0.0

    def say(self) -> None:
        speaker = self.members[self.number % len(self.members)]
        self.number += 1
        self.open, self.began = len(self.members), time.perf_counter()
        speaker.send(speaker.frame(self.frame(self.number)))


class Turns(Struct, frozen=True):
    rate: float
    cpu_ms: float
    seconds: list[float]


def run() -> list[Row]:
    with served() as server, socketio() as peer:
        project = new_project(server)
        until_quiet(server)
        mine = _talked(server, [_room(server, project) for _ in range(ROOMS)], b'"done":true')
        bare = _talked(peer, [_their_room(peer, f"room {number}") for number in range(ROOMS)], b'42["ai-response"')
    name = f"{ROOMS} rooms of {MEMBERS}"
    return [
        Row(name=f"{name}, durable turns", value=mine.rate, unit="turns/s"),
        Row(name=f"{name}, frames", value=mine.rate * FRAMES, unit="frames/s"),
        Row(name=f"{name}, a turn", value=mine.cpu_ms, unit="ms CPU"),
        *spread(f"{name}, a turn", mine.seconds),
        Row(name="python-socketio, turns", value=bare.rate, unit="turns/s", ratio=bare.rate / mine.rate, against="this over ours"),
        Row(name="python-socketio, frames", value=bare.rate * FRAMES, unit="frames/s"),
        Row(name="python-socketio, a turn", value=bare.cpu_ms, unit="ms CPU", ratio=mine.cpu_ms / bare.cpu_ms, against="ours over this"),
    ]


def opened(server: Served, session: str, **fields: object) -> tuple[Line, str]:
    """A member of a session, or of a new one; its id."""
    line = ours(server, 1).line()
    named = {"sessionId": session} if session else {}
    line.send(line.frame(json.dumps({"type": "join-session", "protocol": 2, **named, **fields})))
    return line, json.loads(line.until(b'"session-joined"'))["sessionId"]


def said(session: str, text: str = SAID) -> Callable[[int], str]:
    frame = {"type": "chat-message", "sessionId": session, "message": text}
    return lambda number: json.dumps({**frame, "clientMsgId": f"m{number}"})


def _room(server: Served, project: str) -> Room:
    first, session = opened(server, "", projectId=project)
    others = [opened(server, session)[0] for _ in range(MEMBERS - 1)]
    return Room(members=[first, *others], frame=said(session))


def _their_room(peer: Served, name: str) -> Room:
    plan = theirs(peer, 1)
    members = [plan.line() for _ in range(MEMBERS)]
    for line in members:
        greet(line, [*plan.greeting, (f'42["join","{name}"]', '"joined"')])
    told = {"sessionId": name, "content": ANSWER}
    return Room(members=members, frame=lambda number: f"42{json.dumps(['say', {**told, 'clientMsgId': f'm{number}'}])}")


def _talked(server: Served, rooms: list[Room], end: bytes) -> Turns:
    """All rooms at once; the middle of it is measured."""
    with listening(rooms) as listen:
        for room in rooms:
            room.say()
        listen(WARM_UP, end)
        used = cpu_seconds(server.pid)
        times, took = listen(SECONDS, end)
        used = cpu_seconds(server.pid) - used
    return Turns(len(times) / took, used / len(times) * 1e3, times)


@contextmanager
def listening(rooms: list[Room]) -> Iterator[Callable[[float, bytes], tuple[list[float], float]]]:
    """What lets the rooms talk for so many seconds, a turn being over when all of a room have a frame with `end` in it; how long each
    turn took, and all of it."""
    lines, of = Lines(), {}
    for room in rooms:
        for member in room.members:
            lines.add(member)
            of[id(member)] = room

    def listen(seconds: float, end: bytes) -> tuple[list[float], float]:
        times: list[float] = []

        def hear(line: Line, content: bytes) -> None:
            if end not in content:
                return
            room = of[id(line)]
            room.open -= 1
            if room.open == 0:
                times.append(time.perf_counter() - room.began)
                room.say()

        return times, lines.listen(seconds, hear)

    yield listen
    for room in rooms:
        for member in room.members:
            member.socket.close()
