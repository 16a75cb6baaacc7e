"""What lay in a mailbox before our first look is told apart; the bytes of a mail are known by their hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.columns import UtcDateTime

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None
EARLIER = sa.text("outcome IN ('earlier', 'left')")


def upgrade() -> None:
    """Add."""
    op.create_table(
        "mailboxes",
        sa.Column("account", sa.String(length=400), nullable=False),
        sa.Column("folder", sa.String(length=200), nullable=False),
        sa.Column("uidvalidity", sa.BigInteger(), nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account", "folder", name=op.f("pk_mailboxes")),
    )
    op.add_column("inbound", sa.Column("digest", sa.String(length=64), nullable=False, server_default=""))
    op.add_column("inbound", sa.Column("let_in_at", UtcDateTime(), nullable=True))
    op.create_index(
        "ix_inbound_earlier", "inbound", ["digest"], sqlite_where=EARLIER, postgresql_where=EARLIER
    )


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_inbound_earlier", table_name="inbound")
    op.drop_column("inbound", "let_in_at")
    op.drop_column("inbound", "digest")
    op.drop_table("mailboxes")
