"""Joining with `lastSeq: 0` a session whose log has 10,000 events, until the last of them has come. The floor reads the same rows by raw
sqlite3 and sends nothing."""

import asyncio
import json
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from msgspec.structs import replace

from api.server import assistant_for
from assistant import SYSTEM, Actor
from assistant.disk import LOCAL_OWNER
from assistant.operations.accounts import StartLogin
from assistant.operations.talk import LogMessage, LogReply, OpenSession
from tests.benchmarks.frames import ours
from tests.benchmarks.lines import greet
from tests.benchmarks.rows import Row
from tests.benchmarks.served import Served, settings, started, until_answered, until_quiet
from tests.benchmarks.turns import ANSWERED, SAID

EVENTS = 10_000
AT_ONCE = 250
ROUNDS = 5


def run() -> list[Row]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, session = asyncio.run(_filled(folder))
        floor = median(_read(settings(folder).home / "storycore.db", session) for _ in range(ROUNDS))
        with started(folder) as bare:
            until_answered(bare, "/api/v1/ready")
            until_quiet(bare)
            took = median(_resumed(replace(bare, token=token), session) for _ in range(ROUNDS))
    return [
        Row(name=f"resume of {EVENTS:,} events", value=took, unit="s", ratio=took / floor, against="the floor"),
        Row(name="events", value=EVENTS / took, unit="events/s"),
        Row(name="floor: the rows by raw sqlite3", value=floor, unit="s"),
    ]


async def _filled(folder: Path) -> tuple[str, str]:
    """A home with such a session; a token of its owner, and the session's id."""
    async with assistant_for(settings(folder)) as assistant:
        token = (await assistant.perform(StartLogin(user_id=LOCAL_OWNER), by=SYSTEM)).access_token
        actor = assistant.identity.actor(token)
        session = await assistant.perform(OpenSession(), by=actor)
        by = Actor(user_id=actor.user_id, name=actor.name, session_id=session.id)
        for start in range(0, EVENTS // 2, AT_ONCE):
            numbers = range(start, start + AT_ONCE)
            said = (LogMessage(type="message-received", payload=SAID, client_msg_id=f"m{number}") for number in numbers)
            await asyncio.gather(*(assistant.perform(message, by=by) for message in said))
            await asyncio.gather(*(assistant.perform(LogReply(type="ai-response", payload=ANSWERED), by=by) for _ in numbers))
    return token, session.id


def _resumed(server: Served, session: str) -> float:
    """Seconds from joining to the last event."""
    line = ours(server, 1).line()
    join = {"type": "join-session", "protocol": 2, "sessionId": session, "lastSeq": 0}
    began = time.perf_counter()
    greet(line, [(json.dumps(join), f'"seq":{EVENTS},')])
    took = time.perf_counter() - began
    line.socket.close()
    return took


def _read(file: Path, session: str) -> float:
    with closing(sqlite3.connect(file)) as db:
        began = time.perf_counter()
        found = db.execute("SELECT * FROM events WHERE session_id = ? ORDER BY seq", (session,)).fetchall()
        took = time.perf_counter() - began
    assert len(found) == EVENTS
    return took
