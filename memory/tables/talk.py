"""Sessions, and the durable log of what happened in them (`shared/protocol.md`, "Core")."""

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from memory.tables.base import json_column, metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("project_id", String(64)),
    Column("opened_change", Integer, nullable=False, default=0),
    Column("seq", Integer, nullable=False, default=0),
    Column("mind", json_column()),
    Column("revoked", Integer, nullable=False, default=0),
    Column("created_at", Float, nullable=False),
    Column("active_at", Float, nullable=False),
    Index("ix_sessions_user_id_kind_active_at", "user_id", "kind", "active_at"),
)

events = Table(
    "events",
    metadata,
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("type", String(40), nullable=False),
    Column("payload", Text, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("client_msg_id", String(64)),
    Column("at", Float, nullable=False),
    UniqueConstraint("session_id", "actor", "client_msg_id"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("session_id", String(64), ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("seq", Integer, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("client_msg_id", String(64)),
    Column("process", String(64), nullable=False),
    Column("state", String(20), nullable=False),
    Column("lease_until", Float(53), nullable=False),
    Column("cancelled", Integer, nullable=False, default=0),
    Column("text", Text, nullable=False, default=""),
    Index("ix_runs_session_id_state", "session_id", "state"),
    Index("ix_runs_state_lease_until", "state", "lease_until"),
)

presence = Table(
    "presence",
    metadata,
    Column("connection_id", String(64), primary_key=True),
    Column("session_id", String(64), primary_key=True),
    Column("user_id", String(64), nullable=False),
    Column("name", String(200), nullable=False),
    Column("process", String(64), nullable=False),
    Column("seen_at", Float(53), nullable=False),
    Index("ix_presence_session_id", "session_id"),
    Index("ix_presence_process", "process"),
)

epochs = Table(
    "epochs",
    metadata,
    Column("epoch", Integer, primary_key=True, autoincrement=False),
    Column("begun_at", Float(53), nullable=False),
)
