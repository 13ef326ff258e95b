"""Contracts as tables: a dialect says how a published API speaks, its rows which operation each path is.

A row becomes a Litestar handler whose signature is built from the row, so the OpenAPI document cannot differ from what runs.
"""

import inspect
import re
from collections.abc import Callable, Mapping, Sequence
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
from assistant.operation import Command, registry

Fields = dict[str, Any]
MAKE = Callable[[Fields], Fields]


class Failure(Struct, frozen=True):
    """How a dialect names a problem."""

    status: int
    code: str


class Dialect(Struct, frozen=True, kw_only=True):
    """How one published API speaks. `failures` covers every kind of problem; `fail` builds the body; `error` is its type."""

    name: str
    prefix: str
    failures: Mapping[type[Problem], Failure]
    fail: Callable[[Problem, str], Struct]
    error: type[Struct]
    tag: str

    def failure(self, problem: Problem) -> tuple[int, Struct]:
        known = self.failures[type(problem)]
        return known.status, self.fail(problem, known.code)


class Row(Struct, frozen=True, kw_only=True):
    """One method and path. `body` and `query` are what comes in, renamed to the command's fields by `names` and `make`; `view` turns
    the operation's result into the contract's answer; `kind` is what usage counts it as; `errors` are the statuses it documents;
    `counted` rows read the usage counters, so those are brought up to date first."""

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
    counted: bool = False
    summary: str = ""


def router(dialect: Dialect, rows: Sequence[Row]) -> Router:
    return Router(path=dialect.prefix, route_handlers=[handler(dialect, row) for row in rows], tags=[dialect.tag])


def handler(dialect: Dialect, row: Row) -> HTTPRouteHandler:
    """A Litestar handler for a row."""
    operation = next(entry for entry in registry.values() if entry.command is row.command)
    signed_in = operation.needs is not Role.ANYONE

    async def handle(request: Request[Any, Any, Any], **given: Any) -> Response[Any]:
        assistant: Assistant = request.app.state.assistant
        request.state.kind = row.kind
        if row.counted:
            await request.app.state.usage.flush()
        by: Actor = request.state.actor if signed_in else NOBODY
        result = await assistant.perform(_command(row, given), by=by)
        return Response(row.view(result), status_code=row.status)

    returned = get_type_hints(row.view).get("return", Any)
    _sign(handle, _parameters(row), Response[returned])  # type: ignore[valid-type]
    handle.__name__ = re.sub(r"\W+", "_", f"{row.method}_{row.path}".lower()).strip("_")
    handle.__doc__ = operation.help
    statuses = sorted({400, 429, 500, *row.errors, *([401] if signed_in else [])})
    return HTTPRouteHandler(
        row.path,
        http_method=[row.method],  # type: ignore[list-item]
        status_code=row.status,
        guards=[require_actor] if signed_in else None,
        operation_id=handle.__name__,
        summary=row.summary or operation.help,
        security=[{"bearer": []}] if signed_in else [],
        responses={status: ResponseSpec(dialect.error, generate_examples=False, description=WHAT[status]) for status in statuses},
    )(handle)


WHAT = {
    400: "The request is not valid",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    409: "It exists already, or has changed",
    429: "Rate limit exceeded",
    500: "Unexpected server error",
    507: "Storage limit exceeded",
}


async def require_actor(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """A guard, because it runs before the body is read: who may not come in is not told what their body lacks."""
    connection.state.actor = actor_of(connection)


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
    if row.make:
        fields = row.make(fields)
    try:
        command: Command[Any] = msgspec.convert(fields, row.command)
    except msgspec.ValidationError as error:
        raise invalid(str(error)) from error
    return command


def invalid(text: str) -> Invalid:
    """msgspec says "… - at `$.duration`": the place becomes the field."""
    message, _, place = text.partition(" - at `$")
    field = place.rstrip("`").lstrip(".") or None
    return Invalid(f"{field}: {message}." if field else f"{message}.", field=field)
