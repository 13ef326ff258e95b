"""What an idle connection holds of a server's memory, at 4,000 of them: PSS, that is what the process would free, as the kernel counts it.
The peer is python-socketio as its users run it, with deflate as browsers offer it; the floor is uvicorn with nothing on it. Each is a
server that has just been started, as one that had connections before gives them its old memory."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager

from msgspec.structs import replace

from tests.benchmarks.frames import ours, socketio, theirs
from tests.benchmarks.load import Plan, loaded
from tests.benchmarks.rows import Row, at_most
from tests.benchmarks.served import Served, echo, served, until_quiet

CONNECTIONS = 4000
WITH_DEFLATE = 0.2
"""How much of the peer's an idle connection of ours may hold."""
JOIN = json.dumps({"type": "join-session", "protocol": 2})


def run() -> list[Row]:
    signed_in = _each(served, ours)
    joined = _each(served, lambda server, count: replace(ours(server, count), greeting=[(JOIN, '"session-joined"')]))
    peer = _each(socketio, theirs)
    plain = _each(socketio, lambda server, count: replace(theirs(server, count), deflate=False))
    floor = _each(echo, lambda bare, count: Plan(host=bare.host, port=bare.port, pid=bare.pid, path="/", count=count))
    against = "python-socketio, deflate offered"
    return [
        Row(
            name=f"each of {CONNECTIONS:,}, signed in",
            value=signed_in,
            unit="KB",
            against=against,
            **at_most(WITH_DEFLATE, signed_in / peer),
        ),
        Row(name="in a session of its own too", value=joined, unit="KB", ratio=joined / peer, against=against),
        Row(name=against, value=peer, unit="KB"),
        Row(name="python-socketio, no deflate", value=plain, unit="KB", ratio=signed_in / plain, against="ours over this"),
        Row(name="floor: uvicorn alone", value=floor, unit="KB", ratio=signed_in / floor, against="ours over this"),
    ]


def _each(start: Callable[[], AbstractContextManager[Served]], plan: Callable[[Served, int], Plan]) -> float:
    with start() as server:
        until_quiet(server)
        return loaded(plan(server, CONNECTIONS)).each_kb
