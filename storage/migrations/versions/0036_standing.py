"""What a mail counts for against a copy of it, so that none is lost behind one that decided nothing."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("inbound", sa.Column("standing", sa.SmallInteger(), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("inbound", "standing")
