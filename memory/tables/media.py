"""What stands beside the media of a film: what was found by looking, vectors, and files on their way in."""

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from memory.tables.base import json_column, metadata


def _project() -> Column[str]:
    return Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True, nullable=False)


looks = Table(
    "looks",
    metadata,
    _project(),
    Column("digest", String(64), primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("mime", String(100), nullable=False),
    Column("status", String(10), nullable=False),
    Column("stage", String(40), nullable=False),
    Column("percent", Integer, nullable=False),
    Column("failure", Text),
    Column("why", String(40)),
    Column("given", json_column(), nullable=False),
    Column("look", json_column()),
    Column("caption", Text),
    Column("tags", json_column(), nullable=False),
    Column("model", String(200)),
    Column("tries", Integer, nullable=False),
    Column("process", String(64)),
    Column("lease_until", Float(53)),
    Column("at", Float(53), nullable=False),
    Index("ix_looks_digest", "digest"),
    Index("ix_looks_status_at", "status", "at"),
)

media_vectors = Table(
    "media_vectors",
    metadata,
    _project(),
    Column("media_id", String(128), primary_key=True),
    Column("model", String(200), primary_key=True),
    Column("made_of", String(32), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("at", Float(53), nullable=False),
)

libraries = Table(
    "libraries",
    metadata,
    _project(),
    Column("version", Integer, nullable=False),
)

uploads = Table(
    "uploads",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), nullable=False),
    Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
    Column("filename", String(255), nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("received", BigInteger, nullable=False),
    Column("digest", String(64)),
    Column("fields", json_column(), nullable=False),
    Column("at", Float(53), nullable=False),
    Index("ix_uploads_digest", "digest"),
    Index("ix_uploads_project_id", "project_id"),
    Index("ix_uploads_at", "at"),
)
