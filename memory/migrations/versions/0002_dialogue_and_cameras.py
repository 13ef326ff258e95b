"""What is said in a scene, and how a shot stands to the action"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("scenes", sa.Column("dialogue", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("shots", sa.Column("camera", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("shots", "camera")
    op.drop_column("scenes", "dialogue")
