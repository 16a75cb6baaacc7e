"""Reconciliation on worked numbers: three sources, one batch at a time, each currency by itself."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.builders import eur
from workflows.commission.batch import Payout
from workflows.commission.ledger import LedgerEntry
from workflows.commission.reconciling import Checked, Handed, Heard, reconcile
from workflows.money import Money

PAYDAY, ARRIVED, LATER = date(2026, 2, 13), date(2026, 2, 13), date(2026, 2, 20)
BATCH = f"payday:{PAYDAY}"


def payout(partner: str, amount: str, currency: str = "EUR") -> Payout:
    return Payout(f"{BATCH}:{partner}:{currency}", partner, Money.of(amount, currency), (f"line {partner}",))


def handed(*payouts: Payout) -> list[Handed]:
    return [Handed(each, BATCH, PAYDAY) for each in payouts]


def arrived(one: Payout, amount: Money | None = None, on: date = ARRIVED) -> Heard:
    return Heard(one.id, BATCH, on, amount or one.amount)


def booked(one: Payout, amount: Money | None = None, on: date = ARRIVED) -> LedgerEntry:
    return LedgerEntry(f"payout:{one.id}", "payout", one.partner, -(amount or one.amount), on, on)


ANNA, BORIS, CHLOE = payout("P-1", "3300.00"), payout("P-2", "99.80"), payout("P-3", "1339.51", "USD")


def test_what_was_exported_is_what_arrived_came_back_and_is_open_in_each_currency_by_itself() -> None:
    seen = reconcile(
        handed(ANNA, BORIS, CHLOE),
        [arrived(ANNA), Heard(BORIS.id, BATCH, ARRIVED)],
        [booked(ANNA)],
        PAYDAY,
    )
    usd, nothing = CHLOE.amount, Money.zero("USD")
    assert seen == (
        Checked(BATCH, PAYDAY, eur("3399.80"), eur("3300.00"), eur("99.80"), eur("0"), eur("3300.00")),
        Checked(BATCH, PAYDAY, usd, nothing, nothing, usd, nothing),
    )


def test_an_earlier_day_is_told_as_it_stood() -> None:
    late = date(2026, 2, 17)
    said, wrote = [arrived(ANNA, on=late)], [booked(ANNA, on=late)]
    (before,) = reconcile(handed(ANNA), said, wrote, PAYDAY)
    (after,) = reconcile(handed(ANNA), said, wrote, late)
    assert (before.open, before.confirmed, before.ledger) == (ANNA.amount, eur("0"), eur("0"))
    assert (after.open, after.confirmed, after.ledger) == (eur("0"), ANNA.amount, ANNA.amount)
    assert before.differences == after.differences == ()


@pytest.mark.parametrize(
    ("told", "entries", "words"),
    [
        ([arrived(ANNA)], [], "the bank confirmed €3,300.00, the ledger has no payment"),
        (
            [arrived(ANNA)],
            [booked(ANNA, eur("3299.99"))],
            "the bank confirmed €3,300.00, the ledger has €3,299.99",
        ),
        ([], [booked(ANNA)], "the ledger has €3,300.00 as paid, the bank has confirmed nothing"),
        (
            [Heard(ANNA.id, BATCH, ARRIVED)],
            [booked(ANNA)],
            "it came back on 13 Feb 2026, the ledger has €3,300.00 as paid",
        ),
        (
            [arrived(ANNA, eur("3000.00"))],
            [booked(ANNA, eur("3000.00"))],
            "exported €3,300.00, the bank confirmed €3,000.00",
        ),
        ([], [], "€3,300.00 was due on 13 Feb 2026, nothing heard yet"),
    ],
)
def test_what_does_not_fit_is_named(told: list[Heard], entries: list[LedgerEntry], words: str) -> None:
    (seen,) = reconcile(handed(ANNA), told, entries, LATER)
    (found,) = seen.differences
    assert (found.partner, found.reference, found.words) == ("P-1", ANNA.reference, words)


@pytest.mark.parametrize("source", ["the bank", "the ledger"])
def test_a_payment_that_no_batch_has_is_named(source: str) -> None:
    more: dict[str, Any] = {"heard": [arrived(ANNA)], "entries": [booked(ANNA)]}
    more["entries" if source == "the bank" else "heard"] = []
    (seen,) = reconcile([], as_of=LATER, **more)
    assert seen.differences[0].words == "no batch that was handed over has it"
    assert (seen.batch, seen.payday, seen.exported) == (BATCH, None, eur("0"))
