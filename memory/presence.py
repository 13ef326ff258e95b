"""Who is connected to which session, over all processes. A process that is not heard of any more takes its people along."""

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from memory.rows import columns, struct
from memory.tables.talk import presence


class Present(Struct, frozen=True, kw_only=True):
    """One connection in one session; `seen_at` in seconds since 1970."""

    connection_id: str
    session_id: str
    user_id: str
    name: str
    process: str
    seen_at: float


_IN = (
    select(presence)
    .where(and_(presence.c.session_id == bindparam("s"), presence.c.seen_at > bindparam("since")))
    .order_by(presence.c.seen_at, presence.c.connection_id)
)


_ELSEWHERE = select(func.count(presence.c.connection_id.distinct())).where(
    and_(presence.c.user_id == bindparam("u"), presence.c.process != bindparam("here"), presence.c.seen_at > bindparam("since"))
)


def elsewhere(db: Connection, user_id: str, process: str, since: float) -> int:
    """How many connections of a user are in sessions by other processes."""
    return int(db.execute(_ELSEWHERE, {"u": user_id, "here": process, "since": since}).scalar_one())


def enter(db: Connection, present: Present) -> None:
    leave(db, present.connection_id, present.session_id)
    db.execute(insert(presence), columns(present))


def leave(db: Connection, connection_id: str, session_id: str) -> None:
    db.execute(delete(presence).where(and_(presence.c.connection_id == connection_id, presence.c.session_id == session_id)))


def seen(db: Connection, process: str, now: float) -> None:
    """All of a process's connections are there still."""
    db.execute(update(presence).where(presence.c.process == process).values(seen_at=now))


def gone(db: Connection, before: float) -> list[str]:
    """Forget whoever was not seen since; the sessions they were in."""
    return list(dict.fromkeys(db.execute(delete(presence).where(presence.c.seen_at < before).returning(presence.c.session_id)).scalars()))


def leave_all(db: Connection, process: str) -> None:
    db.execute(delete(presence).where(presence.c.process == process))


def within(db: Connection, session_id: str, since: float) -> list[Present]:
    return [struct(row, Present) for row in db.execute(_IN, {"s": session_id, "since": since}).mappings()]
