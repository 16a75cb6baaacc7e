"""What was said last to each person, and the questions people answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from storage.columns import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add."""
    json = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    op.create_table(
        "talks",
        sa.Column("address", sa.String(length=320), nullable=False),
        sa.Column("refs", json, nullable=False),
        sa.Column("intent", sa.String(length=40), nullable=False),
        sa.Column("options", json, nullable=False),
        sa.Column("pending", sa.String(length=40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("address", name=op.f("pk_talks")),
    )
    op.create_table(
        "hand_overs",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("opened_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=True),
        sa.Column("content", json, nullable=False),
        sa.ForeignKeyConstraint(
            ["partner_id"], ["partners.id"], name=op.f("fk_hand_overs_partner_id_partners")
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_hand_overs")),
    )
    op.create_index("ix_hand_overs_partner_id", "hand_overs", ["partner_id"])
    op.create_index("ix_hand_overs_status", "hand_overs", ["status", "opened_at"])


def downgrade() -> None:
    """Take back."""
    op.drop_table("hand_overs")
    op.drop_table("talks")
