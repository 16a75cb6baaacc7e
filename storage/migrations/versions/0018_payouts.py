"""Payday: batches, payouts and their lines, statements, answers to objections, payout details."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "payout_batches",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("payday", sa.Date(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("seal", sa.String(length=12), nullable=False),
        sa.Column("approvals", json, nullable=False),
        sa.Column("objections_until", sa.Date(), nullable=True),
        sa.Column("is_open_to_approval", sa.Boolean(), nullable=False),
        sa.Column("exported_by", sa.String(length=700), nullable=False, server_default=""),
        sa.Column("exported_at", UtcDateTime(), nullable=True),
        sa.Column("ledger_until", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("drafted_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payout_batches")),
    )
    op.create_index(op.f("ix_payout_batches_payday"), "payout_batches", ["payday"])
    op.create_table(
        "payouts",
        sa.Column("id", sa.String(length=80), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("reference", sa.String(length=35), nullable=False),
        sa.Column("details_version", sa.Integer(), nullable=True),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["payout_batches.id"], name=op.f("fk_payouts_batch_id_payout_batches")
        ),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_payouts_partner_id_partners")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payouts")),
    )
    op.create_index("ix_payouts_batch", "payouts", ["batch_id", "status", "currency"])
    op.create_index("ix_payouts_partner", "payouts", ["partner_id", "batch_id"])
    op.create_index(op.f("ix_payouts_reference"), "payouts", ["reference"])
    op.create_table(
        "payout_lines",
        sa.Column("payout_id", sa.String(length=80), nullable=False),
        sa.Column("entry_key", sa.String(length=600), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["payout_id"],
            ["payouts.id"],
            name=op.f("fk_payout_lines_payout_id_payouts"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["entry_key"], ["ledger.key"], name=op.f("fk_payout_lines_entry_key_ledger")),
        sa.PrimaryKeyConstraint("payout_id", "entry_key", name=op.f("pk_payout_lines")),
    )
    op.create_index(
        "ux_payout_lines_open",
        "payout_lines",
        ["entry_key"],
        unique=True,
        sqlite_where=sa.text("is_open"),
        postgresql_where=sa.text("is_open"),
    )
    _beside(json)


def _beside(json: sa.JSON) -> None:
    op.create_table(
        "statements",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("batch_id", sa.String(length=40), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("lines", json, nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["payout_batches.id"], name=op.f("fk_statements_batch_id_payout_batches")
        ),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_statements_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_statements")),
    )
    op.create_index(op.f("ix_statements_batch_id"), "statements", ["batch_id"])
    op.create_index(op.f("ix_statements_partner_id"), "statements", ["partner_id"])
    op.create_table(
        "disputes",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("entry_key", sa.String(length=600), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("answer_to", sa.String(length=320), nullable=False),
        sa.Column("reply_to_mail", sa.String(length=500), nullable=False),
        sa.Column("thread", json, nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["entry_key"], ["ledger.key"], name=op.f("fk_disputes_entry_key_ledger")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_disputes_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_disputes")),
    )
    op.create_table(
        "payout_details",
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("account", json, nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("requested_by", sa.String(length=700), nullable=False),
        sa.Column("checked_by", sa.String(length=700), nullable=False, server_default=""),
        sa.Column("checked_how", sa.Text(), nullable=False, server_default=""),
        sa.Column("checked_at", UtcDateTime(), nullable=True),
        sa.Column("refused_by", sa.String(length=700), nullable=False, server_default=""),
        sa.Column("refused_why", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_payout_details_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("partner_id", "version", name=op.f("pk_payout_details")),
    )


def downgrade() -> None:
    """Take back."""
    for table in ("payout_details", "disputes", "statements", "payout_lines", "payouts", "payout_batches"):
        op.drop_table(table)
