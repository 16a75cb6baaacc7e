"""Which file a payout stood in: what no file carried has not been paid by one."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("payouts", sa.Column("carried_by", sa.String(length=20), nullable=False, server_default=""))
    sent = "SELECT id FROM payout_batches WHERE status = 'exported'"  # by which file, nobody noted then
    op.execute(f"UPDATE payouts SET carried_by = 'unknown' WHERE batch_id IN ({sent})")  # noqa: S608


def downgrade() -> None:
    """Take back."""
    op.drop_column("payouts", "carried_by")
