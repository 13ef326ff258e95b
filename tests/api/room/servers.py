"""Several servers over one database, each a process of its own that may be killed at any time and started again."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

from msgspec import structs

from api.home import Home
from assistant import SYSTEM
from assistant.identity import Identity
from assistant.operations.accounts import StartLogin
from tests.api.serving import Client
from tests.conftest import opened
from tests.patience import PATIENCE
from tests.ports import steady_port

HASTY = "import api.keeper as keeper, api.server as server; keeper.LEASE, keeper.LEASES = 3.0, 1.0; server.SPOKEN = ('en',)"
"""A dead server's turns are given up soon, so that nobody waits for it, and a server started again has one language to read."""
SERVE = "import sys\n{hasty}\n{mutate}\nfrom api.cli import main\nsys.exit(main(['serve']))"


class Server:
    """One process. `mutate` is Python to run before it starts: a mutant for the checker to catch."""

    def __init__(self, folder: Path, database: str, *, broker: str = "", mutate: str = "pass") -> None:
        self.folder, self.database, self.broker, self.mutate = folder, database, broker, mutate
        self.process: asyncio.subprocess.Process | None = None
        self.url = ""
        self.port = str(steady_port())

    async def start(self, failpoint: str = "") -> None:
        own = {
            "STORYCORE_HOME": str(self.folder / "home"), "STORYCORE_PROJECTS_DIR": str(self.folder / "projects"),
            "STORYCORE_DATABASE_URL": self.database, "STORYCORE_PORT": self.port, "STORYCORE_LOG_LEVEL": "error",
            "STORYCORE_BROKER": self.broker, "STORYCORE_FAILPOINT": failpoint,
        }  # fmt: skip
        self.process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVE.format(hasty=HASTY, mutate=self.mutate), env={**os.environ, **own}, stdout=asyncio.subprocess.PIPE
        )
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE):
            line = ""
            while "http://" not in line:
                line = (await self.process.stdout.readline()).decode()
                assert line, "the server ended"
        self.url = line[line.index("http://") :].split()[0]

    async def kill(self) -> None:
        """As kill -9 does."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> int:
        """As a service manager does; its exit code."""
        return await self._end(signal.SIGTERM)

    async def died(self, within: float) -> None:
        """Until it has died by itself, or so many seconds have passed."""
        assert self.process is not None
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self.process.wait(), within)

    async def _end(self, how: signal.Signals) -> int:
        assert self.process is not None
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(how)
        async with asyncio.timeout(PATIENCE):
            return await self.process.wait()


@contextlib.asynccontextmanager
async def servers(folder: Path, database: str, count: int = 2, *, broker: str = "", mutate: str = "pass") -> AsyncIterator[list[Server]]:
    """Started one after another, over one home: they share its key."""
    several = [Server(folder, database, broker=broker, mutate=mutate) for _ in range(count)]
    try:
        for server in several:
            await server.start()
        yield several
    finally:
        for server in several:
            await server.kill()


async def token(folder: Path, database: str, user_id: str = "owner") -> str:
    """A token that every server of this home knows."""
    async with opened(database, folder) as assistant:
        assistant.tools = structs.replace(assistant.tools, identity=Identity(Home(folder / "home").key()))
        return (await assistant.perform(StartLogin(user_id=user_id), by=SYSTEM)).access_token


async def read_until(client: Client, kind: str, seconds: float = PATIENCE, **expected: object) -> dict[str, object]:
    async with asyncio.timeout(seconds):
        return await client.receive(kind, **expected)
