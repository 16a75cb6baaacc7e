"""Alarms about ourselves; when a promise was meant to go out; a lane for each channel."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None
PENDING = sa.text("status = 'pending'")


def upgrade() -> None:
    """Add."""
    op.create_table(
        "alarms",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("mend", sa.Text(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_alarms")),
    )
    op.add_column("outbox", sa.Column("meant_for", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_outbox_lane",
        "outbox",
        ["channel", "due_at"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_outbox_lane", table_name="outbox")
    op.drop_column("outbox", "meant_for")
    op.drop_table("alarms")
