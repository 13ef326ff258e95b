"""Who else works on a project, and who was asked to."""

from sqlalchemy import Column, Float, ForeignKey, Index, String, Table

from memory.tables.base import metadata

members = Table(
    "members",
    metadata,
    Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True),
    Column("role", String(20), nullable=False),
    Column("added_at", Float(53), nullable=False),
    Index("ix_members_user_id", "user_id"),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("role", String(20), nullable=False),
    Column("by", String(64), nullable=False),
    Column("sent_at", Float(53), nullable=False),
    Column("expires_at", Float(53), nullable=False),
    Column("accepted_at", Float(53)),
    Index("ix_invitations_name", "name"),
    Index("ix_invitations_project_id", "project_id"),
)
