"""Accounts: users, signing in and out, refresh tokens that rotate, one-time links."""

import asyncio
import hashlib
import secrets
from typing import Annotated, Literal

from msgspec import Meta, Struct

from assistant.access import SYSTEM, Actor, Role
from assistant.errors import Conflict, Invalid, Unauthenticated
from assistant.events import Emit
from assistant.identity import ACCESS_SECONDS, LINK_SECONDS, REFRESH_SECONDS
from assistant.operation import Command, Query, operation, process
from assistant.perform import Assistant
from assistant.tiers import STUDIO, TIERS, TierName
from assistant.views import iso
from assistant.work import Work
from memory import people, sessions
from memory.people import RefreshToken, User
from memory.sessions import Session

UserName = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"^\S(.*\S)?$")]
Password = Annotated[str, Meta(min_length=8, max_length=200)]
Email = Annotated[str, Meta(max_length=254, pattern=r"^[^@\s]{1,64}@[^@\s]+\.[^@\s.]{2,}$")]
Secret = Annotated[str, Meta(max_length=4000)]
UserRole = Literal["user", "producer", "admin"]


class UserView(Struct, frozen=True, kw_only=True):
    """`email` is "" where nobody said one; `plan` names their tier."""

    id: str
    name: str
    role: str
    email: str = ""
    plan: TierName = STUDIO.name


class Tokens(Struct, frozen=True, kw_only=True):
    """Bearer tokens and whose they are; `expires_in` is the access token's life in seconds."""

    access_token: str
    refresh_token: str
    user: UserView
    expires_in: int = ACCESS_SECONDS


class AddUser(Command[UserView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Add a user who can sign in with a password."""

    name: UserName
    password: Password
    role: UserRole = "user"
    email: Email | None = None
    plan: TierName = STUDIO.name


class InsertUser(Command[UserView], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Store a user whose password is hashed already; None lets no password in."""

    name: UserName
    password_hash: str | None
    role: UserRole = "user"
    id: str | None = None
    email: Email | None = None
    plan: TierName = STUDIO.name


class FindUser(Query[User | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The user of a name or an address."""

    name: str


class Login(Command[Tokens], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign in with password and name or address."""

    username: Secret
    password: Secret


class StartLogin(Command[Tokens], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Begin a signed-in session for a user whose identity is proven."""

    user_id: str


class Refresh(Command[Tokens], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Get new tokens for a refresh token."""

    refresh_token: Secret


class Rotate(Command[Tokens | None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Exchange a refresh token; None when it is one that was replaced."""

    refresh_token: Secret


class Logout(Command[None], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """End this session: its tokens are refused from now on."""


class MakeLink(Command[str], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Make a one-time code that signs a user in on the web page."""

    user_id: str


class UseLink(Command[Tokens], frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Sign in with a one-time code."""

    code: Secret


@process("user.add", needs=Role.ADMIN)
async def add_user(assistant: Assistant, command: AddUser, by: Actor, emit: Emit) -> UserView:
    hashed = await asyncio.to_thread(assistant.identity.hash, command.password)
    known = {name: getattr(command, name) for name in ("name", "role", "email", "plan")}
    return await assistant.perform(InsertUser(**known, password_hash=hashed), by=SYSTEM)


@operation("user.insert", needs=Role.ADMIN, internal=True)
def insert_user(work: Work, command: InsertUser) -> UserView:
    if people.user_named(work.db, command.name):
        raise Conflict(f"There is a user {command.name} already.", remedy="Choose another name.", field="name")
    email = command.email.casefold() if command.email else None
    if email and people.user_at(work.db, email):
        raise Conflict(f"There is a user at {email} already.", remedy="Use another address.", field="email")
    user = User(
        id=command.id or f"user_{secrets.token_hex(8)}",
        name=command.name,
        role=command.role,
        created_at=iso(work.now),
        password_hash=command.password_hash,
        email=email,
        plan=command.plan,
    )
    people.add_user(work.db, user)
    return user_view(user)


@operation("user.find", needs=Role.ADMIN, internal=True)
def find_user(work: Work, command: FindUser) -> User | None:
    return people.user_at(work.db, command.name)


@process("auth.login", needs=Role.ANYONE)
async def login(assistant: Assistant, command: Login, by: Actor, emit: Emit) -> Tokens:
    user = await assistant.perform(FindUser(name=command.username), by=SYSTEM)
    known = user.password_hash if user else None
    if not await asyncio.to_thread(assistant.identity.matches, command.password, known) or user is None:
        raise Unauthenticated("That user name and password do not match.", remedy="Check both and try again.")
    return await assistant.perform(StartLogin(user_id=user.id), by=SYSTEM)


@operation("auth.start", needs=Role.ADMIN, internal=True)
def start_login(work: Work, command: StartLogin) -> Tokens:
    session_id = f"session_{secrets.token_hex(12)}"
    session = Session(id=session_id, user_id=command.user_id, kind="login", created_at=work.now, active_at=work.now)
    sessions.add(work.db, session)
    return _tokens(work, session_id, command.user_id, None)


@process("auth.refresh", needs=Role.ANYONE)
async def refresh(assistant: Assistant, command: Refresh, by: Actor, emit: Emit) -> Tokens:
    tokens = await assistant.perform(Rotate(refresh_token=command.refresh_token), by=SYSTEM)
    if tokens is None:
        raise Unauthenticated("This refresh token was replaced by a newer one; the session has been ended.", remedy="Sign in again.")
    return tokens


@operation("auth.rotate", needs=Role.ADMIN, internal=True)
def rotate(work: Work, command: Rotate) -> Tokens | None:
    """Rotation that does not strand a client which keeps its first token (the contract's reply shows no new one): the old token
    dies when the new one is first used. A dead token that comes back was stolen from somebody: the whole session ends (None)."""
    claims = work.tools.identity.read(command.refresh_token, "refresh")
    token = people.refresh_token(work.db, claims.jti)
    session = sessions.get(work.db, claims.sid)
    if token is None or session is None or session.revoked or token.expires_at < work.now:
        raise Unauthenticated("This refresh token is not valid any more.", remedy="Sign in again.")
    if token.revoked:
        sessions.revoke(work.db, session.id)
        return None
    if token.previous:
        people.revoke_refresh_token(work.db, token.previous)
    return _tokens(work, session.id, session.user_id, token.id)


@operation("auth.logout", needs=Role.MEMBER)
def logout(work: Work, command: Logout) -> None:
    sessions.revoke(work.db, work.session.id)


@operation("auth.link", needs=Role.ADMIN, internal=True)
def make_link(work: Work, command: MakeLink) -> str:
    code = secrets.token_urlsafe(32)
    people.add_sign_in_link(work.db, _digest(code), command.user_id, work.now + LINK_SECONDS)
    return code


@operation("auth.use_link", needs=Role.ANYONE)
def use_link(work: Work, command: UseLink) -> Tokens:
    user_id = people.use_sign_in_link(work.db, _digest(command.code), work.now)
    if user_id is None:
        raise Unauthenticated("This sign-in link was used already, or is too old.", remedy="Restart the server for a new link, or sign in.")
    return start_login(work, StartLogin(user_id=user_id))


def _tokens(work: Work, session_id: str, user_id: str, previous: str | None) -> Tokens:
    user = people.user(work.db, user_id)
    if user is None:
        raise Invalid("There is no such user.", field="user_id")
    actor = Actor(user_id=user.id, name=user.name, session_id=session_id, admin=user.role == "admin", plan=TIERS[user.plan].name)
    identity = work.tools.identity
    access, _ = identity.issue(actor, "access")
    renewal, claims = identity.issue(actor, "refresh")
    token = RefreshToken(id=claims.jti, session_id=session_id, expires_at=work.now + REFRESH_SECONDS, previous=previous)
    people.add_refresh_token(work.db, token)
    return Tokens(access_token=access, refresh_token=renewal, user=user_view(user))


def user_view(user: User) -> UserView:
    """A user as others see them; whose name is an address has that one."""
    email = user.email or (user.name if "@" in user.name else "")
    return UserView(id=user.id, name=user.name, role=user.role, email=email, plan=TIERS[user.plan].name)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
