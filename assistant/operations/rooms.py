"""The machinery of rooms over several processes (`shared/protocol.md`): runs under a lease, who is present, and how far each log is."""

from typing import Any

import msgspec

from assistant.access import Role
from assistant.operation import Command, Query, operation
from assistant.operations.talk import ASSISTANT, Appended, append
from assistant.permit import may_enter
from assistant.work import Work
from memory import presence, runs, sessions
from memory.presence import Present
from memory.runs import Run
from memory.sessions import Head

ABSENT = 45.0
"""Seconds after which a connection that its process does not tell of any more is gone."""


class CancelRuns(Command[list[str]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Ask for a run of this session, or all of them, to be cancelled, wherever they run; the ids of those that did."""

    run_id: str | None = None


class KeepRuns(Command[list[str]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Prolong the leases of a process's runs; the ids of those that are to be cancelled."""

    process: str
    lease: float


class Checkpoint(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Keep what a run has said so far, for whoever joins in another process."""

    run_id: str
    text: str


class ListRuns(Query[list[Run]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The runs of this session that have not ended."""


class CountLapsed(Query[int], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many runs have lost their process. The asking `process` knows of its own that they go on."""

    process: str


class EndLapsed(Command[list[Appended]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Answer for the runs whose process is gone: each is `interrupted`, once, in the `words` of the language its session speaks (by
    language, the first for any other)."""

    process: str
    words: dict[str, str]


class ReadEpoch(Query[int], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which life this database is in; numbers of a log mean nothing in another (`shared/protocol.md`, "Resume")."""


class BeginEpoch(Command[int], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A new life, after a restore from a backup; its number."""


class Enter(Command[list[Present]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A connection is in this session now; whoever is there."""

    connection_id: str
    process: str


class Leave(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A connection has left a session."""

    connection_id: str
    session_id: str


class ListPresent(Query[list[Present]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is in a session, over all processes."""

    session_id: str


class TellPresent(Command[list[str]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A process's connections are there still; the sessions that people of a lost process were in. `leaving`: they all go."""

    process: str
    leaving: bool = False


class CountElsewhere(Query[int], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How many connections a user has in other processes, as far as these are in a session."""

    user_id: str
    process: str


class ReadHeads(Query[dict[str, Head]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far these sessions, and the projects they are about, are."""

    session_ids: list[str]


class MayEnter(Query[list[tuple[str, str]]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Of these pairs of a session and a user, those where the user may be in the session still."""

    pairs: list[tuple[str, str]]


@operation("run.cancel", needs=Role.MEMBER, internal=True)
def cancel_runs(work: Work, command: CancelRuns) -> list[str]:
    return runs.cancel(work.db, work.session.id, command.run_id)


@operation("run.keep", needs=Role.ADMIN, internal=True)
def keep_runs(work: Work, command: KeepRuns) -> list[str]:
    return runs.keep(work.db, command.process, work.now + command.lease)


@operation("run.checkpoint", needs=Role.ADMIN, internal=True)
def checkpoint(work: Work, command: Checkpoint) -> None:
    runs.checkpoint(work.db, command.run_id, command.text)


@operation("run.list", needs=Role.MEMBER, internal=True)
def list_runs(work: Work, command: ListRuns) -> list[Run]:
    return runs.of_session(work.db, work.session.id)


@operation("run.lapsed", needs=Role.ADMIN, internal=True)
def count_lapsed(work: Work, command: CountLapsed) -> int:
    return len(_lapsed(work, command.process))


@operation("run.end_lapsed", needs=Role.ADMIN, internal=True)
def end_lapsed(work: Work, command: EndLapsed) -> list[Appended]:
    lapsed = _lapsed(work, command.process)
    return [_interrupted(work, run, command.words) for run in lapsed if runs.end(work.db, run.id, "interrupted")]


@operation("epoch.read", needs=Role.ADMIN, internal=True)
def read_epoch(work: Work, command: ReadEpoch) -> int:
    return sessions.epoch(work.db)


@operation("epoch.begin", needs=Role.ADMIN, internal=True)
def begin_epoch(work: Work, command: BeginEpoch) -> int:
    return sessions.begin_epoch(work.db, work.now)


def _lapsed(work: Work, process: str) -> list[Run]:
    return [run for run in runs.lapsed(work.db, work.now) if run.process != process]


def _interrupted(work: Work, run: Run, words: dict[str, str]) -> Appended:
    session = sessions.get(work.db, run.session_id)
    spoken = str((session.mind or {}).get("language", "")) if session else ""
    content = words.get(spoken) or next(iter(words.values()))
    frame: dict[str, Any] = {"sessionId": run.session_id, "content": content, "choices": [], "processingTime": 0}
    frame |= {"runId": run.id, "done": True, "status": "interrupted"}
    if run.client_msg_id:
        frame["clientMsgId"] = run.client_msg_id
    return append(work, run.session_id, "ai-response", msgspec.json.encode(frame, order="sorted").decode(), ASSISTANT)


@operation("presence.enter", needs=Role.MEMBER, internal=True)
def enter(work: Work, command: Enter) -> list[Present]:
    here = Present(
        connection_id=command.connection_id,
        session_id=work.session.id,
        user_id=work.by.user_id,
        name=work.by.name,
        process=command.process,
        seen_at=work.now,
    )
    presence.enter(work.db, here)
    return presence.within(work.db, work.session.id, work.now - ABSENT)


@operation("presence.leave", needs=Role.ADMIN, internal=True)
def leave(work: Work, command: Leave) -> None:
    presence.leave(work.db, command.connection_id, command.session_id)


@operation("presence.list", needs=Role.ADMIN, internal=True)
def list_present(work: Work, command: ListPresent) -> list[Present]:
    return presence.within(work.db, command.session_id, work.now - ABSENT)


@operation("presence.tell", needs=Role.ADMIN, internal=True)
def tell_present(work: Work, command: TellPresent) -> list[str]:
    if command.leaving:
        presence.leave_all(work.db, command.process)
        return []
    presence.seen(work.db, command.process, work.now)
    return presence.gone(work.db, work.now - ABSENT)


@operation("presence.count", needs=Role.ADMIN, internal=True)
def count_elsewhere(work: Work, command: CountElsewhere) -> int:
    return presence.elsewhere(work.db, command.user_id, command.process, work.now - ABSENT)


@operation("session.heads", needs=Role.ADMIN, internal=True)
def read_heads(work: Work, command: ReadHeads) -> dict[str, Head]:
    return sessions.heads(work.db, command.session_ids)


@operation("session.may_enter", needs=Role.ADMIN, internal=True)
def who_may_enter(work: Work, command: MayEnter) -> list[tuple[str, str]]:
    known = {session_id: sessions.get(work.db, session_id) for session_id, _ in command.pairs}
    return [
        (session_id, user_id)
        for session_id, user_id in command.pairs
        if (session := known[session_id]) is not None and not session.revoked and may_enter(work.db, session, user_id)
    ]
