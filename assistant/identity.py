"""Who someone is: passwords by argon2id, tokens signed with the home's key.

Access tokens live an hour, refresh tokens seven days (`contracts/storycore-assistant.md`, "Token Types"). Both name the user and the
session; ending the session ends them all.
"""

import secrets
import time
from functools import cached_property
from typing import Any, Literal

import jwt
from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from msgspec import Struct

from assistant.access import Actor
from assistant.errors import Unauthenticated

ACCESS_SECONDS = 3600
REFRESH_SECONDS = 7 * 24 * 3600
LINK_SECONDS = 15 * 60


class Claims(Struct, frozen=True, kw_only=True):
    """What a token says. `jti` is unique; `sid` is the session."""

    sub: str
    sid: str
    typ: Literal["access", "refresh"]
    jti: str
    exp: float
    name: str = ""
    admin: bool = False


class Identity:
    """Makes and checks tokens and password hashes. `key` is the home's signing key, at least 32 bytes."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._hasher = PasswordHasher()

    def hash(self, password: str) -> str:
        """Slow by design (about 50 ms): never inside a transaction."""
        return self._hasher.hash(password)

    def matches(self, password: str, password_hash: str | None) -> bool:
        """Whether the password opens the account. An unknown user (None) takes as long as a wrong password."""
        try:
            return self._hasher.verify(password_hash or self._nobodys_hash, password) and password_hash is not None
        except (Argon2Error, InvalidHashError):
            return False

    @cached_property
    def _nobodys_hash(self) -> str:
        return self.hash(secrets.token_hex(16))

    def issue(self, actor: Actor, typ: Literal["access", "refresh"]) -> tuple[str, Claims]:
        life = ACCESS_SECONDS if typ == "access" else REFRESH_SECONDS
        now = time.time()
        claims = Claims(
            sub=actor.user_id, sid=actor.session_id, typ=typ, jti=secrets.token_hex(16), exp=now + life, name=actor.name, admin=actor.admin
        )  # fmt: skip
        payload: dict[str, Any] = {name: getattr(claims, name) for name in claims.__struct_fields__} | {"iat": now}
        return jwt.encode(payload, self._key, algorithm="HS256"), claims

    def read(self, token: str, typ: Literal["access", "refresh"]) -> Claims:
        """Raises Unauthenticated for anything but a token of that type, signed by this home and not expired."""
        try:
            payload = jwt.decode(token, self._key, algorithms=["HS256"], options={"require": ["exp", "sub", "sid", "jti", "typ"]})
        except jwt.ExpiredSignatureError as error:
            raise Unauthenticated("Your token has expired.", remedy="Use the refresh token, or sign in again.") from error
        except jwt.PyJWTError as error:
            raise Unauthenticated("This token is not valid.") from error
        if payload["typ"] != typ:
            raise Unauthenticated(f"This is not an {typ} token.")
        return Claims(**{name: payload[name] for name in Claims.__struct_fields__ if name in payload})

    def actor(self, token: str) -> Actor:
        claims = self.read(token, "access")
        return Actor(user_id=claims.sub, name=claims.name, session_id=claims.sid, admin=claims.admin)
