"""What people agreed to: who wants no nudges."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.conversation_tables import ConsentRow
from workflows.consent import Consent


class Consents:
    """Load and save; an address nobody wrote about takes nudges."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, address: str, *, lock: bool = False) -> Consent:
        """What one address agreed to."""
        query = select(ConsentRow).where(ConsentRow.address == address.lower())
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        if row is None:
            return Consent(address.lower())
        return Consent(row.address, row.partner_id, row.nudges, row.how)

    def save(self, consent: Consent, now: datetime) -> None:
        """Store it; the row is kept when the wish is taken back, as a proof of both."""
        row = self._session.get(ConsentRow, consent.address)
        if row is None:
            row = ConsentRow(address=consent.address)
            self._session.add(row)
        row.partner_id, row.nudges, row.how, row.since = (
            consent.partner_id,
            consent.nudges,
            consent.how,
            now,
        )
        self._session.flush()

    def silenced(self, addresses: Collection[str]) -> frozenset[str]:
        """Which of these want no nudges."""
        wanted = {address.lower() for address in addresses}
        query = select(ConsentRow.address).where(ConsentRow.address.in_(wanted), ConsentRow.nudges.is_(False))
        return frozenset(self._session.scalars(query)) if wanted else frozenset()
