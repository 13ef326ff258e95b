"""Talk of the AI Movie contract, as it is sent and answered."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from api.contracts.ai_movie.dialect import Answer, MoviePagination

Id = Annotated[str, Meta(min_length=1, max_length=200)]
Words = Annotated[str, Meta(min_length=1, max_length=20_000)]


class MovieMessageBody(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    """Without `sessionId` a new session is opened, on the project where one is named."""

    message: Words
    project_id: Id | None = None
    session_id: Id | None = None
    attachments: Annotated[list[Id], Meta(max_length=50)] = []


class MovieChoiceBody(Struct, kw_only=True, rename="camel", forbid_unknown_fields=True):
    session_id: Id
    choice_id: Id
    custom_input: Annotated[str, Meta(max_length=20_000)] | None = None


class MovieChoice(Struct, kw_only=True):
    """`metadata` has `difficulty` and `duration` for a choice of the guided steps."""

    id: str
    title: str
    description: str
    metadata: dict[str, str]


class MovieAnswer(Struct, kw_only=True, rename="camel"):
    content: str
    choices: list[MovieChoice]
    next_step: str | None


class MovieNext(Struct, kw_only=True):
    content: str
    choices: list[MovieChoice]


class MovieStanding(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """`id` for a session that was opened by this message."""

    current_step: str | None
    progress: int
    id: str | None = None


class MovieProgressUpdate(Struct, kw_only=True, rename="camel"):
    percentage: int
    completed_steps: list[str]
    next_steps: list[str]


class MovieMessage(Struct, kw_only=True, rename="camel", omit_defaults=True):
    """What a person said has `attachments`, what the assistant said `choices` and `metadata`."""

    id: str
    role: str
    content: str
    timestamp: str
    attachments: list[str] | msgspec.UnsetType = msgspec.UNSET
    choices: list[MovieChoice] | msgspec.UnsetType = msgspec.UNSET
    metadata: dict[str, int] | msgspec.UnsetType = msgspec.UNSET


class MovieContext(Struct, kw_only=True, rename="camel"):
    genre: str
    current_focus: str | None
    media_references: list[str]


class MovieSession(Struct, kw_only=True, rename="camel"):
    id: str
    project_id: str | None
    user_id: str
    current_step: str | None
    status: str
    created_at: str
    last_activity: str
    conversation_history: list[MovieMessage]
    context_data: MovieContext


class MovieSessionListed(Struct, kw_only=True, rename="camel"):
    id: str
    project_id: str | None
    project_title: str | None
    current_step: str | None
    status: str
    progress: int
    last_activity: str
    message_count: int


class MovieSaid(Answer, kw_only=True, rename="camel"):
    message_id: str
    ai_response: MovieAnswer
    session: MovieStanding


class MovieChosen(Answer, kw_only=True, rename="camel"):
    workflow_advanced: bool
    new_step: str | None
    progress_update: MovieProgressUpdate
    ai_response: MovieNext


class MovieSessionShown(Answer, kw_only=True):
    session: MovieSession


class MovieSessions(Answer, kw_only=True):
    sessions: list[MovieSessionListed]
    pagination: MoviePagination
