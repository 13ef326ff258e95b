"""How the AI Movie Platform's API speaks (`contracts/ai-movie.md`): its envelope, errors, paging and spelling."""

from importlib.resources import files
from typing import Annotated, Any

import msgspec
from litestar.params import Parameter
from msgspec import Struct

from api.dialect import Dialect, Failure, MethodNotAllowed, TooLarge, Unsupported
from assistant import errors
from assistant.errors import Invalid, Problem, Unexpected
from assistant.views import iso_now

WRONG = "Invalid request data"
RANGES = {
    "episodeCount": "Episode count must be between 1 and 50",
    "episodeDuration": "Episode duration must be above 0 and at most 600 minutes",
    "page": "Page must be 1 or more",
    "limit": "Limit must be between 1 and 100",
    "threshold": "Threshold must be between 0 and 1",
}
"""What is said of a number that is too large or too small: both ends, as the document does."""
ENDS = {"at_least", "at_most", "more_than", "less_than"}


class Answer(Struct, kw_only=True, rename="camel"):
    """Every answer that is no error."""

    success: bool = True


class MovieFieldProblem(Struct, frozen=True, kw_only=True):
    field: str
    message: str


class MovieError(Struct, frozen=True, kw_only=True):
    code: str
    message: str
    details: list[MovieFieldProblem]


class MovieErrorBody(Struct, frozen=True, kw_only=True, rename="camel"):
    """ "Standard Error Response". `requestId` is also the header X-Request-ID."""

    success: bool = False
    error: MovieError
    request_id: str
    timestamp: str


class MoviePagination(Struct, frozen=True, kw_only=True, rename="camel"):
    page: int
    limit: int
    total: int
    total_pages: int
    has_next: bool
    has_prev: bool


def pagination(page: int, limit: int, total: int) -> MoviePagination:
    pages = -(-total // limit)
    return MoviePagination(page=page, limit=limit, total=total, total_pages=pages, has_next=page < pages, has_prev=page > 1)


def fail(problem: Problem, code: str, request_id: str) -> MovieErrorBody:
    """A field that is wrong is named in the details; anything else is said with its remedy."""
    field = problem.data.get("field")
    if isinstance(problem, Invalid) and isinstance(field, str):
        said, details = WRONG, [MovieFieldProblem(field=field, message=_said(problem, field))]
    else:
        said, details = _with_remedy(problem), []
        if isinstance(field, str):
            details = [MovieFieldProblem(field=field, message=problem.message)]
    error = MovieError(code=code, message=said, details=details)
    return MovieErrorBody(error=error, request_id=request_id, timestamp=iso_now())


def _said(problem: Invalid, field: str) -> str:
    if problem.why in ENDS and field in RANGES:
        return RANGES[field]
    return problem.message if problem.remedy == Invalid.remedy else _with_remedy(problem)


def _with_remedy(problem: Problem) -> str:
    return problem.message if isinstance(problem, Unexpected) else f"{problem.message} {problem.remedy}"


DIALECT = Dialect(
    name="ai-movie",
    prefix="/api",
    tag="AI Movie Platform",
    fail=fail,
    error=MovieErrorBody,
    tiered=True,
    examples=msgspec.json.decode(files("api.contracts").joinpath("ai_movie.json").read_bytes()),
    failures={
        MethodNotAllowed: Failure(405, "METHOD_NOT_ALLOWED"),
        TooLarge: Failure(413, "FILE_TOO_LARGE"),
        Unsupported: Failure(415, "UNSUPPORTED_FORMAT"),
        errors.Invalid: Failure(400, "VALIDATION_ERROR"),
        errors.Unreadable: Failure(400, "UNSUPPORTED_FORMAT"),
        errors.NothingOpen: Failure(400, "VALIDATION_ERROR"),
        errors.Unauthenticated: Failure(401, "AUTH_REQUIRED"),
        errors.SubscriptionLimit: Failure(402, "SUBSCRIPTION_LIMIT"),
        errors.Forbidden: Failure(403, "ACCESS_DENIED"),
        errors.NotFound: Failure(404, "NOT_FOUND"),
        errors.Conflict: Failure(409, "CONFLICT"),
        errors.Unconfirmed: Failure(400, "VALIDATION_ERROR"),
        errors.StorageFull: Failure(507, "STORAGE_LIMIT_EXCEEDED"),
        errors.LimitExceeded: Failure(429, "RATE_LIMITED"),
        errors.Unavailable: Failure(503, "AI_SERVICE_ERROR"),
        errors.Unexpected: Failure(500, "INTERNAL_SERVER_ERROR"),
    },
)
"""Codes are the document's, and for what it has no word those of the socket (`api.problems`)."""
Page = Annotated[int | None, Parameter(ge=1, le=1_000_000, description="From 1.")]
Limit = Annotated[int | None, Parameter(ge=1, le=100, description="Items a page; 20 when nothing is said.")]
PAGED: dict[str, Any] = {"page": Page, "limit": Limit}


def one_of(*words: str) -> Any:
    """A query parameter that takes one of these words."""
    return Annotated[str | None, Parameter(description=" | ".join(words), schema_extra={"enum": [*words]})]


def text(description: str) -> Any:
    """A query parameter that takes any words."""
    return Annotated[str | None, Parameter(max_length=200, description=description)]
