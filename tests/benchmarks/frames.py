"""Frames back and forth: everybody on a number of connections sends a small frame, and the next when its answer is there. Ours is the
application's own socket, signed in, `ping` for `pong`; the peer is python-socketio as its users run it, once with deflate as browsers
offer it and once without; the floor is uvicorn with nothing on it. The load comes from a process of its own; how many frames a second
there are depends on what else the machine does, the processor's time for each hardly."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

from msgspec.structs import replace

from tests.benchmarks.load import Plan, Seen, loaded
from tests.benchmarks.rows import Row, at_least
from tests.benchmarks.served import Served, echo, free_port, process, served, until_answered, until_quiet

SOCKET_IO = "/socket.io/?EIO=4&transport=websocket"
CONNECTIONS = {100: 4.5, 1000: 8.0}
"""Connections, and the goal: how many times as many frames a second as the peer."""
SECONDS = 4.0
ROUNDS = 3
OURS, PEER = "ours, ping for pong", "python-socketio"


@contextmanager
def socketio() -> Iterator[Served]:
    port = free_port()
    with process([sys.executable, "-m", "tests.benchmarks.peer", str(port)], dict(os.environ)) as pid:
        peer = Served(host="127.0.0.1", port=port, pid=pid)
        until_answered(peer, "/socket.io/?EIO=4&transport=polling")
        yield peer


def ours(server: Served, count: int) -> Plan:
    """Signed in, and nothing said."""
    headers = {"Authorization": f"Bearer {server.token}"}
    return Plan(host=server.host, port=server.port, pid=server.pid, path="/api/v1/websocket", count=count, headers=headers)


def theirs(peer: Served, count: int) -> Plan:
    """Connected to the namespace that everybody is in."""
    hello = [("", "0{"), ("40", "40{")]
    return Plan(host=peer.host, port=peer.port, pid=peer.pid, path=SOCKET_IO, count=count, greeting=hello)


def run() -> list[Row]:
    with served() as server, socketio() as peer, echo() as bare:
        until_quiet(server)
        return [row for count, goal in CONNECTIONS.items() for row in _rows(count, goal, _plans(server, peer, bare, count))]


def _plans(server: Served, peer: Served, bare: Served, count: int) -> dict[str, Plan]:
    said = '{"type":"ping","t":1}'
    emitted = replace(theirs(peer, count), say='42["ping",{"t":1}]', answer='"pong"', seconds=SECONDS)
    return {
        OURS: replace(ours(server, count), say=said, answer='"pong"', seconds=SECONDS),
        PEER: emitted,
        f"{PEER}, no deflate": replace(emitted, deflate=False),
        "floor: uvicorn alone": Plan(
            host=bare.host, port=bare.port, pid=bare.pid, path="/", count=count, say=said, answer='"ping"', seconds=SECONDS
        ),
    }


def _rows(count: int, goal: float, plans: dict[str, Plan]) -> list[Row]:
    """All in turns, so that they meet the same weather: the middle of the rounds, and the middle of what each round has as its ratio."""
    seen: dict[str, list[Seen]] = {name: [] for name in plans}
    for _ in range(ROUNDS):
        for name, plan in plans.items():
            seen[name].append(loaded(plan))
    return [row for name, rounds in seen.items() for row in _compared(f"{count:,} connections, {name}", rounds, seen[OURS], goal, name)]


def _compared(title: str, rounds: list[Seen], mine: list[Seen], goal: float, name: str) -> list[Row]:
    rate = Row(name=title, value=median(each.rate for each in rounds), unit="frames/s")
    cost = Row(name=title, value=median(each.cpu_us for each in rounds), unit="µs CPU")
    if name == OURS:
        return [rate, cost]
    more = median(ours.rate / each.rate for ours, each in zip(mine, rounds, strict=True))
    less = median(each.cpu_us / ours.cpu_us for ours, each in zip(mine, rounds, strict=True))
    met = at_least(goal, more) if name == PEER else {"ratio": more}
    return [replace(rate, against="ours over this", **met), replace(cost, against="this over ours", ratio=less)]
