"""Mails whose sender nothing proves have turns of their own: who forges an address uses up nobody's."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add; the index takes the place of one that it makes needless."""
    op.add_column(
        "inbound", sa.Column("is_unproven", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_inbound_turns", "inbound", ["sender", "is_unproven", "free_at"])
    op.drop_index("ix_inbound_sender", "inbound")


def downgrade() -> None:
    """Take back."""
    op.create_index("ix_inbound_sender", "inbound", ["sender", "free_at"])
    op.drop_index("ix_inbound_turns", "inbound")
    op.drop_column("inbound", "is_unproven")
