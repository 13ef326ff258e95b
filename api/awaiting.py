"""Waiting for the answer to a message, as the doors do that answer once: REST, and others that are no sockets."""

import asyncio
import contextlib
import secrets
from typing import Any

from api.hub import Hub
from assistant import Actor, Assistant
from assistant.errors import Unavailable
from assistant.events import MessageLogged
from assistant.operations.conversations import FindAnswer

PATIENCE = 60.0
"""Seconds that are waited for an answer; the turn goes on for longer than that."""
LOOK_AGAIN = 1.0


class Ear:
    """Implements the hub's `Member`: it hears that a log has grown, and says nothing."""

    def __init__(self, by: Actor) -> None:
        self.id = f"ear_{secrets.token_hex(8)}"
        self.user_id, self.name = by.user_id, by.name
        self.heard = asyncio.Event()

    async def deliver(self, event: MessageLogged) -> None:
        if event.type == "ai-response":
            self.heard.set()

    def behind(self, session_id: str, seq: int) -> None:
        self.heard.set()

    def tell(self, frame: Any, session_id: str = "") -> None: ...

    def guest(self, session_id: str) -> bool:
        return False

    def put_out(self, session_id: str) -> None: ...


async def answer_to(assistant: Assistant, hub: Hub, seq: int, by: Actor, patience: float = PATIENCE) -> MessageLogged:
    """The answer to the message of that number in the actor's session, wherever its turn runs. Raises Unavailable when it takes too
    long, or when its server stopped; the session's log has what came of it."""
    ear = Ear(by)
    hub.join(by.session_id, ear)
    try:
        async with asyncio.timeout(patience):
            return await _heard(assistant, ear, seq, by)
    except TimeoutError as late:
        raise Unavailable(
            "The assistant is still working on this.", remedy="Read the session in a moment: its answer will be there."
        ) from late
    finally:
        hub.leave(by.session_id, ear)


async def _heard(assistant: Assistant, ear: Ear, seq: int, by: Actor) -> MessageLogged:
    while True:
        ear.heard.clear()
        found = await assistant.perform(FindAnswer(seq=seq), by=by)
        if found.answer is not None:
            if found.state == "interrupted":
                raise Unavailable("The server stopped before it could answer this.", remedy="Say it again.")
            return found.answer
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LOOK_AGAIN):
                await ear.heard.wait()
