"""The ledger only grows, repeats change nothing, and refunds come out the same in any order."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import eur
from tests.workflows.commission.build import (
    CLOSE,
    CLOSED,
    PAYDAY,
    TERMS,
    deal,
    entry,
    plan,
    refund,
)
from workflows.commission.ledger import Booking, Cause, LedgerEntry, balance, balances, bonus, book, waive
from workflows.commission.model import Collection, Credit, Deal, Rate
from workflows.money import Money

ANNA = (Credit("P-1"),)
APRIL = date(2026, 4, 1)


def after(
    *causes: tuple[Cause, Deal], credited: tuple[Credit, ...] = ANNA, paid: bool = False, **rule: Any
) -> list[LedgerEntry]:
    """The ledger after these events; with `paid` the first one's lines were paid out before the others."""
    entries: list[LedgerEntry] = []
    for cause, facts in causes:
        entries += book(plan(**rule), facts, credited, entries, cause, TERMS)
        if paid and len(entries) == 1:
            first = entries[0]
            entries.append(
                replace(
                    first,
                    key="payout",
                    kind="payout",
                    amount=-first.amount,
                    deal="",
                    line="",
                    settles=(first.key,),
                )
            )
    return entries


def refunded(refund_id: str, *so_far: tuple[str, str], on: date = APRIL) -> tuple[Cause, Deal]:
    return Cause("refund", refund_id, on), deal(refunds=tuple(refund(*each) for each in so_far))


def test_a_close_accrues_the_commission_for_the_promised_payday() -> None:
    assert after((CLOSE, deal())) == [
        LedgerEntry(
            key="close:D-1:v1:percent:P-1",
            kind="accrual",
            partner="P-1",
            amount=eur("4500"),
            booked_on=CLOSED,
            payable_on=PAYDAY,
            deal="D-1",
            cause="close:v1",
            line="percent",
            version=plan().version,
            why=("15 % of €30,000.00 = €4,500.00",),
        )
    ]


def test_a_hold_is_part_of_the_promise_from_the_start() -> None:
    [held] = book(plan(hold_days=30), deal(), ANNA, (), Cause("close", "v1", date(2026, 1, 31)), TERMS)
    assert held.payable_on == date(2026, 3, 13)


def test_the_same_event_twice_books_nothing_the_second_time() -> None:
    event = CLOSE, deal()
    assert after(event, event) == after(event)


def test_the_same_event_with_other_facts_books_nothing_either() -> None:
    assert after((CLOSE, deal()), (CLOSE, deal("99999"))) == after((CLOSE, deal()))


def test_a_refund_before_payday_is_an_adjustment_of_that_line() -> None:
    [first, correction] = after((CLOSE, deal()), refunded("R-1", ("R-1", "8000")))
    assert (correction.kind, correction.amount) == ("adjustment", eur("-1200"))
    assert (correction.reverses, correction.payable_on) == (first.key, first.payable_on)
    assert correction.why == (
        "€30,000.00 - €8,000.00 refunded = €22,000.00",
        "15 % of €22,000.00 = €3,300.00",
        "€3,300.00 - €4,500.00 booked before = -€1,200.00",
    )


def test_a_refund_after_payday_is_a_clawback_to_be_netted_from_now_on() -> None:
    [first, _, claw] = after((CLOSE, deal()), refunded("R-1", ("R-1", "8000")), paid=True)
    assert (claw.kind, claw.amount, claw.reverses) == ("clawback", eur("-1200"), first.key)
    assert claw.payable_on == APRIL


def test_two_refunds_are_one_of_their_sum() -> None:
    steps = after(
        (CLOSE, deal()), refunded("R-1", ("R-1", "5000")), refunded("R-2", ("R-1", "5000"), ("R-2", "3000"))
    )
    assert [each.amount for each in steps] == [eur("4500"), eur("-750"), eur("-450")]
    assert [each.sequence for each in steps] == [0, 1, 2]


def test_a_refund_that_leaves_the_commission_at_its_cap_books_nothing() -> None:
    facts = deal("60000")
    back = Cause("refund", "R-1", APRIL), replace(facts, refunds=(refund("R-1", "15000"),))
    assert [each.amount for each in after((CLOSE, facts), back, cap=5000)] == [eur("5000")]


def test_a_refund_known_before_the_close_is_simply_part_of_it() -> None:
    early = refunded("R-1", ("R-1", "8000"))
    open_deal = early[0], replace(early[1], closed_on=None)
    assert [each.amount for each in after(open_deal, (CLOSE, early[1]), early)] == [eur("3300")]


def test_each_collection_is_its_own_line_of_a_recurring_share() -> None:
    invoices = tuple(Collection(f"I-{n}", eur("499"), date(2026, n, 10)) for n in (1, 2, 3))
    events = [
        (Cause("collection", invoice.id, invoice.received_on), deal(collections=invoices[: n + 1]))
        for n, invoice in enumerate(invoices)
    ]
    booked = after(*events, kind="recurring", rate="20 %", months=2)
    assert [(each.amount, each.payable_on) for each in booked] == [
        (eur("99.80"), date(2026, 2, 13)),
        (eur("99.80"), date(2026, 3, 13)),
    ]


def test_a_credit_that_moves_takes_from_one_and_gives_to_the_other() -> None:
    first = after((CLOSE, deal()))
    decided = Cause("correction", "dispute-7", APRIL)
    moved = book(plan(), deal(), (Credit("P-2"),), first, decided, TERMS)
    assert {each.partner: (each.kind, each.amount) for each in moved} == {
        "P-1": ("adjustment", eur("-4500")),
        "P-2": ("accrual", eur("4500")),
    }


def test_a_refund_that_was_taken_back_is_an_adjustment_upwards() -> None:
    taken_back = Cause("correction", "R-1 bounced", APRIL), deal()
    [first, _, up] = after((CLOSE, deal()), refunded("R-1", ("R-1", "8000")), taken_back)
    assert (up.kind, up.amount, up.reverses) == ("adjustment", eur("1200"), first.key)


def test_a_reopened_deal_takes_the_commission_back_and_a_new_close_gives_it_again() -> None:
    reopened = Cause("correction", "v2", APRIL), deal(closed_on=None)
    again = Cause("close", "v3", APRIL), deal("20000", closed_on=APRIL)
    assert [e.amount for e in after((CLOSE, deal()), reopened, again)] == [
        eur("4500"),
        eur("-4500"),
        eur("3000"),
    ]


def test_a_line_keeps_its_currency_when_the_partner_changes_theirs() -> None:
    rates = (Rate("EUR", "USD", Decimal("1.0850")),)
    entries = book(
        plan(rate="10 %"), deal("12345.67", rates=rates), (Credit("P-1", pay_in="USD"),), (), CLOSE, TERMS
    )
    back = deal("12345.67", rates=rates, refunds=(refund("R-1", "12345.67"),))
    undone = book(
        plan(rate="10 %"), back, (Credit("P-1", pay_in="EUR"),), entries, Cause("refund", "R-1", APRIL), TERMS
    )
    assert [each.amount for each in (*entries, *undone)] == [
        Money.of("1339.51", "USD"),
        Money.of("-1339.51", "USD"),
    ]


amounts = st.integers(1, 20_000_00)
rules = st.sampled_from(
    [
        {"rate": "15 %"},
        {"rate": "12.5 %", "floor": 250, "cap": 5000},
        {"kind": "flat", "amount": 500},
        {"kind": "tiers", "mode": "marginal", "tiers": [{"rate": "10 %", "up_to": 10000}, {"rate": "15 %"}]},
        {"kind": "tiers", "mode": "whole", "tiers": [{"rate": "10 %", "up_to": 10000}, {"rate": "15 %"}]},
    ]
)


@given(
    st.lists(amounts, max_size=5),
    st.randoms(use_true_random=False),
    rules,
    st.booleans(),
    st.integers(0, 10_000),
)
def test_refunds_in_any_order_with_replays_end_at_the_same_cent(
    minors: list[int], chance: random.Random, rule: dict[str, Any], paid: bool, share: int
) -> None:
    back = [(f"R-{n}", str(Decimal(minor).scaleb(-2))) for n, minor in enumerate(minors)]
    credited = (Credit("P-1", share), Credit("P-2", 10_000 - share))

    def play(order: list[tuple[str, str]], replays: bool) -> dict[tuple[str, str], Money]:
        events = [(CLOSE, deal())]
        for n, (refund_id, _) in enumerate(order):
            events.append(refunded(refund_id, *order[: n + 1]))
        if replays:
            events = [event for event in events for _ in (1, 2)]
            events += [(cause, events[-1][1]) for cause, _ in events]
        entries = after(*events, credited=credited, paid=paid, **rule)
        assert len({each.key for each in entries}) == len(entries)
        return {account: money for account, money in balances(entries).items() if money}

    shuffled = list(back)
    chance.shuffle(shuffled)
    assert play(back, replays=False) == play(shuffled, replays=True)


def test_currencies_are_never_netted() -> None:
    entries = [entry("a", "500"), entry("b", "-700", "USD"), entry("c", "20"), entry("d", "1", partner="P-2")]
    assert balances(entries) == {
        ("P-1", "EUR"): eur("520"),
        ("P-1", "USD"): Money.of("-700", "USD"),
        ("P-2", "EUR"): eur("1"),
    }
    assert balance(entries, "P-1", "USD") == Money.of("-700", "USD")


def test_a_bonus_is_booked_once_with_its_reason() -> None:
    wanted: dict[str, Any] = {
        "bonus_id": "B-1",
        "partner": "P-1",
        "amount": eur("100"),
        "on": APRIL,
        "by": "U-1",
        "reason": "Fifth win",
    }
    [made] = bonus((), **wanted).entries
    assert (made.kind, made.amount, made.why, made.approved_by) == (
        "bonus",
        eur("100"),
        ("Fifth win",),
        ("U-1",),
    )
    assert bonus((made,), **wanted) == Booking()


@pytest.mark.parametrize(("amount", "reason"), [("0", "x"), ("-5", "x"), ("5", " ")])
def test_a_bonus_without_amount_or_reason_is_refused(amount: str, reason: str) -> None:
    assert bonus(
        (), bonus_id="B", partner="P-1", amount=eur(amount), on=APRIL, by="U-1", reason=reason
    ).refused


def waived(amount: str, *people: str, reason: str = "goodwill") -> Booking:
    entries = [entry("a", "500"), entry("b", "-1200")]
    return waive(
        entries,
        waiver_id="W-1",
        partner="P-1",
        amount=eur(amount),
        on=APRIL,
        approved_by=people,
        reason=reason,
    )


def test_two_people_may_write_off_what_a_partner_owes() -> None:
    [made] = waived("700", "U-2", "U-1").entries
    assert (made.kind, made.amount, made.reverses, made.approved_by) == (
        "waiver",
        eur("700"),
        "b",
        ("U-1", "U-2"),
    )
    assert (
        waive((made,), waiver_id="W-1", partner="P-1", amount=eur("1"), on=APRIL, approved_by=(), reason="")
        == Booking()
    )


@pytest.mark.parametrize(
    ("booking", "refusal"),
    [
        (waived("700", "U-1", "U-1"), "A write-off needs two different people."),
        (waived("700.01", "U-1", "U-2"), "They owe €700.00, no more can go."),
        (waived("0", "U-1", "U-2"), "They owe €700.00, no more can go."),
        (waived("700", "U-1", "U-2", reason=""), "A write-off needs a reason."),
    ],
)
def test_a_write_off_is_refused_in_words(booking: Booking, refusal: str) -> None:
    assert booking == Booking(refused=refusal)
