"""What webhooks were told, to be told again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from storage.mail_tables import OutboxRow


def replay(session: Session, name: str, since: datetime, now: datetime) -> int:
    """Make due again what a hook was promised since then, told or given up; gives how many that were."""
    old = (
        OutboxRow.channel == "webhook",
        OutboxRow.key.like(f"hook:{name}:%"),
        OutboxRow.created_at >= since,
        OutboxRow.status.in_(("sent", "dead")),
    )
    again = update(OutboxRow).where(*old).values(status="pending", due_at=now, attempts=0, error="")
    return len(session.scalars(again.returning(OutboxRow.id)).all())
