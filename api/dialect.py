"""Contracts as tables: a dialect says how a published API speaks, its rows which operation each path is.

A row becomes a Litestar handler whose signature is built from the row, so the OpenAPI document cannot differ from what runs.
"""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, get_type_hints

import msgspec
from litestar import Request, Response, Router
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter
from msgspec import UNSET, Struct

from api.auth import actor_of
from assistant import NOBODY, Actor, Assistant, Role
from assistant.errors import Invalid, Problem
from assistant.operation import Command, operation_of
from assistant.validation import made

JSON = "application/json"
Fields = dict[str, Any]
MAKE = Callable[[Fields], Fields]


class MethodNotAllowed(Invalid):
    """A path exists, the method does not. `data` has the allowed ones."""

    remedy = "Use one of the methods listed in details.allowed; see /api/docs."


class TooLarge(Invalid):
    """A body is larger than the server reads."""

    remedy = "Send a smaller body."


class Failure(Struct, frozen=True):
    """How a dialect names a problem."""

    status: int
    code: str


class Dialect(Struct, frozen=True, kw_only=True):
    """How one published API speaks. `failures` covers every kind of problem; `fail` builds the body; `error` is its type; `examples`
    are what it prints: by "METHOD /path", a request and a response."""

    name: str
    prefix: str
    failures: Mapping[type[Problem], Failure]
    fail: Callable[[Problem, str], Struct]
    error: type[Struct]
    tag: str
    examples: Mapping[str, Mapping[str, Any]] = {}

    def failure(self, problem: Problem) -> tuple[int, Struct]:
        """Its status and body; a kind the table does not name is treated as the nearest above it."""
        known = next(self.failures[kind] for kind in type(problem).__mro__ if kind in self.failures)
        return known.status, self.fail(problem, known.code)


class Row(Struct, frozen=True, kw_only=True):
    """One method and path. `body` and `query` are what comes in, renamed to the command's fields by `names` and `make`; `view` turns
    the operation's result into the contract's answer; `kind` is what usage counts it as; `errors` are the statuses it documents;
    `demanded` query parameters are told as required, though it is the operation that says what they are missing for; `counted` rows
    read the usage counters, so those are brought up to date first."""

    method: str
    path: str
    command: type[Command[Any]]
    view: Callable[[Any], Any]
    status: int = 200
    body: Any = None
    query: Mapping[str, Any] = {}
    names: Mapping[str, str] = {}
    make: MAKE | None = None
    kind: str = "other"
    errors: Sequence[int] = ()
    demanded: Sequence[str] = ()
    counted: bool = False
    summary: str = ""


def router(dialect: Dialect, rows: Sequence[Row]) -> Router:
    handlers = [*(handler(dialect, row) for row in rows), *_shadowed(dialect, rows)]
    return Router(path=dialect.prefix, route_handlers=handlers, tags=[dialect.tag])


def _shadowed(dialect: Dialect, rows: Sequence[Row]) -> Iterator[HTTPRouteHandler]:
    """Litestar gives a fixed path every method, so a project called "list" could not be deleted: `GET /projects/list` hides it."""
    fixed = {row.path for row in rows if "{" not in row.path}
    for row in rows:
        pattern = re.sub(r"{(\w+):str}", r"(?P<\1>[^/]+)", row.path)
        for path in sorted(fixed - {row.path}):
            taken = {other.method for other in rows if other.path == path}
            if (found := re.fullmatch(pattern, path)) and row.method not in taken:
                yield handler(dialect, row, at=path, **found.groupdict())


def handler(dialect: Dialect, row: Row, *, at: str | None = None, **fixed: str) -> HTTPRouteHandler:
    """A Litestar handler for a row; `at` a path of its own (and undocumented) with the path's parameters already known."""
    operation = operation_of(row.command)
    signed_in = operation.needs is not Role.ANYONE

    async def handle(request: Request[Any, Any, Any], **given: Any) -> Response[Any]:
        assistant: Assistant = request.app.state.assistant
        if row.counted:
            await request.app.state.usage.flush()
        by: Actor = request.state.actor if signed_in else NOBODY
        result = await assistant.perform(_command(row, {**given, **fixed}), by=by)
        return Response(row.view(result), status_code=row.status)

    returned = get_type_hints(row.view).get("return", Any)
    _sign(handle, [each for each in _parameters(row) if each.name not in fixed], Response[returned])  # type: ignore[valid-type]
    handle.__name__ = operation_id(dialect, row)
    handle.__doc__ = operation.help
    return HTTPRouteHandler(
        at or row.path,
        http_method=[row.method],  # type: ignore[list-item]
        status_code=row.status,
        guards=[*([require_actor] if signed_in else []), *([require_json] if row.body else [])],
        include_in_schema=at is None,
        operation_id=handle.__name__,
        summary=row.summary or operation.help,
        security=[{"bearer": []}] if signed_in else [],
        responses={status: ResponseSpec(dialect.error, generate_examples=False, description=WHAT[status]) for status in statuses(row)},
        opt={"kind": row.kind},
    )(handle)


def operation_id(dialect: Dialect, row: Row) -> str:
    """`post_api_v1_auth_login`: the same in the OpenAPI document, and no other contract's."""
    return re.sub(r"\W+", "_", f"{row.method} {dialect.prefix}{row.path.replace(':str', '')}".lower()).strip("_")


def statuses(row: Row) -> list[int]:
    """The failures a row can answer with."""
    needs = operation_of(row.command).needs
    return sorted({400, 429, 500, *row.errors, *([] if needs is Role.ANYONE else [401]), *([413] if row.body else [])})


WHAT = {
    400: "The request is not valid",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "It exists already, or has changed",
    413: "The body is too large",
    429: "Rate limit exceeded",
    500: "Unexpected server error",
    507: "Storage limit exceeded",
}


async def require_actor(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard, because it runs before the body is read: who may not come in is not told what their body lacks."""
    connection.state.actor = actor_of(connection)


async def require_json(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Litestar would read a body of any type as JSON and say of a form only that it is damaged."""
    kind = connection.headers.get("content-type", JSON).partition(";")[0].strip().lower()
    if kind != JSON:
        raise Invalid(f"A body of type {kind} is not read here.", field="Content-Type", remedy=f"Send {JSON}.")


def _parameters(row: Row) -> list[inspect.Parameter]:
    path = [(name, Annotated[str, Parameter(max_length=200)], inspect.Parameter.empty) for name in re.findall(r"{(\w+):", row.path)]
    query = [(name, kind, UNSET) for name, kind in row.query.items()]
    body = [("data", row.body, inspect.Parameter.empty)] if row.body is not None else []
    return [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=kind, default=None if default is UNSET else default)
        for name, kind, default in (*path, *body, *query)
    ]


def _sign(function: Any, parameters: list[inspect.Parameter], returned: Any) -> None:
    """Give a function the signature that Litestar shall read."""
    request = inspect.Parameter("request", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Request[Any, Any, Any])
    function.__signature__ = inspect.Signature([request, *parameters], return_annotation=returned)
    function.__annotations__ = {each.name: each.annotation for each in (request, *parameters)} | {"return": returned}


def _command(row: Row, given: Fields) -> Command[Any]:
    body = given.pop("data", None)
    sent = msgspec.to_builtins(body) if body is not None else {}
    fields = {**sent, **{name: value for name, value in given.items() if value is not None}}
    fields = {row.names.get(name, name): value for name, value in fields.items()}
    return made(row.make(fields) if row.make else fields, row.command)
