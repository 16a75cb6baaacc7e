"""Partners who are left in peace, and referrals begun in Slack that wait for a confirmation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_LISTED = (
    ("ix_referrals_contested", "received_at", sa.text("registration = 'contested'")),
    (
        "ix_referrals_promised",
        "promised_at",
        sa.text("stage = 'registered' AND registration = 'registered'"),
    ),
)


def upgrade() -> None:
    """Add."""
    for column in (
        sa.Column("paused_by", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("paused_at", UtcDateTime(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("paused_why", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("partners", column)
    op.create_table(
        "drafts",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column(
            "content",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_drafts_partner_id_partners")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_drafts")),
    )
    op.create_index("ix_drafts_at", "drafts", ["at"])
    op.create_index("ix_partners_company", "partners", ["company", "id"])
    for name, by, where in _LISTED:
        op.create_index(name, "referrals", [by], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Take back."""
    for index, _column, _where in _LISTED:
        op.drop_index(index, table_name="referrals")
    op.drop_index("ix_partners_company", table_name="partners")
    op.drop_table("drafts")
    for gone in ("paused_why", "paused_until", "paused_at", "paused_by"):
        op.drop_column("partners", gone)
