"""What is owed and paid, added up from indexes alone."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.create_index("ix_ledger_balance", "ledger", ["partner_id", "currency", "booked_on", "amount_minor"])
    payouts = sa.text("kind = 'payout'")
    op.create_index(
        "ix_ledger_payouts",
        "ledger",
        ["booked_on", "currency", "amount_minor"],
        sqlite_where=payouts,
        postgresql_where=payouts,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_ledger_payouts", table_name="ledger")
    op.drop_index("ix_ledger_balance", table_name="ledger")
