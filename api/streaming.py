"""What a turn has said so far: sent in pieces to whoever asked for that, kept now and then for whoever joins in the middle."""

import asyncio
import time

from api import frames
from api.hub import Hub
from assistant import SYSTEM, Assistant
from assistant.errors import Problem
from assistant.failpoints import reach
from assistant.operations.rooms import Checkpoint

CHECKPOINT_SECONDS = 1.0
BETWEEN = "\n\n"
"""Between the replies to two acts of one sentence."""


class Stream:
    """One turn's. `say` takes each reply as it is ready; together they are the final text of a turn that is completed."""

    def __init__(self, hub: Hub, assistant: Assistant, session_id: str, run_id: str, message_id: str) -> None:
        self._hub, self._assistant = hub, assistant
        self._session_id, self._run_id, self._message_id = session_id, run_id, message_id
        self._kept_at = time.monotonic()
        self._keeping: asyncio.Task[None] | None = None

    def say(self, content: str) -> None:
        if not content:
            return
        before = self._hub.texts.get(self._run_id, "")
        delta = BETWEEN + content if before else content
        self._hub.texts[self._run_id] = before + delta
        piece = frames.piece(self._session_id, self._run_id, self._message_id, len(before), delta)
        self._hub.tell(self._session_id, piece)
        reach("mid-delta")
        if time.monotonic() - self._kept_at >= CHECKPOINT_SECONDS:
            self._kept_at = time.monotonic()
            self._keeping = asyncio.create_task(self._keep(before + delta))

    async def _keep(self, text: str) -> None:
        try:
            await self._assistant.perform(Checkpoint(run_id=self._run_id, text=text), by=SYSTEM)
        except Problem:
            return  # it is only a convenience
