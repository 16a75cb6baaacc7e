"""Stages: what was told to the partner, what a deal was worth, and mails that take each other's place."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

WAITS_FOR_DIGEST = sa.text("telling <> '' AND telling_at IS NULL")
REPLACEABLE = sa.text("status = 'pending' AND replaces <> ''")


def upgrade() -> None:
    """Add."""
    op.add_column("partners", sa.Column("news", sa.String(20), nullable=False, server_default="instant"))
    for column in (
        sa.Column("stage_on", sa.Date(), nullable=True),
        sa.Column("deal_minor", sa.BigInteger(), nullable=True),
        sa.Column("deal_currency", sa.String(3), nullable=False, server_default=""),
        sa.Column("reason", sa.String(60), nullable=False, server_default=""),
        sa.Column("next_step", sa.Text(), nullable=False, server_default=""),
        sa.Column("told", sa.String(200), nullable=False, server_default=""),
        sa.Column("telling", sa.String(200), nullable=False, server_default=""),
        sa.Column("telling_at", UtcDateTime(), nullable=True),
        sa.Column("told_owner", sa.String(300), nullable=False, server_default=""),
    ):
        op.add_column("referrals", column)
    op.add_column("outbox", sa.Column("replaces", sa.String(300), nullable=False, server_default=""))
    # Whoever has an owner was told so: 0001 sent a mail with every claim.
    op.execute("UPDATE referrals SET told_owner = owner_name WHERE owner_name IS NOT NULL")
    op.create_index(
        "ix_referrals_digest",
        "referrals",
        ["contact_email"],
        sqlite_where=WAITS_FOR_DIGEST,
        postgresql_where=WAITS_FOR_DIGEST,
    )
    op.create_index(
        "ix_outbox_replaces",
        "outbox",
        ["replaces"],
        sqlite_where=REPLACEABLE,
        postgresql_where=REPLACEABLE,
    )
