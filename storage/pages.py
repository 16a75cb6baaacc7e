"""Links to partners' own pages that no longer open them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from storage.api_tables import PageLinkRow


class Pages:
    """Which links were revoked."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def revoked_at(self, partner_id: str) -> datetime | None:
        """Links to this partner's page that were made until then are dead."""
        row = self._session.get(PageLinkRow, partner_id)
        return row.revoked_at if row else None

    def revoke(self, partner_id: str, now: datetime) -> None:
        """Kill every link to this partner's page that exists by now."""
        self._session.merge(PageLinkRow(partner_id=partner_id, revoked_at=now))
        self._session.flush()
