"""Business time, promises and the way a moment is said."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.calendar import (
    WHOLE_WEEK,
    BusinessHours,
    add_business_days,
    add_business_minutes,
    add_months,
    business_minutes_between,
    full_date,
    is_business_day,
    local,
    local_date,
    next_business_day,
    previous_business_day,
    promise,
    short_date,
    spoken,
    spoken_day,
)

BERLIN = BusinessHours("Europe/Berlin", opens=time(9), closes=time(18), country="DE", subdivision="BE")
NEW_YORK = BusinessHours("America/New_York", opens=time(9), closes=time(17), country="US")
ROUND_THE_CLOCK = BusinessHours("UTC", days=WHOLE_WEEK, opens=time(0), closes=time(0))

moments = st.datetimes(*map(datetime.fromisoformat, ("2026-01-01", "2027-12-01")), timezones=st.just(UTC))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def in_berlin(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=local(utc("2026-01-01"), "Europe/Berlin").tzinfo)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        ("2026-11-23", True),  # a Monday
        ("2026-11-28", False),  # a Saturday
        ("2026-10-03", False),  # German Unity Day, a Saturday
        ("2026-05-14", False),  # Ascension Day, a Thursday
        ("2026-03-08", False),  # a Sunday and a holiday of Berlin alone
    ],
)
def test_a_business_day_is_a_working_weekday_without_a_holiday(day: str, works: bool) -> None:
    assert is_business_day(date.fromisoformat(day), BERLIN) is works


def test_holidays_of_a_subdivision_count_there_only() -> None:
    epiphany = date(2026, 1, 6)
    bavaria = BusinessHours("Europe/Berlin", country="DE", subdivision="BY")
    assert (is_business_day(epiphany, bavaria), is_business_day(epiphany, BERLIN)) == (False, True)


@pytest.mark.parametrize(
    ("country", "day", "works"),
    [
        ("GB", "2026-04-06", False),
        ("GB", "2026-08-31", False),
        ("CH", "2026-04-03", False),
        ("GB", "2026-01-02", True),
        ("DE", "2026-06-04", True),
    ],
)
def test_where_only_a_country_is_known_a_day_off_nearly_everywhere_is_a_day_off(
    country: str, day: str, works: bool
) -> None:
    hours = BusinessHours("Europe/London", country=country)
    assert is_business_day(date.fromisoformat(day), hours) is works


def test_a_closed_company_day_is_no_business_day() -> None:
    outing = date(2026, 6, 17)
    assert not is_business_day(outing, BusinessHours("UTC", extra_holidays=frozenset({outing})))


def test_rolling_finds_the_nearest_business_day_on_either_side() -> None:
    sunday = date(2026, 2, 15)  # Monday 16 February is Washington's Birthday
    assert next_business_day(sunday, NEW_YORK) == date(2026, 2, 17)
    assert previous_business_day(sunday, NEW_YORK) == date(2026, 2, 13)


@pytest.mark.parametrize(
    ("day", "count", "expected"),
    [
        ("2026-02-13", 1, "2026-02-17"),
        ("2026-02-17", -1, "2026-02-13"),
        ("2026-02-14", 0, "2026-02-17"),
        ("2026-02-14", 1, "2026-02-17"),
        ("2026-02-14", -1, "2026-02-13"),
        ("2026-02-13", -8, "2026-02-03"),
    ],
)
def test_business_days_are_counted_past_weekends_and_holidays(day: str, count: int, expected: str) -> None:
    assert add_business_days(date.fromisoformat(day), count, NEW_YORK) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-11-23 10:00", 15, "2026-11-23 10:15"),
        ("2026-11-23 07:00", 15, "2026-11-23 09:15"),  # before opening
        ("2026-11-23 17:45", 15, "2026-11-23 18:00"),  # to the last minute
        ("2026-11-23 17:50", 15, "2026-11-24 09:05"),  # over night
        ("2026-11-27 17:55", 15, "2026-11-30 09:10"),  # over the weekend
        ("2026-11-28 12:00", 60, "2026-11-30 10:00"),  # from the weekend
        ("2026-05-13 17:59", 2, "2026-05-15 09:01"),  # over Ascension Day
        ("2026-11-23 12:00", 0, "2026-11-23 12:00"),
        ("2026-11-23 18:00", 0, "2026-11-24 09:00"),
        ("2026-11-23 09:00", 9 * 60 * 6, "2026-11-30 18:00"),
    ],
)
def test_minutes_run_in_opening_hours_only(start: str, minutes: int, expected: str) -> None:
    assert add_business_minutes(in_berlin(start), minutes, BERLIN) == in_berlin(expected)


def test_results_are_in_utc() -> None:
    assert add_business_minutes(in_berlin("2026-11-23 10:00"), 5, BERLIN).tzinfo is UTC


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-03-29 00:30", 60, "2026-03-29 01:30"),  # 01:30 to 03:30 in Berlin, an hour later
        ("2026-10-25 00:30", 60, "2026-10-25 01:30"),  # 02:30 twice
    ],
)
def test_minutes_are_elapsed_minutes_when_the_clocks_change(start: str, minutes: int, expected: str) -> None:
    always = BusinessHours("Europe/Berlin", days=WHOLE_WEEK, opens=time(0), closes=time(0))
    assert add_business_minutes(utc(start), minutes, always) == utc(expected)


def test_a_night_shift_ends_on_the_following_day() -> None:
    night = BusinessHours("UTC", opens=time(22), closes=time(6))
    assert add_business_minutes(utc("2026-11-28 05:50"), 15, night) == utc("2026-11-30 22:05")


@given(moments, st.integers(0, 5000))
def test_round_the_clock_business_minutes_are_minutes(start: datetime, minutes: int) -> None:
    assert add_business_minutes(start, minutes, ROUND_THE_CLOCK) == start + timedelta(minutes=minutes)


@given(moments, st.integers(0, 5000))
def test_counting_undoes_adding(start: datetime, minutes: int) -> None:
    assert business_minutes_between(start, add_business_minutes(start, minutes, BERLIN), BERLIN) == minutes


@given(moments, st.integers(0, 2000), st.integers(0, 2000))
def test_adding_twice_is_adding_the_sum(start: datetime, first: int, second: int) -> None:
    once = add_business_minutes(start, first + second, NEW_YORK)
    assert add_business_minutes(add_business_minutes(start, first, NEW_YORK), second, NEW_YORK) >= once
    assert business_minutes_between(start, once, NEW_YORK) == first + second


def test_no_minutes_pass_backwards() -> None:
    assert business_minutes_between(utc("2026-11-24 12:00"), utc("2026-11-23 12:00"), BERLIN) == 0


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ("2026-11-20 18:00", "2026-11-23 18:00"),  # Friday 18:00, the example of the rules
        ("2026-11-24 11:12", "2026-11-25 11:12"),
        ("2026-11-21 03:00", "2026-11-24 09:00"),  # a Saturday counts from Monday's opening
        ("2026-05-13 18:00", "2026-05-15 18:00"),  # Ascension Day in between
        ("2026-03-27 18:00", "2026-03-30 18:00"),  # the clocks change on the Sunday
        ("2026-11-20 00:00", "2026-11-23 00:00"),
    ],
)
def test_a_first_contact_promise_skips_days_off(start: str, expected: str) -> None:
    assert promise(in_berlin(start), BERLIN) == in_berlin(expected)


def test_weekend_cover_keeps_the_promise_running_through_saturday_but_not_christmas() -> None:
    friday, christmas_eve = in_berlin("2026-11-20 18:00"), in_berlin("2026-12-24 18:00")
    assert promise(friday, BERLIN, weekend_cover=True) == in_berlin("2026-11-21 18:00")
    assert promise(christmas_eve, BERLIN, weekend_cover=True) == in_berlin("2026-12-27 18:00")


def test_a_promise_may_be_shorter_or_longer_than_a_day() -> None:
    friday = in_berlin("2026-11-20 18:00")
    assert promise(friday, BERLIN, 4) == in_berlin("2026-11-20 22:00")
    assert promise(friday, BERLIN, 48) == in_berlin("2026-11-24 18:00")


def test_the_printed_promise_is_mondays() -> None:
    friday = in_berlin("2026-11-20 18:00")
    assert spoken(promise(friday, BERLIN), "Europe/Berlin") == "Monday 23 Nov, 18:00"


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "2026-02-28"), (12, "2027-01-31"), (25, "2028-02-29"), (-2, "2025-11-30"), (0, "2026-01-31")],
)
def test_months_end_where_the_month_ends(count: int, expected: str) -> None:
    assert add_months(date(2026, 1, 31), count) == date.fromisoformat(expected)


def test_a_zone_decides_the_day() -> None:
    closed = utc("2026-02-01 02:30")
    assert local_date(closed, "America/New_York") == date(2026, 1, 31)
    assert local_date(closed, "Europe/Berlin") == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "Tuesday 24 Nov, 14:00"),
        ("en-US", "Tuesday 24 Nov, 14:00"),
        ("de", "Dienstag, 24. Nov., 14:00"),
        ("fr", "mardi 24 nov., 14:00"),
        ("pt-BR", "terça-feira, 24 de nov. 14:00"),
        ("ja", "11月24日(火曜日) 14:00"),
        ("no such language", "Tuesday 24 Nov, 14:00"),
    ],
)
def test_a_moment_is_said_in_the_language_and_zone_of_its_reader(language: str, expected: str) -> None:
    assert spoken(utc("2026-11-24 13:00"), "Europe/Berlin", language) == expected


def test_the_year_is_said_only_when_it_is_another() -> None:
    moment = utc("2027-01-05 13:00")
    assert spoken(moment, "UTC", today=date(2026, 12, 30)) == "Tuesday 5 Jan 2027, 13:00"
    assert spoken(moment, "UTC", today=date(2027, 1, 2)) == "Tuesday 5 Jan, 13:00"
    assert spoken_day(moment.date(), "de", date(2026, 12, 30)) == "Dienstag, 5. Jan. 2027"


def test_dates_of_money_name_their_month() -> None:
    payday = date(2026, 2, 13)
    assert full_date(payday) == "Friday 13 February 2026"
    assert full_date(payday, "de") == "Freitag, 13. Februar 2026"
    assert full_date(payday, "fr") == "vendredi 13 février 2026"
    assert (short_date(payday), short_date(payday, "de")) == ("13 Feb 2026", "13. Feb. 2026")


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        ({"tz": "Mars/Olympus"}, "tz: no time zone"),
        ({"tz": ""}, "tz: no time zone"),
        ({"tz": "UTC", "days": frozenset()}, "days: name at least one weekday"),
        ({"tz": "UTC", "days": frozenset({7})}, "days: name at least one weekday"),
        ({"tz": "UTC", "country": "XX"}, 'country "XX"'),
        ({"tz": "UTC", "country": "DE", "subdivision": "ZZ"}, 'subdivision "ZZ"'),
    ],
)
def test_a_wrong_calendar_says_which_key_is_wrong(bad: dict[str, object], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        BusinessHours(**bad)  # type: ignore[arg-type]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="pass an aware datetime"):
        local(datetime.fromisoformat("2026-11-24"), "UTC")


def test_a_calendar_that_never_opens_is_refused_rather_than_searched_for_ever() -> None:
    closed = frozenset(date(2026, 1, 1) + timedelta(days=n) for n in range(800))
    with pytest.raises(ValueError, match="no business day within 400 days"):
        next_business_day(date(2026, 1, 1), BusinessHours("UTC", extra_holidays=closed))
