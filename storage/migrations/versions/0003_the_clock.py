"""The clock of a referral, the rota's pointer, and the runs of the calendar."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_DUE = sa.text("sla_due_at IS NOT NULL")
_PENDING = sa.text("status = 'pending'")


def upgrade() -> None:
    """Add; the clocks of open referrals start now."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    number = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    for column in (
        sa.Column("sla_due_at", UtcDateTime(), nullable=True),
        sa.Column("sla_step", sa.String(length=20), nullable=False, server_default=""),
        sa.Column("sla_turn", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sla_attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("sla_said", json, nullable=True),
    ):
        op.add_column("referrals", column)
    op.execute(
        "UPDATE referrals SET sla_due_at = registered_at WHERE registration = 'registered' "
        "AND stage NOT IN ('closed_won', 'closed_lost', 'disqualified')"
    )
    op.create_index(
        "ix_referrals_sla_due", "referrals", ["sla_due_at"], sqlite_where=_DUE, postgresql_where=_DUE
    )
    op.create_table(
        "rotas",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("last", sa.String(length=320), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_rotas")),
    )
    op.create_table(
        "runs",
        sa.Column("id", number, nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("done_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_runs")),
        sa.UniqueConstraint("key", name=op.f("uq_runs_key")),
    )
    op.create_index("ix_runs_kind", "runs", ["kind", "at"])
    op.create_index("ix_runs_due", "runs", ["due_at"], sqlite_where=_PENDING, postgresql_where=_PENDING)


def downgrade() -> None:
    """Take back."""
    op.drop_table("runs")
    op.drop_table("rotas")
    op.drop_index("ix_referrals_sla_due", table_name="referrals")
    for column in ("sla_said", "sla_attempts", "sla_turn", "sla_step", "sla_due_at"):
        op.drop_column("referrals", column)
