"""Signing in. Two published contracts have this path: the answer holds what either promises (the platform's: facts 2)."""

from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType

from api.contracts.ai_movie.dialect import Answer
from api.dialect import Row
from assistant.operations.accounts import Login, Tokens
from assistant.views import iso_now


class MovieLogin(Struct, kw_only=True, forbid_unknown_fields=True):
    """By address, or by the name one signs in with."""

    email: Annotated[str, Meta(min_length=1, max_length=254)]
    password: Annotated[str, Meta(min_length=1, max_length=200)]


class MovieUser(Struct, kw_only=True):
    """`name` is what they are called; `plan` names their tier."""

    id: str
    email: str
    name: str
    role: str
    plan: str | UnsetType = UNSET


class PlatformTokens(Struct, kw_only=True, rename="camel"):
    """What the platform's contract has for `data`."""

    access_token: str
    refresh_token: str
    user: MovieUser


class MovieSignedIn(Answer, kw_only=True, rename="camel"):
    """The AI Movie shape (`token`, `user`), and the platform's: its envelope with `data`, whose parts stand beside it as well. What this
    contract does not print is always there, and told as optional."""

    token: str
    user: MovieUser
    access_token: str | UnsetType = UNSET
    refresh_token: str | UnsetType = UNSET
    data: PlatformTokens | UnsetType = UNSET
    message: str = "Signed in"
    timestamp: str | UnsetType = UNSET


def signed_in(result: Tokens) -> MovieSignedIn:
    user = MovieUser(id=result.user.id, email=result.user.email, name=result.user.name, role=result.user.role, plan=result.user.plan)
    pair = PlatformTokens(access_token=result.access_token, refresh_token=result.refresh_token, user=user)
    return MovieSignedIn(
        token=result.access_token,
        user=user,
        access_token=result.access_token,
        refresh_token=result.refresh_token,
        data=pair,
        timestamp=iso_now(),
    )


ROWS = (
    Row(
        method="POST", path="/auth/login", command=Login, body=MovieLogin, names={"email": "username"}, view=signed_in,
        kind="authentication", errors=(401,),
    ),
)  # fmt: skip
