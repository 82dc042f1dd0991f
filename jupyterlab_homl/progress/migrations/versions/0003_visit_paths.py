"""The path of the notebook that was visited: a lesson can have several notebooks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("visits", sa.Column("path", sa.String, nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("visits", "path")
