"""Addresses and tiers of users, and the epoch that a restored database begins"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # In place: a batch would make the table anew, and dropping the old one would take everything with it that belongs to a user.
    op.add_column("users", sa.Column("email", sa.String(length=254), nullable=True))
    op.add_column("users", sa.Column("plan", sa.String(length=20), nullable=False, server_default="studio"))
    op.create_index("ix_users_email", "users", ["email"], unique=True)
    op.create_table(
        "epochs",
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("begun_at", sa.Float(precision=53), nullable=False),
        sa.PrimaryKeyConstraint("epoch", name=op.f("pk_epochs")),
    )
    op.execute(sa.text("INSERT INTO epochs (epoch, begun_at) VALUES (1, 0)"))


def downgrade() -> None:
    op.drop_table("epochs")
    op.drop_index("ix_users_email", "users")
    op.drop_column("users", "plan")
    op.drop_column("users", "email")
