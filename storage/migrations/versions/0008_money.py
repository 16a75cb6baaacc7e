"""Money: plans and what was promised, deals, the ledger, objections, write-offs, exchange rates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "exchange_rates",
        sa.Column("base", sa.String(length=3), nullable=False),
        sa.Column("quote", sa.String(length=3), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rate", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("base", "quote", "day", name=op.f("pk_exchange_rates")),
    )
    op.create_table(
        "plans",
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("kept_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_plans")),
    )
    op.create_table(
        "pay_in",
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_pay_in_partner_id_partners")),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_pay_in")),
    )
    op.create_table(
        "waivers",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.String(length=320), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("decided_by", sa.String(length=320), server_default="", nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_waivers_partner_id_partners")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
    )
    op.create_index("ix_waivers_partner_id", "waivers", ["partner_id"])
    op.create_table(
        "deals",
        sa.Column("id", sa.String(length=20), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("value_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("first_year_minor", sa.BigInteger(), nullable=True),
        sa.Column("year_before_minor", sa.BigInteger(), nullable=True),
        sa.Column("year_before_currency", sa.String(length=3), server_default="", nullable=False),
        sa.Column("deductions", json, nullable=False),
        sa.Column("stages", json, nullable=False),
        sa.Column("rates", json, nullable=False),
        sa.Column("credits", json, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("waits_for", sa.String(length=7), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["id"], ["referrals.id"], name=op.f("fk_deals_id_referrals")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_deals_partner_id_partners")),
        sa.ForeignKeyConstraint(["version"], ["plans.version"], name=op.f("fk_deals_version_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deals")),
    )
    op.create_index(
        "ix_deals_waiting",
        "deals",
        ["waits_for"],
        sqlite_where=sa.text("waits_for <> ''"),
        postgresql_where=sa.text("waits_for <> ''"),
    )
    op.create_index("ix_deals_year", "deals", ["partner_id", "closed_on"])
    op.create_table(
        "pinned_plans",
        sa.Column("referral_id", sa.String(length=20), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_pinned_plans_referral_id_referrals")
        ),
        sa.ForeignKeyConstraint(["version"], ["plans.version"], name=op.f("fk_pinned_plans_version_plans")),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_pinned_plans")),
    )
    op.create_index("ix_pinned_plans_version", "pinned_plans", ["version"])
    op.create_table(
        "collections",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("deal_id", sa.String(length=20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("period", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.String(length=300), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_collections_deal_id_deals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collections")),
    )
    op.create_index("ix_collections_deal_id", "collections", ["deal_id"])
    op.create_table(
        "ledger",
        sa.Column("id", number, nullable=False),
        sa.Column("key", sa.String(length=600), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("payable_on", sa.Date(), nullable=False),
        sa.Column("deal_id", sa.String(length=20), nullable=True),
        sa.Column("cause", sa.String(length=200), nullable=False),
        sa.Column("line", sa.String(length=200), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("version", sa.String(length=12), nullable=False),
        sa.Column("why", json, nullable=False),
        sa.Column("reverses", sa.String(length=600), nullable=False),
        sa.Column("approved_by", json, nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_ledger_deal_id_deals")),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_ledger_partner_id_partners")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ledger")),
        sa.UniqueConstraint(
            "deal_id",
            "line",
            "partner_id",
            "sequence",
            name=op.f("uq_ledger_deal_id_line_partner_id_sequence"),
        ),
        sa.UniqueConstraint("key", name=op.f("uq_ledger_key")),
    )
    op.create_index("ix_ledger_booked", "ledger", ["booked_on"])
    op.create_index("ix_ledger_partner", "ledger", ["partner_id", "currency"])
    op.create_index("ix_ledger_payable", "ledger", ["payable_on"])
    op.create_table(
        "refunds",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("deal_id", sa.String(length=20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("collection", sa.String(length=120), server_default="", nullable=False),
        sa.Column("noted_by", sa.String(length=300), nullable=False),
        sa.Column("noted_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["deal_id"], ["deals.id"], name=op.f("fk_refunds_deal_id_deals")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refunds")),
    )
    op.create_index("ix_refunds_deal_id", "refunds", ["deal_id"])
    op.create_table(
        "ledger_settled",
        sa.Column("line_key", sa.String(length=600), nullable=False),
        sa.Column("payout_key", sa.String(length=600), nullable=False),
        sa.ForeignKeyConstraint(["line_key"], ["ledger.key"], name=op.f("fk_ledger_settled_line_key_ledger")),
        sa.ForeignKeyConstraint(
            ["payout_key"], ["ledger.key"], name=op.f("fk_ledger_settled_payout_key_ledger")
        ),
        sa.PrimaryKeyConstraint("line_key", name=op.f("pk_ledger_settled")),
    )
    op.create_index("ix_ledger_settled_payout_key", "ledger_settled", ["payout_key"])
    op.create_table(
        "objections",
        sa.Column("id", number, nullable=False),
        sa.Column("entry_key", sa.String(length=600), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("said_by", sa.String(length=320), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("settled_by", sa.String(length=320), server_default="", nullable=False),
        sa.Column("settled_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["entry_key"], ["ledger.key"], name=op.f("fk_objections_entry_key_ledger")),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_objections_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objections")),
    )
    op.create_index(
        "ux_objections_open",
        "objections",
        ["entry_key"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    """Take back; indices go with their tables."""
    for table in (
        "objections",
        "ledger_settled",
        "refunds",
        "ledger",
        "collections",
        "pinned_plans",
        "deals",
        "waivers",
        "pay_in",
        "plans",
        "exchange_rates",
    ):
        op.drop_table(table)
