"""What a partner was promised holds until the day they were told: former group and market, until when."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.add_column(
        "partners", sa.Column("former_group", sa.String(length=75), nullable=False, server_default="")
    )
    op.add_column(
        "partners", sa.Column("former_country", sa.String(length=2), nullable=False, server_default="")
    )
    op.add_column("partners", sa.Column("former_until", sa.Date(), nullable=True))


def downgrade() -> None:
    """Take back."""
    for name in ("former_until", "former_country", "former_group"):
        op.drop_column("partners", name)
