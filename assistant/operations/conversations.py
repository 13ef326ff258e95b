"""Conversations as people see them: which there are, what was said in one, and the answer to a message."""

from typing import Annotated, Literal

from msgspec import Meta, Struct

from assistant.access import Role
from assistant.ago import Ago, ago
from assistant.errors import NotFound
from assistant.events import MessageLogged
from assistant.operation import Query, operation
from assistant.operations.fields import ProjectRef
from assistant.operations.talk import FindSession, as_event, find_session
from assistant.permit import right_to
from assistant.standing import Standing, standing
from assistant.views import iso
from assistant.work import Work
from memory import films, projects, runs, sessions
from memory.film import Film
from memory.sessions import Session

SAID, ANSWERED = "message-received", "ai-response"
"""The events of a log that are messages."""
QUIET_SECONDS = 7 * 24 * 3600
"""A conversation in which nothing was said for a week is paused."""
PageNumber = Annotated[int, Meta(ge=1, le=1_000_000)]
PageSize = Annotated[int, Meta(ge=1, le=100)]
Doing = Literal["active", "paused", "completed"]
"""Completed when its project's guided steps are; paused when nothing was said for a week; else active."""


class ConversationView(Struct, frozen=True, kw_only=True):
    """`project` is the id of what it is about, `name` and `title` that project's; None where it is about none. `step` is the guided step
    the project is at, `progress` in percent. Times are ISO 8601, UTC, and `when` how long ago it was last spoken in; `messages` counts
    what was said and answered. `own` is False for another's, which one may enter as a member of the project."""

    id: str
    user_id: str
    project: str | None
    name: str | None
    title: str | None
    step: str | None
    progress: int
    status: Doing
    created_at: str
    last_activity: str
    when: Ago
    messages: int
    own: bool
    current: bool


class ConversationList(Struct, frozen=True, kw_only=True):
    """One page of `total`, the last spoken in first."""

    sessions: list[ConversationView]
    total: int
    page: int
    limit: int


class Said(Struct, frozen=True, kw_only=True):
    """A conversation with its last messages, oldest first; `standing`, `genre` and `media` (ids) are its project's. `choices` are the ids
    of those that are open; `changes` whether the asker may change the project."""

    conversation: ConversationView
    choices: list[str]
    changes: bool
    standing: Standing | None
    genre: str
    media: list[str]
    messages: list[MessageLogged]


class Answered(Struct, frozen=True, kw_only=True):
    """What there is of the answer to a message: `state` of its run ("running" until it ends), and the answer once it is in the log."""

    run_id: str
    state: str
    answer: MessageLogged | None


class ListSessions(Query[ConversationList], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """List your conversations, also those about one project or of one status."""

    project: ProjectRef | None = None
    status: Doing | None = None
    page: PageNumber = 1
    limit: PageSize = 20


class ReadConversation(Query[Said], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One conversation with what was said in it last."""

    session_id: str
    most: Annotated[int, Meta(ge=0, le=1000)] = 1000


class FindAnswer(Query[Answered], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The answer to the message of that number in this session."""

    seq: int


class _Projects:
    """The projects that conversations are about, each looked up once."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._known: dict[str, tuple[str, Film, Standing] | None] = {}

    def get(self, project_id: str | None) -> tuple[str, Film, Standing] | None:
        """Its name, its film, and where that stands; None for a project that is gone."""
        if project_id is None:
            return None
        if project_id not in self._known:
            project = projects.get(self._work.db, project_id)
            film = films.load(self._work.db, project_id) if project else None
            self._known[project_id] = (project.name, film, standing(film)) if project and film else None
        return self._known[project_id]


@operation("session.list", needs=Role.MEMBER)
def list_sessions(work: Work, command: ListSessions) -> ConversationList:
    found, known = _enterable(work, command.project), _Projects(work)
    counted = sessions.counts(work.db, [one.id for one in found], (SAID, ANSWERED))
    views = [_view(work, one, counted.get(one.id, 0), known) for one in found]
    views = [one for one in views if command.status in (None, one.status)]
    at = (command.page - 1) * command.limit
    return ConversationList(sessions=views[at : at + command.limit], total=len(views), page=command.page, limit=command.limit)


@operation("session.history", needs=Role.MEMBER, internal=True)
def read_conversation(work: Work, command: ReadConversation) -> Said:
    found, known = find_session(work, FindSession(session_id=command.session_id)), _Projects(work)
    counted = sessions.counts(work.db, [found.id], (SAID, ANSWERED)).get(found.id, 0)
    events = sessions.latest(work.db, found.id, command.most)
    project = known.get(found.project_id)
    return Said(
        conversation=_view(work, found, counted, known),
        choices=_open_choices(found),
        changes=_may_change(work, found.project_id),
        standing=project[2] if project else None,
        genre=project[1].header.genre if project else "",
        media=[one.id for one in project[1].media.values() if not one.archived] if project else [],
        messages=[as_event(one) for one in events if one.type in (SAID, ANSWERED)],
    )


def _open_choices(session: Session) -> list[str]:
    pending = (session.mind or {}).get("pending") or {}
    return [choice["id"] for choice in pending.get("choices", ())]


def _may_change(work: Work, project_id: str | None) -> bool:
    right = right_to(work.db, project_id, work.by.user_id) if project_id else None
    return right is not None and right >= Role.EDITOR


@operation("session.answered", needs=Role.MEMBER, internal=True)
def find_answer(work: Work, command: FindAnswer) -> Answered:
    run = runs.answering(work.db, work.session.id, command.seq)
    if run is None:
        raise NotFound("There is no such message.", why="not_found")
    answer = None
    if run.state != runs.RUNNING:
        answer = next((one for one in _after(work, command.seq) if one.payload.get("runId") == run.id), None)
    return Answered(run_id=run.id, state=run.state, answer=answer)


def _after(work: Work, seq: int) -> list[MessageLogged]:
    """The answers in the log behind a message: its own is not far."""
    return [as_event(one) for one in sessions.page(work.db, work.session.id, seq, 500) if one.type == ANSWERED]


def _enterable(work: Work, ref: str | None) -> list[Session]:
    """The user's own conversations, and those about projects they have a part in; of one project, when one is named."""
    mine = projects.listed(work.db, work.by.user_id)
    if ref is None:
        return sessions.chats(work.db, work.by.user_id, [project.id for project, _ in mine])
    project = projects.find(work.db, work.by.user_id, ref, work.now)
    if project is None:
        raise NotFound(
            f"There is no project called {ref}.", remedy="List your projects and use one of those names.", why="no_project", project=ref
        )
    return [one for one in sessions.chats(work.db, work.by.user_id, [project.id]) if one.project_id == project.id]


def _view(work: Work, session: Session, messages: int, known: _Projects) -> ConversationView:
    project = known.get(session.project_id)
    stands = project[2] if project else None
    return ConversationView(
        id=session.id,
        user_id=session.user_id,
        project=session.project_id if project else None,
        name=project[0] if project else None,
        title=project[1].header.title if project else None,
        step=stands.current if stands else None,
        progress=stands.percentage if stands else 0,
        status=_status(work, session, stands),
        created_at=iso(session.created_at),
        last_activity=iso(session.active_at),
        when=ago(session.active_at, work.now),
        messages=messages,
        own=session.user_id == work.by.user_id,
        current=session.id == work.by.session_id,
    )


def _status(work: Work, session: Session, stands: Standing | None) -> Doing:
    if stands is not None and stands.percentage == 100:
        return "completed"
    return "paused" if work.now - session.active_at > QUIET_SECONDS else "active"


def about(work: Work, project_id: str) -> list[ConversationView]:
    """The conversations about a project that are active."""
    known = _Projects(work)
    found = [one for one in sessions.chats(work.db, "", [project_id]) if one.project_id == project_id]
    return [view for view in (_view(work, one, 0, known) for one in found) if view.status == "active"]
