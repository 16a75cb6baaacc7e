"""What we share with the CRM: the records of each referral, what is to be read, how far we have read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from pydantic import TypeAdapter
from sqlalchemy import delete, exists, func, select, update
from sqlalchemy.orm import Session

from storage.crm_tables import CrmHintRow, CrmLinkRow, CrmMarkRow
from storage.inserts import insert_into
from storage.outbox import Outbox, Promise
from storage.tables import ReferralRow
from workflows.crm_messages import Link

CHANNEL = "crm"
_LINK = TypeAdapter(Link)


class CrmLinks:
    """Which records of the CRM are a referral's."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, referral_id: str) -> Link | None:
        """What we know of it; the referral's own lock is the lock of this, too."""
        query = select(CrmLinkRow.link).where(CrmLinkRow.referral_id == referral_id)
        found = self._session.scalar(query)
        return _LINK.validate_python(found) if found is not None else None

    def save(self, referral_id: str, link: Link) -> None:
        """Store it."""
        row = CrmLinkRow(
            referral_id=referral_id,
            deal_id=link.deal,
            waits=link.waits,
            link=_LINK.dump_python(link, mode="json"),
        )
        self._session.merge(row)
        self._session.flush()

    def of_deals(self, deal_ids: Sequence[str]) -> dict[str, tuple[str, Link]]:
        """By deal: the registered referral that it is, and what we know of it."""
        named = CrmLinkRow.deal_id.in_([each for each in deal_ids if each])
        counts = ReferralRow.id == CrmLinkRow.referral_id, ReferralRow.registration == "registered"
        query = select(CrmLinkRow.deal_id, CrmLinkRow.referral_id, CrmLinkRow.link).where(named, *counts)
        rows = self._session.execute(query.order_by(CrmLinkRow.referral_id))
        return {deal: (referral, _LINK.validate_python(link)) for deal, referral, link in rows}

    def waiting(self) -> tuple[str, ...]:
        """Referrals for which the CRM's last word is not followed yet."""
        query = select(CrmLinkRow.referral_id).where(CrmLinkRow.waits != "").order_by(CrmLinkRow.referral_id)
        return tuple(self._session.scalars(query))

    def unknown(self) -> int:
        """How many registered referrals the CRM has never heard of."""
        link = exists().where(CrmLinkRow.referral_id == ReferralRow.id)
        query = select(func.count()).select_from(ReferralRow)
        return self._session.scalar(query.where(ReferralRow.registration == "registered", ~link)) or 0

    def count(self) -> tuple[int, int]:
        """How many referrals are known there, and for how many its last word waits."""
        known = select(func.count()).select_from(CrmLinkRow).where(CrmLinkRow.deal_id != "")
        waits = select(func.count()).select_from(CrmLinkRow).where(CrmLinkRow.waits != "")
        return self._session.scalar(known) or 0, self._session.scalar(waits) or 0


class CrmHints:
    """Deals that have changed in the CRM and are to be read there: a queue with lease and fence."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def note(self, deal_ids: Iterable[str], now: datetime) -> None:
        """Read these; told twice, they are read once, and once more when it is being read right now."""
        for deal_id in sorted(set(deal_ids)):
            new = insert_into(self._session, CrmHintRow).values(
                deal_id=deal_id[:80], told=1, due_at=now, attempts=0
            )
            again = {"told": CrmHintRow.told + 1, "due_at": now, "attempts": 0}
            self._session.execute(new.on_conflict_do_update(index_elements=["deal_id"], set_=again))

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> dict[str, int]:
        """Lease what is due: deals, and how often we were told of each."""
        due = select(CrmHintRow.deal_id).where(CrmHintRow.due_at <= now).order_by(CrmHintRow.due_at)
        picked = due.limit(limit).with_for_update(skip_locked=True).cte("picked")
        leased = (
            update(CrmHintRow)
            .where(CrmHintRow.deal_id.in_(select(picked.c.deal_id)))
            .values(due_at=now + lease, attempts=CrmHintRow.attempts + 1)
            .returning(CrmHintRow.deal_id, CrmHintRow.told)
            .execution_options(synchronize_session=False)
        )
        return dict(self._session.execute(leased).all())

    def done(self, told: dict[str, int]) -> None:
        """Forget those that nobody told us of again meanwhile."""
        for deal_id, times in told.items():
            mine = CrmHintRow.deal_id == deal_id, CrmHintRow.told == times
            self._session.execute(delete(CrmHintRow).where(*mine))

    def waiting(self) -> tuple[int, datetime | None]:
        """How many are to be read, and since when the oldest should be."""
        query = select(func.count(), func.min(CrmHintRow.due_at))
        count, oldest = self._session.execute(query).one()
        return count, oldest


class CrmMarks:
    """How far the CRM's changes have been read; the mark only moves on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, name: str) -> datetime | None:
        """Up to when everything was read."""
        return self._session.scalar(select(CrmMarkRow.at).where(CrmMarkRow.name == name))

    def move(self, name: str, at: datetime) -> None:
        """Everything until then was read."""
        known = self.get(name)
        if known is None or known < at:
            self._session.merge(CrmMarkRow(name=name, at=at))
            self._session.flush()


def promise_of(referral_id: str, account: str, key: str) -> Promise:
    """Bring a referral's records in the CRM up to date; what they should say is looked up when it goes out.

    Rows of one account go out one after another, so that two referrals never make its company twice.
    """
    return Promise(f"crm:{referral_id}:{key}"[:300], CHANNEL, f"crm:{account}"[:300], referral_id, {})


def backfill(session: Session, *, after: str, limit: int, key: str, now: datetime) -> tuple[int, str]:
    """Promise the CRM a page of the register; how many that were, and the last of them ("" at the end)."""
    query = select(ReferralRow.id, ReferralRow.account).where(ReferralRow.id > after)
    mine = query.where(ReferralRow.registration == "registered").order_by(ReferralRow.id).limit(limit)
    rows = session.execute(mine).all()
    for row in rows:
        Outbox(session).add(promise_of(row.id, row.account, key), now)
    return len(rows), rows[-1].id if len(rows) == limit else ""
