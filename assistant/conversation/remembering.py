"""In the background, after a turn is answered: its vector, and the older turns into the summary. Nobody's reply waits for it.

What is lost when the process ends is made up for when it is next asked for, or after the next turn.
"""

import structlog

from assistant.access import SYSTEM
from assistant.background import OneByOne
from assistant.enrich.recap import recap
from assistant.events import Event
from assistant.model import Tally
from assistant.operations.catching_up import TellSummary, fold
from assistant.operations.recalling import embed_turns
from assistant.operations.remembering import TurnKept
from assistant.operations.usage import CountUsage, model_counter
from memory.embedder import ModelDamaged
from memory.turns import Summary, Whose

log = structlog.get_logger(__name__)
ROUNDS = 4
"""Batches of turns embedded at a time; the rest follows after the next turn, or when something is to be recalled."""


class Remembering(OneByOne[Whose]):
    """Listens for turns that were kept."""

    async def do(self, whose: Whose) -> None:
        """Bring vectors and summary up to date. Without an embedding model, the summary goes by what came last."""
        try:
            await embed_turns(self._assistant, whose, ROUNDS)
        except ModelDamaged as error:
            log.warning("turns have no vectors", reason=str(error))
        summary = await fold(self._assistant, whose)
        if summary is not None and summary.points:
            await self._tell(whose, summary)

    async def hear(self, event: Event) -> None:
        if isinstance(event, TurnKept):
            self.put(event.whose)

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
