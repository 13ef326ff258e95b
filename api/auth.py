"""Who a connection belongs to: the bearer token, or for the web page's own doors its cookie."""

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection

from api.settings import Settings
from assistant import Actor, Assistant
from assistant.errors import Unauthenticated
from assistant.identity import Claims, Identity

COOKIE = "storycore_session"
Connection = ASGIConnection[Any, Any, Any, Any]


def actor_of(connection: Connection) -> Actor:
    """By the Authorization header alone: a cookie would let any web page act. Raises Unauthenticated."""
    return _identity(connection).actor(bearer(connection))


def bearer(connection: Connection) -> str:
    scheme, _, token = connection.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("You are not signed in.")
    return token.strip()


def cookie_claims(connection: Connection) -> Claims:
    """By the page's cookie, for same-origin requests only. Raises Unauthenticated."""
    if not same_origin(connection, required=True):
        raise Unauthenticated("This page is not allowed to use the session.")
    return _identity(connection).read(connection.cookies.get(COOKIE, ""), "access")


def actor_of_page(connection: Connection) -> Actor:
    """By the Authorization header, or for the page's own requests by its cookie. Raises Unauthenticated."""
    if connection.headers.get("authorization") or COOKIE not in connection.cookies:
        return actor_of(connection)
    if connection.headers.get("sec-fetch-site") == "same-origin" and connection.headers.get("origin") is None:
        claims = _identity(connection).read(connection.cookies[COOKIE], "access")
    else:
        claims = cookie_claims(connection)
    return claims.actor()


def socket_claims(connection: Connection, offered: list[str]) -> Claims | None:
    """Who opens a WebSocket: by header, by an `offered` subprotocol or by cookie; None leaves it to an auth frame. Raises
    Unauthenticated."""
    identity = _identity(connection)
    header = connection.headers.get("authorization", "")
    if header:
        return identity.read(header.partition(" ")[2].strip(), "access")
    for each in offered:
        if each.startswith("bearer."):
            return identity.read(each.removeprefix("bearer."), "access")
    if COOKIE in connection.cookies:
        return cookie_claims(connection)
    if not same_origin(connection):
        raise Unauthenticated("This page is not allowed to connect.")
    return None


def same_origin(connection: Connection, *, required: bool = False) -> bool:
    """Whether the Origin header names this server or an allowed origin; a missing one passes unless `required`."""
    origin = connection.headers.get("origin")
    if origin is None:
        return not required
    settings: Settings = connection.app.state.settings
    return origin.rstrip("/") in settings.allowed_origins or urlsplit(origin).netloc == connection.headers.get("host")


def _identity(connection: Connection) -> Identity:
    assistant: Assistant = connection.app.state.assistant
    return assistant.identity
