"""The Litestar application: contracts, the socket, the web page, the API documents, and how problems leave."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import msgspec
import structlog
from litestar import Litestar, Request, Response, WebSocket, get, websocket
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from litestar.middleware import AbstractMiddleware
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp, Scope

from api import openapi
from api.admission import Sends
from api.asyncapi import asyncapi
from api.auth import Connection as Asked
from api.auth import socket_claims
from api.broker import Broker, dial
from api.contracts import ai_movie, storycore_assistant
from api.cors import cors
from api.dialect import Contract, Directory, MethodNotAllowed, Row, TooLarge, routers
from api.hub import Hub, new_process
from api.keeper import Keeper
from api.limits import PREFIX, Gate, Usage, Window, Windows
from api.media import media_router
from api.page import page_router
from api.settings import Settings
from api.socket import Connection
from api.talking import Talking
from assistant import SYSTEM, Assistant
from assistant.conversation import Conversation
from assistant.conversation.remembering import Remembering
from assistant.errors import Invalid, LimitExceeded, NotFound, Problem, Unauthenticated, Unexpected
from assistant.library.darkroom import Darkroom
from assistant.library.librarian import Librarian
from assistant.library.pixels import Pixels
from assistant.operations.rooms import ReadEpoch
from assistant.validation import invalid
from intents.replies import Replies
from memory.embedder import Embedder

log = structlog.get_logger(__name__)
WEB = Path(__file__).parent / "web"
GRACE_SECONDS = 12.0
WARM_AFTER = 0.3
"""Seconds after which grammar and model are loaded: the first answers come before that."""


def create_app(
    assistant: Assistant,
    conversation: Conversation,
    replies: Replies,
    embedder: Embedder,
    settings: Settings,
    *,
    more_rows: Sequence[Row] = (),
) -> Litestar:
    """The application over an open assistant. `more_rows` are added to the first contract (a test adds an operation of its own)."""
    process = new_process()
    hub = Hub(Broker(process, dial(settings.broker, settings.database)))
    assistant.bus.subscribe(hub.hear)
    usage = Usage(assistant)
    keeper = Keeper(assistant, hub, conversation.tongues.everywhere)
    beside = (usage, Remembering(assistant), Darkroom(assistant, process), Librarian(assistant), keeper)
    talking = Talking(assistant, conversation, replies, hub)
    windows = Windows(Window(settings.rate_limit, settings.rate_window, assistant.identity, settings.broker), settings.broker)
    sends = Sends(settings.sends_per_minute, assistant.identity, settings.broker)
    contracts = _contracts(more_rows)
    directory = Directory(contracts)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        warming = asyncio.get_running_loop().call_later(WARM_AFTER, _warm, conversation, embedder)
        hub.copies.epoch = await assistant.perform(ReadEpoch(), by=SYSTEM)
        for each in beside:
            each.start()
        yield
        warming.cancel()
        await hub.finish(GRACE_SECONDS)
        for each in reversed(beside):
            await each.stop()

    state = State(
        {
            "assistant": assistant,
            "settings": settings,
            "usage": usage,
            "hub": hub,
            "talking": talking,
            "embedder": embedder,
            "sends": sends,
            "directory": directory,
        }
    )
    app = Litestar(
        route_handlers=[
            *routers(contracts),
            socket,
            ready,
            asyncapi,
            media_router(),
            page_router(WEB),
            create_static_files_router(path="/api/assets", directories=[WEB / "vendor"], include_in_schema=False),
            create_static_files_router(path="/client", directories=[WEB / "client"], include_in_schema=False),
        ],
        exception_handlers={Exception: handle_problem},
        state=state,
        lifespan=[lifespan],
        openapi_config=openapi.config(storycore_assistant.VERSION, contracts),
        request_max_body_size=settings.body_bytes,
        cors_config=cors(settings),
        logging_config=None,
    )
    # Around everything: as Litestar's middleware it would miss the answers to unrouted paths and wrong methods. Only that a page of another
    # origin may read an answer is said of refusals, too.
    if isinstance(app.asgi_handler, AbstractMiddleware):
        app.asgi_handler.app = _gate(app.asgi_handler.app, windows, usage, directory)
    else:
        app.asgi_handler = _gate(app.asgi_handler, windows, usage, directory)
    return app


def _contracts(more_rows: Sequence[Row]) -> list[Contract]:
    first = msgspec.structs.replace(storycore_assistant.CONTRACT, rows=[*storycore_assistant.ROWS, *more_rows])
    return [first, ai_movie.CONTRACT]


def _warm(conversation: Conversation, embedder: Embedder) -> None:
    conversation.warm()
    embedder.start()


def _gate(app: ASGIApp, windows: Windows, usage: Usage, directory: Directory) -> Gate:
    def refuse(scope: Scope, window: Window, wait: int) -> Any:
        problem = LimitExceeded(
            f"Rate limit exceeded: {window.limit} requests per {window.seconds} seconds",
            remedy=f"Wait {wait} seconds before the next request.",
            limit=window.limit,
            window_seconds=window.seconds,
            retry_after=wait,
        )
        dialect = directory.dialect_of(str(scope.get("method")), scope["path"])
        status, body = dialect.failure(problem, scope["state"]["request_id"])
        return Response(body, status_code=status).to_asgi_response(app=None, request=None)  # type: ignore[arg-type]

    return Gate(app, directory, windows, usage, refuse)


@websocket(f"{PREFIX}/websocket")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    """Chat, and every operation by `do`: see the frames in `api.frames`."""
    asked = Asked({**socket.scope, "state": {}})
    offered = [each.strip() for each in asked.headers.get("sec-websocket-protocol", "").split(",")]
    await socket.accept(subprotocols="assistant.v1" if "assistant.v1" in offered else None)
    state = socket.app.state
    if state.hub.draining:
        await socket.close(1013)
        return
    try:
        claims = socket_claims(asked, offered)
    except Unauthenticated:
        # A refusal before `accept` would be a bare 403, which a browser cannot tell from a network error.
        await socket.close(4401)
        return
    # What the handshake said is read no more, and would be a seventh of what an idle connection weighs.
    del asked
    socket.scope["headers"] = ()
    await Connection(socket, state.assistant, state.talking, state.hub, state.sends).run(claims)


@get(f"{PREFIX}/ready", include_in_schema=False)
async def ready(state: State) -> Response[dict[str, Any]]:
    """Whether everything is loaded, and the server is not about to stop. Health answers long before. Without the model that sees all
    else goes on."""
    embedder: Embedder = state.embedder
    serving = embedder.ready and not state.hub.draining
    told = {"ready": serving, "database": "ready", "embedder": _told(embedder)}
    if pixels := state.assistant.tools.pixels:
        told["vision"] = _told(pixels)
    return Response(told, status_code=200 if serving else 503)


def _told(model: Embedder | Pixels) -> str:
    return "ready" if model.ready else f"failed: {model.failure}" if model.failure else "loading"


def handle_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Whatever was raised, in the dialect of the path."""
    problem = _as_problem(request, error)
    dialect = request.app.state.directory.dialect_of(request.method, request.url.path)
    status, body = dialect.failure(problem, request.scope.get("state", {}).get("request_id", ""))
    headers = {}
    if isinstance(problem, Unauthenticated):
        headers["WWW-Authenticate"] = "Bearer"
    if isinstance(problem, MethodNotAllowed):
        headers["Allow"] = ", ".join(problem.data["allowed"])
    return Response(body, status_code=status, headers=headers, media_type="application/json")


def _as_problem(request: Request[Any, Any, Any], error: Exception) -> Problem:
    match error:
        case Problem():
            return error
        case ValidationException():
            return _invalid(error)
        case MethodNotAllowedException():
            return MethodNotAllowed(f"{request.method} is not possible here.", allowed=_allowed(request))
        case NotFoundException():
            return NotFound(f"There is nothing at {request.url.path}.", remedy="See /api/docs for what there is.")
        case HTTPException(status_code=413):
            return TooLarge("The body is too large.", limit=request.app.request_max_body_size)
        case ClientException():
            return Invalid(f"The request cannot be read: {error.detail}.", field="body")
        case RecursionError():  # every operation turns its own into Unexpected: this one is the body's
            return Invalid("The request cannot be read: its body is nested too deeply.", field="body")
        case _:
            log.exception("a request failed", path=request.url.path, exc_info=error)
            return Unexpected("Something went wrong on our side.")


def _invalid(error: ValidationException) -> Invalid:
    """The first of Litestar's list of what is wrong, in our own words."""
    found = error.extra if isinstance(error.extra, list) else []
    first = found[0] if found and isinstance(found[0], dict) else {}
    message, key = str(first.get("message", "The request is not valid")), first.get("key")
    if message == "'data'":  # what Litestar says of a body that is not there
        return Invalid("The request needs a JSON object as its body.", field="body")
    return invalid(f"{message} - at `$.{key}`" if key and key != "data" else message)


def _allowed(request: Request[Any, Any, Any]) -> list[str]:
    allowed = set()
    for route in request.app.routes:
        methods = getattr(route, "methods", None)
        if methods and _matches(route.path_components, request.url.path):
            allowed |= set(methods)
    return sorted(allowed - {"OPTIONS"})


def _matches(components: Sequence[Any], path: str) -> bool:
    parts = [part for part in path.split("/") if part]
    return len(parts) == len(components) and all(
        not isinstance(component, str) or component == part for component, part in zip(components, parts, strict=True)
    )
