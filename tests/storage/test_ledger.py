"""What money needs of the store: nothing twice, nothing lost, nothing changed. On both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.deals import Deals
from storage.ledger import Ledger
from storage.objections import Objections, Waivers
from storage.partners import Partners
from storage.payouts import Batches
from storage.plans import Plans
from storage.referrals import Referrals
from tests.builders import MONDAY, eur, other_partner, partner, referral
from tests.workflows.commission.build import CLOSED, PAYDAY, deal, entry, plan, refund
from workflows.commission.batch import Batch, Payout
from workflows.commission.ledger import LedgerEntry, balances
from workflows.commission.model import Collection, Credit, Deduction, Rate
from workflows.commission.payout_record import BatchRecord
from workflows.commission.record import DealRecord, NotedRate, Objection, Waiver
from workflows.money import Money

PLAN = plan(rate="12.5 %", cap=5000)
DEAL = "R-0000-00"


def fill(database: Database) -> None:
    with database.write() as session:
        Partners(session).add(partner(), MONDAY)
        Partners(session).add(other_partner(), MONDAY)
        Referrals(session).of_accounts({"domain:acme.example"}, MONDAY)
        Referrals(session).add(referral())
        Plans(session).pin(DEAL, PLAN, MONDAY)
        Deals(session).save(record())


def record(**changes: object) -> DealRecord:
    made = DealRecord(deal(deal_id=DEAL), "P-1", PLAN.version, (Credit("P-1"),))
    return replace(made, **changes)  # type: ignore[arg-type]


def add(database: Database, *entries: LedgerEntry) -> None:
    with database.write() as session:
        Ledger(session).add(entries, MONDAY)


def line(key: str, amount: str, sequence: int = 0) -> LedgerEntry:
    more: dict[str, Any] = {"deal": DEAL, "cause": f"close:{key}", "line": "percent", "sequence": sequence}
    return entry(key, amount, **more, version=PLAN.version, why=("15 % of …",))


def payout(key: str, amount: str, *settles: str) -> LedgerEntry:
    paid = entry(key, amount, kind="payout", settles=settles, booked_on=PAYDAY)
    return replace(paid, approved_by=("U-1", "U-2"))


def test_a_plan_is_written_once_and_read_back_the_same(database: Database) -> None:
    fill(database)
    with database.write() as session:
        assert not Plans(session).keep(PLAN, MONDAY)
    with database.read() as session:
        found = Plans(session).get(PLAN.version)
        assert found is not None
        assert (found, found.version, Plans(session).in_use()) == (PLAN, PLAN.version, {PLAN.version: 1})


def test_the_first_promise_to_a_referral_stands(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Plans(session).pin(DEAL, plan(rate="1 %"), MONDAY)
    with database.read() as session:
        assert Plans(session).pinned(DEAL) == PLAN
        assert Plans(session).pinned_to([DEAL, "R-none"]) == {DEAL: PLAN}
        assert Plans(session).pinned("R-none") is None


def test_a_deal_comes_back_with_every_fact(database: Database) -> None:
    fill(database)
    whole = record(
        deal=replace(
            deal(deal_id=DEAL),
            first_year=eur("10000"),
            deductions=(Deduction("tax", eur("1.23")),),
            collections=(Collection("I-1", eur("499"), CLOSED, date(2026, 1, 1)),),
            refunds=(refund("RF-1", "8000"),),
            stages=("demo_scheduled", "closed_won"),
            year_before=Money(0, "USD"),
            rates=(Rate("EUR", "USD", Decimal("1.0850")),),
        ),
        credited=(Credit("P-1", 6000, "USD"), Credit("P-2", 4000)),
        revision=3,
        waits_for="EUR/GBP",
    )
    with database.write() as session:
        deals = Deals(session)
        deals.save(whole)
        deals.note_collection(DEAL, whole.deal.collections[0], "cli", MONDAY)
        deals.note_refund(DEAL, whole.deal.refunds[0], "cli", MONDAY)
    with database.read() as session:
        deals = Deals(session)
        assert deals.get(DEAL, lock=True) == whole
        assert (deals.won_by("P-1", 2026), deals.won_by("P-1", 2025)) == ((whole,), ())
        assert (deals.waiting_for("EUR/GBP"), deals.page(), deals.page(after=DEAL)) == ((DEAL,), (whole,), ())
        assert (deals.refund_of("RF-1"), deals.collection_of("I-2")) == (DEAL, None)
        assert deals.titles([DEAL, ""]) == {DEAL: "Acme Ltd"}


def test_a_refund_is_noted_once_whatever_deal_it_is_said_to_be_of(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Deals(session).note_refund(DEAL, refund("RF-1", "8000"), "cli", MONDAY)
    with pytest.raises(IntegrityError), database.write() as session:
        Deals(session).note_refund(DEAL, refund("RF-1", "1"), "cli", MONDAY)


def test_the_newest_rate_that_is_not_after_the_day_counts(database: Database) -> None:
    with database.write() as session:
        for day, rate in ((1, "1.05"), (20, "1.0850"), (20, "1.09")):
            Deals(session).note_rate(NotedRate("EUR", "USD", date(2026, 1, day), rate))
    with database.read() as session:
        assert Deals(session).rates_on(date(2026, 1, 8)) == (Rate("EUR", "USD", Decimal("1.05")),)
        assert Deals(session).rates_on(date(2026, 1, 9)) == ()  # too old to say anything
        assert Deals(session).rates_on(date(2026, 1, 20)) == (Rate("EUR", "USD", Decimal("1.09")),)


def test_entries_come_back_as_they_were_written(database: Database) -> None:
    fill(database)
    made = line("a", "4500"), entry("b", "250", kind="bonus", why=("thank you",), approved_by=("U-1",))
    add(database, *made)
    paid = payout("p", "-4500", "a")
    add(database, paid)
    with database.read() as session:
        ledger = Ledger(session)
        assert ledger.everything() == (*made, paid)
        assert ledger.of_deal(DEAL) == (made[0], paid)
        assert (ledger.unpaid(), ledger.open_of("P-1")) == (made[1:], made[1:])
        assert ledger.paid(["a", "b"]) == frozenset({"a"})
        assert ledger.balances() == balances(ledger.everything()) == {("P-1", "EUR"): eur("250")}
        assert (ledger.get("p"), ledger.payouts_of("P-1")) == (paid, (paid,))
        assert ledger.booked_until(CLOSED) == made


def test_what_is_payable_later_is_not_in_the_list_of_today(database: Database) -> None:
    fill(database)
    add(database, line("a", "4500"))
    with database.read() as session:
        assert Ledger(session).unpaid(PAYDAY - timedelta(days=1)) == ()
        assert len(Ledger(session).unpaid(PAYDAY)) == 1


@pytest.mark.parametrize(
    "second",
    [
        pytest.param(line("a", "1", sequence=1), id="the same event"),
        pytest.param(line("b", "1", sequence=0), id="the same place in the deal"),
        pytest.param(payout("p2", "-4500", "a"), id="a line that is paid"),
    ],
)
def test_the_database_itself_refuses_what_would_count_twice(database: Database, second: LedgerEntry) -> None:
    fill(database)
    add(database, line("a", "4500"), payout("p", "-4500", "a"))
    with pytest.raises(IntegrityError):
        add(database, second)
    with database.read() as session:
        assert Ledger(session).balances() == {("P-1", "EUR"): eur("0")}


def test_bonuses_have_no_place_that_could_be_taken(database: Database) -> None:
    fill(database)
    add(database, entry("b1", "1", kind="bonus"), entry("b2", "1", kind="bonus"))
    with database.read() as session:
        assert len(Ledger(session).of_keys(["b1", "b2", "b3"])) == 2


def test_what_is_due_and_in_no_payout_is_summed_by_partner_and_currency(database: Database) -> None:
    fill(database)
    add(database, line("a", "40"), line("b", "35", 1), line("c", "7", 2))
    add(database, entry("p", "9", partner="P-2", kind="bonus", payable_on=PAYDAY + timedelta(days=1)))
    with database.write() as session:
        batch = Batch("payday:1", PAYDAY, (Payout("payday:1:P-1:EUR", "P-1", eur("40"), ("a",)),))
        Batches(session).save(None, BatchRecord(batch), MONDAY)
        assert Batches(session).left_out(PAYDAY, {"c"}) == {("P-1", "EUR"): eur("35")}


def test_an_objection_holds_its_line_until_somebody_has_answered(database: Database) -> None:
    fill(database)
    add(database, line("a", "4500"))
    said = Objection("a", "P-1", "Sam Ortega", "line 2 looks wrong", MONDAY)
    with database.write() as session:
        objections = Objections(session)
        assert (objections.raise_one(said), objections.raise_one(said)) == (True, False)
        assert (objections.open_keys(), objections.open()) == (frozenset({"a"}), (said,))
        assert objections.settle("a", by="Dana", answer="It is right.", now=MONDAY)
        assert not objections.settle("a", by="Dana", answer="Again.", now=MONDAY)
    with database.read() as session:
        answered = replace(said, answer="It is right.", settled_by="Dana", settled_at=MONDAY)
        assert len(Objections(session).open_keys()) == 0
        assert Objections(session).of_partner("P-1") == (answered,)


def test_a_write_off_waits_for_the_second_person(database: Database) -> None:
    fill(database)
    asked = Waiver("W-1", "P-1", eur("700"), "goodwill", "Dana", MONDAY)
    with database.write() as session:
        Waivers(session).save(asked)
        assert Waivers(session).asked() == (asked,)
        Waivers(session).save(replace(asked, decided_by="Ines", status="agreed"))
        assert Waivers(session).asked() == ()
        assert Waivers(session).get("W-1", lock=True) == replace(asked, decided_by="Ines", status="agreed")


def test_a_partner_is_paid_in_the_plans_currency_unless_they_said_otherwise(database: Database) -> None:
    fill(database)
    with database.write() as session:
        Deals(session).set_pay_in("P-1", "USD")
        assert (Deals(session).pay_in("P-1"), Deals(session).pay_in("P-2")) == ("USD", "")
