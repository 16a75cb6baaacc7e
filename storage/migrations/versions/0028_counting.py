"""What reports count partner by partner, and promises that broke, from indexes that hold all they ask."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

BROKEN = sa.text("kind = 'PromiseBroken'")
CAME = ["partner_id", "registered_at", "registration"]


def upgrade() -> None:
    """The new before the old goes, which each of them holds."""
    op.create_index("ix_referrals_partner_came", "referrals", CAME)
    op.drop_index("ix_referrals_partner", table_name="referrals")
    columns = ["kind", "at", "about"]  # SQLite takes ix_events_kind unless this one has its columns, too
    op.create_index("ix_events_broke", "events", columns, sqlite_where=BROKEN, postgresql_where=BROKEN)
    op.drop_index("ix_events_broken", table_name="events")


def downgrade() -> None:
    """Back to the narrower ones."""
    op.create_index(
        "ix_events_broken", "events", ["at", "about"], sqlite_where=BROKEN, postgresql_where=BROKEN
    )
    op.drop_index("ix_events_broke", table_name="events")
    op.create_index("ix_referrals_partner", "referrals", ["partner_id", "registered_at"])
    op.drop_index("ix_referrals_partner_came", table_name="referrals")
