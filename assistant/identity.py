"""Who someone is: passwords by argon2id, tokens signed with the home's key.

Access tokens live an hour, refresh tokens seven days (`contracts/storycore-assistant.md`, "Token Types"). Both name the user and the
session; ending the session ends them all.
"""

import hmac
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
from assistant.tiers import STUDIO, TierName

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
    plan: TierName = STUDIO.name

    def actor(self, session_id: str | None = None) -> Actor:
        """Whose token it is, in a session: the token's own unless another is named."""
        return Actor(
            user_id=self.sub, name=self.name, session_id=self.sid if session_id is None else session_id, admin=self.admin, plan=self.plan
        )


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

    def seal(self, purpose: str, text: str) -> str:
        """A signature of a text, for one purpose: 64 hexadecimal digits that only this home can make."""
        key = hmac.digest(self._key, f"storycore:{purpose}".encode(), "sha256")
        return hmac.new(key, text.encode(), "sha256").hexdigest()

    def sealed(self, purpose: str, text: str, signature: str) -> bool:
        """Whether a signature is the text's; it takes as long for a wrong one."""
        return hmac.compare_digest(self.seal(purpose, text).encode(), signature.encode())

    def issue(self, actor: Actor, typ: Literal["access", "refresh"]) -> tuple[str, Claims]:
        life = ACCESS_SECONDS if typ == "access" else REFRESH_SECONDS
        now = time.time()
        claims = Claims(
            sub=actor.user_id, sid=actor.session_id, typ=typ, jti=secrets.token_hex(16), exp=now + life, name=actor.name, admin=actor.admin,
            plan=actor.plan,
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
        return self.read(token, "access").actor()
