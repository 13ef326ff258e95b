"""Turns as frames: a message into the log, its ack, the answer's progress, and the answer into the log.

Doors that talk (the WebSocket now, REST and others later) share this.
"""

import asyncio
import contextlib
import secrets
import time
from collections.abc import Sequence
from typing import Any

import msgspec
import structlog
from msgspec import Struct

from api import frames
from api.frames import AiResponse, ChoiceShown, MessageReceived, Sender, reached
from api.hub import Hub
from api.keeper import LEASE
from api.streaming import Stream
from assistant import Actor, Assistant
from assistant.access import Role
from assistant.conversation import Conversation, Reply
from assistant.conversation.reply import problem_told
from assistant.conversation.trying import tried
from assistant.conversation.turn import Turn
from assistant.errors import Invalid, Problem
from assistant.events import Update
from assistant.failpoints import reach
from assistant.noting import noting
from assistant.operation import registry
from assistant.operations.rooms import ListRuns
from assistant.operations.talk import Answering, Appended, LogMessage, LogReply
from intents.replies import Replies
from intents.shapes import Choice

log = structlog.get_logger(__name__)
LOOK_AGAIN = 0.5
"""Seconds after which a turn that waits for another process's looks again, hint or no hint."""
WORDS_SECONDS = 1.0
"""That a turn which has failed waits for the words to say so: a server just started may not have read its languages yet."""


Changes = list[frames.ChangeMade] | msgspec.UnsetType


class Said(Struct, frozen=True, kw_only=True):
    """What a turn is to answer: a text; or a `choice` by its id, whose `text` are own words, or else the id."""

    text: str
    choice: str | None
    by: Actor
    run_id: str
    client_msg_id: str | None
    dry_run: bool


class Talking:
    """Takes messages in and starts the turns that answer them."""

    def __init__(self, assistant: Assistant, conversation: Conversation, replies: Replies, hub: Hub) -> None:
        self._assistant = assistant
        self._conversation = conversation
        self._replies = replies
        self._hub = hub

    async def say(
        self,
        text: str,
        by: Actor,
        client_msg_id: str | None = None,
        choice: str | None = None,
        *,
        attachments: Sequence[str] = (),
        dry_run: bool = False,
    ) -> Appended:
        """Log what was said; durable when this returns. The answer follows through the session's log. A `choice` is picked by its id;
        `text` are then own words beside it, or none. `attachments` are ids of media. With `dry_run` the answer is what would change, and
        nothing else is kept of the turn."""
        text = text or choice or ""  # of a mere choice the log says what it stands for
        payload = _payload(text, by, attachments, dry_run=dry_run)
        if choice is not None:
            payload["choiceId"] = choice
        answering = Answering(run_id=f"run_{secrets.token_hex(8)}", process=self._hub.process, lease=LEASE)
        message = LogMessage(type="message-received", payload=payload, client_msg_id=client_msg_id, answering=answering)
        said = Said(text=text, choice=choice, by=by, run_id=answering.run_id, client_msg_id=client_msg_id, dry_run=dry_run)
        # What is in the log is answered, also when whoever said it has gone while it was written there.
        return await asyncio.shield(self._take_in(message, said))

    async def _take_in(self, message: LogMessage, said: Said) -> Appended:
        appended = await self._assistant.perform(message, by=said.by)
        reach("after-commit")
        if not appended.duplicate:
            self._hub.start(said.by.session_id, said.run_id, lambda: self._answer(said, appended), lambda: self._give_up(said))
        return appended

    async def show(self, text: str, by: Actor, attachments: Sequence[str]) -> Appended:
        """Log that media were brought along, with a word of who did; nothing is answered."""
        return await self._assistant.perform(LogMessage(type="message-received", payload=_payload(text, by, attachments)), by=by)

    async def _answer(self, said: Said, message: Appended) -> None:
        started = time.monotonic()
        with noting() as facts:
            reply, status, turn = await self._answered(said, message)
        took = round((time.monotonic() - started) * 1000)
        changes = frames.changes_made([] if said.dry_run else facts)
        await asyncio.shield(self._log(said, reply, status, took, turn, changes))

    async def _answered(self, said: Said, message: Appended) -> tuple[Reply, str, Turn | None]:
        """The reply, how it came out, and the turn where there was one."""
        try:
            await self._after_those_before(said, message.seq)
            turn = await self._turn(said, message.message_id)
            return turn.reply, "failed" if turn.reply.failed else "completed", turn
        except asyncio.CancelledError:
            return _failed((await self._words(said)).say("turn_cancelled")), "cancelled", None
        except Problem as problem:
            return _failed(problem_told(await self._words(said), problem)), "failed", None
        except Exception:
            log.exception("a turn failed", session_id=said.by.session_id)
            return _failed((await self._words(said)).say("unexpected")), "failed", None

    async def _give_up(self, said: Said) -> None:
        await self._log(said, _failed((await self._words(said)).say("turn_cancelled")), "cancelled", 0)

    async def _words(self, said: Said) -> Replies:
        """The words of the language that is spoken; where what broke a turn breaks this too, or it takes long, the first language's."""
        try:
            async with asyncio.timeout(WORDS_SECONDS):
                return await self._conversation.words_for(said.text, by=said.by)
        except Exception:
            return self._replies

    async def _turn(self, said: Said, message_id: str) -> Turn:
        if said.dry_run:
            return await tried(self._conversation, self._assistant, said.text, by=said.by)
        stream = Stream(self._hub, self._assistant, said.by.session_id, said.run_id, message_id)
        emit = self._progress(said.by, said.run_id)
        return await self._conversation.answer(said.text, by=said.by, emit=emit, say=stream.say, choice=said.choice)

    async def _after_those_before(self, said: Said, seq: int) -> None:
        """Turns of one session take place in the order of their messages, also where another process is at one of them."""
        while any(run.seq < seq and run.process != self._hub.process for run in await self._assistant.perform(ListRuns(), by=said.by)):
            self._hub.moved.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self._hub.moved.wait()

    async def _log(
        self, said: Said, reply: Reply, status: Any, took: int, turn: Turn | None = None, changes: Changes = msgspec.UNSET
    ) -> None:
        """Append the answer, and keep the turn's mind and what there is to remember of it; nothing of one that was only tried."""
        frame = AiResponse(
            session_id=said.by.session_id,
            content=reply.content,
            choices=[_shown(choice) for choice in reply.choices],
            processing_time=took,
            run_id=said.run_id,
            done=True,
            status=status,
            client_msg_id=said.client_msg_id if said.client_msg_id else msgspec.UNSET,
            views=[msgspec.to_builtins(view) for view in reply.views],
            changes=changes,
            language=turn.mind.language if turn else msgspec.UNSET,
            for_editors=[choice.id for choice in reply.choices if _changes(choice.operation)],
            dry_run=said.dry_run,
        )
        kept = None if said.dry_run else turn
        mind = msgspec.to_builtins(kept.mind) if kept else None
        logged = LogReply(
            type="ai-response",
            payload=msgspec.to_builtins(frame),
            mind=mind,
            told=kept.told if kept else None,
            run_id=said.run_id,
            status=str(status),
        )
        await self._assistant.perform(logged, by=said.by)

    def _progress(self, by: Actor, run_id: str) -> Any:
        def tell(update: Update) -> None:
            self._hub.progress(msgspec.structs.replace(reached(update, by.session_id), run_id=run_id))

        return tell


def _payload(text: str, by: Actor, attachments: Sequence[str], *, dry_run: bool = False) -> dict[str, Any]:
    """A message as it is logged."""
    sender = Sender(id=by.user_id, name=by.name)
    frame = MessageReceived(session_id=by.session_id, message_id="", sender=sender, content=text, timestamp="", dry_run=dry_run)
    payload: dict[str, Any] = msgspec.to_builtins(frame)
    for derived in ("messageId", "timestamp"):  # known from the row itself, and so not part of what must be the same again
        payload.pop(derived, None)
    return {**payload, "attachments": [*attachments]} if attachments else payload


def check_said(text: str, choice: str | None = None) -> None:
    """Raises Invalid for a message that cannot be kept or answered."""
    if choice is None and not text.strip():
        raise Invalid("The message is empty.", field="message")
    if "\x00" in text or "\x00" in (choice or ""):
        raise Invalid("The message holds a NUL character.", field="message")


def _shown(choice: Choice) -> ChoiceShown:
    return ChoiceShown(id=choice.id, title=choice.label, description=choice.description, metadata=choice.metadata)


def _changes(operation: str) -> bool:
    """Whether only somebody who may change the project may do it."""
    return operation in registry and registry[operation].needs in (Role.EDITOR, Role.OWNER)


def _failed(content: str) -> Reply:
    return Reply(content=content, failed=True)
