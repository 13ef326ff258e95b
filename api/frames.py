"""The frames of `/api/v1/websocket` (`contracts/ai-movie.md` "WebSocket API", and `shared/protocol.md`).

The published frames stay as they are; fields and frames of protocol 2 go only to clients that ask for it. Fields are camelCase on
the wire. Unknown fields from a client are ignored, as a published contract's clients may send more than we know.
"""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from assistant.events import Event, ProjectChanged, Update
from assistant.operations.looks import MediaLooked
from assistant.operations.talk import ClientId
from memory.presence import Present

Id = Annotated[str, Meta(min_length=1, max_length=128)]
Message = Annotated[str, Meta(max_length=20_000)]
STAGES = (
    "initializing", "parsing_prompt", "generating_scenes", "generating_characters",
    "generating_sequences", "validating", "preparing_comfyui", "finalizing", "complete",
)  # fmt: skip
"""`contracts/facts.md` 1.7."""


class Frame(Struct, frozen=True, kw_only=True, rename="camel", tag_field="type"):
    """Any frame. `omit_defaults` is on for the server's, so that old clients see nothing new."""


class JoinSession(Frame, frozen=True, kw_only=True, rename="camel", tag="join-session"):
    """Join a session, or open a new one when `sessionId` is left out. `lastSeq` asks for what came after it."""

    session_id: Id | None = None
    user_id: Id | None = None
    project_id: Id | None = None
    last_seq: Annotated[int, Meta(ge=0)] | None = None
    epoch: int | None = None
    protocol: int = 1
    stream: bool = False


class ChatMessage(Frame, frozen=True, kw_only=True, rename="camel", tag="chat-message"):
    """Something said. With `dryRun` it is only tried: the answer tells what it would change, and nothing is. The message and its
    answer are in the session's log all the same."""

    session_id: Id
    message: Message
    attachments: list[str] = []
    client_msg_id: ClientId | None = None
    dry_run: bool = False


class ChoiceSelected(Frame, frozen=True, kw_only=True, rename="camel", tag="choice-selected"):
    session_id: Id
    choice_id: Id
    user_id: Id | None = None
    custom_input: Message | None = None
    client_msg_id: ClientId | None = None


class Typing(Frame, frozen=True, kw_only=True, rename="camel", tag="typing"):
    session_id: Id
    user_id: Id | None = None
    is_typing: bool


class Auth(Frame, frozen=True, kw_only=True, rename="camel", tag="auth"):
    token: Annotated[str, Meta(max_length=4000)]


class LeaveSession(Frame, frozen=True, kw_only=True, rename="camel", tag="leave-session"):
    session_id: Id


class Ping(Frame, frozen=True, kw_only=True, rename="camel", tag="ping"):
    t: float | int | str | None = None


class CancelGeneration(Frame, frozen=True, kw_only=True, rename="camel", tag="cancel-generation"):
    session_id: Id
    run_id: Id | None = None
    client_msg_id: ClientId | None = None


class Do(Frame, frozen=True, kw_only=True, rename="camel", tag="do"):
    """Any operation, typed: the door for bots. `sessionId` may be left out when one session is joined. With `dryRun` it is only
    tried, and the result is what would change (`assistant.would.Would`)."""

    id: Annotated[str | int, Meta()]
    operation: Annotated[str, Meta(max_length=60)]
    params: dict[str, Any] = {}
    session_id: Id | None = None
    dry_run: bool = False


ClientFrame = JoinSession | ChatMessage | ChoiceSelected | Typing | Auth | LeaveSession | Ping | CancelGeneration | Do
client_decoder = msgspec.json.Decoder(ClientFrame)


class Sender(Struct, frozen=True, kw_only=True):
    id: str
    name: str
    role: Literal["user", "assistant"] = "user"


class ChoiceShown(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`contracts/ai-movie.md`, a choice of `aiResponse`."""

    id: str
    title: str
    description: str = ""
    metadata: dict[str, str] = {}


class ServerFrame(Frame, frozen=True, kw_only=True, rename="camel", omit_defaults=True):
    """What the server sends."""


class MessageReceived(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="message-received"):
    session_id: str
    message_id: str
    sender: Sender
    content: str
    timestamp: str
    seq: int | UnsetType = UNSET
    epoch: int | UnsetType = UNSET
    client_msg_id: str | UnsetType = UNSET
    dry_run: bool = False


class ChangeMade(Struct, frozen=True, kw_only=True):
    """A change that was made: its number in the history of the project with that id, and the operation that made it."""

    project: str
    number: int
    operation: str


def changes_made(facts: list[Event]) -> list[ChangeMade] | UnsetType:
    """Those among committed facts, in their order; nothing where there are none."""
    found = [
        ChangeMade(project=fact.project_id, number=fact.change, operation=fact.operation)
        for fact in facts
        if isinstance(fact, ProjectChanged) and fact.change
    ]
    return found or UNSET


class AiResponse(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="ai-response"):
    """`views` are what the reply was made from, `{operation, result}` each, for clients that draw tables (protocol 2). Before the whole
    reply, whoever joined with `stream` is sent what there is of it already: `delta` from `offset` on, not `done`. To a message
    with `dryRun` the answer has it too; the view `dry-run` has what would change (`assistant.would.Would`) for each act. The view
    `confirm` is a question before a loss: {operation, params, losses, language}. `changes` are those the turn made, to be undone by
    their numbers (`history.undo`). `language` is the one it is said in (en, fr, es). `forEditors` are the ids of those choices that
    only they may choose who may change the project."""

    session_id: str
    content: str
    choices: list[ChoiceShown]
    processing_time: int
    seq: int | UnsetType = UNSET
    epoch: int | UnsetType = UNSET
    message_id: str | UnsetType = UNSET
    client_msg_id: str | UnsetType = UNSET
    run_id: str | UnsetType = UNSET
    offset: int | UnsetType = UNSET
    delta: str | UnsetType = UNSET
    done: bool | UnsetType = UNSET
    status: Literal["completed", "cancelled", "failed", "interrupted"] | UnsetType = UNSET
    views: list[dict[str, Any]] | UnsetType = UNSET
    changes: list[ChangeMade] | UnsetType = UNSET
    language: str | UnsetType = UNSET
    for_editors: list[str] = []
    dry_run: bool = False


def piece(session_id: str, run_id: str, message_id: str, offset: int, delta: str) -> AiResponse:
    """What a running turn has said from `offset` on, as an answer that is not done."""
    so_far = AiResponse(session_id=session_id, content="", choices=[], processing_time=0, run_id=run_id, done=False)
    return msgspec.structs.replace(so_far, message_id=message_id, offset=offset, delta=delta)


class UserTyping(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="user-typing"):
    session_id: str
    user: dict[str, str]
    is_typing: bool


class Progress(Struct, frozen=True, kw_only=True, rename="camel"):
    percentage: int
    step_completed: str
    next_step: str


class ProgressUpdate(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="progress-update"):
    session_id: str
    project_id: str
    progress: Progress
    run_id: str | UnsetType = UNSET
    data: dict[str, Any] | UnsetType = UNSET


def reached(update: Update, session_id: str) -> ProgressUpdate:
    """A stage of work in a session: what is done of it, and what comes next."""
    after = STAGES[min(STAGES.index(update.stage) + 1, len(STAGES) - 1)] if update.stage in STAGES else ""
    progress = Progress(percentage=update.percent, step_completed=update.stage, next_step=update.following or after)
    return ProgressUpdate(session_id=session_id, project_id=update.project, progress=progress, data=update.data or msgspec.UNSET)


def looked(event: MediaLooked) -> ProgressUpdate:
    """How far the look at a file is, for a session that is not said yet."""
    media = msgspec.to_builtins(event)
    media["project"] = media.pop("project_id")
    progress = Progress(percentage=event.percent, step_completed=event.stage, next_step="")
    return ProgressUpdate(session_id="", project_id=event.project_id, progress=progress, data={"media": media})


class SessionJoined(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="session-joined"):
    """`canDryRun`: this server knows `dryRun`. One that does not would carry such a message out. `guest`: the conversation is another's,
    and stays with the project it is about."""

    session_id: str
    epoch: int
    head_seq: int
    replay_from: int
    active_runs: list[str]
    members: list[dict[str, str]]
    can_dry_run: bool = False
    guest: bool = False


class Ack(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="ack"):
    """Only after the commit. `seq` is the log's."""

    client_msg_id: str
    message_id: str
    seq: int
    duplicate: bool


class Error(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="error"):
    code: str
    message: str
    suggested_action: str | UnsetType = UNSET
    client_msg_id: str | UnsetType = UNSET
    id: str | int | UnsetType = UNSET
    retry_after_ms: int | UnsetType = UNSET
    fatal: bool = False


class Result(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="result"):
    """The answer to `do`: `result` when `ok`, else `error` {code, message, details, suggested_action}. `changes` are those it made."""

    id: str | int
    ok: bool
    operation: str
    result: Any = UNSET
    error: dict[str, Any] | UnsetType = UNSET
    changes: list[ChangeMade] | UnsetType = UNSET


class OperationUpdate(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="update"):
    """Progress of a `do`. `data` is what there is to see of it already."""

    id: str | int
    stage: str
    percent: int
    data: dict[str, Any] | UnsetType = UNSET


class Presence(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="presence"):
    """Who is in a session now, over all servers: {id, name} each."""

    session_id: str
    members: list[dict[str, str]]


def people(there: list[Present]) -> list[dict[str, str]]:
    """Each person once, however many connections they have: {id, name}."""
    return [{"id": key, "name": name} for key, name in {one.user_id: one.name for one in there}.items()]


class FilmChanged(ServerFrame, frozen=True, kw_only=True, rename="camel", omit_defaults=True, tag="film-changed"):
    """Somebody changed the project that the session is about, by whatever door and in whatever session, or the session is about another
    one now, or about none (then without a `projectId`): whoever shows the film reads it again. `change` is the last number in the
    project's history, where it has a new one; saving and sharing give none."""

    session_id: str
    project_id: str | UnsetType = UNSET
    change: int | UnsetType = UNSET


class ServerDraining(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="server-draining"):
    """This server is about to stop: connect again after that time, with `lastSeq`."""

    retry_after_ms: int


class ResyncRequired(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="resync-required"):
    session_id: str
    head_seq: int
    rest_url: str


class Pong(ServerFrame, frozen=True, kw_only=True, rename="camel", tag="pong"):
    t: float | int | str | None = None
