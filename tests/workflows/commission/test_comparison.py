"""A change of rates is seen on the past before it is announced; what was promised stays as it is."""

from __future__ import annotations

from datetime import date

from workflows.commission.comparison import Compared, compare
from workflows.commission.model import Credit, Deal
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan, RuleBook, parse_book
from workflows.money import Money

MARCH = date(2026, 3, 10)
APRIL = date(2026, 4, 1)


def percent(rate: str, valid_from: date, **more: object) -> dict[str, object]:
    rule = {"kind": "percent", "rate": rate}
    return {"name": f"{rate} from {valid_from}", "valid_from": valid_from, "rules": [rule], **more}


BOOK = parse_book([percent("10 %", date(2026, 1, 1)), percent("15 %", APRIL)])
OLD = BOOK.plans[0]


def won(number: int, partner: str, value: int, plan: Plan = OLD) -> DealRecord:
    deal = Deal(id=f"R-{number}", value=Money(value, "EUR"), closed_on=MARCH)
    return DealRecord(deal, partner, plan.version, (Credit(partner),))


def euros(minor: int) -> Money:
    return Money(minor, "EUR")


def test_each_partner_is_shown_what_they_had_and_would_have_had() -> None:
    records = (won(1, "P-1", 100_000), won(2, "P-2", 300_000), won(3, "P-1", 20_000))
    found = compare(records, {OLD.version: OLD}, BOOK, {}, APRIL)
    assert found.rows == (
        Compared("P-2", 1, euros(30_000), euros(45_000)),
        Compared("P-1", 2, euros(12_000), euros(18_000)),
    )
    assert found.totals == (Compared("", 3, euros(42_000), euros(63_000)),)
    assert found.totals[0].difference == euros(21_000)


def test_the_plans_of_a_day_before_the_change_change_nothing() -> None:
    found = compare((won(1, "P-1", 100_000),), {OLD.version: OLD}, BOOK, {}, MARCH)
    assert found.rows[0].difference == euros(0)


def test_a_deal_whose_plan_nobody_kept_is_named_and_not_guessed() -> None:
    found = compare((won(1, "P-1", 100_000),), {}, BOOK, {}, APRIL)
    assert (found.rows, found.unclear) == ((), ("R-1",))
    nothing = compare((won(1, "P-1", 100_000),), {OLD.version: OLD}, RuleBook(), {}, APRIL)
    assert nothing.unclear == ("R-1",)
