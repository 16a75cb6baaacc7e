"""What a deal would earn, from the programme's own file."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal

import pytest

from bot.money.commissions import read_terms, rehearse
from tests.builders import partner
from workflows.commission.terms import Terms
from workflows.errors import BadInput

PLANS = """
[[commission]]
name = "standard"
valid_from = 2026-01-01
currency = "EUR"
[[commission.rules]]
kind = "percent"
rate = "15 %"
cap = 5000

[[commission]]
name = "Northwind's own"
valid_from = 2026-01-01
currency = "EUR"
partners = ["P-1"]
[[commission.rules]]
kind = "flat"
amount = "500.00"
"""


@pytest.fixture
def terms() -> Terms:
    return read_terms(tomllib.loads(PLANS)["commission"], {"calendar": "US"}, "America/New_York")


def test_the_arithmetic_and_the_payment_date_are_shown(terms: Terms) -> None:
    said = rehearse(terms, partner("P-2"), Decimal(30000), "EUR", date(2026, 1, 31))
    assert "15 % of €30,000.00 = €4,500.00" in said
    assert "Commission: €4,500.00" in said
    assert "Payment date: Friday 13 February 2026" in said  # DOMAIN.md §5


def test_the_cap_holds(terms: Terms) -> None:
    assert "Commission: €5,000.00" in rehearse(
        terms, partner("P-2"), Decimal(60000), "EUR", date(2026, 1, 31)
    )


def test_a_partner_with_a_plan_of_their_own_gets_that_one(terms: Terms) -> None:
    assert "Commission: €500.00" in rehearse(terms, partner("P-1"), Decimal(60000), "EUR", date(2026, 1, 31))


def test_before_any_plan_is_valid_it_says_so() -> None:
    with pytest.raises(BadInput, match=r"\[\[commission\]\]"):
        rehearse(read_terms([], {}, "UTC"), partner(), Decimal(1), "EUR", date(2026, 1, 1))
