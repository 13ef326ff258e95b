"""Users, the tokens that let them back in, and what they used."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, String, Table

from memory.tables.base import metadata

users = Table(
    "users",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", String(200), nullable=False, unique=True),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(300)),
    Column("created_at", String(32), nullable=False),
    Column("email", String(254)),
    Column("plan", String(20), nullable=False, server_default="studio"),
    Index("ix_users_email", "email", unique=True),
)

refresh_tokens = Table(
    "refresh_tokens",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("previous", String(64)),
    Column("expires_at", Float, nullable=False),
    Column("revoked", Integer, nullable=False, default=0),
    Index("ix_refresh_tokens_session_id", "session_id"),
)

sign_in_links = Table(
    "sign_in_links",
    metadata,
    Column("digest", String(64), primary_key=True),
    Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Float, nullable=False),
)

usage = Table(
    "usage",
    metadata,
    Column("user_id", String(64), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("count", Integer, nullable=False),
    Column("failed", Integer, nullable=False),
    Column("bytes", Float, nullable=False),
    Column("ms", Float, nullable=False),
    Column("first_at", Float, nullable=False),
    Column("last_at", Float, nullable=False),
    Column("tokens_read", BigInteger, nullable=False, server_default="0"),
    Column("tokens_written", BigInteger, nullable=False, server_default="0"),
    Column("cost", Float(53)),
)
