"""The Litestar application: contracts, the socket, the web page, the API documents, and how problems leave."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from litestar import Litestar, Request, Response, WebSocket, get, websocket
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from api import openapi
from api.asyncapi import asyncapi
from api.auth import COOKIE, cookie_claims, same_origin
from api.broker import Broker, dial
from api.contracts import storycore_assistant
from api.dialect import Dialect, MethodNotAllowed, Row, TooLarge, router
from api.hub import Hub, new_process
from api.keeper import Keeper
from api.limits import Gate, Usage, Window
from api.page import page_router
from api.settings import Settings
from api.socket import Connection
from api.talking import Talking
from assistant import Assistant
from assistant.conversation import Conversation
from assistant.conversation.remembering import Remembering
from assistant.errors import Invalid, LimitExceeded, NotFound, Problem, Unauthenticated, Unexpected
from assistant.identity import Claims
from assistant.validation import invalid
from intents.replies import Replies
from memory.embedder import Embedder

log = structlog.get_logger(__name__)
WEB = Path(__file__).parent / "web"
PREFIX = "/api/v1"
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
    keeper = Keeper(assistant, hub)
    assistant.bus.subscribe(hub.hear)
    usage = Usage(assistant)
    remembering = Remembering(assistant)
    talking = Talking(assistant, conversation, replies, hub)
    dialect = storycore_assistant.DIALECT
    window = Window(settings.rate_limit, settings.rate_window, assistant.identity, settings.broker)
    sends = Window(settings.sends_per_minute, 60, assistant.identity, settings.broker, "sends") if settings.sends_per_minute else None
    rows = [*storycore_assistant.ROWS, *more_rows]

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        warming = asyncio.get_running_loop().call_later(WARM_AFTER, _warm, conversation, embedder)
        usage.start()
        remembering.start()
        keeper.start()
        yield
        warming.cancel()
        await hub.finish(GRACE_SECONDS)
        await keeper.stop()
        await remembering.stop()
        await usage.stop()

    state = State(
        {
            "assistant": assistant,
            "settings": settings,
            "usage": usage,
            "hub": hub,
            "talking": talking,
            "embedder": embedder,
            "sends": sends,
        }
    )
    app = Litestar(
        route_handlers=[
            router(dialect, rows),
            socket,
            ready,
            asyncapi,
            page_router(WEB),
            create_static_files_router(path="/api/assets", directories=[WEB / "vendor"], include_in_schema=False),
        ],
        exception_handlers={Exception: handle_problem},
        state=state,
        lifespan=[lifespan],
        openapi_config=openapi.config(storycore_assistant.VERSION),
        request_max_body_size=settings.body_bytes,
        logging_config=None,
    )
    openapi.complete(app, dialect, rows)
    # Around everything: as Litestar's middleware it would miss the answers to unrouted paths and wrong methods.
    app.asgi_handler = _gate(app.asgi_handler, window, usage, dialect)
    return app


def _warm(conversation: Conversation, embedder: Embedder) -> None:
    conversation.warm()
    embedder.start()


def _gate(app: ASGIApp, window: Window, usage: Usage, dialect: Dialect) -> Gate:
    def refuse(wait: int) -> Any:
        problem = LimitExceeded(
            f"Rate limit exceeded: {window.limit} requests per {window.seconds} seconds",
            remedy=f"Wait {wait} seconds before the next request.",
            limit=window.limit,
            window_seconds=window.seconds,
            retry_after=wait,
        )
        status, body = dialect.failure(problem)
        return Response(body, status_code=status).to_asgi_response(app=None, request=None)  # type: ignore[arg-type]

    return Gate(app, PREFIX, window, usage, refuse)


@websocket(f"{PREFIX}/websocket")
async def socket(socket: WebSocket[Any, Any, Any]) -> None:
    """Chat, and every operation by `do`: see the frames in `api.frames`."""
    offered = [each.strip() for each in socket.headers.get("sec-websocket-protocol", "").split(",")]
    await socket.accept(subprotocols="assistant.v1" if "assistant.v1" in offered else None)
    state = socket.app.state
    if state.hub.draining:
        await socket.close(1013)
        return
    try:
        claims = _socket_claims(socket, offered)
    except Unauthenticated:
        # A refusal before `accept` would be a bare 403, which a browser cannot tell from a network error.
        await socket.close(4401)
        return
    await Connection(socket, state.assistant, state.talking, state.hub, state.sends).run(claims)


def _socket_claims(socket: WebSocket[Any, Any, Any], offered: list[str]) -> Claims | None:
    """By header, by subprotocol or by cookie; None leaves it to an auth frame."""
    identity = socket.app.state.assistant.identity
    header = socket.headers.get("authorization", "")
    if header:
        return identity.read(header.partition(" ")[2].strip(), "access")  # type: ignore[no-any-return]
    for each in offered:
        if each.startswith("bearer."):
            return identity.read(each.removeprefix("bearer."), "access")  # type: ignore[no-any-return]
    if COOKIE in socket.cookies:
        return cookie_claims(socket)
    if not same_origin(socket):
        raise Unauthenticated("This page is not allowed to connect.")
    return None


@get(f"{PREFIX}/ready", include_in_schema=False)
async def ready(state: State) -> Response[dict[str, Any]]:
    """Whether everything is loaded, and the server is not about to stop. Health answers long before."""
    embedder: Embedder = state.embedder
    model = "ready" if embedder.ready else f"failed: {embedder.failure}" if embedder.failure else "loading"
    serving = embedder.ready and not state.hub.draining
    return Response({"ready": serving, "database": "ready", "embedder": model}, status_code=200 if serving else 503)


def handle_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Whatever was raised, in the dialect of the path."""
    problem = _as_problem(request, error)
    status, body = storycore_assistant.DIALECT.failure(problem)
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
