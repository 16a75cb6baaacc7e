"""Deals: the facts that commissions are computed from, and what came in and went back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.chunks import chunks
from storage.money_tables import CollectionRow, DealRow, NotedRateRow, PayInRow, RefundRow
from storage.tables import ReferralRow
from workflows.commission.model import Collection, Credit, Deal, Deduction, Rate, Refund
from workflows.commission.record import DealRecord, NotedRate
from workflows.commission.statement import DealName
from workflows.money import Money

RATE_LASTS = timedelta(days=7)


class Deals:
    """One row for each referral that money hangs on."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, deal_id: str, *, lock: bool = False) -> DealRecord | None:
        """A deal with all its collections and refunds; with `lock` nobody else books it until we commit."""
        query = select(DealRow).where(DealRow.id == deal_id)
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return self._whole([row])[0] if row else None

    def won_by(self, partner_id: str, year: int) -> tuple[DealRecord, ...]:
        """The deals of a partner's referrals that closed in a calendar year."""
        closed = DealRow.closed_on.between(date(year, 1, 1), date(year, 12, 31))
        query = select(DealRow).where(DealRow.partner_id == partner_id, closed).order_by(DealRow.id)
        return self._whole(list(self._session.scalars(query)))

    def waiting_for(self, pair: str) -> tuple[str, ...]:
        """The deals that cannot be booked before this exchange rate ("EUR/USD") is known."""
        query = select(DealRow.id).where(DealRow.waits_for == pair).order_by(DealRow.id)
        return tuple(self._session.scalars(query))

    def page(self, *, after: str = "", limit: int = 500) -> tuple[DealRecord, ...]:
        """All deals, by id: what verification walks through."""
        query = select(DealRow).where(DealRow.id > after).order_by(DealRow.id).limit(limit)
        return self._whole(list(self._session.scalars(query)))

    def titles(self, deal_ids: Iterable[str]) -> dict[str, str]:
        """What the deals are called: the names of their referrals."""
        found: dict[str, str] = {}
        for part in chunks(sorted(set(deal_ids) - {""})):
            query = select(ReferralRow.id, ReferralRow.title).where(ReferralRow.id.in_(part))
            found |= dict(self._session.execute(query).all())
        return found

    def names(self, deal_ids: Iterable[str]) -> dict[str, DealName]:
        """What statements call these deals, and when they were won."""
        ids = set(deal_ids)
        closed = self.closed_days(ids)
        return {deal: DealName(title, closed.get(deal)) for deal, title in self.titles(ids).items()}

    def closed_days(self, deal_ids: Iterable[str]) -> dict[str, date]:
        """On which day each of these deals was won; those that are not are left out."""
        found: dict[str, date] = {}
        for part in chunks(sorted(set(deal_ids) - {""})):
            won = DealRow.id.in_(part), DealRow.closed_on.is_not(None)
            rows = self._session.execute(select(DealRow.id, DealRow.closed_on).where(*won))
            found |= {deal_id: day for deal_id, day in rows if day is not None}
        return found

    def save(self, record: DealRecord) -> None:
        """Store a deal's facts; collections and refunds are noted for themselves."""
        self._session.merge(DealRow(id=record.deal.id, **_columns(record)))
        self._session.flush()

    def collection_of(self, external_id: str) -> str | None:
        """The deal that this payment was noted for already, if any."""
        query = select(CollectionRow.deal_id).where(CollectionRow.id == external_id)
        return self._session.scalar(query)

    def refund_of(self, external_id: str) -> str | None:
        """The deal that this refund was noted for already, if any."""
        return self._session.scalar(select(RefundRow.deal_id).where(RefundRow.id == external_id))

    def note_collection(self, deal_id: str, collection: Collection, by: str, now: datetime) -> None:
        """A payment; IntegrityError when its id was noted before."""
        row = CollectionRow(
            id=collection.id,
            deal_id=deal_id,
            amount_minor=collection.amount.minor,
            currency=collection.amount.currency,
            received_on=collection.received_on,
            period=collection.period,
            noted_by=by,
            noted_at=now,
        )
        self._session.add(row)
        self._session.flush()

    def note_refund(self, deal_id: str, refund: Refund, by: str, now: datetime) -> None:
        """A refund; IntegrityError when its id was noted before."""
        row = RefundRow(
            id=refund.id,
            deal_id=deal_id,
            amount_minor=refund.amount.minor,
            currency=refund.amount.currency,
            collection=refund.collection,
            noted_by=by,
            noted_at=now,
        )
        self._session.add(row)
        self._session.flush()

    def note_rate(self, noted: NotedRate) -> None:
        """An exchange rate of a day; a later word about the same day takes its place."""
        self._session.merge(NotedRateRow(**asdict(noted)))
        self._session.flush()

    def rates_on(self, day: date) -> tuple[Rate, ...]:
        """For each pair the newest rate that is not after that day, nor so old that it says nothing."""
        fresh = NotedRateRow.on.between(day - RATE_LASTS, day)
        query = select(NotedRateRow).where(fresh).order_by(NotedRateRow.on)
        newest = {(row.base, row.quote): row.rate for row in self._session.scalars(query)}
        return tuple(Rate(base, quote, Decimal(rate)) for (base, quote), rate in sorted(newest.items()))

    def pay_in(self, partner_id: str) -> str:
        """The currency a partner is paid in; "" is the plan's."""
        row = self._session.get(PayInRow, partner_id)
        return row.currency if row else ""

    def set_pay_in(self, partner_id: str, currency: str) -> None:
        """From the next deal on."""
        self._session.merge(PayInRow(partner_id=partner_id, currency=currency))
        self._session.flush()

    def _whole(self, rows: list[DealRow]) -> tuple[DealRecord, ...]:
        ids = [row.id for row in rows]
        collected: dict[str, list[Collection]] = {deal: [] for deal in ids}
        refunded: dict[str, list[Refund]] = {deal: [] for deal in ids}
        if not ids:
            return ()
        paid = select(CollectionRow).where(CollectionRow.deal_id.in_(ids)).order_by(CollectionRow.id)
        for c in self._session.scalars(paid):
            money = Money(c.amount_minor, c.currency)
            collected[c.deal_id].append(Collection(c.id, money, c.received_on, c.period))
        back = select(RefundRow).where(RefundRow.deal_id.in_(ids)).order_by(RefundRow.id)
        for r in self._session.scalars(back):
            refunded[r.deal_id].append(Refund(r.id, Money(r.amount_minor, r.currency), r.collection))
        return tuple(_record(row, collected[row.id], refunded[row.id]) for row in rows)


def _record(row: DealRow, collected: list[Collection], refunded: list[Refund]) -> DealRecord:
    before = row.year_before_minor
    deal = Deal(
        id=row.id,
        value=Money(row.value_minor, row.currency),
        closed_on=row.closed_on,
        first_year=None if row.first_year_minor is None else Money(row.first_year_minor, row.currency),
        deductions=tuple(Deduction(what, Money(minor, row.currency)) for what, minor in row.deductions),
        collections=tuple(collected),
        refunds=tuple(refunded),
        stages=tuple(row.stages),
        year_before=None if before is None else Money(before, row.year_before_currency),
        rates=tuple(Rate(base, quote, Decimal(rate)) for base, quote, rate in row.rates),
    )
    credited = tuple(Credit(partner, bps, pay_in, role) for partner, bps, pay_in, role in row.credits)
    return DealRecord(deal, row.partner_id, row.version, credited, row.revision, row.waits_for)


def _columns(record: DealRecord) -> dict[str, Any]:
    deal = record.deal
    return {
        "partner_id": record.partner,
        "version": record.version,
        "value_minor": deal.value.minor,
        "currency": deal.value.currency,
        "closed_on": deal.closed_on,
        "first_year_minor": deal.first_year.minor if deal.first_year is not None else None,
        "year_before_minor": deal.year_before.minor if deal.year_before is not None else None,
        "year_before_currency": deal.year_before.currency if deal.year_before is not None else "",
        "deductions": [[each.what, each.amount.minor] for each in deal.deductions],
        "stages": list(deal.stages),
        "rates": [[each.base, each.quote, str(each.rate)] for each in deal.rates],
        "credits": [[c.partner, c.share_bps, c.pay_in, c.role] for c in record.credited],
        "revision": record.revision,
        "waits_for": record.waits_for,
    }
