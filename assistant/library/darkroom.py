"""Looking at media in the background: one file at a time, in a process of its own, whoever brought it and whichever server it came to.

What waits is a row, held under a lease while somebody is at it; a server that stops or is killed leaves it to the next.
"""

import asyncio
import contextlib
import os
import secrets
import sys
import time
from collections.abc import AsyncIterator
from typing import Any

import msgspec
import structlog

from assistant.access import SYSTEM
from assistant.background import Background
from assistant.enrich.captions import Caption, captioned
from assistant.errors import Problem, Unavailable
from assistant.events import Event
from assistant.model import Tally
from assistant.operations.looks import BROKE, ClaimLook, HoldLooks, LookWaits, Subject, TellLook, failed
from assistant.operations.usage import CountUsage, model_counter
from assistant.perform import Assistant
from memory.media import Look, Status

log = structlog.get_logger(__name__)
POLL, LEASE, SIGN = 5.0, 30.0, 8.0
"""Seconds between two looks whether anything waits, for which a process is believed to be at it, and between its signs of life."""
LONGEST = 180.0
"""Seconds a look at one file may take."""
TOO_LONG = Unavailable("Looking at this file took too long.", remedy="Send a shorter or smaller one.", why="look_too_long")
LINE = 8 * 1024**2
"""Bytes of a line that a look says."""


class Darkroom(Background):
    """`process` tells it from those of other servers."""

    def __init__(self, assistant: Assistant, process: str = "") -> None:
        super().__init__(assistant)
        self._process = process or f"darkroom_{secrets.token_hex(8)}"

    async def hear(self, event: Event) -> None:
        if isinstance(event, LookWaits):
            self.wake()

    async def keep_on(self) -> None:
        while True:
            self._something.clear()
            try:
                while (subject := await self._assistant.perform(ClaimLook(process=self._process, lease=LEASE), by=SYSTEM)) is not None:
                    await self.look(subject)
            except Problem as problem:
                log.warning("media could not be looked at", reason=problem.message)
            except Exception:  # the next files are to be looked at all the same
                log.exception("media could not be looked at")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(POLL):
                    await self._something.wait()

    async def look(self, subject: Subject) -> None:
        """All that is to be found of a file that this process has claimed. What stops before the end leaves the file to whoever is next."""
        look = subject.look
        try:
            found = await self._found(subject)
            if not found.get("failure"):
                found |= await self._caption(subject)
            status: Status = "failed" if found.get("failure") else "ready"
            await self._tell(look, status, status, 100, found)
        except asyncio.CancelledError:
            await asyncio.shield(self._tell(look, "waiting", "waiting", 0, {"tries": look.tries - 1}))
            raise

    async def _found(self, subject: Subject) -> dict[str, Any]:
        """Columns of the look: the measures, or why there are none."""
        look = subject.look
        if look.kind == "document":
            return {}
        said: dict[str, Any] = {}
        try:
            async with asyncio.timeout(LONGEST):
                async for said in self._lines(look):
                    if "look" not in said and "failure" not in said:
                        await self._tell(look, "looking", said["stage"], said["percent"], {})
        except TimeoutError:
            return failed(TOO_LONG)
        if said.get("failure"):
            return {"failure": said["failure"], "why": said.get("why") or None, "given": said.get("given", {})}
        return {"look": said["look"]} if "look" in said else failed(BROKE)

    async def _lines(self, look: Look) -> AsyncIterator[dict[str, Any]]:
        """What the look says, line by line; the process is gone when this ends, however it does."""
        file = str(self._assistant.blobs.path(look.digest))
        quiet = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        child = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "assistant.looking", file, look.kind, file,
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL, env=quiet, limit=LINE,
        )  # fmt: skip
        assert child.stdout is not None
        signs = asyncio.create_task(self._signs())
        try:
            async for line in child.stdout:
                yield msgspec.json.decode(line)
        finally:
            signs.cancel()
            if child.returncode is None:
                with contextlib.suppress(ProcessLookupError):
                    child.kill()
            await asyncio.shield(child.wait())

    async def _signs(self) -> None:
        while True:
            await asyncio.sleep(SIGN)
            with contextlib.suppress(Problem):
                await self._assistant.perform(HoldLooks(process=self._process, lease=LEASE), by=SYSTEM)

    async def _caption(self, subject: Subject) -> dict[str, Any]:
        """What a vision model says a picture shows, where one is configured; nothing where there is none, or it cannot."""
        tools = self._assistant.tools
        if tools.captions is None or tools.blobs is None or subject.look.kind not in ("image", "video"):
            return {}
        picture = tools.blobs.beside(subject.look.digest, "thumbnail.webp")
        if not picture.is_file():
            return {}
        await self._tell(subject.look, "looking", "describing", 90, {})
        tally, began = Tally(), time.monotonic()
        caption: Caption | None = await captioned(await asyncio.to_thread(picture.read_bytes), subject.words, tools.captions, tally)
        log.info("a picture was described", seconds=round(time.monotonic() - began, 1), used=caption is not None)
        counter = model_counter(subject.user_id, tools.captions.options, tally)
        await self._assistant.perform(CountUsage(counters=[counter]), by=SYSTEM)
        return {"caption": caption.caption, "tags": caption.tags, "model": tools.captions.options.name} if caption else {}

    async def _tell(self, look: Look, status: Status, stage: str, percent: int, found: dict[str, Any]) -> None:
        command = TellLook(
            project_id=look.project_id, digest=look.digest, process=self._process, status=status, stage=stage, percent=percent, found=found
        )  # fmt: skip
        await self._assistant.perform(command, by=SYSTEM)
