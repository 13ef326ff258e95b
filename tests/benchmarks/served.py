"""Servers as a user starts them, `storycore serve` in a process of its own with a home of its own, and bare peers to compare with."""

import asyncio
import contextlib
import http.client
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from api.local import access
from api.settings import Settings, load
from tests.benchmarks.lines import cpu_seconds
from tests.patience import PATIENCE

STORYCORE = Path(sys.executable).parent / "storycore"
POLL_SECONDS = 0.003
QUIET_SECONDS, QUIET_SHARE = 2.0, 0.02
"""A server is quiet when it used no more than that share of a processor for so long."""
UNLIMITED = "1000000"
"""Requests a window: what is measured is the work, not the refusal."""


class Served(Struct, frozen=True, kw_only=True):
    """A running server. `pid` is its process."""

    host: str
    port: int
    pid: int
    token: str = ""

    @property
    def socket_url(self) -> str:
        return f"ws://{self.host}:{self.port}/api/v1/websocket"

    @property
    def rss_mb(self) -> float:
        """Resident memory as the kernel counts it, in MB (2**20)."""
        pages = int(Path(f"/proc/{self.pid}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


class Client:
    """One kept HTTP connection, so that times are the server's and not those of connecting."""

    def __init__(self, served: Served) -> None:
        self._http = http.client.HTTPConnection(served.host, served.port, timeout=PATIENCE)
        self._headers = {"Authorization": f"Bearer {served.token}", "Content-Type": "application/json"}

    def send(self, method: str, path: str, body: Any = None) -> Any:
        """The decoded answer. Raises RuntimeError for a refusal: a refused request would be timed as a fast one."""
        self._http.request(method, f"/api/v1{path}", None if body is None else msgspec.json.encode(body), self._headers)
        answer = self._http.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {content[:300]!r}")
        return msgspec.json.decode(content)

    def timed(self, method: str, path: str, body: Any = None) -> float:
        began = time.perf_counter()
        self.send(method, path, body)
        return time.perf_counter() - began


def environment(folder: Path) -> dict[str, str]:
    """That of whoever runs this, without their settings."""
    mine = {name: value for name, value in os.environ.items() if not name.startswith("STORYCORE_")}
    home, projects = str(folder / "home"), str(folder / "projects")
    return mine | {
        "STORYCORE_HOME": home,
        "STORYCORE_PROJECTS_DIR": projects,
        "STORYCORE_RATE_LIMIT": UNLIMITED,
        "STORYCORE_SENDS_PER_MINUTE": "0",
    }


def settings(folder: Path) -> Settings:
    return load(environment(folder))


@contextmanager
def started(folder: Path) -> Iterator[Served]:
    """A server just spawned, which answers nothing yet."""
    port = free_port()
    with process([str(STORYCORE), "serve", "--port", str(port)], environment(folder)) as pid:
        yield Served(host="127.0.0.1", port=port, pid=pid)


@contextmanager
def served() -> Iterator[Served]:
    """A server in a new home that has loaded everything, and a token of its owner."""
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as bare:
        until_answered(bare, "/api/v1/ready")
        yield msgspec.structs.replace(bare, token=asyncio.run(_token(settings(Path(folder)))))


@contextmanager
def echo() -> Iterator[Served]:
    """uvicorn alone with an application of a few lines: what a round trip costs before anything is done."""
    port = free_port()
    with process([sys.executable, "-m", "tests.benchmarks.echo", str(port)], dict(os.environ)) as pid:
        peer = Served(host="127.0.0.1", port=port, pid=pid)
        until_answered(peer, "/")
        yield peer


@contextmanager
def process(command: list[str], env: dict[str, str]) -> Iterator[int]:
    """A child process; its id. Ended politely, and by force after a while."""
    child = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield child.pid
    finally:
        child.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(15)
        child.kill()
        child.wait()


def until_answered(bare: Served, path: str) -> float:
    """Wait until a path answers 200; the seconds that took. Raises TimeoutError."""
    began = time.perf_counter()
    while time.perf_counter() - began < PATIENCE:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection(bare.host, bare.port, timeout=PATIENCE)
            connection.request("GET", path)
            if connection.getresponse().status == 200:
                return time.perf_counter() - began
        time.sleep(POLL_SECONDS)
    raise TimeoutError(f"{path} did not answer within {PATIENCE} seconds")


def until_quiet(server: Served) -> None:
    """Wait until a server that is ready has also done what it does in the background after its start."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        used = cpu_seconds(server.pid)
        time.sleep(QUIET_SECONDS)
        if cpu_seconds(server.pid) - used <= QUIET_SHARE * QUIET_SECONDS:
            return


async def _token(chosen: Settings) -> str:
    async with access(chosen) as entry:
        assert not entry.started
        return entry.token


def free_port() -> int:
    with contextlib.closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
