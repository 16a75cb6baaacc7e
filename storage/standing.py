"""How things stand between a partner and us: what would make a friendly reminder sound wrong."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.ledger import Ledger
from storage.money_tables import ObjectionRow
from storage.tables import ReferralRow
from storage.views import LOST, WON


class Standing:
    """Read-only; a few index lookups for one partner."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def disputes(self, partner_id: str) -> int:
        """Their referrals that another partner claims too, and what they object to."""
        contested = ReferralRow.partner_id == partner_id, ReferralRow.registration == "contested"
        objected = ObjectionRow.partner_id == partner_id, ObjectionRow.settled_at.is_(None)
        counts = (
            select(func.count()).select_from(ReferralRow).where(*contested),
            select(func.count()).select_from(ObjectionRow).where(*objected),
        )
        return sum(self._session.scalar(count) or 0 for count in counts)

    def payout_overdue(self, partner_id: str, today: date) -> bool:
        """Whether we owe them money that should have been paid before today."""
        owed: dict[str, int] = {}
        for line in Ledger(self._session).open_of(partner_id):
            if line.payable_on < today:
                owed[line.amount.currency] = owed.get(line.amount.currency, 0) + line.amount.minor
        return any(minor > 0 for minor in owed.values())

    def promise_broken(self, partner_id: str, now: datetime) -> bool:
        """Whether somebody they introduced still waits for a first contact we had promised by now."""
        waiting = (
            ReferralRow.partner_id == partner_id,
            ReferralRow.stage == "registered",
            ReferralRow.registration == "registered",
            ReferralRow.promised_at < now,
        )
        return self._session.scalar(select(ReferralRow.id).where(*waiting).limit(1)) is not None

    def youngest_open(self, partner_id: str) -> datetime | None:
        """When the newest of their open referrals was registered."""
        still_open = (
            ReferralRow.partner_id == partner_id,
            ReferralRow.registration == "registered",
            ReferralRow.stage.not_in((WON, *LOST)),
        )
        return self._session.scalar(select(func.max(ReferralRow.registered_at)).where(*still_open))
