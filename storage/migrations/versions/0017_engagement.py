"""Where partners stand in their sequences, tasks for people, stories that may be told."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

ENROL = (
    "INSERT INTO enrollments "
    "(partner_id, since, has_referred, cycle, step, begin, nudge_at, turn, status) "
    "SELECT p.id, COALESCE(r.last_at, p.joined_at), r.last_at IS NOT NULL, "
    "1, 0, 0, p.joined_at, 0, 'active' "
    "FROM partners p LEFT JOIN (SELECT partner_id, MAX(registered_at) AS last_at FROM referrals "
    "WHERE registration = 'registered' GROUP BY partner_id) r ON r.partner_id = p.id"
)


def upgrade() -> None:
    """Add; known partners are enrolled, and the bot spreads their first touch over the weeks to come."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    _enrollments(json)
    _tasks(json)
    _stories(json)
    op.execute(ENROL)


def _enrollments(json: sa.JSON) -> None:
    op.create_table(
        "enrollments",
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("has_referred", sa.Boolean(), nullable=False),
        sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("begin", sa.Integer(), nullable=False),
        sa.Column("nudge_at", UtcDateTime(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("touched_at", UtcDateTime(), nullable=True),
        sa.Column("contact_at", UtcDateTime(), nullable=True),
        sa.Column("away_until", sa.Date(), nullable=True),
        sa.Column("silent", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("waits_for", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("ended", sa.String(length=40), nullable=False, server_default=""),
        sa.Column("told", json, nullable=True),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_enrollments_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("partner_id", name=op.f("pk_enrollments")),
    )
    op.create_index(
        "ix_enrollments_due",
        "enrollments",
        ["nudge_at", "partner_id"],
        sqlite_where=sa.text("nudge_at IS NOT NULL"),
        postgresql_where=sa.text("nudge_at IS NOT NULL"),
    )
    op.create_index("ix_enrollments_status", "enrollments", ["status", "since"])


def _tasks(json: sa.JSON) -> None:
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("context", json, nullable=False),
        sa.Column("draft", sa.String(length=60), nullable=False, server_default=""),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("closed_by", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("outcome", sa.Text(), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(["partner_id"], ["partners.id"], name=op.f("fk_tasks_partner_id_partners")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tasks")),
    )
    op.create_index("ix_tasks_partner", "tasks", ["partner_id", "status"])
    op.create_index("ix_tasks_status", "tasks", ["status", "created_at"])
    op.create_index(
        "ix_tasks_due",
        "tasks",
        ["due_at"],
        sqlite_where=sa.text("due_at IS NOT NULL"),
        postgresql_where=sa.text("due_at IS NOT NULL"),
    )


def _stories(json: sa.JSON) -> None:
    op.create_table(
        "stories",
        sa.Column("referral_id", sa.String(length=20), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("permission", sa.String(length=20), nullable=False),
        sa.Column("won_on", sa.Date(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False, server_default=""),
        sa.Column("partner", sa.String(length=300), nullable=False, server_default=""),
        sa.Column("prospect", sa.String(length=320), nullable=False, server_default=""),
        sa.Column("tags", json, nullable=True),
        sa.Column("decided_by", sa.String(length=300), nullable=False, server_default=""),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["referrals.id"], name=op.f("fk_stories_referral_id_referrals")
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_stories")),
    )
    op.create_index("ix_stories_permission", "stories", ["permission", "won_on"])


def downgrade() -> None:
    """Take back."""
    for table in ("stories", "tasks", "enrollments"):
        op.drop_table(table)
