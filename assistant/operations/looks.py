"""The machinery of looking at media in the background: who looks at what, and what was found. Nobody outside reaches it."""

from typing import Any

from msgspec import Struct

from assistant.access import Role
from assistant.errors import Problem, Unavailable
from assistant.events import Event
from assistant.operation import Command, operation
from assistant.work import Work
from memory import media
from memory.media import Look, Status

BROKE = Unavailable("Looking at this file has failed several times.", remedy="Export it anew and send it again.", why="look_failed")
MOST_TRIES = 3
"""A file that has brought down so many looks is given up."""


class LookWaits(Event, frozen=True, kw_only=True):
    """There is something new to look at."""

    project_id: str


class MediaLooked(Event, frozen=True, kw_only=True):
    """How far the look at a file is, of which the project has these items."""

    project_id: str
    media_ids: tuple[str, ...]
    status: Status
    stage: str
    percent: int
    failure: str | None = None


class Subject(Struct, frozen=True, kw_only=True):
    """A file to look at, who brought it first, and what they said of it."""

    look: Look
    user_id: str
    words: str


class ClaimLook(Command[Subject | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The next file that waits is this process's now, for so many seconds."""

    process: str
    lease: float


class TellLook(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far a look is, or what came of it: `found` are columns of `memory.media.Look`. Only the process that is at it may say."""

    project_id: str
    digest: str
    process: str
    status: Status
    stage: str
    percent: int
    found: dict[str, Any] = {}


class HoldLooks(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """This process is still at its files, for so many seconds more."""

    process: str
    lease: float


def failed(problem: Problem) -> dict[str, Any]:
    """Columns of a look that has come to this."""
    return {"failure": f"{problem.message} {problem.remedy}", "why": problem.why or None, "given": dict(problem.values)}


@operation("look.claim", needs=Role.ADMIN, internal=True)
def claim_look(work: Work, command: ClaimLook) -> Subject | None:
    look = media.claim(work.db, command.process, work.now, work.now + command.lease)
    if look is None:
        return None
    user_id, words = media.said_of(work.db, look.project_id, look.digest)
    if look.tries > MOST_TRIES:
        _tell(work, look, "failed", "failed", 100, failed(BROKE))
        return claim_look(work, command)
    _tell(work, look, "looking", "opening", 5, {})
    return Subject(look=look, user_id=user_id, words=words)


@operation("look.tell", needs=Role.ADMIN, internal=True)
def tell_look(work: Work, command: TellLook) -> None:
    look = media.look_of(work.db, command.project_id, command.digest)
    if look is None or look.status != "looking" or look.process != command.process:
        return  # the project is gone, or another process has taken over
    _tell(work, look, command.status, command.stage, command.percent, command.found)


@operation("look.hold", needs=Role.ADMIN, internal=True)
def hold_looks(work: Work, command: HoldLooks) -> None:
    media.hold(work.db, command.process, work.now + command.lease)


def _tell(work: Work, look: Look, status: Status, stage: str, percent: int, found: dict[str, Any]) -> None:
    media.change_look(work.db, look.project_id, look.digest, status=status, stage=stage, percent=percent, **found)
    ids = tuple(media.items_with(work.db, look.project_id, look.digest))
    told = MediaLooked(
        project_id=look.project_id, media_ids=ids, status=status, stage=stage, percent=percent, failure=found.get("failure")
    )  # fmt: skip
    work.record(told)
