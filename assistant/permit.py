"""The one check between an actor and an operation, made inside the operation's own transaction."""

from typing import Any

from assistant.access import SYSTEM, Role
from assistant.errors import Forbidden, NotFound, NothingOpen, Unauthenticated
from assistant.operation import Command, Operation
from assistant.work import Work
from memory import projects


def permit(work: Work, operation: Operation, command: Command[Any]) -> None:
    """Raises Unauthenticated, Forbidden or NotFound. A command about a project takes it up for `work`.

    Projects are looked for among the actor's own, so somebody else's is simply not found.
    """
    if operation.needs is Role.ANYONE or work.by is SYSTEM:
        return
    if not work.by.user_id or work.session.revoked or work.session.user_id != work.by.user_id:
        raise Unauthenticated("You are not signed in, or this session has ended.")
    if operation.needs is Role.ADMIN and not work.by.admin:
        raise Forbidden("Only an administrator may do this.")
    if operation.needs.of_project:
        _take_up_project(work, getattr(command, "project", None), lock=operation.handler is not None and not operation.reads)


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
