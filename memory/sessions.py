"""Sessions and their durable log. `seq` is taken in the transaction that writes the event (`shared/protocol.md`, "Core")."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, convert
from sqlalchemy import Connection, and_, bindparam, insert, select, update

from memory.rows import columns, struct
from memory.tables.people import refresh_tokens
from memory.tables.talk import events, sessions


class Session(Struct, frozen=True, kw_only=True):
    """`kind` is chat or login. `project_id` is the open project, `opened_change` where its change log stood at opening.

    `mind` is what the conversation keeps between turns, as plain data.
    """

    id: str
    user_id: str
    kind: str
    created_at: float
    active_at: float
    project_id: str | None = None
    opened_change: int = 0
    seq: int = 0
    mind: dict[str, Any] | None = None
    revoked: int = 0


class Logged(Struct, frozen=True, kw_only=True):
    """One durable event. `payload` is JSON text."""

    session_id: str
    seq: int
    type: str
    payload: str
    actor: str
    at: float
    client_msg_id: str | None = None


_GET = select(sessions).where(sessions.c.id == bindparam("id"))
_LAST = (
    select(sessions)
    .where(and_(sessions.c.user_id == bindparam("user"), sessions.c.kind == "chat", sessions.c.revoked == 0))
    .order_by(sessions.c.active_at.desc())
    .limit(1)
)
_CHANGE = update(sessions).where(sessions.c.id == bindparam("sid"))
_NEXT = (
    update(sessions)
    .where(sessions.c.id == bindparam("sid"))
    .values(seq=sessions.c.seq + 1, active_at=bindparam("now"))
    .returning(sessions.c.seq)
)
_APPEND = insert(events)
_PAGE = (
    select(events)
    .where(and_(events.c.session_id == bindparam("sid"), events.c.seq > bindparam("after")))
    .order_by(events.c.seq)
    .limit(bindparam("most"))
)
_SENT = select(events).where(
    and_(
        events.c.session_id == bindparam("sid"),
        events.c.actor == bindparam("by"),
        events.c.client_msg_id == bindparam("cid"),
    )
)


def heads(db: Connection, session_ids: Iterable[str]) -> dict[str, int]:
    """The last number of each session's log."""
    found = db.execute(select(sessions.c.id, sessions.c.seq).where(sessions.c.id.in_(list(session_ids))))
    return {row.id: row.seq for row in found}


def add(db: Connection, session: Session) -> None:
    db.execute(insert(sessions), columns(session))


def get(db: Connection, session_id: str) -> Session | None:
    row = db.execute(_GET, {"id": session_id}).mappings().one_or_none()
    return struct(row, Session) if row else None


def last_chat(db: Connection, user_id: str) -> Session | None:
    """The chat the user was last active in."""
    row = db.execute(_LAST, {"user": user_id}).mappings().one_or_none()
    return struct(row, Session) if row else None


def change(db: Connection, session_id: str, **values: Any) -> None:
    db.execute(_CHANGE, {"sid": session_id, **values})


def leave_project(db: Connection, project_id: str) -> None:
    """Nobody has it open any more (it is gone)."""
    db.execute(update(sessions).where(sessions.c.project_id == project_id).values(project_id=None, opened_change=0))


def revoke(db: Connection, session_id: str) -> None:
    """End a session: its access tokens are refused from now on, and its refresh tokens too."""
    change(db, session_id, revoked=1)
    db.execute(update(refresh_tokens).where(refresh_tokens.c.session_id == session_id).values(revoked=1))


def append(db: Connection, event: Logged) -> Logged:
    """Write `event` with the session's next number; its own `seq` is not looked at."""
    seq = db.execute(_NEXT, {"sid": event.session_id, "now": event.at}).scalar_one()
    row = columns(event) | {"seq": seq}
    db.execute(_APPEND, row)
    return convert(row, Logged)


def sent(db: Connection, session_id: str, actor: str, client_msg_id: str) -> Logged | None:
    """What an actor has sent under that id, if anything."""
    row = db.execute(_SENT, {"sid": session_id, "by": actor, "cid": client_msg_id}).mappings().one_or_none()
    return struct(row, Logged) if row else None


def page(db: Connection, session_id: str, after: int, most: int = 200) -> list[Logged]:
    """Events with a number above `after`, oldest first, at most `most`."""
    found = db.execute(_PAGE, {"sid": session_id, "after": after, "most": most}).mappings()
    return [struct(row, Logged) for row in found]
