"""Shares and enclosures of a referral, answers we gave, addresses that take no mail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add; what bounced before stays marked."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for column in (
        sa.Column("same_as", sa.String(length=20), nullable=False, server_default=""),
        sa.Column("shares", json, nullable=True),
        sa.Column("enclosures", json, nullable=True),
    ):
        op.add_column("referrals", column)
    op.create_table(
        "answers",
        sa.Column("id", number, nullable=False),
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("thread", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answers")),
    )
    op.create_index("ix_answers_address", "answers", ["address", "at"])
    op.create_table(
        "unreachable",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_unreachable")),
    )
    op.execute(
        "INSERT INTO unreachable (address, since, reason) "
        "SELECT address, bounced_at, '' FROM contact_addresses WHERE bounced_at IS NOT NULL"
    )


def downgrade() -> None:
    """Take back."""
    op.drop_table("unreachable")
    op.drop_index("ix_answers_address", table_name="answers")
    op.drop_table("answers")
    for column in ("enclosures", "shares", "same_as"):
        op.drop_column("referrals", column)
