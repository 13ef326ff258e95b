"""The Litestar application: contracts, the socket, the web page, the API documents, and how problems leave."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import structlog
from litestar import Litestar, Request, Response, WebSocket, get, websocket
from litestar.datastructures import State
from litestar.exceptions import ClientException, HTTPException, MethodNotAllowedException, NotFoundException, ValidationException
from litestar.middleware import DefineMiddleware
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, RedocRenderPlugin, SwaggerRenderPlugin
from litestar.openapi.spec import Components, Contact, SecurityScheme
from litestar.static_files import create_static_files_router
from litestar.types import ASGIApp

from api.auth import COOKIE, cookie_claims, same_origin
from api.contracts import storycore_assistant
from api.dialect import Dialect, Row, invalid, router
from api.hub import Hub
from api.limits import Gate, Usage, Window
from api.page import page_router
from api.settings import Settings
from api.socket import Connection
from api.talking import Talking
from assistant import Assistant
from assistant.conversation import Conversation
from assistant.errors import Invalid, LimitExceeded, NotFound, Problem, Unauthenticated, Unexpected
from assistant.identity import Claims
from intents.replies import Replies
from memory.embedder import Embedder

log = structlog.get_logger(__name__)
WEB = Path(__file__).parent / "web"
PREFIX = "/api/v1"
GRACE_SECONDS = 15.0


class MethodNotAllowed(Invalid):
    """A path exists, the method does not."""

    remedy = "Use one of the methods listed in details.allowed; see /api/docs."


class TooLarge(Invalid):
    remedy = "Send a smaller body."


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
    hub = Hub()
    assistant.bus.subscribe(hub.hear)
    usage = Usage(assistant)
    talking = Talking(assistant, conversation, replies, hub)
    dialect = storycore_assistant.DIALECT
    window = Window(settings.rate_limit, settings.rate_window, assistant.identity)

    @asynccontextmanager
    async def lifespan(app: Litestar) -> AsyncIterator[None]:
        embedder.start()
        usage.start()
        yield
        await hub.finish(GRACE_SECONDS)
        await usage.stop()

    state = State({"assistant": assistant, "settings": settings, "usage": usage, "hub": hub, "talking": talking, "embedder": embedder})
    return Litestar(
        route_handlers=[
            router(dialect, [*storycore_assistant.ROWS, *more_rows]),
            socket,
            ready,
            page_router(WEB),
            create_static_files_router(path="/api/assets", directories=[WEB / "vendor"], include_in_schema=False),
        ],
        middleware=[DefineMiddleware(_gate, window=window, usage=usage, dialect=dialect)],
        exception_handlers={Exception: handle_problem},
        state=state,
        lifespan=[lifespan],
        openapi_config=openapi(),
        request_max_body_size=settings.body_bytes,
        logging_config=None,
    )


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
    try:
        claims = _socket_claims(socket, offered)
    except Unauthenticated:
        # A refusal before `accept` would be a bare 403, which a browser cannot tell from a network error.
        await socket.close(4401)
        return
    await Connection(socket, state.assistant, state.talking, state.hub).run(claims)


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
    """Whether everything is loaded. Health answers long before."""
    embedder: Embedder = state.embedder
    model = "ready" if embedder.ready else f"failed: {embedder.failure}" if embedder.failure else "loading"
    return Response({"ready": embedder.ready, "database": "ready", "embedder": model}, status_code=200 if embedder.ready else 503)


def handle_problem(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Whatever was raised, in the dialect of the path."""
    problem, status = _as_problem(request, error)
    known, body = storycore_assistant.DIALECT.failure(problem) if type(problem) in storycore_assistant.DIALECT.failures else (400, None)
    if body is None:
        code = {405: "METHOD_NOT_ALLOWED", 413: "VALIDATION_ERROR"}[status or 413]
        body = storycore_assistant.fail(problem, code)
    headers = {"WWW-Authenticate": "Bearer"} if isinstance(problem, Unauthenticated) else {}
    if status == 405 and isinstance(error, MethodNotAllowedException):
        headers["Allow"] = ", ".join(problem.data["allowed"])
    return Response(body, status_code=status or known, headers=headers, media_type="application/json")


def _as_problem(request: Request[Any, Any, Any], error: Exception) -> tuple[Problem, int | None]:
    match error:
        case Problem():
            return error, None
        case ValidationException():
            return _invalid(error), None
        case MethodNotAllowedException():
            allowed = _allowed(request)
            return MethodNotAllowed(f"{request.method} is not possible here.", allowed=allowed), 405
        case NotFoundException():
            return NotFound(f"There is nothing at {request.url.path}.", remedy="See /api/docs for what there is."), None
        case HTTPException(status_code=413):
            return TooLarge("The body is too large."), 413
        case ClientException():
            return Invalid("The request cannot be read: its body must be a JSON object.", field="body"), None
        case _:
            log.exception("a request failed", path=request.url.path, exc_info=error)
            return Unexpected("Something went wrong on our side."), None


def _invalid(error: ValidationException) -> Invalid:
    """Litestar's list of what is wrong, as the first of it in our own words."""
    found = error.extra if isinstance(error.extra, list) else []
    first = found[0] if found and isinstance(found[0], dict) else {}
    message, key = str(first.get("message", "The request is not valid")), first.get("key")
    if key and key != "data":
        return Invalid(f"{key}: {message}.", field=str(key), errors=found)
    return invalid(message)


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


def openapi() -> OpenAPIConfig:
    """Documents without a network: their scripts are served from here."""
    assets = "/api/assets"
    return OpenAPIConfig(
        title="StoryCore Assistant",
        version=storycore_assistant.VERSION,
        description="Film projects by conversation, and by these published contracts. The chat is at /api/v1/websocket.",
        contact=Contact(name="StoryCore Assistant"),
        path="/api",
        components=Components(security_schemes={"bearer": SecurityScheme(type="http", scheme="bearer", bearer_format="JWT")}),
        render_plugins=[
            SwaggerRenderPlugin(
                path="/docs",
                js_url=f"{assets}/swagger-ui-bundle.js",
                css_url=f"{assets}/swagger-ui.css",
                standalone_preset_js_url=f"{assets}/swagger-ui-standalone-preset.js",
            ),
            RedocRenderPlugin(path="/redoc", js_url=f"{assets}/redoc.standalone.js", google_fonts=False),
            JsonRenderPlugin(path="/openapi.json"),
        ],
    )
