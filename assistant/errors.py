"""What can go wrong, the hierarchy first. No HTTP here: a dialect or a frame turns these into its own wire form.

Problem
├── Invalid              a value is wrong; names the field
│   ├── Unreadable       a project folder is corrupted
│   └── NothingOpen      no project is open
├── Unauthenticated      who are you?
├── Forbidden            you may not
├── NotFound             no such thing, or not yours
├── Conflict             it changed meanwhile, or exists already
├── Unconfirmed          destructive: ask first, saying what goes
├── StorageFull          the disk quota would be exceeded
├── LimitExceeded        too many requests
├── SubscriptionLimit    the plan does not allow more of it
├── Unavailable          a part is missing; says what to configure
└── Unexpected           our fault; tells nothing internal
"""

from collections.abc import Mapping, Sequence
from typing import Any


class Problem(Exception):
    """`code` is stable; `message` is for a person who reads English; `remedy` says what to do; `data` names fields and numbers.
    `why` names the text that says it in the other languages (`problem.{why}` in the language files, over `data` and `values`);
    without one, the text of its code does."""

    code = "problem"
    remedy = "Check the request and try again."
    offers: Sequence[Any] = ()
    """What could be done instead (`assistant.views.Offer`), for a conversation to ask."""

    def __init__(
        self, message: str, *, remedy: str | None = None, why: str = "", values: Mapping[str, Any] | None = None, **data: Any
    ) -> None:
        super().__init__(message)
        self.message = message
        self.why = why
        self.values = {**data, **(values or {})}
        self.data = data
        if remedy is not None:
            self.remedy = remedy


class Invalid(Problem):
    code = "invalid"
    remedy = "Correct the named field and send it again."

    def __init__(self, message: str, *, field: str | None = None, **more: Any) -> None:
        super().__init__(message, **({"field": field, **more} if field else more))


class Unreadable(Invalid):
    code = "unreadable"
    remedy = "Restore project.json from the folder's .backups, or correct what is named. Nothing was changed."


class NothingOpen(Invalid):
    code = "nothing_open"
    remedy = "Open a project first, or name one."


class Unauthenticated(Problem):
    code = "unauthenticated"
    remedy = "Sign in again and send the access token as 'Authorization: Bearer <token>'."


class Forbidden(Problem):
    code = "forbidden"
    remedy = "Ask the project's owner for the right to do this."


class NotFound(Problem):
    code = "not_found"
    remedy = "List what exists and use one of those names."


class Conflict(Problem):
    code = "conflict"
    remedy = "Look at what changed and try again."


class Unconfirmed(Problem):
    """`data` says what would be lost, in numbers."""

    code = "unconfirmed"
    remedy = "Repeat the request with confirmed=true if you mean it."


class StorageFull(Problem):
    code = "storage_full"
    remedy = "Delete projects you no longer need, or ask for a larger quota."


class LimitExceeded(Problem):
    code = "limit_exceeded"
    remedy = "Wait a moment before you try again."


class SubscriptionLimit(Problem):
    """`data` has the tier's name and its limit."""

    code = "subscription_limit"
    remedy = "Ask for a larger plan, or make room."


class Unavailable(Problem):
    code = "unavailable"
    remedy = "Configure the missing part, or try again later."


class Unexpected(Problem):
    code = "unexpected"
    remedy = "Try again; if it happens again, tell the administrator the request id."


def all_kinds(base: type[Problem] = Problem) -> list[type[Problem]]:
    """Every kind below `base`, for tables that must be complete."""
    return [kind for child in base.__subclasses__() for kind in (child, *all_kinds(child))]
