"""Talking over REST. What is said here is said in the session's room: whoever is in it by socket sees it live, and the answer, too."""

import secrets
from typing import Any

import msgspec
from litestar import Request
from msgspec import Struct

from api.awaiting import answer_to
from api.contracts.ai_movie.chat_shapes import (
    MovieAnswer,
    MovieChoice,
    MovieChoiceBody,
    MovieChosen,
    MovieContext,
    MovieMessage,
    MovieMessageBody,
    MovieNext,
    MovieProgressUpdate,
    MovieSaid,
    MovieSession,
    MovieSessionListed,
    MovieSessions,
    MovieSessionShown,
    MovieStanding,
)
from api.contracts.ai_movie.dialect import PAGED, one_of, pagination, text
from api.dialect import Fields, Row
from api.talking import Talking, check_said
from assistant import Actor, Assistant
from assistant.errors import Forbidden, Invalid, NotFound, Unavailable
from assistant.events import MessageLogged
from assistant.guide.proposal import is_id
from assistant.operations.conversations import ConversationList, ConversationView, ListSessions, ReadConversation
from assistant.operations.conversations import Said as SaidThere
from assistant.operations.projects import OpenProject
from assistant.operations.talk import Appended, FindSession, OpenSession
from assistant.views import iso

KEY = "Idempotency-Key"
"""A message sent again under the same key is said once, and gets the same answer."""


class Turned(Struct, frozen=True, kw_only=True):
    """A finished turn: the message's place in the log, its answer, and where the session's project stood before and stands now.
    `opened` when the session was."""

    said: Appended
    answer: MessageLogged
    before: SaidThere
    now: SaidThere
    opened: bool = False


async def say(request: Request[Any, Any, Any], fields: Fields) -> Turned:
    """Say something in a session, and wait for the answer."""
    check_said(fields["message"])
    by, opened = await _in_session(request, fields.get("session_id"), fields.get("project_id"))
    return await _turn(request, by, fields["message"], None, fields.get("attachments") or [], opened=opened)


async def choose(request: Request[Any, Any, Any], fields: Fields) -> Turned:
    """Pick one of the choices that are open, or of the guided step the film is at."""
    custom = (fields.get("custom_input") or "").strip()
    if fields["choice_id"] == "manual_override" and not custom:
        raise Invalid("Your own way needs words of your own.", field="customInput", remedy="Say what should happen next.")
    check_said(custom, fields["choice_id"])
    by, _ = await _in_session(request, fields["session_id"], None)
    await _check_choice(request.app.state.assistant, fields["choice_id"], by)
    return await _turn(request, by, custom, fields["choice_id"], [])


async def _check_choice(assistant: Assistant, choice: str, by: Actor) -> None:
    """Raises NotFound for what never was a choice here, and Forbidden for a step taken by somebody who may only look. A choice of the
    guide that is gone by now is answered with those there are."""
    here = await assistant.perform(ReadConversation(session_id=by.session_id, most=0), by=by)
    if is_id(choice):
        if not here.changes:
            raise Forbidden("You may look at this project, but not change it.")
    elif choice not in here.choices:
        raise NotFound("There is no such choice.", remedy="Use the id of a choice of the last answer.", field="choiceId")


async def _in_session(request: Request[Any, Any, Any], session_id: str | None, project: str | None) -> tuple[Actor, bool]:
    """The actor in the session that is meant, and whether it is new. A project that is named is opened there: the message is about it."""
    assistant: Assistant = request.app.state.assistant
    by: Actor = request.state.actor
    if session_id is None:
        session = await assistant.perform(OpenSession(project=project), by=by)
        return msgspec.structs.replace(by, session_id=session.id), True
    session = await assistant.perform(FindSession(session_id=session_id), by=by)
    inside = msgspec.structs.replace(by, session_id=session.id)
    if project is not None and project != session.project_id:
        await assistant.perform(OpenProject(project=project), by=inside)
    return inside, False


async def _turn(
    request: Request[Any, Any, Any], by: Actor, words: str, choice: str | None, attachments: list[str], *, opened: bool = False
) -> Turned:
    state = request.app.state
    if state.hub.draining:
        raise Unavailable("This server is about to stop.", remedy="Send it again in a moment.")
    assistant, talking = state.assistant, state.talking
    glance = ReadConversation(session_id=by.session_id, most=0)
    before = await assistant.perform(glance, by=by)
    said = await _said(talking, request.headers.get(KEY), by, words, choice, attachments)
    answer = await answer_to(assistant, state.hub, said.seq, by)
    now = await assistant.perform(glance, by=by)
    return Turned(said=said, answer=answer, before=before, now=now, opened=opened)


async def _said(talking: Talking, key: str | None, by: Actor, words: str, choice: str | None, attachments: list[str]) -> Appended:
    if key is not None and not 1 <= len(key) <= 64:
        raise Invalid(f"{KEY} must have 1 to 64 characters.", field=KEY)
    return await talking.say(words, by, key or f"rest_{secrets.token_hex(12)}", choice, attachments=attachments)


def spoken(result: Turned) -> MovieSaid:
    here, stands = result.now.conversation, result.now.standing
    return MovieSaid(
        message_id=result.said.message_id,
        ai_response=MovieAnswer(
            content=result.answer.payload["content"],
            choices=_choices(result.answer),
            next_step=stands.next[0] if stands and stands.next else None,
        ),
        session=MovieStanding(current_step=here.step, progress=here.progress, id=here.id if result.opened else None),
    )


def picked(result: Turned) -> MovieChosen:
    before, now, stands = result.before.conversation, result.now.conversation, result.now.standing
    return MovieChosen(
        workflow_advanced=before.step != now.step and now.progress >= before.progress,
        new_step=now.step,
        progress_update=MovieProgressUpdate(
            percentage=now.progress,
            completed_steps=stands.completed if stands else [],
            next_steps=stands.next if stands else [],
        ),
        ai_response=MovieNext(content=result.answer.payload["content"], choices=_choices(result.answer)),
    )


def shown(result: SaidThere) -> MovieSessionShown:
    here = result.conversation
    session = MovieSession(
        id=here.id,
        project_id=here.project,
        user_id=here.user_id,
        current_step=here.step,
        status=here.status,
        created_at=here.created_at,
        last_activity=here.last_activity,
        conversation_history=[_message(one) for one in result.messages],
        context_data=MovieContext(genre=result.genre, current_focus=here.step, media_references=result.media),
    )
    return MovieSessionShown(session=session)


def listed(result: ConversationList) -> MovieSessions:
    return MovieSessions(sessions=[_listed(one) for one in result.sessions], pagination=pagination(result.page, result.limit, result.total))


def _listed(one: ConversationView) -> MovieSessionListed:
    return MovieSessionListed(
        id=one.id,
        project_id=one.project,
        project_title=one.title,
        current_step=one.step,
        status=one.status,
        progress=one.progress,
        last_activity=one.last_activity,
        message_count=one.messages,
    )


def _message(logged: MessageLogged) -> MovieMessage:
    told = {"id": logged.message_id, "content": logged.payload["content"], "timestamp": iso(logged.at)}
    if logged.type == "ai-response":
        took = {"processingTime": int(logged.payload.get("processingTime", 0))}
        return MovieMessage(role="assistant", choices=_choices(logged), metadata=took, **told)
    return MovieMessage(role="user", attachments=logged.payload.get("attachments", []), **told)


def _choices(logged: MessageLogged) -> list[MovieChoice]:
    return [
        MovieChoice(
            id=one["id"],
            title=one["title"],
            description=one.get("description", ""),
            metadata={name: str(value) for name, value in one.get("metadata", {}).items()},
        )
        for one in logged.payload.get("choices", [])
    ]


SESSION = {"sessionId": "session_id", "projectId": "project_id"}
FILTERS: dict[str, Any] = {
    "projectId": text("One project's sessions."),
    "status": one_of("active", "paused", "completed"),
    **PAGED,
}
ROWS = (
    Row(
        method="POST", path="/v1/chat/message", body=MovieMessageBody, names=SESSION, act=say, view=spoken, kind="chat",
        summary="Say something in a session, and get the answer.", errors=(403, 404, 409, 503),
    ),
    Row(
        method="POST", path="/v1/chat/choice", body=MovieChoiceBody,
        names={**SESSION, "choiceId": "choice_id", "customInput": "custom_input"}, act=choose, view=picked, kind="chat",
        summary="Pick a choice, with words of your own or none.", errors=(403, 404, 409, 503),
    ),
    Row(
        method="GET", path="/v1/chat/session/{id:str}", command=ReadConversation, names={"id": "session_id"}, view=shown, kind="chat",
        errors=(404,),
    ),
    Row(
        method="GET", path="/v1/chat/sessions", command=ListSessions, query=FILTERS, names={"projectId": "project"}, view=listed,
        kind="chat", errors=(404,),
    ),
)  # fmt: skip
