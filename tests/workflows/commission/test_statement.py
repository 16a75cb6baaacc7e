"""Statements show their work: numbered lines, and sums that a partner can add up again."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tests.builders import eur
from tests.workflows.commission.build import CLOSE, CLOSED, PAYDAY, TERMS, deal, entry, plan, refund
from workflows.commission.batch import Lines, draft
from workflows.commission.ledger import Cause, book
from workflows.commission.model import Credit
from workflows.commission.statement import DealName, as_text, open_statements, payout_statement
from workflows.money import Money

DEALS = {"D-1": DealName("Harbour Ltd", CLOSED), "D-2": DealName("Quay GmbH", date(2026, 1, 30))}
ANNA = (Credit("P-1"),)
TODAY = date(2026, 1, 20)


def test_an_open_statement_lists_deal_status_date_rate_amount_and_due_date() -> None:
    first = book(plan(), deal(), ANNA, (), CLOSE, TERMS)
    back = deal(refunds=(refund("R-1", "8000"),))
    correction = book(plan(), back, ANNA, first, Cause("refund", "R-1", TODAY), TERMS)
    [statement] = open_statements("P-1", Lines((*correction, *first)), TODAY, DEALS)
    assert [
        (each.number, each.title, each.kind, each.state, each.booked_on, each.rate, each.amount, each.due_on)
        for each in statement.lines
    ] == [
        (1, "Harbour Ltd", "Commission", "held", CLOSED, "15 %", eur("4500"), PAYDAY),
        (2, "Harbour Ltd", "Correction", "held", TODAY, "15 %", eur("-1200"), PAYDAY),
    ]
    assert [each.closed_on for each in statement.lines] == [CLOSED, CLOSED]
    assert statement.total == eur("3300")
    assert as_text(statement) == "\n".join(
        (
            "1. Harbour Ltd: commission of 10 Jan 2026, €4,500.00, due 13 Feb 2026",
            "   15 % of €30,000.00 = €4,500.00",
            "2. Harbour Ltd: correction of 20 Jan 2026, -€1,200.00, due 13 Feb 2026",
            "   €30,000.00 - €8,000.00 refunded = €22,000.00",
            "   15 % of €22,000.00 = €3,300.00",
            "   €3,300.00 - €4,500.00 booked before = -€1,200.00",
            "Total: €4,500.00 - €1,200.00 = €3,300.00",
        )
    )


def test_the_rate_column_names_each_rate_once_and_the_share() -> None:
    why = (
        "10 % of €1.00 = €0.10",
        "15 % of €1.00 = €0.15",
        "15 % of €2.00 = €0.30",
        "60 % share of €5.00 = €3.00",
    )
    [statement] = open_statements("P-1", Lines([entry("a", "3", why=why)]), TODAY, DEALS)
    assert statement.lines[0].rate == "10 % / 15 %, 60 % share"


def test_each_currency_has_its_own_statement_and_paid_lines_are_gone() -> None:
    entries = [
        entry("a", "10", deal="D-1"),
        entry("b", "20", "USD", deal="D-2"),
        entry("old", "5"),
        entry("p", "-5", kind="payout", settles=("old",)),
        entry("hers", "7", partner="P-2"),
    ]
    statements = open_statements("P-1", Lines(entries), TODAY, DEALS)
    assert [(s.currency, [line.key for line in s.lines]) for s in statements] == [
        ("EUR", ["a"]),
        ("USD", ["b"]),
    ]


def test_a_payout_statement_is_exactly_what_is_transferred() -> None:
    entries = [
        entry("a", "75", deal="D-1"),
        entry("bonus:1", "5", kind="bonus"),
        entry("c", "1", partner="P-2"),
    ]
    batch = draft(entries, PAYDAY, TERMS)
    statement = payout_statement(batch.payouts[0], batch, entries, DEALS)
    assert [(line.number, line.title, line.state) for line in statement.lines] == [
        (1, "Bonus", "in_batch"),
        (2, "Harbour Ltd", "in_batch"),
    ]
    assert statement.total == eur("80") == batch.payouts[0].amount


def test_line_2_looks_wrong_names_a_line() -> None:
    lines = Lines([entry("a", "10", deal="D-1"), entry("b", "20", deal="D-2")], objected={"b"})
    [statement] = open_statements("P-1", lines, TODAY, DEALS)
    wrong = statement.line(2)
    assert wrong
    assert (wrong.key, wrong.state, statement.line(3)) == ("b", "objected", None)
    assert "Quay GmbH: commission of 10 Jan 2026, €20.00, on hold until we have answered you" in as_text(
        statement
    )


@given(st.lists(st.integers(-500_000, 500_000), min_size=2, max_size=12))
def test_the_printed_sum_adds_up_again(minors: list[int]) -> None:
    entries = [entry(f"{n:02}", str(Money(minor, "EUR").major)) for n, minor in enumerate(minors)]
    [statement] = open_statements("P-1", Lines(entries), TODAY, DEALS)
    summed, _, total = as_text(statement).rpartition("Total: ")[2].rpartition(" = ")
    signed = re.findall(r"([-+]?) ?(-?)€([\d,.]+)", summed)
    cents = [
        int(re.sub(r"\D", "", number)) * (-1 if "-" in (sign, minus) else 1) for sign, minus, number in signed
    ]
    assert Money(sum(cents), "EUR").format() == total
