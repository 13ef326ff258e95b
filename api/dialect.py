"""Contracts as tables: a dialect says how a published API speaks, its rows which operation each path is.

A row becomes a Litestar handler whose signature is built from the row, so the OpenAPI document cannot differ from what runs.
"""

import inspect
import re
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Annotated, Any, get_type_hints

import msgspec
from litestar import Request, Response, Router
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter
from litestar.types import Empty
from msgspec import UNSET, Struct

from api.auth import actor_of
from assistant import NOBODY, Actor, Assistant, Role
from assistant.errors import Invalid, Problem
from assistant.operation import Command, operation_of
from assistant.validation import made

JSON = "application/json"
Fields = dict[str, Any]
MAKE = Callable[[Fields], Fields]
ACT = Callable[[Request[Any, Any, Any], Fields], Awaitable[Any]]


class MethodNotAllowed(Invalid):
    """A path exists, the method does not. `data` has the allowed ones."""

    remedy = "Use one of the methods listed in details.allowed; see /api/docs."


class TooLarge(Invalid):
    """A body is larger than the server reads."""

    remedy = "Send a smaller body."


class Unsupported(Invalid):
    """A file is of a kind that is not taken."""

    remedy = "Send another kind of file."


class Failure(Struct, frozen=True):
    """How a dialect names a problem."""

    status: int
    code: str


class Dialect(Struct, frozen=True, kw_only=True):
    """How one published API speaks. `failures` covers every kind of problem; `fail(problem, code, request_id)` builds the body; `error`
    is its type; `examples` are what it prints: by "METHOD /path", a request and a response. `tiered` ones count requests an hour by
    the caller's tier, the others in the server's own window."""

    name: str
    prefix: str
    failures: Mapping[type[Problem], Failure]
    fail: Callable[[Problem, str, str], Struct]
    error: type[Struct]
    tag: str
    examples: Mapping[str, Mapping[str, Any]] = {}
    tiered: bool = False

    def failure(self, problem: Problem, request_id: str) -> tuple[int, Struct]:
        """Its status and body; a kind the table does not name is treated as the nearest above it."""
        known = next(self.failures[kind] for kind in type(problem).__mro__ if kind in self.failures)
        return known.status, self.fail(problem, known.code, request_id)


class Row(Struct, frozen=True, kw_only=True):
    """One method and path. `body` and `query` are what comes in, renamed to the command's fields by `names` and `make`; `view` turns
    the operation's result into the contract's answer; `kind` is what usage counts it as; `errors` are the statuses it documents;
    `demanded` query parameters are told as required, though it is the operation that says what they are missing for; `counted` rows
    read the usage counters, so those are brought up to date first. With `then`, the answer is made of what that command reads back.

    What is more than one command has none: `act(request, fields)` does it, for whoever is signed in, and `summary` says what it is. One
    with a `form` reads a multipart body by itself; the struct is what that form has."""

    method: str
    path: str
    view: Callable[[Any], Any]
    command: type[Command[Any]] | None = None
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
    then: Callable[[Any], Command[Any]] | None = None
    act: ACT | None = None
    form: type[Struct] | None = None

    @property
    def signed_in(self) -> bool:
        """Whether one must be."""
        return self.command is None or operation_of(self.command).needs is not Role.ANYONE

    @property
    def says(self) -> str:
        return self.summary or (operation_of(self.command).help if self.command else "")


class Contract(Struct, frozen=True, kw_only=True):
    """A published API: how it speaks, what each of its paths does, and the `handlers` (uploads, downloads) that are no single
    operation."""

    dialect: Dialect
    rows: Sequence[Row]
    handlers: Sequence[HTTPRouteHandler] = ()

    def paths(self) -> Iterator[tuple[str, str]]:
        """Method and whole path of everything it answers."""
        yield from ((row.method, self.dialect.prefix + row.path) for row in self.rows)
        for each in self.handlers:
            yield from ((str(method), self.dialect.prefix + path) for path in sorted(each.paths) for method in sorted(each.http_methods))


class Directory:
    """Which contract a request belongs to. Two may share a path with different methods, so both are looked at."""

    def __init__(self, contracts: Sequence[Contract]) -> None:
        """What belongs to none is answered as by the first."""
        self._first = contracts[0].dialect
        known = [(method, path, contract.dialect) for contract in contracts for method, path in contract.paths()]
        self._fixed = {(method, path): dialect for method, path, dialect in known if "{" not in path}
        self._open = [(method, pattern_of(path), dialect) for method, path, dialect in known if "{" in path]
        self._paths = {path: dialect for (_, path), dialect in reversed(self._fixed.items())}

    def knows(self, path: str) -> bool:
        """Whether any contract has that path."""
        return path in self._paths or any(pattern.fullmatch(path) for _, pattern, _ in self._open)

    def dialect_of(self, method: str, path: str) -> Dialect:
        """By method and path; a method that nobody has there is answered by whoever has the path."""
        if (method, path) in self._fixed:
            return self._fixed[method, path]
        found = [(known, dialect) for known, pattern, dialect in self._open if pattern.fullmatch(path)]
        same = next((dialect for known, dialect in found if known == method), None)
        return same or self._paths.get(path) or (found[0][1] if found else self._first)


def pattern_of(path: str) -> re.Pattern[str]:
    """A row's path as a pattern whose groups are its parameters."""
    return re.compile(re.sub(r"{(\w+):str}", r"(?P<\1>[^/]+)", path))


def routers(contracts: Sequence[Contract]) -> list[Router]:
    """All rows in one router: Litestar answers OPTIONS for a path once, and two contracts may share one. Where a fixed path of any hides
    an open one of another, the open one is given that path, too."""
    taken = {(method, path) for contract in contracts for method, path in contract.paths() if "{" not in path}
    rows = [
        each for contract in contracts for each in (*(handler(contract.dialect, row) for row in contract.rows), *_shadowed(contract, taken))
    ]
    own = [Router(path=each.dialect.prefix, route_handlers=each.handlers, tags=[each.dialect.tag]) for each in contracts if each.handlers]
    return [Router(path="/", route_handlers=rows), *own]


def _shadowed(contract: Contract, taken: set[tuple[str, str]]) -> Iterator[HTTPRouteHandler]:
    """Litestar gives a fixed path every method, so a project called "list" could not be deleted: `GET /projects/list` hides it."""
    prefix = contract.dialect.prefix
    for row in contract.rows:
        pattern = pattern_of(prefix + row.path)
        for path in sorted({path for _, path in taken}):
            if (found := pattern.fullmatch(path)) and found.groupdict() and (row.method, path) not in taken:
                yield handler(contract.dialect, row, at=path, **found.groupdict())


def handler(dialect: Dialect, row: Row, *, at: str | None = None, **fixed: str) -> HTTPRouteHandler:
    """A Litestar handler for a row; `at` a path of its own (and undocumented) with the path's parameters already known."""

    async def handle(request: Request[Any, Any, Any], **given: Any) -> Response[Any]:
        if row.counted:
            await request.app.state.usage.flush()
        try:
            result = await _done(row, request, _fields(row, {**given, **fixed}))
        except Problem as problem:
            raise _in_their_words(row, problem) from problem
        return Response(row.view(result), status_code=row.status)

    returned = get_type_hints(row.view).get("return", Any)
    _sign(handle, [each for each in _parameters(row) if each.name not in fixed], Response[returned])  # type: ignore[valid-type]
    handle.__name__ = operation_id(dialect, row)
    handle.__doc__ = row.says
    return HTTPRouteHandler(
        at or dialect.prefix + row.path,
        tags=[dialect.tag],
        http_method=[row.method],  # type: ignore[list-item]
        status_code=row.status,
        guards=[*([require_actor] if row.signed_in else []), *([require_json] if row.body else [])],
        include_in_schema=at is None,
        operation_id=handle.__name__,
        summary=row.says,
        security=[{"bearer": []}] if row.signed_in else [],
        request_max_body_size=None if row.form else Empty,  # a form's parts are bounded by who sends them
        responses={status: ResponseSpec(dialect.error, generate_examples=False, description=WHAT[status]) for status in statuses(row)},
        opt={"kind": row.kind},
    )(handle)


def operation_id(dialect: Dialect, row: Row) -> str:
    """`post_api_v1_auth_login`: the same in the OpenAPI document, and no other contract's."""
    return re.sub(r"\W+", "_", f"{row.method} {dialect.prefix}{row.path.replace(':str', '')}".lower()).strip("_")


def statuses(row: Row) -> list[int]:
    """The failures a row can answer with."""
    return sorted({400, 429, 500, *row.errors, *([401] if row.signed_in else []), *([413] if row.body or row.form else [])})


WHAT = {
    400: "The request is not valid",
    401: "Not signed in",
    402: "Subscription limit exceeded",
    403: "Not allowed",
    404: "Not found",
    409: "It exists already, or has changed",
    413: "The body is too large",
    415: "The format is not supported",
    429: "Rate limit exceeded",
    500: "Unexpected server error",
    503: "A part of the service is not available",
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


def _fields(row: Row, given: Fields) -> Fields:
    """What came in, named as the command's fields."""
    body = given.pop("data", None)
    sent = msgspec.to_builtins(body) if body is not None else {}
    fields = {**sent, **{name: value for name, value in given.items() if value is not None}}
    fields = {row.names.get(name, name): value for name, value in fields.items()}
    return row.make(fields) if row.make else fields


async def _done(row: Row, request: Request[Any, Any, Any], fields: Fields) -> Any:
    if row.act is not None:
        return await row.act(request, fields)
    assert row.command is not None
    assistant: Assistant = request.app.state.assistant
    by: Actor = request.state.actor if row.signed_in else NOBODY
    result = await assistant.perform(made(fields, row.command), by=by)
    return await assistant.perform(row.then(result), by=by) if row.then else result


def _in_their_words(row: Row, problem: Problem) -> Problem:
    """A field that is wrong goes by the name it was sent under."""
    sent = {ours: theirs for theirs, ours in row.names.items()}
    if (field := problem.data.get("field")) in sent:
        problem.data = {**problem.data, "field": sent[field]}
    return problem
