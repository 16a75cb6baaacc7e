"""Somebody's open leads are found in the order of their promises, whatever they worked on before."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

OPEN = sa.text("stage NOT IN ('closed_won', 'closed_lost', 'disqualified')")


def upgrade() -> None:
    """Add; the index takes the place of one that it makes needless."""
    op.create_index(
        "ix_referrals_owned",
        "referrals",
        ["owner_slack_id", "promised_at", "id"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_index("ix_referrals_owner", table_name="referrals")


def downgrade() -> None:
    """Take back."""
    op.create_index("ix_referrals_owner", "referrals", ["owner_slack_id", "stage"])
    op.drop_index("ix_referrals_owned", table_name="referrals")
