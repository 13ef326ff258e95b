"""How old a character is"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("characters", sa.Column("age", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("characters", "age")
