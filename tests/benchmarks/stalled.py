"""Invariant 12 of the protocol: three people talk in a session, alone, with fifty more who read, and with fifty who take nothing from their
sockets. A turn is over when all three have its answer. Rounds of each in turns, so that they meet the same weather; those who stall come
anew each round, as a server lets them go after ten seconds. The fifty who read tell what sending to them costs anyway."""

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from statistics import median

from msgspec import Struct

from tests.benchmarks.frames import ours
from tests.benchmarks.lines import Line, pss_kb
from tests.benchmarks.room import MEMBERS, Room, listening, opened, said
from tests.benchmarks.rows import Row, at_most, percentile
from tests.benchmarks.served import Served, served, until_quiet
from tests.benchmarks.sockets import new_project

OTHERS = 50
ROUNDS, FILLING, SECONDS = 4, 3.0, 5.0
"""Together less than the ten seconds after which a stalled reader is let go."""
SMALL = 4096
SEGMENT = 536
MOVES = 1.2
"""How much slower the slowest of a hundred turns may be and still count as not moved: so few slow turns scatter."""


class Spell(Struct, frozen=True):
    seconds: list[float]
    each_kb: float


def run() -> list[Row]:
    with served() as server:
        project = new_project(server)
        until_quiet(server)
        kinds = {"alone": partial(_others, count=0), f"{OTHERS} who read": _others, f"{OTHERS} stalled": partial(_others, stalled=True)}
        spells: dict[str, list[Spell]] = {name: [] for name in kinds}
        for _ in range(ROUNDS):
            for name, others in kinds.items():
                spells[name].append(_spell(server, project, others))
    return [row for name in kinds for row in _rows(name, spells)]


def _rows(name: str, spells: dict[str, list[Spell]]) -> Iterator[Row]:
    slow, base = (_seconds(spells[each], 0.99) for each in (name, "alone"))
    middle = _seconds(spells[name], 0.5)
    if name == "alone":
        yield Row(name=f"{MEMBERS} members alone, a turn, p50", value=middle * 1e3, unit="ms")
        yield Row(name=f"{MEMBERS} members alone, a turn, p99", value=slow * 1e3, unit="ms")
        return
    compared = at_most(MOVES, slow / base) if name.endswith("stalled") else {"ratio": slow / base}
    yield Row(name=f"with {name}, p50", value=middle * 1e3, unit="ms", ratio=middle / _seconds(spells["alone"], 0.5), against="alone")
    yield Row(name=f"with {name}, p99", value=slow * 1e3, unit="ms", against="alone", **compared)
    yield Row(name=f"each of {name}", value=median(spell.each_kb for spell in spells[name]), unit="KB")


def _seconds(spells: list[Spell], share: float) -> float:
    """The middle one of what the rounds have at that share."""
    return median(percentile(spell.seconds, share) for spell in spells)


def _spell(server: Served, project: str, others: Callable[[Served, str], list[Line]]) -> Spell:
    """A session of its own: its members talk, and what each of the others has cost the server by the end."""
    first, session = opened(server, "", projectId=project)
    members = [first, *(opened(server, session)[0] for _ in range(MEMBERS - 1))]
    before = pss_kb(server.pid)
    with _there(others(server, session)) as there:
        readers = Room(members=[line for line in there if line.socket.getblocking()], frame=said(session))
        talking = Room(members=members, frame=said(session))
        with listening([talking, readers]) as listen:
            talking.say()
            listen(FILLING, b'"done":true')
            seconds, _ = listen(SECONDS, b'"done":true')
        return Spell(seconds, (pss_kb(server.pid) - before) / max(1, len(there)))


def _others(server: Served, session: str, count: int = OTHERS, stalled: bool = False) -> list[Line]:
    return [_stalled(server, session) if stalled else opened(server, session)[0] for _ in range(count)]


def _stalled(server: Served, session: str) -> Line:
    """One that joins and reads no more. Narrow, so that the system does not take the frames in its stead."""
    plan, narrow = ours(server, 1), socket.socket()
    narrow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
    narrow.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
    narrow.connect((plan.host, plan.port))
    line = plan.line(narrow)
    line.send(line.frame(json.dumps({"type": "join-session", "protocol": 2, "sessionId": session})))
    line.until(b'"session-joined"')
    line.socket.setblocking(False)
    return line


@contextmanager
def _there(lines: list[Line]) -> Iterator[list[Line]]:
    try:
        yield lines
    finally:
        for line in lines:
            line.socket.close()
