"""What of an entry of the log stays when a person is forgotten is sealed too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column("audit", sa.Column("frame", sa.String(length=64), nullable=True))


def downgrade() -> None:
    """Take back."""
    op.drop_column("audit", "frame")
