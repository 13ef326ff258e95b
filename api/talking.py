"""Turns as frames: a message into the log, its ack, the answer's progress, and the answer into the log.

Doors that talk (the WebSocket now, REST and others later) share this.
"""

import asyncio
import contextlib
import secrets
import time
from typing import Any

import msgspec
import structlog
from msgspec import Struct

from api.frames import AiResponse, ChoiceShown, MessageReceived, Progress, ProgressUpdate, Sender
from api.hub import Hub
from api.keeper import LEASE
from api.streaming import Stream
from assistant import Actor, Assistant
from assistant.conversation import Conversation, Reply
from assistant.conversation.reply import problem_told
from assistant.conversation.trying import tried
from assistant.conversation.turn import Turn
from assistant.errors import Problem
from assistant.events import Update
from assistant.failpoints import reach
from assistant.operations.rooms import ListRuns
from assistant.operations.talk import Answering, Appended, LogMessage, LogReply
from intents.replies import Replies

log = structlog.get_logger(__name__)
LOOK_AGAIN = 0.5
"""Seconds after which a turn that waits for another process's looks again, hint or no hint."""
EPOCH = 1
"""Changes only when a database is restored from a backup (`shared/protocol.md`, "Resume")."""
STAGES = (
    "initializing", "parsing_prompt", "generating_scenes", "generating_characters",
    "generating_sequences", "validating", "preparing_comfyui", "finalizing", "complete",
)  # fmt: skip
"""`contracts/facts.md` 1.7."""


class Said(Struct, frozen=True, kw_only=True):
    """What a turn is to answer."""

    text: str
    by: Actor
    run_id: str
    answers: Appended
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
        self, text: str, by: Actor, client_msg_id: str | None = None, choice: str | None = None, *, dry_run: bool = False
    ) -> Appended:
        """Log what was said; durable when this returns. The answer follows through the session's log. With `dry_run` it is what
        would change, and nothing else is kept of the turn."""
        frame = MessageReceived(
            session_id=by.session_id,
            message_id="",
            sender=Sender(id=by.user_id, name=by.name),
            content=text,
            timestamp="",
            dry_run=dry_run,
        )
        payload = msgspec.to_builtins(frame)
        for derived in ("messageId", "timestamp"):  # known from the row itself, and so not part of what must be the same again
            payload.pop(derived, None)
        if choice is not None:
            payload["choiceId"] = choice
        answering = Answering(run_id=f"run_{secrets.token_hex(8)}", process=self._hub.process, lease=LEASE)
        message = LogMessage(type="message-received", payload=payload, client_msg_id=client_msg_id, answering=answering)
        appended = await self._assistant.perform(message, by=by)
        reach("after-commit")
        if not appended.duplicate:
            said = Said(text=text, by=by, answers=appended, run_id=answering.run_id, client_msg_id=client_msg_id, dry_run=dry_run)
            self._hub.start(
                by.session_id,
                said.run_id,
                lambda: self._answer(said),
                lambda: self._give_up(said),
            )
        return appended

    async def _answer(self, said: Said) -> None:
        started = time.monotonic()
        turn: Turn | None = None
        try:
            await self._after_those_before(said)
            turn = await self._turn(said)
            reply, status = turn.reply, "failed" if turn.reply.failed else "completed"
        except asyncio.CancelledError:
            reply, status = _failed((await self._words(said)).say("turn_cancelled")), "cancelled"
        except Problem as problem:
            reply, status = _failed(problem_told(await self._words(said), problem)), "failed"
        except Exception:
            log.exception("a turn failed", session_id=said.by.session_id)
            reply, status = _failed((await self._words(said)).say("unexpected")), "failed"
        took = round((time.monotonic() - started) * 1000)
        await asyncio.shield(self._log(said, reply, status, took, None if said.dry_run else turn))

    async def _give_up(self, said: Said) -> None:
        await self._log(said, _failed((await self._words(said)).say("turn_cancelled")), "cancelled", 0)

    async def _words(self, said: Said) -> Replies:
        """The words of the language that is spoken; where what broke a turn breaks this too, the first language's."""
        try:
            return await self._conversation.words_for(said.text, by=said.by)
        except Exception:
            return self._replies

    async def _turn(self, said: Said) -> Turn:
        if said.dry_run:
            return await tried(self._conversation, self._assistant, said.text, by=said.by)
        stream = Stream(self._hub, self._assistant, said.by.session_id, said.run_id, said.answers.message_id)
        return await self._conversation.answer(said.text, by=said.by, emit=self._progress(said.by, said.run_id), say=stream.say)

    async def _after_those_before(self, said: Said) -> None:
        """Turns of one session take place in the order of their messages, also where another process is at one of them."""
        while any(
            run.seq < said.answers.seq and run.process != self._hub.process for run in await self._assistant.perform(ListRuns(), by=said.by)
        ):
            self._hub.moved.clear()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_AGAIN):
                    await self._hub.moved.wait()

    async def _log(self, said: Said, reply: Reply, status: Any, took: int, kept: Turn | None = None) -> None:
        """Append the answer, and keep the turn's mind and what there is to remember of it."""
        frame = AiResponse(
            session_id=said.by.session_id,
            content=reply.content,
            choices=[ChoiceShown(id=choice.id, title=choice.label) for choice in reply.choices],
            processing_time=took,
            run_id=said.run_id,
            done=True,
            status=status,
            client_msg_id=said.client_msg_id if said.client_msg_id else msgspec.UNSET,
            views=[msgspec.to_builtins(view) for view in reply.views],
            dry_run=said.dry_run,
        )
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
            following = STAGES[min(STAGES.index(update.stage) + 1, len(STAGES) - 1)] if update.stage in STAGES else ""
            progress = Progress(percentage=update.percent, step_completed=update.stage, next_step=following)
            frame = ProgressUpdate(
                session_id=by.session_id, project_id="", progress=progress, run_id=run_id, data=update.data or msgspec.UNSET
            )
            self._hub.tell(by.session_id, frame)

        return tell


def _failed(content: str) -> Reply:
    return Reply(content=content, failed=True)
