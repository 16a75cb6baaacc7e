"""What care looks at: who is strongest, who is active, how much is on our people's desks."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from storage.engagement_tables import EnrollmentRow
from storage.tables import EventRow, ReferralRow
from storage.views import LOST, WON
from workflows.strain import Load

WEEK = timedelta(days=7)


class Care:
    """Read-only."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def active(self, since: datetime) -> tuple[str, ...]:
        """Partners who have referred somebody since then."""
        query = select(ReferralRow.partner_id).where(ReferralRow.registered_at >= since).distinct()
        return tuple(self._session.scalars(query.order_by(ReferralRow.partner_id)))

    def heard_from(self, since: datetime) -> tuple[str, ...]:
        """Partners who have referred somebody since then, or said anything else."""
        said = select(EventRow.about).where(EventRow.kind == "PartnerReplied", EventRow.at >= since)
        return tuple(sorted({*self.active(since), *self._session.scalars(said.distinct())}))

    def strongest(self, since: datetime, percent: int, quiet_since: datetime) -> tuple[str, ...]:
        """The top part of the active partners by referrals, without those somebody has just spoken to."""
        count = func.count(ReferralRow.id)
        counted = select(ReferralRow.partner_id).where(
            ReferralRow.registered_at >= since, ReferralRow.registration == "registered"
        )
        counted = counted.group_by(ReferralRow.partner_id).order_by(count.desc(), ReferralRow.partner_id)
        everybody = self._session.scalars(counted).all()
        top = everybody[: -(-len(everybody) * percent // 100)]
        spoken = select(EnrollmentRow.partner_id).where(
            EnrollmentRow.partner_id.in_(top), EnrollmentRow.contact_at > quiet_since
        )
        lately = frozenset(self._session.scalars(spoken))
        return tuple(one for one in top if one not in lately)

    def load(self, now: datetime, soon: datetime) -> Load:
        """Open leads by rep, promises at risk, and how long a first contact takes."""
        is_open = ReferralRow.registration == "registered", ReferralRow.stage.not_in((WON, *LOST))
        by_rep = select(ReferralRow.owner_name, func.count()).where(
            *is_open, ReferralRow.owner_name.is_not(None)
        )
        waits = ReferralRow.registration == "registered", ReferralRow.stage == "registered"
        return Load(
            open_by_rep={
                str(n): c for n, c in self._session.execute(by_rep.group_by(ReferralRow.owner_name))
            },
            waiting=self._count(*waits),
            at_risk=self._count(*waits, ReferralRow.promised_at <= soon),
            contact_hours=self._contact_hours(now - WEEK, now),
            contact_hours_before=self._contact_hours(now - 5 * WEEK, now - WEEK),
        )

    def _count(self, *which: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.count()).select_from(ReferralRow).where(*which)) or 0

    def _contact_hours(self, since: datetime, until: datetime) -> tuple[float, ...]:
        """From the introduction to the first move of its stage, for moves in that time."""
        first = (
            select(EventRow.about, func.min(EventRow.id).label("id"))
            .where(EventRow.kind == "StageMoved", EventRow.at > since, EventRow.at <= until)
            .group_by(EventRow.about)
            .subquery()
        )
        query = (
            select(EventRow.at, EventRow.data, ReferralRow.registered_at)
            .join(first, first.c.id == EventRow.id)
            .join(ReferralRow, ReferralRow.id == EventRow.about)
        )
        rows = self._session.execute(query)
        return tuple(
            (at - began).total_seconds() / 3600
            for at, data, began in rows
            if data.get("before") == "registered"
        )
