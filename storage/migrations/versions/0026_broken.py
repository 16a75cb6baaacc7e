"""Promises that broke, for reports that count them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    broken = sa.text("kind = 'PromiseBroken'")
    op.create_index(
        "ix_events_broken", "events", ["at", "about"], sqlite_where=broken, postgresql_where=broken
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_events_broken", table_name="events")
