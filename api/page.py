"""The web page and its sign-in: a cookie no script can read, given for a one-time code or a password."""

from pathlib import Path
from typing import Any

from litestar import Request, Response, Router, delete, get, post
from litestar.datastructures import Cookie
from litestar.static_files import create_static_files_router
from msgspec import Struct

from api.auth import COOKIE, cookie_claims, same_origin
from assistant import NOBODY, Assistant
from assistant.errors import Invalid, Unauthenticated
from assistant.identity import ACCESS_SECONDS, REFRESH_SECONDS
from assistant.operations.accounts import Login, Logout, Refresh, Tokens, UseLink

RENEWAL = "storycore_renewal"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; media-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-cache",  # modules of two releases do not fit together
}


class SignIn(Struct, kw_only=True, frozen=True):
    """Either the code of a one-time link, or a name and password."""

    code: str | None = None
    username: str | None = None
    password: str | None = None


@post("/api/session", include_in_schema=False, status_code=200)
async def sign_in(request: Request[Any, Any, Any], data: SignIn) -> Response[dict[str, Any]]:
    """Sign the page in; the token stays in a cookie that scripts cannot read."""
    if not same_origin(request, required=True):
        raise Unauthenticated("This page is not allowed to sign in.")
    assistant: Assistant = request.app.state.assistant
    return _signed_in(request, await _tokens(assistant, data))


@get("/api/session", include_in_schema=False)
async def who(request: Request[Any, Any, Any]) -> Response[dict[str, Any]]:
    """Who is signed in on this page. An hour that is over is renewed by the second cookie, which goes to this path only."""
    assistant: Assistant = request.app.state.assistant
    try:
        claims = assistant.identity.read(request.cookies.get(COOKIE, ""), "access")
    except Unauthenticated:
        renewal = request.cookies.get(RENEWAL, "")
        return _signed_in(request, await assistant.perform(Refresh(refresh_token=renewal), by=NOBODY))
    return Response(_user(claims.sub, claims.name))


@delete("/api/session", include_in_schema=False)
async def sign_out(request: Request[Any, Any, Any]) -> Response[None]:
    """End the session, for this page and for every token of it."""
    actor = cookie_claims(request).actor()
    await request.app.state.assistant.perform(Logout(), by=actor)
    gone = [Cookie(key=key, path=path, max_age=0) for key, path in ((COOKIE, "/api"), (RENEWAL, "/api/session"))]
    return Response(None, status_code=204, cookies=gone)


async def _tokens(assistant: Assistant, data: SignIn) -> Tokens:
    if data.code:
        return await assistant.perform(UseLink(code=data.code), by=NOBODY)
    if data.username and data.password:
        return await assistant.perform(Login(username=data.username, password=data.password), by=NOBODY)
    raise Invalid("Give a sign-in code, or a user name and a password.", field="code")


def _signed_in(request: Request[Any, Any, Any], tokens: Tokens) -> Response[dict[str, Any]]:
    actor = request.app.state.assistant.identity.actor(tokens.access_token)
    kept = (
        (COOKIE, tokens.access_token, ACCESS_SECONDS, "/api"),
        (RENEWAL, tokens.refresh_token, REFRESH_SECONDS, "/api/session"),
    )
    secure = request.url.scheme == "https"
    cookies = [
        Cookie(key=key, value=value, max_age=age, path=path, httponly=True, samesite="strict", secure=secure)
        for key, value, age, path in kept
    ]
    return Response(_user(actor.user_id, actor.name), cookies=cookies)


def _user(user_id: str, name: str) -> dict[str, Any]:
    return {"user": {"id": user_id, "name": name}}


def page_router(web: Path) -> Router:
    """The page's doors and files. Its policy allows no inline script and nothing from elsewhere."""
    files = create_static_files_router(
        path="/",
        directories=[web / "page"],
        html_mode=True,
        include_in_schema=False,
        after_request=_guarded,
    )
    return Router(path="/", route_handlers=[sign_in, who, sign_out, files])


def _guarded(response: Response[Any]) -> Response[Any]:
    response.headers.update(HEADERS)
    return response
