"""Who wrote a kept mail, as far as its header says, and from when on it may be read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

WAITS = sa.text("status = 'pending' AND free_at IS NOT NULL")
STRANGER = sa.text("is_stranger")


def upgrade() -> None:
    """Add."""
    op.add_column("inbound", sa.Column("sender", sa.String(length=320), nullable=False, server_default=""))
    op.add_column("inbound", sa.Column("free_at", UtcDateTime(), nullable=True))
    op.add_column(
        "inbound", sa.Column("is_stranger", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.create_index("ix_inbound_sender", "inbound", ["sender", "free_at"])
    op.create_index(
        "ix_inbound_strangers", "inbound", ["free_at"], sqlite_where=STRANGER, postgresql_where=STRANGER
    )
    op.create_index("ix_inbound_waits", "inbound", ["free_at"], sqlite_where=WAITS, postgresql_where=WAITS)


def downgrade() -> None:
    """Take back."""
    for index in ("ix_inbound_waits", "ix_inbound_strangers", "ix_inbound_sender"):
        op.drop_index(index, "inbound")
    for column in ("is_stranger", "free_at", "sender"):
        op.drop_column("inbound", column)
