"""A camera movement in any words"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shots") as table:
        table.alter_column("camera_movement", type_=sa.Text(), existing_type=sa.String(length=20), existing_nullable=False)


def downgrade() -> None:
    """What is longer than twenty letters is cut: the column holds no more."""
    op.execute(sa.text("UPDATE shots SET camera_movement = substr(camera_movement, 1, 20)"))
    with op.batch_alter_table("shots") as table:
        table.alter_column("camera_movement", type_=sa.String(length=20), existing_type=sa.Text(), existing_nullable=False)
