"""`python -m tests.benchmarks.load`: a process that puts one server under load and tells what it saw. The plan comes by standard input."""

import resource
import socket
import subprocess
import sys
import time
from statistics import median

import msgspec
from msgspec import Struct

from tests.benchmarks.lines import Line, Lines, cpu_seconds, greet, pss_kb
from tests.benchmarks.rows import percentile

WARM_UP = 1.0
SETTLE = 2.0
TOGETHER = 50
"""Connections opened before those that are open are looked after again."""


class Plan(Struct, frozen=True, kw_only=True):
    """`greeting` is pairs of what to say and what to wait for; then every line says `say`, and again whenever `answer` comes, for so many
    seconds. Without `say` the lines are idle."""

    host: str
    port: int
    pid: int
    path: str
    count: int
    headers: dict[str, str] = {}
    deflate: bool = True
    greeting: list[tuple[str, str]] = []
    say: str = ""
    answer: str = ""
    seconds: float = 0.0

    def line(self, over: socket.socket | None = None) -> Line:
        """A line of the plan that has not said anything yet."""
        return Line(self.host, self.port, self.path, self.headers, self.deflate, over)


class Seen(Struct, frozen=True, kw_only=True):
    """Per second answered frames, microseconds of the server's processor for each, the middle and slow round trips in seconds, and what an
    open connection holds of the server's memory (PSS, KB)."""

    rate: float = 0.0
    cpu_us: float = 0.0
    p50: float = 0.0
    p99: float = 0.0
    each_kb: float = 0.0


def loaded(plan: Plan) -> Seen:
    """Carried out by a process of its own. Raises CalledProcessError."""
    command = [sys.executable, "-m", "tests.benchmarks.load"]
    done = subprocess.run(command, input=msgspec.json.encode(plan), check=True, stdout=subprocess.PIPE)
    return msgspec.json.decode(done.stdout, type=Seen)


def _carried_out(plan: Plan) -> Seen:
    before = pss_kb(plan.pid)
    lines = _opened(plan)
    if plan.say:
        return _talked(plan, lines)
    lines.listen(SETTLE)
    return Seen(each_kb=(pss_kb(plan.pid) - before) / plan.count)


def _opened(plan: Plan) -> Lines:
    lines = Lines()
    for number in range(plan.count):
        line = plan.line()
        greet(line, plan.greeting)
        lines.add(line)
        if number % TOGETHER == 0:
            lines.listen(0.001)
    return lines


def _talked(plan: Plan, lines: Lines) -> Seen:
    frame, answer = lines.all()[0].frame(plan.say), plan.answer.encode()
    times: list[float] = []

    def hear(line: Line, content: bytes) -> None:
        if answer in content:
            times.append(time.perf_counter() - line.sent_at)
            line.send(frame)

    for line in lines.all():
        line.send(frame)
    lines.listen(WARM_UP, hear)
    times.clear()
    used = cpu_seconds(plan.pid)
    took = lines.listen(plan.seconds, hear)
    used = cpu_seconds(plan.pid) - used
    return Seen(rate=len(times) / took, cpu_us=used / len(times) * 1e6, p50=median(times), p99=percentile(times, 0.99))


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    sys.stdout.buffer.write(msgspec.json.encode(_carried_out(msgspec.json.decode(sys.stdin.buffer.read(), type=Plan))))
