"""Counts for reports: index-only ranges, so that a million referrals are counted in a moment.

`registration` decides what counts: each prospect once, whoever else introduced them later.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, or_, select, text
from sqlalchemy.orm import Session

from storage.money_tables import LedgerRow
from storage.tables import EventRow, OtherDealRow, PartnerRow, ReferralRow
from storage.views import WON
from workflows.calendar import local_date
from workflows.money import Money
from workflows.periods import Period
from workflows.reporting import Opinion, Others, PartnerNumbers, Share

COUNTED: ColumnElement[bool] = literal_column(
    "referrals.registration IN ('registered', 'rejected', 'expired')"
)
# Word for word the condition of ix_referrals_decided: SQLite uses a partial index for nothing else.
DECIDED = text("stage IN ('closed_won', 'closed_lost', 'disqualified')")
BROKEN: ColumnElement[bool] = literal_column("events.kind = 'PromiseBroken'")  # as ix_events_broke has it
_REGISTERED: ColumnElement[str] = literal_column("'registered'")
_PAYOUT: ColumnElement[str] = literal_column("'payout'")
_ONE_WON = case((ReferralRow.stage == WON, 1), else_=0)
BUSY = 8  # referrals for each partner: from there on SQLite asks for each partner, and reads not all of them
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class OtherDeal:
    """A deal that no partner introduced, by its name where it came from."""

    id: str
    decided_on: date
    won: bool


class Reports:
    """Counts; only other people's deals are written. With `partner_id` everything is about one partner."""

    def __init__(self, session: Session, partner_id: str = "") -> None:
        self._session = session
        self._mine: tuple[ColumnElement[bool], ...] = (
            (ReferralRow.partner_id == partner_id,) if partner_id else ()
        )
        self._money = (LedgerRow.partner_id == partner_id,) if partner_id else ()

    def referrals(self, span: Span) -> int:
        """How many came in."""
        return self._count(select(func.count()).where(*self._came(span)))

    def active(self, span: Span) -> int:
        """How many partners referred somebody."""
        return self._partners_of(span) if self._is_busy(span) else self._senders(span)[1]

    def active_share(self, span: Span) -> Share:
        """The same, of all partners there were by its end."""
        every = select(func.count()).select_from(PartnerRow).where(PartnerRow.joined_at < span[1])
        return Share(self.active(span), self._count(every))

    def retained(self, before: Span, now: Span) -> Share:
        """Of the partners active in one span, those who are in the next."""
        if self._is_busy(before) and self._is_busy(now):
            still = case((self._has_sent(now), 1), else_=0)
            query = select(func.coalesce(func.sum(still), 0), func.count()).select_from(PartnerRow)
            row = self._session.execute(query.where(self._has_sent(before))).one()
            return Share(int(row[0]), row[1])
        then = select(ReferralRow.partner_id).where(*self._came(before)).distinct().subquery()
        since = select(ReferralRow.partner_id).where(*self._came(now)).distinct().subquery()
        joined = then.outerjoin(since, then.c.partner_id == since.c.partner_id)
        found = select(func.count(since.c.partner_id), func.count()).select_from(joined)
        row = self._session.execute(found).one()
        return Share(row[0], row[1])

    def closed(self, span: Span) -> Share:
        """Won, of those decided."""
        row = self._session.execute(
            select(func.coalesce(func.sum(_ONE_WON), 0), func.count())
            .select_from(ReferralRow)
            .where(*self._decided(span))
        ).one()
        return Share(int(row[0]), row[1])

    def first_days(self, span: Span) -> tuple[tuple[int, ...], int]:
        """Days from joining to the first referral, for who joined then; and how many have sent none."""
        first = (
            select(func.min(ReferralRow.registered_at))
            .where(ReferralRow.partner_id == PartnerRow.id)
            .correlate(PartnerRow)
            .scalar_subquery()
        )
        joined = select(PartnerRow.joined_at, first).where(
            PartnerRow.joined_at >= span[0], PartnerRow.joined_at < span[1]
        )
        rows: list[tuple[datetime, datetime | None]] = [
            (row[0], row[1]) for row in self._session.execute(joined)
        ]
        days = tuple(max(0, (first_at - joined_at).days) for joined_at, first_at in rows if first_at)
        return days, len(rows) - len(days)

    def promises(self, span: Span, now: datetime, *, came: int) -> tuple[Share, int]:
        """First contacts kept, of those who `came` in then and whose time is over; and how many still run.

        A promise broken is in the log; the row itself has the renewed one.
        """
        said = select(EventRow.about).where(BROKEN, EventRow.at >= span[0])
        each = said.distinct().subquery()  # from the few events to their rows, never the other way round
        came_then = select(ReferralRow.id).where(ReferralRow.id == each.c.about, *self._came(span))
        broken = self._count(select(func.count()).select_from(each).where(came_then.correlate(each).exists()))
        # Those that run are few; a condition would lead SQLite through all that came in then instead.
        is_of_then = and_(ReferralRow.registered_at >= span[0], ReferralRow.registered_at < span[1])
        running = self._count(
            select(func.coalesce(func.sum(case((is_of_then, 1), else_=0)), 0)).where(
                ReferralRow.stage == _REGISTERED,
                ReferralRow.registration == _REGISTERED,
                ReferralRow.promised_at > now,
                *self._mine,
                ReferralRow.id.not_in(said),
            )
        )
        due = came - running
        return Share(due - broken, due), running

    def events(self, span: Span, kinds: Sequence[str]) -> dict[str, int]:
        """How often each of these things happened."""
        query = select(EventRow.kind, func.count()).where(
            EventRow.kind.in_(kinds), EventRow.at >= span[0], EventRow.at < span[1]
        )
        return dict(self._session.execute(query.group_by(EventRow.kind)).all())

    def payout_questions(self, span: Span) -> int:
        """How often a partner had to ask about a payout: answered, handed to a person, or an objection."""
        asked = or_(
            EventRow.kind == "LineObjected",
            and_(EventRow.kind == "PartnerAnswered", EventRow.data["about_money"].as_boolean()),
            and_(EventRow.kind == "HandedOver", EventRow.data["guess"].as_string().like("%payout%")),
        )
        kinds = ("LineObjected", "PartnerAnswered", "HandedOver")
        query = select(func.count()).select_from(EventRow)
        within = EventRow.kind.in_(kinds), EventRow.at >= span[0], EventRow.at < span[1]
        return self._count(query.where(*within, asked))

    def held(self, span: Span) -> dict[str, int]:
        """Mails that went to a person, by cause, the commonest first."""
        cause, count = EventRow.data["cause"].as_string(), func.count()
        query = select(cause, count).where(
            EventRow.kind == "MailHeld", EventRow.at >= span[0], EventRow.at < span[1]
        )
        rows = self._session.execute(query.group_by(cause).order_by(count.desc(), cause)).all()
        return {str(row[0] or "other"): row[1] for row in rows}

    def conflicts(self, span: Span) -> int:
        """Second introductions of a prospect that somebody else had introduced."""
        return self.events(span, ("ReferralContested",)).get("ReferralContested", 0)

    def sent(self, span: Span) -> dict[str, int]:
        """How many each partner sent; who sent none is not in it."""
        if self._is_busy(span):
            theirs = select(func.count()).select_from(ReferralRow).where(*self._of_partner(span))
            asked = self._session.execute(
                select(PartnerRow.id, theirs.correlate(PartnerRow).scalar_subquery())
            )
            return {row[0]: row[1] for row in asked if row[1]}
        query = select(ReferralRow.partner_id, func.count()).where(*self._came(span))
        return dict(self._session.execute(query.group_by(ReferralRow.partner_id)).all())

    def opinions(self, span: Span, tz: str) -> tuple[Opinion, ...]:
        """What partners answered to the question of the quarter, the newest first."""
        query = select(EventRow.about, PartnerRow.company, EventRow.at, EventRow.data["words"].as_string())
        query = query.join(PartnerRow, PartnerRow.id == EventRow.about).where(
            EventRow.kind == "ViewGiven", EventRow.at >= span[0], EventRow.at < span[1]
        )
        rows = self._session.execute(query.order_by(EventRow.at.desc(), EventRow.id.desc()))
        return tuple(Opinion(who, company, local_date(at, tz), words) for who, company, at, words in rows)

    def by_partner(
        self, sent: Mapping[str, int], year: Span, *, limit: int | None = 10
    ) -> tuple[PartnerNumbers, ...]:
        """Each partner of `sent`, the busiest first; decided within a year."""
        busiest = sorted(sent, key=lambda one: (-sent[one], one))[:limit]
        only = busiest if limit else None  # a list of everybody would be longer than a statement may be
        names = select(PartnerRow.id, PartnerRow.company)
        if only is not None:
            names = names.where(PartnerRow.id.in_(only))
        known = dict(self._session.execute(names).all())
        closed = self._closed_by_partner(year, only)
        rows = sorted((-sent[one], known[one], one) for one in busiest)
        return tuple(PartnerNumbers(i, name, -n, closed.get(i, Share(0, 0))) for n, name, i in rows)

    def stages(self, span: Span) -> dict[str, int]:
        """Where those who came in then stand now."""
        query = select(ReferralRow.stage, func.count()).where(*self._came(span)).group_by(ReferralRow.stage)
        return dict(self._session.execute(query).all())

    def trend(self, periods: Sequence[Period], tz: str) -> tuple[tuple[Period, int, int], ...]:
        """Referrals, and partners who sent them, period by period."""
        return tuple((period, *self._senders(period.span(tz))) for period in periods)

    def note_others(self, deals: Iterable[OtherDeal]) -> None:
        """Take deals in; one that is known already is brought up to date."""
        for deal in deals:
            self._session.merge(OtherDealRow(id=deal.id, decided_on=deal.decided_on, won=deal.won))

    def others(self, period: Period) -> Others | None:
        """Deals that came from elsewhere; None when nobody told us of any."""
        won = func.sum(case((OtherDealRow.won.is_(True), 1), else_=0))
        row = self._session.execute(
            select(func.coalesce(won, 0), func.count()).where(
                OtherDealRow.decided_on >= period.first, OtherDealRow.decided_on <= period.last
            )
        ).one()
        return Others(Share(int(row[0]), row[1])) if row[1] else None

    def owed(self, until: date) -> tuple[Money, ...]:
        """What stood open for partners at the end of that day, for each currency.

        What one partner owes us does not lessen what we owe another.
        """
        balance = func.sum(LedgerRow.amount_minor).label("balance")
        each = select(LedgerRow.currency, balance).where(LedgerRow.booked_on <= until, *self._money)
        each_partner = each.group_by(LedgerRow.partner_id, LedgerRow.currency).subquery()
        query = select(each_partner.c.currency, func.sum(each_partner.c.balance))
        return self._amounts(query.where(each_partner.c.balance > 0).group_by(each_partner.c.currency))

    def paid(self, period: Period) -> tuple[Money, ...]:
        """What was paid out in a period, for each currency."""
        query = select(LedgerRow.currency, -func.sum(LedgerRow.amount_minor)).where(
            LedgerRow.kind == _PAYOUT,
            LedgerRow.booked_on >= period.first,
            LedgerRow.booked_on <= period.last,
            *self._money,
        )
        return self._amounts(query.group_by(LedgerRow.currency))

    def _amounts(self, query: Select[str, int]) -> tuple[Money, ...]:
        found = sorted((row[0], int(row[1])) for row in self._session.execute(query))
        return tuple(Money(minor, currency) for currency, minor in found if minor)

    def _is_busy(self, span: Span) -> bool:
        """Whether so much came in then that it is quicker to ask for each partner than to group it all.

        SQLite groups by sorting; PostgreSQL hashes, and reads it all in less time.
        """
        if self._mine or self._session.get_bind().dialect.name != "sqlite":
            return False
        many = BUSY * self._count(select(func.count()).select_from(PartnerRow))
        one: ColumnElement[int] = literal_column("1")
        some = select(one).select_from(ReferralRow).where(*self._came(span)).limit(many)
        return self._count(select(func.count()).select_from(some.subquery())) == many

    def _partners_of(self, span: Span) -> int:
        return self._count(select(func.count()).select_from(PartnerRow).where(self._has_sent(span)))

    def _has_sent(self, span: Span) -> ColumnElement[bool]:
        one: ColumnElement[int] = literal_column("1")
        mine = select(one).select_from(ReferralRow).where(*self._of_partner(span))
        return mine.correlate(PartnerRow).exists()

    def _of_partner(self, span: Span) -> tuple[ColumnElement[bool], ...]:
        return (ReferralRow.partner_id == PartnerRow.id, *self._came(span))

    def _senders(self, span: Span) -> tuple[int, int]:
        """Referrals, and partners who sent them: PostgreSQL hashes it, and sorts for a COUNT(DISTINCT)."""
        if self._is_busy(span):
            return self.referrals(span), self._partners_of(span)
        each = select(func.count().label("sent")).where(*self._came(span)).group_by(ReferralRow.partner_id)
        sent = each.subquery().c.sent
        row = self._session.execute(select(func.coalesce(func.sum(sent), 0), func.count(sent))).one()
        return int(row[0]), row[1]

    def _came(self, span: Span) -> tuple[ColumnElement[bool], ...]:
        return (
            ReferralRow.registered_at >= span[0],
            ReferralRow.registered_at < span[1],
            COUNTED,
            *self._mine,
        )

    def _decided(self, span: Span) -> tuple[ColumnElement[bool], ...]:
        return (
            and_(DECIDED, ReferralRow.registration == _REGISTERED),
            ReferralRow.stage_at >= span[0],
            ReferralRow.stage_at < span[1],
            *self._mine,
        )

    def _closed_by_partner(self, year: Span, only: list[str] | None) -> dict[str, Share]:
        query = select(ReferralRow.partner_id, func.sum(_ONE_WON), func.count()).where(*self._decided(year))
        if only is not None:
            query = query.where(ReferralRow.partner_id.in_(only))
        rows = self._session.execute(query.group_by(ReferralRow.partner_id))
        return {row[0]: Share(int(row[1]), row[2]) for row in rows}

    def _count(self, query: Select[int]) -> int:
        return self._session.scalar(query) or 0
