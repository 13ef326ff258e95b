"""Problems on the wire, for the doors that share one vocabulary; contracts have their own tables in their dialects."""

from typing import Any

from assistant import errors
from assistant.errors import Problem

SOCKET_CODES: dict[type[Problem], str] = {
    errors.Invalid: "VALIDATION_ERROR",
    errors.Unreadable: "UNSUPPORTED_FORMAT",
    errors.NothingOpen: "VALIDATION_ERROR",
    errors.Unauthenticated: "AUTH_REQUIRED",
    errors.Forbidden: "ACCESS_DENIED",
    errors.NotFound: "NOT_FOUND",
    errors.Conflict: "CONFLICT",
    errors.Unconfirmed: "CONFIRMATION_REQUIRED",
    errors.StorageFull: "STORAGE_LIMIT_EXCEEDED",
    errors.LimitExceeded: "RATE_LIMITED",
    errors.SubscriptionLimit: "SUBSCRIPTION_LIMIT",
    errors.Unavailable: "AI_SERVICE_ERROR",
    errors.Unexpected: "INTERNAL_SERVER_ERROR",
}
"""`contracts/ai-movie.md`, "Error Codes", and what that list has no word for."""


def as_object(problem: Problem, code: str) -> dict[str, Any]:
    """{code, message, details, suggested_action}."""
    return {"code": code, "message": problem.message, "details": problem.data, "suggested_action": problem.remedy}
