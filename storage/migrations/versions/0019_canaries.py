"""Canaries and reviews."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "canaries",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.Column("home_at", UtcDateTime(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_canaries")),
    )
    op.create_index("ix_canaries_sent_at", "canaries", ["sent_at"])
    op.create_table(
        "reviews",
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("items", json, nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("signed_by", sa.String(length=300), nullable=False),
        sa.Column("signed_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_reviews")),
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("reviews")
    op.drop_index("ix_canaries_sent_at", table_name="canaries")
    op.drop_table("canaries")
