"""Sessions of conversation and their durable log (`shared/protocol.md`, "Core"). The machinery of chat; users reach it by talking."""

import secrets
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from assistant.access import Role
from assistant.errors import Conflict, NotFound
from assistant.events import MessageLogged
from assistant.failpoints import reach
from assistant.operation import Command, Query, operation
from assistant.operations.fields import ProjectRef
from assistant.operations.remembering import Told, keep_turn
from assistant.operations.sharing import people_named
from assistant.permit import may_enter, no_media
from assistant.work import Work
from memory import films, media, projects, runs, sessions
from memory.film import Film
from memory.projects import Project
from memory.runs import Run
from memory.sessions import Logged, Session

ClientId = Annotated[str, Meta(min_length=1, max_length=64)]
ASSISTANT = "assistant"
"""The actor of what the assistant says."""


class Appended(Struct, frozen=True, kw_only=True):
    """Where an event stands in the log; `duplicate` when it was there already."""

    seq: int
    message_id: str
    duplicate: bool = False


class Situation(Struct, frozen=True, kw_only=True):
    """What a turn starts from: the session's mind, the open project and its film, the user's projects by name and title, and the people
    that its text may name."""

    session: Session
    project: Project | None
    film: Film | None
    projects: list[tuple[str, str]]
    people: list[str] = []


class OpenSession(Command[Session], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin a conversation, on a project if one is named."""

    project: ProjectRef | None = None


class FindSession(Query[Session], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of the user's conversations; the last one when none is named."""

    session_id: str | None = None


class Answering(Struct, frozen=True, kw_only=True):
    """The run that is to answer a message: its id, the process it is in, and for how many seconds that process is believed."""

    run_id: str
    process: str
    lease: float


class LogMessage(Command[Appended], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Append what a person said, and the run that will answer it. The same id and payload again gives the first answer; another
    payload is a Conflict."""

    type: str
    payload: dict[str, Any]
    client_msg_id: ClientId | None = None
    answering: Answering | None = None


class LogReply(Command[Appended | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Append what the assistant answered, and keep the conversation's mind and memory. It ends its run; where that has ended already,
    nothing is written and the answer is None."""

    type: str
    payload: dict[str, Any]
    run_id: str | None = None
    status: str = "completed"
    mind: dict[str, Any] | None = None
    told: Told | None = None


class ReadLog(Query[list[MessageLogged]], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A page of the session's log after a number."""

    after: int = 0
    most: Annotated[int, Meta(ge=1, le=500)] = 200


class ReadSituation(Query[Situation], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything a turn of that text needs to know, in one transaction."""

    text: str = ""


@operation("session.open", needs=Role.MEMBER, internal=True)
def open_session(work: Work, command: OpenSession) -> Session:
    project = projects.find(work.db, work.by.user_id, command.project, work.now) if command.project else None
    if command.project and project is None:
        raise NotFound(f"There is no project called {command.project}.", project=command.project)
    session = Session(
        id=f"session_{secrets.token_hex(12)}",
        user_id=work.by.user_id,
        kind="chat",
        created_at=work.now,
        active_at=work.now,
        project_id=project.id if project else None,
        opened_change=project.change_seq if project else 0,
    )
    sessions.add(work.db, session)
    return session


@operation("session.find", needs=Role.MEMBER, internal=True)
def find_session(work: Work, command: FindSession) -> Session:
    wanted = command.session_id
    found = sessions.get(work.db, wanted) if wanted else sessions.last_chat(work.db, work.by.user_id)
    if found is None or found.kind != "chat" or found.revoked or not may_enter(work.db, found, work.by.user_id):
        raise NotFound("There is no such session.", remedy="Join without a sessionId to begin one.", session_id=command.session_id)
    return found


@operation("session.say", needs=Role.MEMBER, internal=True)
def log_message(work: Work, command: LogMessage) -> Appended:
    if command.client_msg_id:
        earlier = sessions.sent(work.db, work.session.id, work.by.user_id, command.client_msg_id)
        if earlier:
            if (earlier.type, earlier.payload) != (command.type, _encoded(_told_by_name(command.payload, earlier))):
                raise Conflict("That clientMsgId was used for another message.", remedy="Use a new clientMsgId.", field="clientMsgId")
            return Appended(seq=earlier.seq, message_id=message_id(earlier.session_id, earlier.seq), duplicate=True)
    _take_in(work, command.payload.get("attachments") or [])
    payload = _told_by_name(command.payload, None, work.session.mind)
    appended = append(work, work.session.id, command.type, _encoded(payload), work.by.user_id, command.client_msg_id)
    if command.answering:
        runs.add(work.db, _run(work, command.answering, appended.seq, command.client_msg_id))
    return appended


def _encoded(payload: dict[str, Any]) -> str:
    return msgspec.json.encode(payload, order="sorted").decode()


def _told_by_name(payload: dict[str, Any], earlier: Logged | None, mind: dict[str, Any] | None = None) -> dict[str, Any]:
    """A choice that was only selected is told to the room by what it says: as it was told `earlier`, or as the question has it."""
    choice = payload.get("choiceId")
    if choice is None or payload.get("content") != choice:
        return payload
    if earlier is not None:
        told = msgspec.json.decode(earlier.payload)
        return {**payload, "content": told.get("content") if told.get("choiceId") == choice else choice}
    offered = ((mind or {}).get("pending") or {}).get("choices") or ()
    return {**payload, "content": next((one["label"] for one in offered if one["id"] == choice and one["label"]), choice)}


def _take_in(work: Work, attached: list[str]) -> None:
    """What is attached to a message is what "the first one" means in it. Raises NotFound for media that are not theirs to speak of."""
    for each in attached:
        if media.project_of(work.db, work.by.user_id, each) is None:
            raise no_media(each)
    if attached:
        sessions.change(work.db, work.session.id, mind={**(work.session.mind or {}), "results": attached})


def _run(work: Work, answering: Answering, seq: int, client_msg_id: str | None) -> Run:
    return Run(
        id=answering.run_id,
        session_id=work.session.id,
        seq=seq,
        actor=work.by.user_id,
        process=answering.process,
        lease_until=work.now + answering.lease,
        client_msg_id=client_msg_id,
    )


@operation("session.answer", needs=Role.MEMBER, internal=True)
def log_reply(work: Work, command: LogReply) -> Appended | None:
    if command.run_id is not None and not runs.end(work.db, command.run_id, command.status):
        return None
    if command.told is not None:  # before anything else: it locks the project, and whoever deletes one locks it before its sessions
        keep_turn(work, command.told, str(command.payload.get("content", "")))
    if command.mind is not None:
        sessions.change(work.db, work.session.id, mind=command.mind)
    payload = msgspec.json.encode(command.payload, order="sorted").decode()
    return append(work, work.session.id, command.type, payload, ASSISTANT)


@operation("session.read", needs=Role.MEMBER, internal=True)
def read_log(work: Work, command: ReadLog) -> list[MessageLogged]:
    return [as_event(row) for row in sessions.page(work.db, work.session.id, command.after, command.most)]


@operation("session.situation", needs=Role.MEMBER, internal=True)
def read_situation(work: Work, command: ReadSituation) -> Situation:
    session = work.session
    project = projects.get(work.db, session.project_id) if session.project_id else None
    listed = [*projects.owned(work.db, work.by.user_id), *projects.shared(work.db, work.by.user_id)]
    owned = list({row.name: title for row, title in reversed(listed)}.items())[::-1]
    film = films.load(work.db, project.id) if project else None
    people = people_named(work, command.text) if command.text else []
    return Situation(session=session, project=project, film=film, projects=owned, people=people)


def append(work: Work, session_id: str, kind: str, payload: str, actor: str, client_msg_id: str | None = None) -> Appended:
    """Write an event with the session's next number; told to everybody after the commit."""
    logged = sessions.append(
        work.db,
        Logged(session_id=session_id, seq=0, type=kind, payload=payload, actor=actor, at=work.now, client_msg_id=client_msg_id),
    )
    work.record(as_event(logged))
    reach("before-commit")
    return Appended(seq=logged.seq, message_id=message_id(logged.session_id, logged.seq))


def as_event(logged: Logged) -> MessageLogged:
    """A row of the log as the fact it was when it was written."""
    return MessageLogged(
        session_id=logged.session_id,
        seq=logged.seq,
        type=logged.type,
        payload=msgspec.json.decode(logged.payload),
        message_id=message_id(logged.session_id, logged.seq),
        at=logged.at,
        client_msg_id=logged.client_msg_id,
    )


def message_id(session_id: str, seq: int) -> str:
    return f"msg_{session_id.removeprefix('session_')}_{seq}"
