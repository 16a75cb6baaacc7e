"""The group that a manager put a partner into."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("partners", sa.Column("in_group", sa.String(length=75), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    op.drop_column("partners", "in_group")
