"""The language a partner wants to be written to in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("partners", sa.Column("writes_in", sa.String(length=8), nullable=False, server_default=""))


def downgrade() -> None:
    """Take back."""
    op.drop_column("partners", "writes_in")
