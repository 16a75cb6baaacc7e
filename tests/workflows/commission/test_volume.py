"""A partner's year counts what was won before, net, in one currency."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.builders import eur
from tests.workflows.commission.build import deal, plan, refund
from workflows.commission.calculate import calculate
from workflows.commission.model import Deal, Deduction, Rate
from workflows.commission.volume import year_before
from workflows.money import Money

EARLIER = [
    deal("20000", "D-1", closed_on=date(2026, 1, 5), refunds=(refund("R-1", "2000"),)),
    deal("28000", "D-2", closed_on=date(2026, 5, 1), deductions=(Deduction("tax", eur("1000")),)),
    deal("99999", "D-0", closed_on=date(2025, 12, 31)),  # last year
    deal("99999", "D-9", closed_on=date(2026, 8, 1)),  # later
    deal("99999", "D-8", closed_on=None),  # open
    deal("99999", "D-3", closed_on=date(2026, 5, 2)),  # the deal itself
]


def test_earlier_deals_of_the_year_move_a_deal_into_a_higher_tier() -> None:
    before = year_before(deal("10000", "D-3", closed_on=date(2026, 5, 2)), EARLIER, "EUR")
    assert before == eur("45000")
    steps = [{"up_to": 50_000, "rate": "10 %"}, {"rate": "15 %"}]
    rules = plan(kind="tiers", mode="marginal", per="year", tiers=steps)
    assert calculate(rules, deal("10000", year_before=before), [])[0].total == eur("1250")


def test_deals_in_another_currency_count_at_their_own_frozen_rate() -> None:
    dollars = Deal(
        "D-1", Money.of("100", "USD"), date(2026, 1, 5), rates=(Rate("USD", "EUR", Decimal("0.9")),)
    )
    assert year_before(deal(deal_id="D-2"), [dollars], "EUR") == eur("90")


def test_an_open_deal_has_no_year() -> None:
    assert year_before(deal(closed_on=None), EARLIER, "EUR") == eur("0")
