"""Paydays: the day that was promised, never later, and the batch that leads up to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import BusinessHours, is_business_day, local_date
from workflows.commission.payday import (
    Payday,
    Schedule,
    next_payday,
    parse_payday,
    payday_for,
    schedule,
)
from workflows.commission.table import RuleError
from workflows.money import Money

NEW_YORK = Payday(BusinessHours("America/New_York", country="US"))
BERLIN = Payday(BusinessHours("Europe/Berlin", country="DE"))


@pytest.mark.parametrize(
    ("closed", "expected"),
    [
        ("2025-12-01", "2026-01-15"),
        ("2025-12-31", "2026-01-15"),
        ("2026-01-31", "2026-02-13"),  # the 15th is a Sunday
        ("2026-07-10", "2026-08-14"),
    ],
)
def test_payday_is_the_15th_of_the_month_after_or_the_business_day_before(closed: str, expected: str) -> None:
    assert payday_for(date.fromisoformat(closed), NEW_YORK) == date.fromisoformat(expected)


def test_rolling_forward_skips_the_holiday_too() -> None:
    following = replace(NEW_YORK, roll="following")
    assert payday_for(date(2026, 1, 31), following) == date(2026, 2, 17)


def test_the_zone_of_the_programme_decides_the_day_of_the_close() -> None:
    closed = datetime(2026, 2, 1, 2, 30, tzinfo=UTC)
    assert payday_for(local_date(closed, NEW_YORK.hours.tz), NEW_YORK) == date(2026, 2, 13)
    assert payday_for(local_date(closed, BERLIN.hours.tz), BERLIN) == date(2026, 3, 13)


def test_a_hold_moves_to_the_first_payday_after_it() -> None:
    assert payday_for(date(2026, 1, 31), NEW_YORK, hold_days=30) == date(2026, 3, 13)


def test_a_hold_that_ends_between_the_rolled_day_and_the_15th_waits_a_month() -> None:
    assert payday_for(date(2026, 1, 31), NEW_YORK, hold_days=42) == date(2026, 4, 15)  # until 14 March


def test_payday_can_be_the_first_or_the_last_of_a_month() -> None:
    first, last = replace(NEW_YORK, day=1), replace(NEW_YORK, day=31)
    assert payday_for(date(2025, 12, 1), first) == date(2025, 12, 31)  # 1 January is a holiday
    assert payday_for(date(2026, 1, 5), last) == date(2026, 2, 27)


def test_a_batch_is_prepared_in_business_days_before_payday() -> None:
    assert schedule(date(2026, 2, 13), NEW_YORK) == Schedule(
        date(2026, 2, 13), date(2026, 2, 3), date(2026, 2, 6), date(2026, 2, 11)
    )
    over_a_holiday = schedule(date(2026, 2, 17), NEW_YORK)
    assert over_a_holiday.objections_until == date(2026, 2, 12)


@pytest.mark.parametrize(
    ("today", "expected"),
    [("2026-02-13", "2026-02-13"), ("2026-02-14", "2026-03-13"), ("2026-01-20", "2026-02-13")],
)
def test_the_next_payday_is_today_or_later(today: str, expected: str) -> None:
    assert next_payday(date.fromisoformat(today), NEW_YORK) == date.fromisoformat(expected)


def test_the_next_payday_may_lie_at_the_end_of_this_month() -> None:
    assert next_payday(date(2025, 12, 30), replace(NEW_YORK, day=1)) == date(2025, 12, 31)


days = st.dates(date(2024, 1, 1), date(2030, 12, 31))


@given(days, st.integers(1, 31), st.integers(0, 3), st.integers(0, 120), st.sampled_from([NEW_YORK, BERLIN]))
def test_payday_is_a_business_day_not_before_the_hold_ends(
    closed: date, day: int, months: int, hold: int, terms: Payday
) -> None:
    terms = replace(terms, day=day, months_after_close=months)
    payday = payday_for(closed, terms, hold)
    assert is_business_day(payday, terms.hours)
    assert payday >= closed + timedelta(days=hold)
    assert next_payday(payday, terms) == payday


@given(days, days)
def test_who_closed_earlier_is_not_paid_later(one: date, other: date) -> None:
    first, second = sorted((one, other))
    assert payday_for(first, BERLIN, 14) <= payday_for(second, BERLIN, 14)


def test_terms_are_read_from_a_table() -> None:
    written: dict[str, Any] = {
        "day": 1,
        "months_after_close": 2,
        "roll": "following",
        "calendar": "DE-BY",
        "tz": "Europe/Berlin",
        "minimum": {"EUR": "100.00", "JPY": 15000},
    }
    terms = parse_payday(written, tz="UTC")
    assert (terms.day, terms.months_after_close, terms.roll) == (1, 2, "following")
    assert (terms.hours.tz, terms.hours.country, terms.hours.subdivision) == ("Europe/Berlin", "DE", "BY")
    assert terms.minimum == {"EUR": Money.of("100", "EUR"), "JPY": Money.of("15000", "JPY")}
    assert parse_payday({}, tz="UTC") == Payday(BusinessHours("UTC"))


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        ({"day": 32}, r"payday\.day: write a whole number from 1 to 31"),
        ({"roll": "nearest"}, r'payday\.roll: .* write one of "preceding", "following"'),
        ({"calendar": "Bavaria"}, r'payday\.calendar: country "Bavaria"'),
        ({"tz": "Bavaria"}, r'payday\.tz: no time zone "Bavaria"'),
        ({"minimum": {"Euro": 5}}, r'payday\.minimum\.Euro: "Euro" is no currency'),
        ({"days": 3}, r'payday\.days: not a key of this table; did you mean "day"'),
    ],
)
def test_wrong_terms_name_their_key(bad: dict[str, Any], complaint: str) -> None:
    with pytest.raises(RuleError, match=complaint):
        parse_payday(bad, tz="UTC")
