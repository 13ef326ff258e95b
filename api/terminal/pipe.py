"""A sentence a line in, a reply each out: for scripts and other programs."""

import sys
from collections.abc import AsyncIterable

from api import frames
from api.terminal import show
from api.terminal.connection import Connection
from api.terminal.door import Door
from api.terminal.failures import Refused
from api.terminal.incoming import Event, Received
from api.terminal.output import console, put, put_line
from api.terminal.talk import Show, Talk, ended_well, while_listening

PATIENCE = 60.0
"""Seconds a broken connection may take to come back."""


async def pipe(door: Door, lines: AsyncIterable[str], *, session: str | None, as_json: bool) -> int:
    """Say each line when the one before has its reply. 0 if all were done, 1 if any was not. Raises Failure."""
    async with Connection(door, session=session, patience=PATIENCE) as connection:
        talk = Talk(connection, as_frames if as_json else as_words())
        return await while_listening(talk, _each(talk, lines))


async def _each(talk: Talk, lines: AsyncIterable[str]) -> int:
    status = 0
    async for line in lines:
        if not line.strip():
            continue
        try:
            done = ended_well(await talk.turn(line.strip()))
        except Refused as refused:
            sys.stderr.write(f"storycore: {refused}\n")
            done = False
        status = status if done else 1
    return status


async def as_frames(event: Event) -> None:
    """Every frame as it came: one JSON object a line."""
    if isinstance(event, Received):
        put_line(event.text)


def as_words() -> Show:
    """Replies as text."""
    out = console()

    async def write(event: Event) -> None:
        frame = event.frame if isinstance(event, Received) else None
        if isinstance(frame, frames.AiResponse):
            put(out, [*show.reply(frame), ""])

    return write
