"""Which company the people of another Slack workspace may speak for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.create_table(
        "slack_teams",
        sa.Column("team_id", sa.String(length=40), nullable=False),
        sa.Column("partner_id", sa.String(length=60), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team_id", "partner_id"),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("slack_teams")
