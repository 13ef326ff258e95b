"""Members of projects, and invitations that wait to be accepted."""

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, insert, select, update

from memory.rows import columns, struct
from memory.tables.people import users
from memory.tables.sharing import invitations, members


class Member(Struct, frozen=True, kw_only=True):
    """Somebody who may work on a project that is another's. `role`: viewer, commenter or editor; times are seconds since 1970."""

    project_id: str
    user_id: str
    role: str
    added_at: float
    name: str = ""


class Invitation(Struct, frozen=True, kw_only=True):
    """`name` is what the invited sign in with; `by` the user who asked them."""

    id: str
    project_id: str
    name: str
    role: str
    by: str
    sent_at: float
    expires_at: float
    accepted_at: float | None = None


_ROLE = select(members.c.role).where(and_(members.c.project_id == bindparam("p"), members.c.user_id == bindparam("u")))
_OF = (
    select(members, users.c.name)
    .join(users, users.c.id == members.c.user_id)
    .where(members.c.project_id == bindparam("p"))
    .order_by(members.c.added_at, members.c.user_id)
)
_OPEN = (
    select(invitations)
    .where(
        and_(
            invitations.c.name == bindparam("name"),
            invitations.c.accepted_at.is_(None),
            invitations.c.expires_at > bindparam("now"),
        )
    )
    .order_by(invitations.c.sent_at)
)
_SENT = select(invitations).where(invitations.c.project_id == bindparam("p")).order_by(invitations.c.sent_at)


def role(db: Connection, project_id: str, user_id: str) -> str | None:
    """What a member may do; None for anybody else."""
    return db.execute(_ROLE, {"p": project_id, "u": user_id}).scalar_one_or_none()


def of_project(db: Connection, project_id: str) -> list[Member]:
    return [struct(row, Member) for row in db.execute(_OF, {"p": project_id}).mappings()]


def add(db: Connection, member: Member) -> None:
    """A member already there gets the new role."""
    remove(db, member.project_id, member.user_id)
    row = columns(member)
    del row["name"]
    db.execute(insert(members), row)


def remove(db: Connection, project_id: str, user_id: str) -> bool:
    """Whether there was such a member."""
    gone = delete(members).where(and_(members.c.project_id == project_id, members.c.user_id == user_id))
    return db.execute(gone).rowcount > 0


def invite(db: Connection, invitation: Invitation) -> None:
    """In place of what was sent to the same name before and not accepted."""
    withdraw(db, invitation.project_id, invitation.name)
    db.execute(insert(invitations), columns(invitation))


def withdraw(db: Connection, project_id: str, name: str) -> bool:
    """Whether something waited for an answer."""
    waiting = and_(invitations.c.project_id == project_id, invitations.c.name == name, invitations.c.accepted_at.is_(None))
    return db.execute(delete(invitations).where(waiting)).rowcount > 0


def waiting_for(db: Connection, name: str, now: float) -> list[Invitation]:
    """What somebody may still accept, the oldest first."""
    return [struct(row, Invitation) for row in db.execute(_OPEN, {"name": name, "now": now}).mappings()]


def sent(db: Connection, project_id: str) -> list[Invitation]:
    return [struct(row, Invitation) for row in db.execute(_SENT, {"p": project_id}).mappings()]


def accept(db: Connection, invitation_id: str, now: float) -> None:
    db.execute(update(invitations).where(invitations.c.id == invitation_id).values(accepted_at=now))
