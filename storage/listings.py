"""Long lists of referrals, a page at a time, with how many there are in all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, UnaryExpression, func, literal_column, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from storage.referrals import to_referral
from storage.tables import ReferralRow
from storage.views import IS_OPEN
from workflows.model import Referral

_REGISTERED: ColumnElement[str] = literal_column("'registered'")  # not bound, so that partial indexes fit
_CONTESTED: ColumnElement[str] = literal_column("'contested'")
Order = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None] | UnaryExpression[datetime]


@dataclass(frozen=True, slots=True)
class Page:
    """Some of a list; `start` counts from 0."""

    rows: tuple[Referral, ...]
    start: int
    total: int

    @property
    def end(self) -> int:
        """Where the next page begins."""
        return self.start + len(self.rows)


class Listings:
    """Read-only lists."""

    def __init__(self, session: Session, *, limit: int = 10) -> None:
        self._session = session
        self._limit = limit

    def unclaimed(self, start: int = 0) -> Page:
        """Leads nobody has taken, oldest first."""
        waiting = ReferralRow.owner_name.is_(None), ReferralRow.registration == _REGISTERED, IS_OPEN
        return self._page(waiting, ReferralRow.registered_at, start)

    def owned_by(self, slack_id: str, start: int = 0) -> Page:
        """A rep's open leads, the nearest promise first."""
        mine = ReferralRow.owner_slack_id == slack_id, IS_OPEN
        return self._page(mine, ReferralRow.promised_at, start)

    def of_partner(self, partner_id: str, start: int = 0) -> Page:
        """All referrals of a partner, newest first."""
        return self._page((ReferralRow.partner_id == partner_id,), ReferralRow.registered_at.desc(), start)

    def contested(self, start: int = 0) -> Page:
        """Referrals two partners claim, oldest first."""
        return self._page((ReferralRow.registration == _CONTESTED,), ReferralRow.received_at, start)

    def at_risk(self, until: datetime, start: int = 0) -> Page:
        """Leads without a first contact whose promise runs out before `until`, or has run out."""
        waiting = (
            ReferralRow.stage == _REGISTERED,
            ReferralRow.registration == _REGISTERED,
            ReferralRow.promised_at <= until,
        )
        return self._page(waiting, ReferralRow.promised_at, start)

    def after(self, last: str, *, partner_id: str = "", stage: str = "") -> tuple[Referral, ...]:
        """Referrals in the order of their IDs behind `last`: what a program reads page by page."""
        which: list[ColumnElement[bool]] = [ReferralRow.id > last]
        if partner_id:
            which.append(ReferralRow.partner_id == partner_id)
        if stage:
            which.append(ReferralRow.stage == stage)
        query = select(ReferralRow).where(*which).order_by(ReferralRow.id).limit(self._limit)
        return tuple(to_referral(row) for row in self._session.scalars(query))

    def _page(self, which: tuple[ColumnElement[bool], ...], order: Order, start: int) -> Page:
        total = self._session.scalar(select(func.count()).select_from(ReferralRow).where(*which)) or 0
        start = min(max(0, start), max(0, total - 1))
        query = select(ReferralRow).where(*which).order_by(order, ReferralRow.id)
        rows = self._session.scalars(query.offset(start).limit(self._limit))
        return Page(tuple(to_referral(row) for row in rows), start, total)
