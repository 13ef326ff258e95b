"""Turns that run: which process answers which message, until when that is believed, and what it has said so far.

A run ends once: whoever sets its state from `running` appends its answer in the same transaction.
"""

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from memory.rows import columns, struct
from memory.tables.talk import runs

RUNNING = "running"


class Run(Struct, frozen=True, kw_only=True):
    """`seq` is the number of the message it answers; `lease_until` (seconds since 1970) is when its `process` is given up; `text` is what
    it had said when it was last looked at."""

    id: str
    session_id: str
    seq: int
    actor: str
    process: str
    lease_until: float
    client_msg_id: str | None = None
    state: str = RUNNING
    cancelled: int = 0
    text: str = ""


_OF_SESSION = select(runs).where(and_(runs.c.session_id == bindparam("s"), runs.c.state == RUNNING)).order_by(runs.c.seq)
_ANSWERING = select(runs).where(and_(runs.c.session_id == bindparam("s"), runs.c.seq == bindparam("seq")))
_LAPSED = select(runs).where(and_(runs.c.state == RUNNING, runs.c.lease_until < bindparam("now"))).order_by(runs.c.session_id, runs.c.seq)
_KEEP = update(runs).where(and_(runs.c.process == bindparam("by"), runs.c.state == RUNNING)).values(lease_until=bindparam("until"))
_CANCELLED = select(runs.c.id).where(and_(runs.c.process == bindparam("by"), runs.c.state == RUNNING, runs.c.cancelled == 1))
_END = update(runs).where(and_(runs.c.id == bindparam("run"), runs.c.state == RUNNING)).values(state=bindparam("ended"), text="")
_TEXT = update(runs).where(and_(runs.c.id == bindparam("run"), runs.c.state == RUNNING)).values(text=bindparam("said"))


def add(db: Connection, run: Run) -> None:
    db.execute(insert(runs), columns(run))


def of_session(db: Connection, session_id: str) -> list[Run]:
    """Those that still run, in the order of their messages."""
    return [struct(row, Run) for row in db.execute(_OF_SESSION, {"s": session_id}).mappings()]


def answering(db: Connection, session_id: str, seq: int) -> Run | None:
    """The run that answers a message, or has answered it."""
    row = db.execute(_ANSWERING, {"s": session_id, "seq": seq}).mappings().one_or_none()
    return struct(row, Run) if row else None


def lapsed(db: Connection, now: float) -> list[Run]:
    """Those whose process has not been heard of in time."""
    return [struct(row, Run) for row in db.execute(_LAPSED, {"now": now}).mappings()]


def keep(db: Connection, process: str, until: float) -> list[str]:
    """Prolong the lease of a process's runs; the ids of those that somebody wants cancelled."""
    db.execute(_KEEP, {"by": process, "until": until})
    return list(db.execute(_CANCELLED, {"by": process}).scalars())


def end(db: Connection, run_id: str, state: str) -> bool:
    """Whether it was this that ended it."""
    return db.execute(_END, {"run": run_id, "ended": state}).rowcount > 0


def checkpoint(db: Connection, run_id: str, text: str) -> None:
    db.execute(_TEXT, {"run": run_id, "said": text})


def cancel(db: Connection, session_id: str, run_id: str | None) -> list[str]:
    """Ask for one run of a session, or all of them, to be cancelled; the ids of those that still ran."""
    found = [run.id for run in of_session(db, session_id) if run_id in (None, run.id)]
    if found:
        db.execute(update(runs).where(runs.c.id.in_(found)).values(cancelled=1))
    return found
