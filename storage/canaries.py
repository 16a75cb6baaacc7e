"""The canaries, one a week."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from storage.mail_tables import InboundRawRow
from storage.tables import CanaryRow
from workflows.canary import Canary


class Canaries:
    """Load, save and find."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str, *, lock: bool = False) -> Canary | None:
        """One week's."""
        query = select(CanaryRow).where(CanaryRow.key == key)
        row = self._session.scalar(query.with_for_update() if lock else query)
        return _canary(row) if row else None

    def save(self, canary: Canary) -> None:
        """Store it."""
        values: dict[str, Any] = {
            name: getattr(canary, name) for name in ("key", "token", "status", "sent_at", "home_at", "why")
        }
        self._session.merge(CanaryRow(**values))

    def since(self, moment: datetime) -> tuple[Canary, ...]:
        """Those sent from a moment on, the newest first."""
        query = select(CanaryRow).where(CanaryRow.sent_at >= moment).order_by(CanaryRow.sent_at.desc())
        return tuple(_canary(row) for row in self._session.scalars(query))

    def clean(self, mail_id: int) -> None:
        """Forget the bytes of its mail."""
        self._session.execute(delete(InboundRawRow).where(InboundRawRow.inbound_id == mail_id))


def _canary(row: CanaryRow) -> Canary:
    status = cast(Any, row.status)
    return Canary(row.key, row.token, status, row.sent_at, row.home_at, row.why)
