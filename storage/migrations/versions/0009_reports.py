"""What reports count: ranges that an index alone answers, and deals that came from elsewhere."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

DECIDED = sa.text("stage IN ('closed_won', 'closed_lost', 'disqualified')")


def upgrade() -> None:
    """Add."""
    op.create_index(
        "ix_referrals_came", "referrals", ["registered_at", "registration", "stage", "partner_id"]
    )
    op.create_index(
        "ix_referrals_decided",
        "referrals",
        ["stage_at", "registration", "stage", "partner_id"],
        sqlite_where=DECIDED,
        postgresql_where=DECIDED,
    )
    op.create_index("ix_events_kind", "events", ["kind", "at"])
    op.create_table(
        "other_deals",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("won", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_other_deals")),
    )
    op.create_index("ix_other_deals_decided_on", "other_deals", ["decided_on"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("other_deals")
    op.drop_index("ix_events_kind", table_name="events")
    op.drop_index("ix_referrals_decided", table_name="referrals")
    op.drop_index("ix_referrals_came", table_name="referrals")
