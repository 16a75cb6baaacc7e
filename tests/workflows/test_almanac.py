"""Business time backwards, opening hours, and the runs of the calendar."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.almanac import Run, digest_runs
from workflows.calendar import (
    BusinessHours,
    add_business_minutes,
    closing_times,
    is_open,
    subtract_business_minutes,
)

LONDON = BusinessHours("Europe/London", country="GB")
NIGHT = BusinessHours("Europe/Berlin", opens=time(22), closes=time(6))
ROUND_THE_CLOCK = BusinessHours("UTC", days=frozenset(range(7)), opens=time(0), closes=time(0))


def utc(day: int, hour: int, minute: int = 0, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("end", "minutes", "start"),
    [
        (utc(3, 12), 120, utc(3, 10)),
        (utc(3, 10), 120, utc(2, 17)),
        (utc(9, 10), 120, utc(6, 17)),  # through a weekend
        (utc(7, 12), 60, utc(6, 17)),  # from a Saturday
        (utc(3, 7), 0, utc(2, 18)),  # before opening, the last moment open is the evening before
        (utc(30, 8, 30, month=3), 60, utc(27, 17, 30)),  # 09:30 in summer time; Friday was winter time
        (utc(9, 9, month=4), 120, utc(8, 16, month=4)),
        (utc(7, 9, month=4), 120, utc(2, 16, month=4)),  # over Easter, whose Monday is off too
    ],
)
def test_business_minutes_count_back(end: datetime, minutes: int, start: datetime) -> None:
    assert subtract_business_minutes(end, minutes, LONDON) == start


@given(
    st.integers(0, 60 * 24 * 365).map(lambda passed: utc(1, 0, month=1) + timedelta(minutes=passed)),
    st.integers(1, 5000),
    st.sampled_from([LONDON, NIGHT, ROUND_THE_CLOCK]),
)
def test_counting_back_undoes_counting_on(start: datetime, minutes: int, hours: BusinessHours) -> None:
    start = add_business_minutes(start, 0, hours)
    end = add_business_minutes(start, minutes, hours)
    back = subtract_business_minutes(end, minutes, hours)
    assert add_business_minutes(back, minutes, hours) == end


@pytest.mark.parametrize(
    ("moment", "hours", "is_so"),
    [
        (utc(2, 9), LONDON, True),
        (utc(2, 8, 59), LONDON, False),
        (utc(2, 18), LONDON, False),
        (utc(7, 12), LONDON, False),
        (utc(3, 3), NIGHT, True),  # four in the morning, of Monday's shift
        (utc(3, 12), NIGHT, False),
        (utc(7, 4), NIGHT, True),  # Friday's shift ends on Saturday
        (utc(8, 12), ROUND_THE_CLOCK, True),
    ],
)
def test_somebody_works_or_not(moment: datetime, hours: BusinessHours, is_so: bool) -> None:
    assert is_open(moment, hours) == is_so


def test_closing_times_are_those_of_business_days_after_the_start() -> None:
    friday_closing = utc(6, 18)
    assert closing_times(friday_closing, utc(10, 17), LONDON) == (utc(9, 18),)
    assert closing_times(friday_closing - timedelta(seconds=1), friday_closing, LONDON) == (friday_closing,)
    assert closing_times(utc(7, 0), utc(9, 17), LONDON) == ()


def test_a_digest_is_named_after_its_day_in_the_programmes_zone() -> None:
    tokyo = BusinessHours("Asia/Tokyo", opens=time(9), closes=time(23, 30))
    assert digest_runs(utc(2, 0), utc(3, 15), tokyo) == (
        Run("digest", "digest:2026-03-02", utc(2, 14, 30)),
        Run("digest", "digest:2026-03-03", utc(3, 14, 30)),
    )
