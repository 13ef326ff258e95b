"""Projects, what they hold, and the log of every change made to them."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from memory.tables.base import json_column, metadata


def _of_project() -> tuple[Column[str], Column[str], Column[float]]:
    """The first columns of everything that belongs to a film."""
    return (
        Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True, nullable=False),
        Column("id", String(128), primary_key=True),
        Column("order", Float(53), nullable=False),
    )


projects = Table(
    "projects",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("slug", String(200), nullable=False),
    Column("state", String(10), nullable=False),
    Column("folder", String(400)),
    Column("header", json_column(), nullable=False),
    Column("minted", json_column(), nullable=False),
    Column("change_seq", Integer, nullable=False, default=0),
    Column("saved_change", Integer, nullable=False, default=0),
    Column("saved_digest", String(64)),
    Column("created_at", Float(53), nullable=False),
    Column("modified_at", Float(53), nullable=False),
    Column("expires_at", Float(53)),
    UniqueConstraint("owner_id", "name"),
    Index("ix_projects_expires_at", "expires_at"),
)

scenes = Table(
    "scenes",
    metadata,
    *_of_project(),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("location", Text, nullable=False),
    Column("time_of_day", Text, nullable=False),
    Column("characters", json_column(), nullable=False),
    Column("key_actions", json_column(), nullable=False),
    Column("visual_notes", Text),
    Column("why", json_column()),
    Column("dialogue", json_column()),
)

characters = Table(
    "characters",
    metadata,
    *_of_project(),
    Column("name", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("appearance", Text, nullable=False),
    Column("personality", Text, nullable=False),
    Column("visual_reference", Text),
    Column("inner", json_column()),
    Column("age", Integer),
)

sequences = Table(
    "sequences",
    metadata,
    *_of_project(),
    Column("scene_id", String(128), nullable=False),
)

shots = Table(
    "shots",
    metadata,
    *_of_project(),
    Column("sequence_id", String(128), nullable=False),
    Column("type", String(20), nullable=False),
    Column("camera_movement", Text, nullable=False),
    Column("frames", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("visual_style", Text, nullable=False),
    Column("camera", json_column()),
)

notes = Table(
    "notes",
    metadata,
    *_of_project(),
    Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("text", Text, nullable=False),
    Column("at", Float(53), nullable=False),
)

media = Table(
    "media",
    metadata,
    *_of_project(),
    Column("filename", String(255), nullable=False),
    Column("title", Text, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("media_type", String(40), nullable=False),
    Column("mime", String(100), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("user_id", String(64), nullable=False),
    Column("at", Float(53), nullable=False),
    Column("description", Text, nullable=False),
    Column("tags", json_column(), nullable=False),
    Column("tied", json_column(), nullable=False),
    Column("archived", Boolean, nullable=False),
    Index("ix_media_digest", "digest"),
    Index("ix_media_id", "id"),
)

FILM = {"scenes": scenes, "characters": characters, "sequences": sequences, "shots": shots, "notes": notes, "media": media}

changes = Table(
    "changes",
    metadata,
    Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("operation", String(60), nullable=False),
    Column("actor", String(64), nullable=False),
    Column("at", Float(53), nullable=False),
    Column("delta", Text, nullable=False),
    Column("undoes", Integer),
    Column("undone_by", Integer),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True),
    Column("name", String(200), primary_key=True),
    Column("film", Text, nullable=False),
    Column("change_seq", Integer, nullable=False),
    Column("at", Float(53), nullable=False),
)
