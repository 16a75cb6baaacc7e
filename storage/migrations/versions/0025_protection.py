"""For how many days a referral was promised to be protected."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("referrals", sa.Column("protection_days", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("referrals", "protection_days")
