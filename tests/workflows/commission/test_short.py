"""What is due, but too little to be paid yet."""

from __future__ import annotations

from datetime import timedelta

from tests.rigs.earning import PAYDAY, line
from workflows.commission.answers import Earned, short_of
from workflows.money import Money

LEAST = Money.of("100", "GBP")


def test_who_has_less_due_than_the_smallest_payout_hears_that_it_waits_for_more() -> None:
    later = PAYDAY + timedelta(days=30)
    unpaid = (line("a", "90"), line("b", "20", payable_on=later), line("c", "500", "EUR"))
    assert short_of(unpaid, "GBP", PAYDAY, {"GBP": LEAST}) == LEAST
    assert short_of(unpaid, "GBP", later, {"GBP": LEAST}) is None
    assert short_of(unpaid, "EUR", PAYDAY, {"GBP": LEAST}) is None


def test_no_payday_is_promised_for_what_is_too_little_to_be_paid() -> None:
    ninety = Money.of("90", "GBP")
    found = Earned(ninety, (), due=((PAYDAY, ninety),), least=LEAST)
    assert found.when == (
        "It is paid once at least £100.00 is due to you, on Friday 13 March 2026 at the earliest"
    )
