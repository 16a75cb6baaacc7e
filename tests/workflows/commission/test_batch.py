"""A payday pays every line once, nobody below zero, and only what two people approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import eur
from tests.workflows.commission.build import PAYDAY, TERMS, entry
from workflows.commission.batch import (
    Batch,
    BatchDecision,
    Lines,
    approve,
    confirm,
    draft,
    export,
    fail,
    waiting,
)
from workflows.commission.ledger import LedgerEntry, balances
from workflows.money import Money

MARCH = date(2026, 3, 13)
MINIMUM = replace(TERMS, minimum={"EUR": eur("100")})


def exported(entries: list[LedgerEntry], payday: date = PAYDAY) -> Batch:
    batch = draft(entries, payday, TERMS)
    for person in ("U-1", "U-2"):
        batch = approve(batch, person, batch.control).batch
    return export(batch).batch


def paid(entries: list[LedgerEntry], payday: date) -> list[LedgerEntry]:
    """The ledger after a payday on which every transfer arrived."""
    batch = exported(entries, payday)
    return entries + [e for p in batch.payouts for e in confirm(batch, p.id, payday).entries]


def test_a_partners_lines_of_one_currency_are_one_payout() -> None:
    entries = [entry("a", "40"), entry("b", "35"), entry("c", "50", "USD"), entry("d", "7", partner="P-2")]
    batch = draft(entries, PAYDAY, TERMS)
    assert [(p.id, p.amount, p.lines) for p in batch.payouts] == [
        ("payday:2026-02-13:P-1:EUR", eur("75"), ("a", "b")),
        ("payday:2026-02-13:P-1:USD", Money.of("50", "USD"), ("c",)),
        ("payday:2026-02-13:P-2:EUR", eur("7"), ("d",)),
    ]
    assert batch.control == {"EUR": eur("82"), "USD": Money.of("50", "USD")}


def test_what_is_below_the_minimum_waits_until_it_is_enough() -> None:
    entries: list[LedgerEntry] = []
    payouts = []
    for key, amount in (("a", "40"), ("b", "35"), ("c", "50")):
        entries.append(entry(key, amount))
        payouts.append([p.amount for p in draft(entries, PAYDAY, MINIMUM).payouts])
    assert payouts == [[], [], [eur("125")]]


def test_a_negative_balance_is_carried_and_never_asked_back() -> None:
    entries = paid([entry("a", "4500")], PAYDAY)
    entries += [entry("b", "-1200"), entry("c", "500")]
    assert draft(entries, MARCH, TERMS).payouts == ()
    assert balances(entries) == {("P-1", "EUR"): eur("-700")}
    [payout] = draft([*entries, entry("d", "1000")], MARCH, TERMS).payouts
    assert (payout.amount, payout.lines) == (eur("300"), ("b", "c", "d"))


def test_a_negative_balance_in_one_currency_leaves_the_other_alone() -> None:
    entries = [entry("a", "-700", "USD"), entry("b", "500")]
    assert [p.amount for p in draft(entries, PAYDAY, TERMS).payouts] == [eur("500")]


def test_lines_that_are_held_objected_or_frozen_are_left_out() -> None:
    entries = [
        entry("a", "10"),
        entry("later", "20", payable_on=MARCH),
        entry("wrong", "40"),
        entry("its correction", "-5", reverses="wrong"),
        entry("b", "80", partner="P-2"),
    ]
    batch = draft(entries, PAYDAY, TERMS, objected={"wrong"}, frozen={"P-2"})
    assert [p.lines for p in batch.payouts] == [("a",)]


def test_the_state_of_a_line_is_derived() -> None:
    entries = [entry(key, "10") for key in ("paid", "sent", "objected", "free")]
    entries.append(entry("payout:x", "-10", kind="payout", settles=("paid",)))
    sent = Batch("other", PAYDAY, draft([entries[1]], PAYDAY, TERMS).payouts, status="exported")
    lines = Lines(entries, [sent], {"objected"})
    assert [lines.state(e, PAYDAY) for e in entries] == ["paid", "in_batch", "objected", "payable", "paid"]
    assert lines.state(entries[3], date(2026, 2, 12)) == "held"


def test_two_different_people_approve_the_same_control_total() -> None:
    batch = draft([entry("a", "75")], PAYDAY, TERMS)
    once = approve(batch, "U-1", {"EUR": eur("75")}).batch
    assert (once.status, approve(once, "U-1", once.control).batch) == ("draft", once)
    assert approve(once, "U-2", {"EUR": eur("75")}).batch.status == "approved"


@pytest.mark.parametrize(
    ("entries", "control", "refusal"),
    [
        (["75"], "70", "The batch has changed; its total is now €75.00. Look again."),
        ([], "0", "There is nothing to pay in this batch."),
    ],
)
def test_an_approval_of_something_else_is_refused(entries: list[str], control: str, refusal: str) -> None:
    batch = draft([entry(amount, amount) for amount in entries], PAYDAY, TERMS)
    assert approve(batch, "U-1", {"EUR": eur(control)}) == BatchDecision(batch, refused=refusal)


def test_an_exported_batch_is_not_approved_a_third_time() -> None:
    batch = exported([entry("a", "75")])
    assert approve(batch, "U-3", batch.control).refused == "This batch is already exported."


def test_nothing_is_exported_before_two_people_approved() -> None:
    assert export(draft([entry("a", "75")], PAYDAY, TERMS)).refused.startswith("Two people must approve")


def test_exporting_again_gives_the_same_references() -> None:
    batch = exported([entry("a", "75")])
    assert export(batch) == BatchDecision(batch)
    [payout] = batch.payouts
    assert (payout.reference, len(payout.reference) <= 35) == (export(batch).batch.payouts[0].reference, True)


def test_a_confirmed_payout_settles_its_lines_once() -> None:
    batch = exported([entry("a", "75"), entry("b", "-5")])
    done = confirm(batch, "payday:2026-02-13:P-1:EUR", PAYDAY)
    [payout] = done.entries
    assert (payout.kind, payout.amount, payout.settles) == ("payout", eur("-70"), ("a", "b"))
    assert payout.approved_by == ("U-1", "U-2")
    assert confirm(done.batch, "payday:2026-02-13:P-1:EUR", PAYDAY) == BatchDecision(done.batch)


def test_a_failed_payout_is_paid_by_the_next_batch_under_another_id() -> None:
    entries = [entry("a", "75")]
    batch = exported(entries)
    assert draft(entries, PAYDAY, TERMS, batches=[batch]).payouts == ()
    failed = fail(batch, "payday:2026-02-13:P-1:EUR", "account closed").batch
    retry = draft(entries, PAYDAY, TERMS, batches=[failed])
    assert (retry.id, [p.lines for p in retry.payouts]) == ("payday:2026-02-13:2", [("a",)])


@pytest.mark.parametrize(
    ("payout", "refusal"),
    [("nobody", "This batch has no such payout."), ("P-1", "This payout is already failed.")],
)
def test_a_confirmation_that_cannot_be_is_refused(payout: str, refusal: str) -> None:
    batch = fail(exported([entry("a", "75")]), "payday:2026-02-13:P-1:EUR", "closed").batch
    assert confirm(batch, f"payday:2026-02-13:{payout}:EUR", PAYDAY).refused == refusal


def test_a_confirmed_payout_cannot_fail_and_a_draft_cannot_be_confirmed() -> None:
    batch = exported([entry("a", "75")])
    done = confirm(batch, "payday:2026-02-13:P-1:EUR", PAYDAY).batch
    assert fail(done, "payday:2026-02-13:P-1:EUR", "late").refused == "This payout is already confirmed."
    unsent = draft([entry("a", "75")], PAYDAY, TERMS)
    assert confirm(unsent, unsent.payouts[0].id, PAYDAY).refused == "This batch has not been exported yet."


lines = st.tuples(
    st.integers(-500_00, 1000_00), st.sampled_from(["P-1", "P-2"]), st.sampled_from(["EUR", "USD"])
)


@given(st.lists(st.lists(lines, max_size=6), max_size=6))
def test_over_many_paydays_every_line_is_paid_at_most_once_and_nobody_below_zero(
    months: list[list[tuple[int, str, str]]],
) -> None:
    entries: list[LedgerEntry] = []
    for n, month in enumerate(months):
        payday = date(2026, n + 1, 13)
        for m, (minor, partner, currency) in enumerate(month):
            amount = str(Money(minor, currency).major)
            entries.append(entry(f"{n}.{m}", amount, currency, partner=partner, payable_on=payday))
        entries = paid(entries, payday)
        settled = [key for e in entries for key in e.settles]
        assert len(settled) == len(set(settled))
        assert all(e.amount.minor < 0 for e in entries if e.kind == "payout")
        assert all(money.minor <= 0 for money in balances(entries).values())


def test_what_waits_is_told_with_its_reason_and_the_largest_first() -> None:
    left_out = {
        ("P-1", "EUR"): eur("45"),
        ("P-2", "EUR"): eur("-20"),
        ("P-3", "EUR"): eur("99"),
        ("P-4", "EUR"): eur("5"),
    }
    assert waiting(left_out, {"EUR": eur("50")}, {"P-3"}) == {
        "details": [("P-3", eur("99"))],
        "below_minimum": [("P-1", eur("45")), ("P-4", eur("5"))],
        "below_zero": [("P-2", eur("-20"))],
    }
