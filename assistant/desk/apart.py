"""The desk in a process of its own: a film costs the talk of this process nothing, since it shares no interpreter lock with it."""

import asyncio
import contextlib
import sys
from collections.abc import Callable, Mapping

import structlog

from assistant.desk.frames import HEAD, Asked, Failed, Open, Outcome, Progress, Refused, Shown, Stage, Told, Turned, answer, framed
from assistant.desk.here import Desk, OnScene, OnStage, Ways
from assistant.story.asking import Question
from assistant.story.model import Brief, Story, Unwritable

log = structlog.get_logger(__name__)
_LONGEST = 64 * 1024 * 1024
"""Bytes of a line's buffer: a film of sixty scenes takes less than one."""


class _Lost(Exception):
    """The writer ended in the middle of an answer."""


class Apart(Desk):
    """One writer, started by `warm` or when first needed, asked one thing at a time. Should it be lost, this process writes by itself."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._writer: asyncio.subprocess.Process | None = None

    async def compose(self, brief: Brief, on_stage: OnStage, on_scene: OnScene) -> Story:
        def told(progress: Progress) -> None:
            match progress:
                case Stage(name, percent):
                    on_stage(name, percent)
                case Shown(place, scene):
                    on_scene(place, scene)

        try:
            outcome = await self._ask(Asked(what="compose", brief=brief), told)
        except _Lost:
            return await super().compose(brief, on_stage, on_scene)
        assert isinstance(outcome, Told)
        return outcome.story

    async def questions(self, brief: Brief) -> tuple[Question, ...]:
        try:
            outcome = await self._ask(Asked(what="questions", brief=brief))
        except _Lost:
            return await super().questions(brief)
        assert isinstance(outcome, Open)
        return outcome.questions

    async def ways(self, brief: Brief, plan: Mapping[int, str], place: int, draft: int) -> Ways:
        try:
            outcome = await self._ask(Asked(what="ways", brief=brief, plan=dict(plan), place=place, draft=draft))
        except _Lost:
            return await super().ways(brief, plan, place, draft)
        assert isinstance(outcome, Turned)
        return outcome.base, outcome.ways

    async def warm(self) -> None:
        """Start the writer and have it read its lexicon."""
        await self.questions(Brief(prompt="a cook"))

    async def close(self) -> None:
        """Let the writer go: its stdin ends, and so does it."""
        if self._writer and self._writer.returncode is None:
            assert self._writer.stdin
            self._writer.stdin.close()
            await self._writer.wait()
        self._writer = None

    async def _ask(self, wanted: Asked, told: Callable[[Progress], None] = lambda progress: None) -> Outcome:
        """Raises what the engine raised, and `_Lost` when there is nobody to write."""
        async with self._turn:
            try:
                outcome = await self._answered(wanted, told)
            except (OSError, EOFError) as error:
                self._dismiss()
                log.warning("the writer was lost; the film is written in this process", error=str(error))
                raise _Lost from error
            except BaseException:
                self._dismiss()  # whatever it still has to say would be taken for the next answer
                raise
        match outcome:
            case Refused(field, reason, why, values):
                raise Unwritable(field, reason, why=why, **values)
            case Failed(trace):
                raise RuntimeError(trace)
        return outcome

    async def _answered(self, wanted: Asked, told: Callable[[Progress], None]) -> Outcome:
        writer = await self._running()
        assert writer.stdin and writer.stdout
        writer.stdin.write(framed(wanted))
        await writer.stdin.drain()
        while True:
            size = int.from_bytes(await writer.stdout.readexactly(HEAD))
            message = answer(await writer.stdout.readexactly(size))
            if not isinstance(message, Stage | Shown):
                return message
            told(message)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._writer is None or self._writer.returncode is not None:
            self._writer = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "assistant.desk.writer",
                stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, limit=_LONGEST,
                start_new_session=True,  # a Ctrl-C in the terminal is the server's to answer
            )  # fmt: skip
        return self._writer

    def _dismiss(self) -> None:
        if self._writer and self._writer.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._writer.kill()
        self._writer = None
