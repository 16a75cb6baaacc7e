"""What a message came of, for logs and traces; and those that were given up, found at once."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

DEAD = sa.text("status = 'dead'")


def upgrade() -> None:
    """Add."""
    op.add_column("outbox", sa.Column("trace", sa.String(length=32), nullable=False, server_default=""))
    op.create_index("ix_outbox_dead", "outbox", ["channel"], sqlite_where=DEAD, postgresql_where=DEAD)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_outbox_dead", "outbox")
    op.drop_column("outbox", "trace")
