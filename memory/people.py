"""Users, their refresh tokens, and one-time sign-in links."""

from collections.abc import Iterable

from msgspec import Struct
from sqlalchemy import Connection, and_, bindparam, delete, func, insert, select, update

from memory.rows import columns, struct
from memory.tables.people import refresh_tokens, sign_in_links, users


class User(Struct, frozen=True, kw_only=True):
    """`password_hash` is argon2id's encoded form; None means no password opens this account. `role`: user, producer or admin.
    `email` is None where the name says it or nobody did; `plan` names a tier."""

    id: str
    name: str
    role: str
    created_at: str
    password_hash: str | None = None
    email: str | None = None
    plan: str = "studio"


class RefreshToken(Struct, frozen=True, kw_only=True):
    """`previous` is the token this one replaces; it dies when this one is first used."""

    id: str
    session_id: str
    expires_at: float
    previous: str | None = None
    revoked: int = 0


_BY_NAME = select(users).where(users.c.name == bindparam("name"))
_BY_EMAIL = select(users).where(users.c.email == bindparam("email"))
_BY_ID = select(users).where(users.c.id == bindparam("id"))
_LOCK = select(users.c.id).where(users.c.id == bindparam("id")).with_for_update()
_TOKEN = select(refresh_tokens).where(refresh_tokens.c.id == bindparam("id")).with_for_update()
_LINK = (
    delete(sign_in_links)
    .where(and_(sign_in_links.c.digest == bindparam("d"), sign_in_links.c.expires_at > bindparam("now")))
    .returning(sign_in_links.c.user_id)
)


def add_user(db: Connection, user: User) -> None:
    db.execute(insert(users), columns(user))


def user_named(db: Connection, name: str) -> User | None:
    row = db.execute(_BY_NAME, {"name": name}).mappings().one_or_none()
    return struct(row, User) if row else None


def user_at(db: Connection, email: str) -> User | None:
    """Whose address that is, given as one or as the name they sign in with."""
    row = db.execute(_BY_EMAIL, {"email": email.casefold()}).mappings().one_or_none()
    return struct(row, User) if row else user_named(db, email)


def user(db: Connection, user_id: str) -> User | None:
    row = db.execute(_BY_ID, {"id": user_id}).mappings().one_or_none()
    return struct(row, User) if row else None


def lock(db: Connection, user_id: str) -> None:
    """Hold a user until the commit, so that what they have can be counted and added to by one at a time."""
    db.execute(_LOCK, {"id": user_id})


def set_password_hash(db: Connection, user_id: str, password_hash: str) -> None:
    db.execute(update(users).where(users.c.id == user_id).values(password_hash=password_hash))


def named(db: Connection, names: Iterable[str]) -> list[str]:
    """Those of these names, in small letters, that somebody signs in with; as they are written."""
    return list(db.execute(select(users.c.name).where(func.lower(users.c.name).in_(list(names))).order_by(users.c.name)).scalars())


def add_refresh_token(db: Connection, token: RefreshToken) -> None:
    db.execute(insert(refresh_tokens), columns(token))


def refresh_token(db: Connection, token_id: str) -> RefreshToken | None:
    row = db.execute(_TOKEN, {"id": token_id}).mappings().one_or_none()
    return struct(row, RefreshToken) if row else None


def revoke_refresh_token(db: Connection, token_id: str) -> None:
    db.execute(update(refresh_tokens).where(refresh_tokens.c.id == token_id).values(revoked=1))


def add_sign_in_link(db: Connection, digest: str, user_id: str, expires_at: float) -> None:
    db.execute(insert(sign_in_links), {"digest": digest, "user_id": user_id, "expires_at": expires_at})


def use_sign_in_link(db: Connection, digest: str, now: float) -> str | None:
    """The user a link signs in, once: the link is gone afterwards."""
    return db.execute(_LINK, {"d": digest, "now": now}).scalar_one_or_none()
