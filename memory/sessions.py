"""Sessions and their durable log. `seq` is taken in the transaction that writes the event (`shared/protocol.md`, "Core")."""

from collections.abc import Iterable
from typing import Any

from msgspec import Struct, convert
from sqlalchemy import Connection, and_, bindparam, exists, func, insert, or_, select, update

from memory.rows import columns, struct
from memory.tables.films import projects
from memory.tables.people import refresh_tokens
from memory.tables.sharing import members
from memory.tables.talk import epochs, events, sessions


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


class Head(Struct, frozen=True, kw_only=True):
    """The last numbers of a session's log and of the change log of the project it is about; None where that is none which its user may
    see."""

    seq: int
    project_id: str | None
    change: int


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
_LATEST = select(events).where(events.c.session_id == bindparam("sid")).order_by(events.c.seq.desc()).limit(bindparam("most"))
_OPEN = and_(
    projects.c.id == sessions.c.project_id,
    or_(
        projects.c.owner_id == sessions.c.user_id,
        exists().where(and_(members.c.project_id == projects.c.id, members.c.user_id == sessions.c.user_id)),
    ),
)
_HEADS = select(sessions.c.id, sessions.c.seq, projects.c.id.label("project_id"), projects.c.change_seq).select_from(
    sessions.outerjoin(projects, _OPEN)
)
_SENT = select(events).where(
    and_(
        events.c.session_id == bindparam("sid"),
        events.c.actor == bindparam("by"),
        events.c.client_msg_id == bindparam("cid"),
    )
)


def heads(db: Connection, session_ids: Iterable[str]) -> dict[str, Head]:
    """How far each session, and the project it is about, is."""
    found = db.execute(_HEADS.where(sessions.c.id.in_(list(session_ids))))
    return {row.id: Head(seq=row.seq, project_id=row.project_id, change=row.change_seq or 0) for row in found}


def add(db: Connection, session: Session) -> None:
    db.execute(insert(sessions), columns(session))


def get(db: Connection, session_id: str) -> Session | None:
    row = db.execute(_GET, {"id": session_id}).mappings().one_or_none()
    return struct(row, Session) if row else None


def last_chat(db: Connection, user_id: str) -> Session | None:
    """The chat the user was last active in."""
    row = db.execute(_LAST, {"user": user_id}).mappings().one_or_none()
    return struct(row, Session) if row else None


def chats(db: Connection, user_id: str, project_ids: Iterable[str]) -> list[Session]:
    """A user's conversations and those about these projects, the last spoken in first; none in which nothing was begun."""
    theirs = or_(sessions.c.user_id == user_id, sessions.c.project_id.in_(list(project_ids)))
    begun = or_(sessions.c.seq > 0, sessions.c.project_id.is_not(None))
    wanted = select(sessions).where(and_(theirs, begun, sessions.c.kind == "chat", sessions.c.revoked == 0))
    found = db.execute(wanted.order_by(sessions.c.active_at.desc(), sessions.c.id)).mappings()
    return [struct(row, Session) for row in found]


def counts(db: Connection, session_ids: Iterable[str], types: Iterable[str]) -> dict[str, int]:
    """How many events of these types each log has; sessions without any are left out."""
    wanted = and_(events.c.session_id.in_(list(session_ids)), events.c.type.in_(list(types)))
    found = db.execute(select(events.c.session_id, func.count()).where(wanted).group_by(events.c.session_id))
    return {session_id: int(count) for session_id, count in found}


def mentions(db: Connection, project_id: str, text: str, types: Iterable[str]) -> list[tuple[str, float]]:
    """Where something is mentioned in conversations about a project: the session and the time of each event that has it, oldest first."""
    told = events.join(sessions, sessions.c.id == events.c.session_id)
    wanted = and_(sessions.c.project_id == project_id, events.c.type.in_(list(types)), events.c.payload.contains(text, autoescape=True))
    found = db.execute(select(events.c.session_id, events.c.at).select_from(told).where(wanted).order_by(events.c.at))
    return [(row.session_id, row.at) for row in found]


def change(db: Connection, session_id: str, **values: Any) -> None:
    db.execute(_CHANGE, {"sid": session_id, **values})


def about(db: Connection, project_id: str, user_id: str) -> list[str]:
    """A user's conversations about a project."""
    theirs = and_(sessions.c.user_id == user_id, sessions.c.project_id == project_id)
    return list(db.execute(select(sessions.c.id).where(theirs)).scalars())


def leave_project(db: Connection, project_id: str) -> list[str]:
    """Nobody has it open any more (it is gone); the sessions that had."""
    gone = update(sessions).where(sessions.c.project_id == project_id).values(project_id=None, opened_change=0)
    return list(db.execute(gone.returning(sessions.c.id)).scalars())


def revoke(db: Connection, session_id: str) -> None:
    """End a session: its access tokens are refused from now on, and its refresh tokens too."""
    change(db, session_id, revoked=1)
    db.execute(update(refresh_tokens).where(refresh_tokens.c.session_id == session_id).values(revoked=1))


def epoch(db: Connection) -> int:
    """Which life the database is in, 1 for the first."""
    return int(db.execute(select(func.max(epochs.c.epoch))).scalar_one())


def begin_epoch(db: Connection, now: float) -> int:
    """The number of a new life."""
    new = epoch(db) + 1
    db.execute(insert(epochs), {"epoch": new, "begun_at": now})
    return new


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


def latest(db: Connection, session_id: str, most: int) -> list[Logged]:
    """The last events of a log, oldest first."""
    found = db.execute(_LATEST, {"sid": session_id, "most": most}).mappings()
    return [struct(row, Logged) for row in found][::-1]
