"""Sharing a project: people are invited by the name they sign in with or by their address, accept, and may be shown the door again."""

import re
import secrets
from typing import Any, Literal

from msgspec import Struct

from assistant.access import Role
from assistant.errors import Invalid, NotFound
from assistant.events import ProjectChanged, SessionTurned
from assistant.operation import Command, operation
from assistant.operations.fields import AboutProject, OnProject, Short
from assistant.plans import room_for_member
from assistant.views import iso
from assistant.work import Work
from memory import films, people, sessions, sharing
from memory.people import User
from memory.sharing import Invitation, Member

MemberRole = Literal["viewer", "commenter", "editor"]
ADDRESS = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}")
EDGES, LONGEST = ".,;:!?\"'“”«»()", 60
"""What may stand around a name, and how many words of a text are looked at."""
OPEN_SECONDS = 7 * 24 * 3600
"""An invitation can be accepted for a week (`contracts/ai-movie.md`, "Add collaborator": sentAt and expiresAt)."""


class Invited(Struct, frozen=True, kw_only=True):
    """`again` when they had been invited before; `member` when they are in already, and have the new role at once. Times are ISO 8601,
    UTC."""

    id: str
    name: str
    role: str
    project: str
    title: str
    sent_at: str
    expires_at: str
    again: bool = False
    member: bool = False


class MemberView(Struct, frozen=True, kw_only=True):
    user_id: str
    name: str
    role: str
    added_at: str


class InvitedView(Struct, frozen=True, kw_only=True):
    name: str
    role: str
    expires_at: str


class Shared(Struct, frozen=True, kw_only=True):
    """Who a project is shared with, and who has yet to accept."""

    title: str
    members: list[MemberView]
    invited: list[InvitedView]


class Unshared(Struct, frozen=True, kw_only=True):
    name: str
    role: str
    title: str


class Accepted(Struct, frozen=True, kw_only=True):
    """The projects that somebody is a member of now."""

    accepted: list[Unshared]


class AddMember(OnProject[Invited], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Invite somebody to the project; whoever is a member gets the new role."""

    user: Short
    role: MemberRole


class RemoveMember(OnProject[Unshared], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Stop sharing the project with somebody, or withdraw an invitation."""

    user: Short | list[Short]
    confirmed: bool = False


class ListMembers(AboutProject[Shared], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List who the project is shared with."""


class AcceptInvitations(Command[Accepted], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Accept one invitation, by its id, or all that wait."""

    invitation: Short | None = None


def _losing(work: Work, command: RemoveMember) -> dict[str, Any]:
    found = _somebody(work, _only(command.user))
    return {"name": found.name, "role": found.role, "title": found.title}


@operation("share.add", needs=Role.OWNER)
def add_member(work: Work, command: AddMember) -> Invited:
    name = command.user.strip()
    known = people.user_at(work.db, name)
    if ADDRESS.fullmatch(name) and (known is None or known.name != name):
        name = name.casefold()  # as addresses of users are kept
    if work.by.name == name or (known and known.id == work.by.user_id):
        raise Invalid("The project is your own already.", field="user", why="own")
    again = any(one.name == name and one.accepted_at is None for one in sharing.sent(work.db, work.project.id))
    member = known is not None and sharing.role(work.db, work.project.id, known.id) is not None
    if not member:
        room_for_member(work, name)
    invitation = Invitation(
        id=f"invite_{secrets.token_hex(8)}",
        project_id=work.project.id,
        name=name,
        role=command.role,
        by=work.by.user_id,
        sent_at=work.now,
        expires_at=work.now + OPEN_SECONDS,
        accepted_at=work.now if member else None,
    )
    sharing.invite(work.db, invitation)
    if member and known is not None:
        _let_in(work, work.project.id, known.id, command.role)
        work.record(ProjectChanged(project_id=work.project.id, operation="share.add"))
    return _invited(work, invitation, again=again, member=member)


@operation("share.remove", needs=Role.OWNER, asks=_losing)
def remove_member(work: Work, command: RemoveMember) -> Unshared:
    found = _somebody(work, _only(command.user))
    user = people.user_named(work.db, found.name)
    for name in {found.name, *_names(user)}:
        sharing.withdraw(work.db, work.project.id, name)
    if user is not None:
        sharing.remove(work.db, work.project.id, user.id)
        for session_id in sessions.about(work.db, work.project.id, user.id):
            work.record(SessionTurned(session_id=session_id, project_id=None))
    return found


@operation("share.list", needs=Role.VIEWER)
def list_members(work: Work, command: ListMembers) -> Shared:
    members = sharing.of_project(work.db, work.project.id)
    waiting = [one for one in sharing.sent(work.db, work.project.id) if one.accepted_at is None and one.expires_at > work.now]
    return Shared(
        title=films.load_header(work.db, work.project.id).title,
        members=[MemberView(user_id=one.user_id, name=one.name, role=one.role, added_at=iso(one.added_at)) for one in members],
        invited=[InvitedView(name=one.name, role=one.role, expires_at=iso(one.expires_at)) for one in waiting],
    )


@operation("share.accept", needs=Role.MEMBER)
def accept_invitations(work: Work, command: AcceptInvitations) -> Accepted:
    names = _names(people.user(work.db, work.by.user_id))
    waiting = [one for name in names for one in sharing.waiting_for(work.db, name, work.now)]
    chosen = [one for one in waiting if command.invitation in (None, one.id)]
    if command.invitation is not None and not chosen:
        raise NotFound("There is no such invitation, or it has expired.", remedy="Ask for another one.", why="no_invitation")
    accepted = []
    for one in chosen:
        sharing.accept(work.db, one.id, work.now)
        _let_in(work, one.project_id, work.by.user_id, one.role)
        accepted.append(Unshared(name=work.by.name, role=one.role, title=films.load_header(work.db, one.project_id).title))
    return Accepted(accepted=accepted)


def people_named(work: Work, text: str) -> list[str]:
    """The people that a text may name: those the open project is shared with, whoever is named as they sign in, addresses in it."""
    words = [word.strip(EDGES) for word in text.split()[:LONGEST]]
    runs = {" ".join(words[at : at + size]).casefold() for at in range(len(words)) for size in (1, 2, 3)}
    found = [*people.named(work.db, runs), *(word for word in words if ADDRESS.fullmatch(word))]
    project = work.session.project_id
    if project is not None:
        found += [one.name for one in sharing.of_project(work.db, project)]
        found += [one.name for one in sharing.sent(work.db, project) if one.accepted_at is None]
    return list(dict.fromkeys(found))


def _names(user: User | None) -> list[str]:
    """What somebody may be invited by."""
    return [] if user is None else [user.name, *([user.email] if user.email and user.email != user.name else [])]


def _let_in(work: Work, project_id: str, user_id: str, role: str) -> None:
    sharing.add(work.db, Member(project_id=project_id, user_id=user_id, role=role, added_at=work.now))


def _only(user: str | list[str]) -> str:
    """Raises Invalid for more than one at a time: each loss is asked about by itself."""
    names = user if isinstance(user, list) else [user]
    if len(names) != 1:
        raise Invalid("Name one person at a time.", field="user", why="one_at_a_time")
    return names[0].strip()


def _somebody(work: Work, name: str) -> Unshared:
    """A member or somebody invited, by name. Raises NotFound."""
    members = {one.name: one.role for one in sharing.of_project(work.db, work.project.id)}
    waiting = {one.name: one.role for one in sharing.sent(work.db, work.project.id) if one.accepted_at is None}
    known = people.user_at(work.db, name)
    if name not in waiting and known is not None and known.name in members:
        name = known.name
    role = {**waiting, **members}.get(name)
    if role is None:
        raise NotFound(
            f"The project is not shared with {name}.",
            remedy="Ask who it is shared with, and use one of those names.",
            why="no_member",
            name=name,
        )
    return Unshared(name=name, role=role, title=films.load_header(work.db, work.project.id).title)


def _invited(work: Work, one: Invitation, *, again: bool, member: bool) -> Invited:
    return Invited(
        id=one.id,
        name=one.name,
        role=one.role,
        project=work.project.name,
        title=films.load_header(work.db, work.project.id).title,
        sent_at=iso(one.sent_at),
        expires_at=iso(one.expires_at),
        again=again,
        member=member,
    )
