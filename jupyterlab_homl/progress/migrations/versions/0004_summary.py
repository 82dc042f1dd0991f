"""What is kept of long tables, and an index by which the attempts at an exercise are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table and the index."""
    op.create_table(
        "summary",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_index("ix_attempts_exercise_status", "attempts", ["exercise", "status"])


def downgrade() -> None:
    """Drop them."""
    op.drop_index("ix_attempts_exercise_status", "attempts")
    op.drop_table("summary")
