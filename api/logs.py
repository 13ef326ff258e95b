"""Logs by structlog: readable on a console, JSON for machines, and never a secret."""

import logging
import sys
from typing import Any, TextIO

import structlog

SECRETS = ("password", "token", "authorization", "cookie", "secret", "key", "code")
"""A field with one of these in its name is never written."""


def configure(kind: str, level: str, stream: TextIO | None = None) -> None:
    """`kind` is console or json. Goes to stderr unless told otherwise, so that what commands print stays clean."""
    stream = stream or sys.stderr
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    render: Any = structlog.processors.JSONRenderer() if kind == "json" else structlog.dev.ConsoleRenderer(colors=stream.isatty())
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            without_secrets,
            structlog.processors.format_exc_info,
            render,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.PrintLoggerFactory(stream),
        cache_logger_on_first_use=False,
    )


def without_secrets(_: Any, __: str, event: Any) -> Any:
    for name in event:
        if any(secret in name.lower() for secret in SECRETS):
            event[name] = "…"
    return event
