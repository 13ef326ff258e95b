"""What was talked about over a project: turns, their vectors, and a summary of the older ones. All of it is one user's alone."""

from sqlalchemy import Column, Float, ForeignKey, ForeignKeyConstraint, Integer, LargeBinary, String, Table, Text

from memory.tables.base import json_column, metadata


def _of_user() -> tuple[Column[str], Column[str]]:
    """The first columns of everything that is remembered for a user of a project."""
    return (
        Column("project_id", String(64), ForeignKey("projects.id", ondelete="CASCADE"), primary_key=True, nullable=False),
        Column("user_id", String(64), ForeignKey("users.id", ondelete="CASCADE"), primary_key=True, nullable=False),
    )


turns = Table(
    "turns",
    metadata,
    *_of_user(),
    Column("seq", Integer, primary_key=True),
    Column("at", Float(53), nullable=False),
    Column("said", Text, nullable=False),
    Column("answered", Text, nullable=False),
    Column("did", json_column(), nullable=False),
    Column("first_change", Integer),
    Column("last_change", Integer),
)

turn_vectors = Table(
    "turn_vectors",
    metadata,
    Column("project_id", String(64), primary_key=True),
    Column("user_id", String(64), primary_key=True),
    Column("seq", Integer, primary_key=True),
    Column("model", String(64), nullable=False),
    Column("vector", LargeBinary, nullable=False),
    ForeignKeyConstraint(
        ["project_id", "user_id", "seq"],
        ["turns.project_id", "turns.user_id", "turns.seq"],
        name="fk_turn_vectors_turn",
        ondelete="CASCADE",
    ),
)

summaries = Table(
    "summaries",
    metadata,
    *_of_user(),
    Column("first", Integer, nullable=False),
    Column("last", Integer, nullable=False),
    Column("points", json_column(), nullable=False),
    Column("told", Text),
    Column("at", Float(53), nullable=False),
)
