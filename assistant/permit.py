"""The one check between an actor and an operation, made inside the operation's own transaction."""

import re
from typing import Any

from sqlalchemy import Connection

from assistant.access import SYSTEM, Role
from assistant.errors import Forbidden, NotFound, NothingOpen, Unauthenticated
from assistant.operation import Command, Operation
from assistant.work import Work
from memory import media, projects, sharing
from memory.sessions import Session

MEDIA_ID = re.compile(r"media_[0-9a-f]{16}")
RIGHTS = {"viewer": Role.VIEWER, "commenter": Role.VIEWER, "editor": Role.EDITOR}
"""What each kind of member may do."""


def permit(work: Work, operation: Operation, command: Command[Any]) -> None:
    """Raises Unauthenticated, Forbidden or NotFound. A command about a project takes it up for `work`.

    Projects are looked for among the actor's own and those shared with them, so somebody else's is simply not found.
    """
    if operation.needs is Role.ANYONE or work.by is SYSTEM:
        return
    if not work.by.user_id or work.session.revoked or not may_enter(work.db, work.session, work.by.user_id):
        raise Unauthenticated("You are not signed in, or this session has ended.")
    if operation.needs is Role.ADMIN and not work.by.admin:
        raise Forbidden("Only an administrator may do this.")
    if operation.needs.of_project:
        ref = getattr(command, "project", None) or _project_of_media(work, getattr(command, "media", None))
        _take_up_project(work, ref, lock=operation.handler is not None and not operation.reads)
        _check_right(work, operation.needs)


def may_enter(db: Connection, session: Session, user_id: str) -> bool:
    """Whether a session is the user's own, or a conversation about a project that they are a member of."""
    if session.user_id == user_id:
        return True
    return session.kind == "chat" and session.project_id is not None and right_to(db, session.project_id, user_id) is not None


def right_to(db: Connection, project_id: str, user_id: str) -> Role | None:
    """What somebody may do with a project; None for whoever has nothing to do with it."""
    project = projects.get(db, project_id)
    if project is not None and project.owner_id == user_id:
        return Role.OWNER
    role = sharing.role(db, project_id, user_id)
    return RIGHTS[role] if role else None


def _check_right(work: Work, needs: Role) -> None:
    right = Role.OWNER if work.project.owner_id == work.by.user_id else right_to(work.db, work.project.id, work.by.user_id)
    if right is None or right < needs:
        raise Forbidden(f"You may look at {work.project.name}, but not do this to it.", why="no_right", project=work.project.name)


def _project_of_media(work: Work, ref: Any) -> str | None:
    """Whoever names a picture by its id need not name its project; one of somebody else's is simply not found."""
    if not isinstance(ref, str) or not MEDIA_ID.fullmatch(ref):
        return None
    found = media.project_of(work.db, work.by.user_id, ref)
    if found is None:
        raise no_media(ref)
    return found


def no_media(ref: str | int, count: int | None = None) -> NotFound:
    """`count` items are there to name."""
    remedy = "List the media, and name one by its number or title."
    if count is None:
        return NotFound(f"There is no picture, film or sound {ref}.", remedy=remedy, why="no_media", media=ref)
    return NotFound(
        f"There is no picture, film or sound {ref}; there are {count}.", remedy=remedy, why="no_media_among", media=ref, count=count
    )


def _take_up_project(work: Work, ref: str | None, *, lock: bool) -> None:
    ref = ref or work.session.project_id
    if ref is None:
        raise NothingOpen("No project is open.", remedy="Open a project, or start one: describe a film in a sentence.")
    project = projects.find(work.db, work.by.user_id, ref, work.now, lock=lock)
    if project is None:
        raise NotFound(
            f"There is no project called {ref}.",
            remedy="List your projects and use one of those names.",
            why="no_project",
            project=ref,
        )
    work.take_up(project)
