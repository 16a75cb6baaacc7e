"""What we share with the programme's CRM."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    op.create_table(
        "crm_links",
        sa.Column("referral_id", sa.String(length=20), nullable=False),
        sa.Column("deal_id", sa.String(length=80), nullable=False),
        sa.Column("waits", sa.String(length=20), nullable=False),
        sa.Column(
            "link",
            sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_crm_links")),
    )
    op.create_index(op.f("ix_crm_links_deal_id"), "crm_links", ["deal_id"])
    op.create_index(op.f("ix_crm_links_waits"), "crm_links", ["waits"])
    op.create_table(
        "crm_hints",
        sa.Column("deal_id", sa.String(length=80), nullable=False),
        sa.Column("told", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("deal_id", name=op.f("pk_crm_hints")),
    )
    op.create_index(op.f("ix_crm_hints_due_at"), "crm_hints", ["due_at"])
    op.create_table(
        "crm_marks",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_crm_marks")),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("crm_marks", "crm_hints", "crm_links"):
        op.drop_table(table)
