"""Counts for reports, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from bot.reports.counting import gather, report_on
from storage.database import Database
from storage.history import History
from storage.ledger import Ledger
from storage.partners import Partners
from storage.referrals import Referrals
from storage.reports import Reports
from storage.tables import OtherDealRow
from tests.builders import other_partner, partner, program, referral
from workflows.commission.ledger import EntryKind, LedgerEntry
from workflows.commission.payout_messages import LineObjected
from workflows.conversation_messages import HandedOver
from workflows.events import PartnerAnswered, PromiseBroken, ReferralContested
from workflows.money import Money
from workflows.periods import period_of
from workflows.reporting import Others, PartnerNumbers, Share

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NOVEMBER = period_of("month", NOW.date())
SPAN = NOVEMBER.span("Europe/London")
BUSY_SPAN = period_of("month", NOW.date().replace(month=8)).span("Europe/London")


def store(session: Session, number: int, at: datetime, **changes: Any) -> None:
    made = referral(
        f"R-{number:04}-00",
        account=f"domain:company{number}.example",
        received_at=at,
        registered_at=at,
        stage_at=changes.pop("stage_at", at),
        promised_at=changes.pop("promised_at", at + timedelta(days=1)),
        **changes,
    )
    Referrals(session).of_accounts({made.account}, at)
    Referrals(session).add(made)


@pytest.fixture
def filled(database: Database) -> Database:
    """Two partners; one of them busy in October and November, the other in July only."""
    with database.write() as session:
        Partners(session).add(partner(), NOW - timedelta(days=300))
        Partners(session).add(other_partner(), NOW - timedelta(days=200))
        Partners(session).add(
            partner("P-3", contacts=(), domains=(), company="Silent"), NOW - timedelta(days=5)
        )
        store(session, 1, NOW - timedelta(days=140), partner_id="P-2", stage="closed_won")
        store(session, 2, NOW - timedelta(days=40), stage="closed_lost", stage_at=NOW - timedelta(days=3))
        store(session, 3, NOW - timedelta(days=8), stage="closed_won", stage_at=NOW - timedelta(days=1))
        store(session, 4, NOW - timedelta(days=7), registration="rejected")
        store(session, 5, NOW - timedelta(days=6), registration="duplicate", same_as="R-0004-00")
        store(session, 6, NOW - timedelta(hours=2))
        late = NOW - timedelta(days=5)
        broken = PromiseBroken("R-0003-00", late, late.isoformat(), "")
        contested = ReferralContested("R-0009-00", late, "P-2", "R-0003-00")
        asked = PartnerAnswered("P-1", late, (), 7, about_money=True)
        other = PartnerAnswered("P-1", late, (), 8)
        handed = HandedOver("P-1", late, "mail:9", ("payout_query",))
        objected = LineObjected("P-1", late, "line", "sam@northwind.example", "too little")
        happened = (broken, contested, asked, other, handed, objected)
        History(session).append(happened, key="test")
        session.add(OtherDealRow(id="crm:1", decided_on=date(2026, 11, 2), won=True))
        session.add(OtherDealRow(id="crm:2", decided_on=date(2026, 11, 3), won=False))
    return database


def test_a_month_is_counted_each_prospect_once(filled: Database) -> None:
    with filled.read() as session:
        found = gather(session, NOVEMBER, program(), NOW)
    head = found.headline
    assert (head.referrals, head.before, head.before_by_now) == (3, 1, 1)
    assert head.active == Share(1, 3)
    assert head.closed == Share(1, 2)
    assert head.closed_in_a_year == Share(2, 3)
    assert (sorted(head.first_days), head.still_silent) == ([60, 260], 1)
    assert found.promises == Share(1, 2)
    assert found.promises_running == 1
    assert found.conflicts == 1
    assert found.payout_questions == 3
    assert found.actions["PartnerAnswered"] == 2
    assert found.retained == Share(0, 1)
    assert found.partners == (PartnerNumbers("P-1", "Northwind Advisory", 3, Share(1, 2)),)
    assert found.stages == (("Registered", 2), ("Closed Won", 1))
    assert found.others == Others(Share(1, 2))
    assert [count for _, count, _ in found.trend][-5:] == [1, 0, 0, 1, 3]


def test_a_busy_month_is_counted_like_a_quiet_one(filled: Database) -> None:
    """Where there are many referrals for each partner, SQLite asks for each partner instead."""
    with filled.write() as session:
        for number in range(50):
            store(session, 100 + number, NOW - timedelta(days=9), partner_id="P-2" if number % 10 else "P-1")
            store(session, 200 + number, NOW - timedelta(days=32))
            store(session, 300 + number, NOW - timedelta(days=130), partner_id="P-2" if number else "P-1")
    with filled.read() as session:
        found = gather(session, NOVEMBER, program(), NOW)
        assert Reports(session).sent(SPAN) == {"P-1": 8, "P-2": 45}
        assert Reports(session).active(SPAN) == 2
    assert (found.headline.referrals, found.headline.before) == (53, 51)
    assert found.headline.active == Share(2, 3)
    assert found.retained == Share(2, 2)
    assert [(one.partner_id, one.referrals) for one in found.partners] == [("P-2", 45), ("P-1", 8)]
    assert [(came, partners) for _, came, partners in found.trend][-2:] == [(51, 1), (53, 2)]


def test_a_partners_report_counts_their_own_only(filled: Database) -> None:
    with filled.read() as session:
        found = report_on(session, NOVEMBER, program(), NOW, other_partner())
    assert found.numbers.headline.referrals == 0
    assert found.numbers.headline.closed_in_a_year == Share(1, 1)
    assert found.numbers.partners == ()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_counting_touches_indexes_only(filled: Database) -> None:
    """What keeps a report over a million referrals under two seconds; `make bench` measures it."""
    seen: list[str] = []
    with filled.write() as session:
        for number in range(25):  # more than eight for each of three partners
            store(session, 100 + number, BUSY_SPAN[0])
    with filled.read() as session:
        counts, connection = Reports(session), session.connection()
        for count in (
            lambda: counts.sent(BUSY_SPAN),
            lambda: counts.active(BUSY_SPAN),
            lambda: counts.retained(BUSY_SPAN, BUSY_SPAN),
            lambda: counts.referrals(SPAN),
            lambda: counts.active(SPAN),
            lambda: counts.closed(SPAN),
            lambda: counts.stages(SPAN),
            lambda: counts.events(SPAN, ("PromiseBroken",)),
        ):
            seen += _plans(connection, count)
    assert seen
    assert all("USING COVERING INDEX" in line for line in seen), seen
    assert any("ix_referrals_partner_came" in line for line in seen)


def _plans(connection: Any, work: Any) -> list[str]:
    """How SQLite looks for the rows of what `work` asks."""
    asked: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        asked.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    work()
    event.remove(connection, "before_cursor_execute", note)
    lines = []
    for statement, parameters in asked:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        lines += [str(row[-1]) for row in rows if "referrals" in str(row[-1]) or "events" in str(row[-1])]
    return lines


def test_owed_and_paid_are_told_for_each_currency_as_of_the_period(filled: Database) -> None:
    """What one partner owes us does not lessen what we owe another."""

    def line(key: str, kind: EntryKind, who: str, amount: Money, on: date) -> LedgerEntry:
        return LedgerEntry(key, kind, who, amount, on, on, cause="test", line=key, version="v1")

    lines = (
        line("a", "accrual", "P-1", Money(10_000, "GBP"), date(2026, 10, 5)),
        line("b", "accrual", "P-1", Money(500, "EUR"), date(2026, 11, 5)),
        line("c", "payout", "P-1", Money(-4_000, "GBP"), date(2026, 11, 13)),
        line("d", "clawback", "P-2", Money(-2_000, "GBP"), date(2026, 11, 20)),
        line("e", "accrual", "P-1", Money(99_900, "GBP"), date(2026, 12, 1)),
    )
    with filled.write() as session:
        Ledger(session).add(lines, NOW)
    with filled.read() as session:
        counts = Reports(session)
        assert counts.owed(date(2026, 11, 30)) == (Money(500, "EUR"), Money(6_000, "GBP"))
        assert counts.paid(NOVEMBER) == (Money(4_000, "GBP"),)
        assert counts.paid(NOVEMBER.before) == ()
        assert Reports(session, "P-2").owed(date(2026, 11, 30)) == ()
