"""What a language model took: tokens, and their cost"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("tokens_read", "tokens_written"):
        op.add_column("usage", sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("usage", sa.Column("cost", sa.Float(precision=53), nullable=True))


def downgrade() -> None:
    for name in ("cost", "tokens_written", "tokens_read"):
        op.drop_column("usage", name)
