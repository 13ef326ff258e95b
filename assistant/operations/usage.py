"""What a user has used: counters that grow, never a log."""

import time
from typing import TYPE_CHECKING

import structlog
from msgspec import Struct

from assistant.access import SYSTEM, Role
from assistant.errors import Problem
from assistant.model import Options, Tally
from assistant.operation import Command, Query, operation
from assistant.views import iso
from assistant.work import Work
from memory import usage
from memory.usage import Counter

if TYPE_CHECKING:
    from assistant.perform import Assistant

log = structlog.get_logger(__name__)


class ModelUse(Struct, frozen=True, kw_only=True):
    """What a language model has taken: questions to it and those it left unanswered, tokens as its provider counted them, and their
    cost at the prices of the time; None without prices."""

    name: str
    questions: int
    unanswered: int
    tokens_read: int
    tokens_written: int
    cost: float | None


class UsageView(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`contracts/storycore-assistant.md`, GET /usage/stats. Times are None before the first request. `models` is ours, and there only
    once a language model was asked."""

    user_id: str
    total_requests: int
    successful_requests: int
    failed_requests: int
    total_data_transferred_mb: float
    average_response_time_ms: float
    operation_counts: dict[str, int]
    endpoint_counts: dict[str, int]
    first_request_time: str | None
    last_request_time: str | None
    models: tuple[ModelUse, ...] = ()


class ShowUsage(Query[UsageView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Show what you have used of the API."""


class CountUsage(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add to the counters."""

    counters: list[Counter]


@operation("usage.show", needs=Role.MEMBER)
def show_usage(work: Work, command: ShowUsage) -> UsageView:
    rows = usage.of_user(work.db, work.by.user_id)
    total = next((row for row in rows if row.kind == "total"), None)
    return UsageView(
        user_id=work.by.user_id,
        total_requests=total.count if total else 0,
        successful_requests=total.count - total.failed if total else 0,
        failed_requests=total.failed if total else 0,
        total_data_transferred_mb=round(total.bytes / 1024**2, 3) if total else 0.0,
        average_response_time_ms=round(total.ms / total.count, 1) if total else 0.0,
        operation_counts={row.name: row.count for row in rows if row.kind == "operation"},
        endpoint_counts={row.name: row.count for row in rows if row.kind == "endpoint"},
        first_request_time=iso(total.first_at) if total else None,
        last_request_time=iso(total.last_at) if total else None,
        models=tuple(_use(row) for row in rows if row.kind == "model"),
    )


@operation("usage.count", needs=Role.ADMIN, internal=True)
def count_usage(work: Work, command: CountUsage) -> None:
    usage.add(work.db, command.counters)


def model_counter(user_id: str, options: Options, tally: Tally) -> Counter:
    """What a piece of work took of a model, as a counter."""
    now = time.time()
    return Counter(
        user_id=user_id,
        kind="model",
        name=options.name[:200],
        count=tally.questions,
        failed=tally.failed,
        bytes=0.0,
        ms=tally.ms,
        first_at=now,
        last_at=now,
        tokens_read=tally.read,
        tokens_written=tally.written,
        cost=options.price.of(tally.read, tally.written) if options.price else None,
    )


async def count_model(assistant: "Assistant", counter: Counter) -> None:
    """Adds what a model took. Book-keeping that fails costs nobody what they asked for."""
    try:
        await assistant.perform(CountUsage(counters=[counter]), by=SYSTEM)
    except Problem as problem:
        log.warning("a model's usage could not be counted", reason=problem.message)


def _use(row: Counter) -> ModelUse:
    return ModelUse(
        name=row.name,
        questions=row.count,
        unanswered=row.failed,
        tokens_read=row.tokens_read,
        tokens_written=row.tokens_written,
        cost=None if row.cost is None else round(row.cost, 6),
    )
