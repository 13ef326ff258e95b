"""What was talked about, its vectors and summaries, and notes"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _notes()
    op.create_table(
        "turns",
        *_of_user("turns"),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("answered", sa.Text(), nullable=False),
        sa.Column("did", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("first_change", sa.Integer(), nullable=True),
        sa.Column("last_change", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("project_id", "user_id", "seq", name=op.f("pk_turns")),
    )
    op.create_table(
        "summaries",
        *_of_user("summaries"),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("points", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("told", sa.Text(), nullable=True),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "user_id", name=op.f("pk_summaries")),
    )
    _vectors()


def _of_user(table: str) -> tuple[sa.Column[str] | sa.ForeignKeyConstraint, ...]:
    return (
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f(f"fk_{table}_project_id_projects"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id_users"), ondelete="CASCADE"),
    )


def _notes() -> None:
    op.create_table(
        "notes",
        *_of_user("notes"),
        sa.Column("id", sa.String(length=128), nullable=False),
        sa.Column("order", sa.Float(precision=53), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("project_id", "id", name=op.f("pk_notes")),
    )


def _vectors() -> None:
    op.create_table(
        "turn_vectors",
        sa.Column("project_id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.String(length=64), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("model", sa.String(length=64), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id", "user_id", "seq"],
            ["turns.project_id", "turns.user_id", "turns.seq"],
            name="fk_turn_vectors_turn",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("project_id", "user_id", "seq", name=op.f("pk_turn_vectors")),
    )


def downgrade() -> None:
    for name in ("turn_vectors", "summaries", "turns", "notes"):
        op.drop_table(name)
