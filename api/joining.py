"""Joining a session: which one is meant, from where its log is to be read, and what a newcomer is told (`shared/protocol.md`, "Resume")."""

import asyncio
import time

from msgspec import Struct

from api import frames
from assistant import Actor, Assistant
from assistant.errors import NotFound
from assistant.operations.talk import FindSession, OpenSession
from memory.presence import Present
from memory.runs import Run
from memory.sessions import Session

TYPING_SECONDS = 2.0
"""Between two words that somebody types; the rest is dropped."""


class Joined(Struct, kw_only=True):
    """A session that a connection is in. `cursor` is the last number of its log that was sent; a `guest` is in another's session."""

    actor: Actor
    cursor: int
    protocol: int
    lock: asyncio.Lock
    stream: bool = False
    guest: bool = False
    behind: bool = False
    typed_at: float = 0.0

    def tells(self, typing: bool) -> bool:
        """Whether the others are told: that somebody types once in a while, that they stopped always."""
        now = time.monotonic()
        if typing and now - self.typed_at < TYPING_SECONDS:
            return False
        self.typed_at = now if typing else 0.0
        return True


async def session_for(assistant: Assistant, frame: frames.JoinSession, by: Actor) -> Session:
    """The session that is named, the last one, or a new one. Raises NotFound for one that is not there, or not theirs to enter."""
    if frame.session_id not in (None, "last"):
        return await assistant.perform(FindSession(session_id=frame.session_id), by=by)
    if frame.session_id == "last":
        try:
            return await assistant.perform(FindSession(), by=by)
        except NotFound:
            pass
    return await assistant.perform(OpenSession(project=frame.project_id), by=by)


def resumes(frame: frames.JoinSession, session: Session, epoch: int) -> bool:
    """Whether what was missed can be replayed: not after a log of another life, or one that is shorter than what was seen of it."""
    return frame.last_seq is not None and frame.last_seq <= session.seq and frame.epoch in (None, epoch)


def welcome(session: Session, epoch: int, cursor: int, running: list[Run], there: list[Present], guest: bool) -> frames.SessionJoined:
    return frames.SessionJoined(
        session_id=session.id,
        epoch=epoch,
        head_seq=session.seq,
        replay_from=cursor + 1,
        active_runs=[run.id for run in running],
        members=frames.people(there),
        can_dry_run=True,
        guest=guest,
    )
