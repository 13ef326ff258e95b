"""Resident memory of a server process: started, with the model loaded, under connections, and after work. The floor is a process that
has the embedding model and nothing else, which is most of it."""

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.rows import Row
from tests.benchmarks.served import Client, Served, served, started, until_answered
from tests.benchmarks.sockets import PROMPT, new_project, talkers

CONNECTIONS = 300
PREVIEWS = 100
MODEL_ALONE = """
import os
from pathlib import Path
from memory.embedder import _load
from memory.shelf import INSTALLED
_load(None, INSTALLED).encode(["list the scenes"])
print(int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20)
"""


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder, started(Path(folder)) as server:
        until_answered(server, "/api/v1/health")
        at_once = server.rss_mb
    model = float(subprocess.run([sys.executable, "-c", MODEL_ALONE], check=True, capture_output=True, text=True).stdout.split()[-1])
    with served() as server:
        project = new_project(server)
        ready = server.rss_mb
        opened, closed = asyncio.run(_connected(server, project))
        client = Client(server)
        for _ in range(PREVIEWS):
            client.send("POST", "/generate/project", {"prompt": PROMPT})
        worked = server.rss_mb
    return [
        Row(name="floor: the embedding model alone", value=model, unit="MB"),
        Row(name="server, when it first answers", value=at_once, unit="MB"),
        Row(name="server, everything loaded", value=ready, unit="MB", ratio=ready / model, against="the model alone"),
        Row(name=f"each of {CONNECTIONS} connections after a turn", value=(opened - ready) * 1024 / CONNECTIONS, unit="KB"),
        Row(name="left of them when all have gone", value=(closed - ready) * 1024 / CONNECTIONS, unit="KB"),
        Row(name=f"growth over {PREVIEWS} previews (the original: 6 MB)", value=worked - closed, unit="MB"),
    ]


async def _connected(server: Served, project: str) -> tuple[float, float]:
    """Memory with everyone connected and having said something, and when they have gone."""
    async with talkers(server, CONNECTIONS) as rooms:
        await asyncio.gather(*(room.join(project) for room in rooms))
        await asyncio.gather(*(room.say("list the scenes") for room in rooms))
        opened = server.rss_mb
    await asyncio.sleep(1)
    return opened, server.rss_mb
