"""Periods: what people type, and where a stretch of the calendar begins and ends."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from workflows.periods import Period, in_a_row, period_of, read_period

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("typed", "key", "rest"),
    [
        ("this month", "2026-11", ""),
        ("last month Northwind", "2026-10", "Northwind"),
        ("month", "2026-11", ""),
        ("last week", "2026-W47", ""),
        ("2026-W01 North", "2026-W01", "North"),
        ("2026-11", "2026-11", ""),
        ("Q4", "2026-Q4", ""),
        ("2025-Q1", "2025-Q1", ""),
        ("last quarter", "2026-Q3", ""),
        ("2025", "2025", ""),
        ("December", "2025-12", ""),
        ("november 2024 Acme", "2024-11", "Acme"),
        ("30 days", "2026-10-28..2026-11-26", ""),
        ("last 7 days", "2026-11-20..2026-11-26", ""),
        ("2026-11-02..2026-11-13 x", "2026-11-02..2026-11-13", "x"),
    ],
)
def test_a_period_is_read_as_people_type_it(typed: str, key: str, rest: str) -> None:
    period, left = read_period(typed, TODAY)
    assert (period.key if period else None, left) == (key, rest)


@pytest.mark.parametrize("typed", ["Northwind", "", "2026-W60", "2026-13", "Monthly Ltd", "0 days"])
def test_words_that_name_no_period_are_left_alone(typed: str) -> None:
    assert read_period(typed, TODAY) == (None, typed)


def test_what_is_typed_again_gives_the_same_period() -> None:
    for kind in ("week", "month", "quarter", "year"):
        period = period_of(kind, TODAY)
        assert read_period(period.key, TODAY) == (period, "")


def test_a_week_runs_from_monday_also_over_the_year_and_the_month_before_it_may_be_shorter() -> None:
    assert period_of("week", date(2027, 1, 1)) == Period("week", date(2026, 12, 28), date(2027, 1, 3))
    march = period_of("month", date(2026, 3, 30))
    assert march.before == Period("month", date(2026, 2, 1), date(2026, 2, 28))
    assert [p.key for p in in_a_row(march, 3)] == ["2026-01", "2026-02", "2026-03"]


def test_a_period_begins_at_the_programmes_midnight() -> None:
    july = period_of("month", date(2026, 7, 9))
    assert july.span("Europe/Berlin") == (
        datetime(2026, 6, 30, 22, tzinfo=UTC),
        datetime(2026, 7, 31, 22, tzinfo=UTC),
    )


def test_a_period_is_called_what_a_person_would_call_it() -> None:
    assert period_of("week", TODAY).name == "week 48, 23 to 29 Nov 2026"
    assert period_of("month", TODAY).name == "November 2026"
    assert period_of("quarter", TODAY).name == "quarter 4 of 2026"
