"""A line that fails: delayed, cut in the middle of a frame, dead without a word, or not read any more."""

import asyncio
import contextlib
import random
import socket
import struct
from collections.abc import AsyncIterator

FAULTS = ("none", "delay", "reset", "half-open", "zero window")
AT_ONCE = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset."""


class Proxy:
    """Between clients and a server; each connection has a fault of its own, at a byte of its own."""

    def __init__(self, target: str, seed: int) -> None:
        host, _, port = target.removeprefix("http://").partition(":")
        self._target = (host, int(port))
        self._random = random.Random(seed)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()
        self.url = ""
        self.failed: list[str] = []

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._take, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def stop(self) -> None:
        if self._server:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _take(self, client: asyncio.StreamReader, to_client: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        fault, after = self._random.choice(FAULTS), self._random.randint(600, 4000)
        self.failed.append(fault)
        server, to_server = await asyncio.open_connection(*self._target)
        ways = [
            asyncio.create_task(self._carry(client, to_server, fault if fault in ("delay", "half-open") else "none", after, to_client)),
            asyncio.create_task(self._carry(server, to_client, fault, after, to_client)),
        ]
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for writer in (to_server, to_client):
                with contextlib.suppress(OSError):
                    writer.close()
            self._open.discard(task)

    async def _carry(
        self, source: asyncio.StreamReader, to: asyncio.StreamWriter, fault: str, after: int, client: asyncio.StreamWriter
    ) -> None:
        carried = 0
        while data := await source.read(700):
            if fault == "delay":
                await asyncio.sleep(self._random.uniform(0, 0.1))
            if carried + len(data) > after and fault in ("half-open", "zero window"):
                await asyncio.sleep(3600)  # nothing is carried or read any more, and nobody is told
            if carried + len(data) > after and fault == "reset":
                to.write(data[: len(data) // 2])
                client.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                return
            to.write(data)
            await to.drain()
            carried += len(data)


@contextlib.asynccontextmanager
async def failing(target: str, seed: int) -> AsyncIterator[Proxy]:
    proxy = Proxy(target, seed)
    await proxy.start()
    try:
        yield proxy
    finally:
        await proxy.stop()
