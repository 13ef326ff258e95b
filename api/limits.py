"""A request's way in and out: its id, the sliding window it counts in, and the usage it leaves behind."""

import asyncio
import math
import secrets
import time
from collections.abc import Callable
from typing import Any

import structlog
from limits import RateLimitItemPerSecond
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter
from limits.storage import storage_from_string
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from api.dialect import Dialect, Directory
from assistant import SYSTEM, Actor, Assistant
from assistant.errors import Problem
from assistant.identity import Identity
from assistant.operations.usage import CountUsage
from assistant.tiers import FREE, TIERS, Tier
from memory.usage import Counter

log = structlog.get_logger(__name__)
WARN_AT = 0.9
"""`contracts/storycore-assistant.md`, "Warning Threshold"."""
FLUSH_SECONDS = 1.0
HOUR = 3600
PREFIX = "/api/v1"
"""Where everything is counted, whether a contract knows the path or not."""


class Window:
    """The sliding window: per user, or per address for whoever is not signed in. Over a Redis `broker` it is one for all servers; while
    that is away, nobody is held up. `what` tells several windows of a user apart."""

    def __init__(self, limit: int, seconds: int, identity: Identity, broker: str = "", what: str = "requests") -> None:
        self.limit = limit
        self.seconds = seconds
        self._item = RateLimitItemPerSecond(limit, seconds, namespace=f"storycore:{what}")
        shared = broker.startswith("redis")
        storage: Any = storage_from_string(f"async+{broker}", implementation="redispy") if shared else MemoryStorage()
        self._limiter = MovingWindowRateLimiter(storage)
        self._away = storage.base_exceptions if shared else ()
        self.identity = identity

    def key(self, scope: Scope) -> tuple[str, Actor | None]:
        """Who the window belongs to; the actor when a valid token says so."""
        scheme, _, token = dict(scope["headers"]).get(b"authorization", b"").decode("latin-1").partition(" ")
        if scheme.lower() == "bearer":
            try:
                actor = self.identity.actor(token.strip())
            except Problem:
                pass
            else:
                return f"user:{actor.user_id}", actor
        client = scope.get("client")
        return f"address:{client[0] if client else 'unknown'}", None

    async def take(self, key: str) -> tuple[bool, list[tuple[bytes, bytes]], int]:
        """Count one request: whether it may pass, the headers to send, and the seconds until the next may."""
        try:
            passed = await self._limiter.hit(self._item, key)
            reset, left = await self._limiter.get_window_stats(self._item, key)
        except self._away as error:
            log.warning("limits are not counted while Redis is away", reason=type(error).__name__)
            passed, reset, left = True, time.time() + self.seconds, self.limit
        used = self.limit - left
        headers = [("X-RateLimit-Limit", self.limit), ("X-RateLimit-Remaining", left), ("X-RateLimit-Reset", math.ceil(reset))]
        if passed and used >= self.limit * WARN_AT:
            headers.append(("X-RateLimit-Warning", f"Approaching rate limit ({used}/{self.limit} requests used)"))  # type: ignore[arg-type]
        wait = max(1, math.ceil(reset - time.time()))
        if not passed:
            headers.append(("Retry-After", wait))
        return passed, [(name.lower().encode(), str(value).encode()) for name, value in headers], wait


class Usage:
    """Counts in memory and adds to the database once a second, so that no request waits for its own bookkeeping."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._counters: dict[tuple[str, str, str], Counter] = {}
        self._task: asyncio.Task[None] | None = None

    def count(self, user_id: str, kind: str, endpoint: str, *, failed: bool, size: int, ms: float) -> None:
        now = time.time()
        for group, name in (("total", ""), ("operation", kind), ("endpoint", endpoint)):
            key = (user_id, group, name)
            was = self._counters.get(key)
            self._counters[key] = Counter(
                user_id=user_id,
                kind=group,
                name=name,
                count=(was.count if was else 0) + 1,
                failed=(was.failed if was else 0) + failed,
                bytes=(was.bytes if was else 0.0) + size,
                ms=(was.ms if was else 0.0) + ms,
                first_at=was.first_at if was else now,
                last_at=now,
            )

    async def flush(self) -> None:
        counters, self._counters = list(self._counters.values()), {}
        if counters:
            await self._assistant.perform(CountUsage(counters=counters), by=SYSTEM)

    def start(self) -> None:
        self._task = asyncio.create_task(self._keep_flushing())

    async def stop(self) -> None:
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self.flush()

    async def _keep_flushing(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_SECONDS)
            try:
                await self.flush()
            except Problem as problem:
                log.warning("usage could not be counted", reason=problem.message)


def by_tier(limit: Callable[[Tier], int | None], seconds: int, identity: Identity, broker: str, what: str) -> dict[str, Window]:
    """A window for each tier that has that limit, by the tier's name."""
    limits = {name: limit(tier) for name, tier in TIERS.items()}
    return {name: Window(most, seconds, identity, broker, f"{what}:{name}") for name, most in limits.items() if most}


class Windows:
    """Which window a request counts in: the server's own, or in a contract whose dialect is `tiered` the caller's tier's, an hour long
    (`contracts/ai-movie.md`, "Rate Limiting"). A tier without a limit counts in the server's own."""

    def __init__(self, own: Window, broker: str = "") -> None:
        self.own = own
        self._by_tier = by_tier(lambda tier: tier.requests, HOUR, own.identity, broker, "requests")

    def of(self, dialect: Dialect, actor: Actor | None) -> tuple[Window, list[tuple[bytes, bytes]]]:
        """The window, and the headers that name it."""
        if not dialect.tiered:
            return self.own, []
        tier = actor.tier if actor else FREE
        window = self._by_tier.get(tier.name, self.own) if actor else self.own
        return window, [(b"x-ratelimit-tier", tier.name.encode())]


class Gate:
    """Around the whole application, for the contracts' paths. `refuse(scope, window, wait)` builds the body of a 429."""

    def __init__(self, app: ASGIApp, directory: Directory, windows: Windows, usage: Usage, refuse: Any) -> None:
        self._app = app
        self._directory = directory
        self._windows = windows
        self._usage = usage
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP or not (scope["path"].startswith(PREFIX) or self._directory.knows(scope["path"])):
            await self._app(scope, receive, send)
            return
        started = time.monotonic()
        request_id = f"req_{secrets.token_hex(8)}"
        scope.setdefault("state", {})["request_id"] = request_id
        key, actor = self._windows.own.key(scope)
        window, named = self._windows.of(self._directory.dialect_of(str(scope.get("method")), scope["path"]), actor)
        passed, headers, wait = await window.take(key)
        headers += [*named, (b"x-request-id", request_id.encode())]
        sent = {"status": 500, "bytes": int(dict(scope["headers"]).get(b"content-length", b"0") or 0)}

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *headers]
                sent["status"] = message["status"]
            elif message["type"] == "http.response.body":
                sent["bytes"] += len(message["body"])
            await send(message)

        with structlog.contextvars.bound_contextvars(request_id=request_id):
            if passed:
                await self._app(scope, receive, with_headers)
            else:
                await self._refuse(scope, window, wait)(scope, receive, with_headers)
            took = (time.monotonic() - started) * 1000
            log.info("request", method=str(scope.get("method")), path=scope["path"], status=sent["status"], ms=round(took, 1))
        if actor:
            self._count(scope, actor, sent, took)

    def _count(self, scope: Scope, actor: Actor, sent: dict[str, int], took: float) -> None:
        template = str(scope.get("path_template") or "unrouted").removeprefix(PREFIX)
        route = scope.get("route_handler")
        kind = route.opt.get("kind", "other") if route else "other"
        self._usage.count(actor.user_id, kind, template, failed=sent["status"] >= 400, size=sent["bytes"], ms=took)
