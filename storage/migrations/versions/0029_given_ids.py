"""Under which name a mail service that gives mails a Message-ID of its own knows one of ours."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

GIVEN = sa.text("given_id <> ''")


def upgrade() -> None:
    """Add."""
    op.add_column("outbox", sa.Column("given_id", sa.String(length=200), nullable=False, server_default=""))
    op.create_index("ix_outbox_given_id", "outbox", ["given_id"], sqlite_where=GIVEN, postgresql_where=GIVEN)


def downgrade() -> None:
    """Take back."""
    op.drop_index("ix_outbox_given_id", "outbox")
    op.drop_column("outbox", "given_id")
