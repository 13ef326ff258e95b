"""In the background, after a turn is answered: its vector, and the older turns into the summary. Nobody's reply waits for it.

What is lost when the process ends is made up for when it is next asked for, or after the next turn.
"""

import asyncio

import structlog

from assistant.access import SYSTEM
from assistant.enrich.recap import recap
from assistant.errors import Problem
from assistant.events import Event
from assistant.model import Tally
from assistant.operations.catching_up import TellSummary, fold
from assistant.operations.recalling import embed_turns
from assistant.operations.remembering import TurnKept
from assistant.operations.usage import CountUsage, model_counter
from assistant.perform import Assistant
from memory.embedder import ModelDamaged
from memory.turns import Summary, Whose

log = structlog.get_logger(__name__)
ROUNDS = 4
"""Batches of turns embedded at a time; the rest follows after the next turn, or when something is to be recalled."""


class Remembering:
    """Listens for turns that were kept, between `start` and `stop`."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._waiting: dict[Whose, None] = {}
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None
        assistant.bus.subscribe(self._hear)

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_on())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def remember(self, whose: Whose) -> None:
        """Bring vectors and summary up to date. Without an embedding model, the summary goes by what came last."""
        try:
            await embed_turns(self._assistant, whose, ROUNDS)
        except ModelDamaged as error:
            log.warning("turns have no vectors", reason=str(error))
        summary = await fold(self._assistant, whose)
        if summary is not None and summary.points:
            await self._tell(whose, summary)

    async def _hear(self, event: Event) -> None:
        if isinstance(event, TurnKept):
            self._waiting[event.whose] = None
            self._something.set()

    async def _keep_on(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            while self._waiting:
                whose = next(iter(self._waiting))
                del self._waiting[whose]
                try:
                    await self.remember(whose)
                except Problem as problem:
                    log.warning("a turn could not be remembered", reason=problem.message)
                except Exception:  # the next turns are to be remembered all the same
                    log.exception("a turn could not be remembered")

    async def _tell(self, whose: Whose, summary: Summary) -> None:
        model = self._assistant.tools.model
        if model is None:
            return
        tally = Tally()
        told = await recap([point.text for point in summary.points], model, tally)
        counter = model_counter(whose.user_id, model.options, tally)
        await self._assistant.perform(CountUsage(counters=[counter]), by=SYSTEM)
        if told:
            await self._assistant.perform(TellSummary(whose=whose, last=summary.last, told=told), by=SYSTEM)
