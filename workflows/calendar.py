"""Working time: business days and minutes, what we promise, and how a moment is said to its reader."""

from __future__ import annotations

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

import holidays
from babel import Locale
from babel.dates import format_date, format_time

from workflows.language import locale_of

WORKWEEK = frozenset(range(5))  # Monday is 0
WHOLE_WEEK = frozenset(range(7))
_ONE_DAY = timedelta(days=1)
_LONGEST_CLOSURE = 400  # days without a working day that make a calendar unusable


@dataclass(frozen=True, slots=True)
class BusinessHours:
    """When somebody works: weekdays (Monday is 0), opening hours in `tz`, public holidays off.

    `closes` at or before `opens` means that the shift ends on the following day; 00:00 to 00:00 is
    round the clock. `country` is ISO 3166 ("US"), `subdivision` the part of it ("CA"); "" has no holidays.
    """

    tz: str
    days: frozenset[int] = WORKWEEK
    opens: time = time(9)
    closes: time = time(18)
    country: str = ""
    subdivision: str = ""
    extra_holidays: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _zone(self.tz)
        if not self.days or not self.days <= WHOLE_WEEK:
            raise ValueError("days: name at least one weekday, 0 (Monday) to 6 (Sunday)")
        if self.country:
            _holidays(self.country, self.subdivision, 2026)


def is_business_day(day: date, hours: BusinessHours) -> bool:
    """True when people work that day: a working weekday that is no holiday."""
    if day.weekday() not in hours.days or day in hours.extra_holidays:
        return False
    return not hours.country or day not in _holidays(hours.country, hours.subdivision, day.year)


def next_business_day(day: date, hours: BusinessHours) -> date:
    """That day if it is a business day, else the first one after it."""
    return _roll(day, hours, _ONE_DAY)


def previous_business_day(day: date, hours: BusinessHours) -> date:
    """That day if it is a business day, else the last one before it."""
    return _roll(day, hours, -_ONE_DAY)


def add_business_days(day: date, count: int, hours: BusinessHours) -> date:
    """The business day `count` business days later, or earlier when negative; 0 is next_business_day."""
    step = _ONE_DAY if count >= 0 else -_ONE_DAY
    found = day if count else next_business_day(day, hours)
    for _ in range(abs(count)):
        found = _roll(found + step, hours, step)
    return found


def add_business_minutes(start: datetime, minutes: int, hours: BusinessHours) -> datetime:
    """The moment (UTC) when that many minutes of opening time have passed since `start`.

    Minutes are elapsed minutes, also on the day the clocks change.
    """
    left = timedelta(minutes=minutes)
    for opens, closes in _shifts(start, hours):
        begin = max(start, opens)
        if begin < closes and begin + left <= closes:
            return (begin + left).astimezone(UTC)
        left -= max(closes - begin, timedelta())
    raise AssertionError("shifts never end")  # pragma: no cover


def subtract_business_minutes(end: datetime, minutes: int, hours: BusinessHours) -> datetime:
    """The last moment (UTC) at which that many minutes of opening time are left until `end`."""
    left, day = timedelta(minutes=minutes), local_date(end, hours.tz)
    while True:
        day = previous_business_day(day, hours)
        opens, closes = _shift(day, hours)
        begin = min(end, closes)
        if opens <= begin - left:
            return (begin - left).astimezone(UTC)
        left -= max(begin - opens, timedelta())
        day -= _ONE_DAY


def is_open(moment: datetime, hours: BusinessHours) -> bool:
    """Whether somebody works at that moment."""
    for opens, closes in _shifts(moment, hours):
        if moment < closes:
            return opens <= moment
    raise AssertionError("shifts never end")  # pragma: no cover


def business_minutes_between(start: datetime, end: datetime, hours: BusinessHours) -> int:
    """Whole minutes of opening time from `start` to `end`; 0 when `end` is not later."""
    worked = timedelta()
    for opens, closes in _shifts(start, hours):
        if opens >= end:
            return worked // timedelta(minutes=1)
        worked += max(min(closes, end) - max(opens, start), timedelta())
    raise AssertionError("shifts never end")  # pragma: no cover


def opening(day: date, hours: BusinessHours) -> datetime:
    """When we open (UTC) on that day, or on the first business day after it."""
    return _shift(next_business_day(day, hours), hours)[0]


def closing_times(start: datetime, end: datetime, hours: BusinessHours) -> tuple[datetime, ...]:
    """When we close (UTC), after `start` and not after `end`, oldest first."""
    until = takewhile(lambda shift: shift[1] <= end, _shifts(start, hours))
    return tuple(closes for _, closes in until if closes > start)


def promise(
    start: datetime, hours: BusinessHours, promised_hours: int = 24, weekend_cover: bool = False
) -> datetime:
    """The latest moment (UTC) of a first contact promised within `promised_hours`.

    Hours run by the clock on the wall, through the night, and stand still on days off; what arrives on a
    day off counts from the next opening. Weekend cover makes weekends ordinary days; holidays stay off.
    """
    week = replace(hours, days=WHOLE_WEEK) if weekend_cover else hours
    at = local(start, hours.tz).replace(tzinfo=None)
    if not is_business_day(at.date(), week):
        at = datetime.combine(next_business_day(at.date(), week), hours.opens)
    left = timedelta(hours=promised_hours)
    while at + left >= (midnight := datetime.combine(at.date() + _ONE_DAY, time())):
        left -= midnight - at
        at = datetime.combine(next_business_day(midnight.date(), week), time())
    return _utc(at + left, hours.tz)


def add_months(day: date, count: int) -> date:
    """The same day `count` months on, or the last one of a shorter month: 31 Jan + 1 is 28 Feb."""
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def local(moment: datetime, tz: str) -> datetime:
    """The same moment on the clock of a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs a time zone: pass an aware datetime")
    return moment.astimezone(_zone(tz))


def local_date(moment: datetime, tz: str) -> date:
    """The calendar day that a zone has at that moment."""
    return local(moment, tz).date()


def day_begins(day: date, tz: str) -> datetime:
    """Midnight of a zone, in UTC."""
    return _utc(datetime.combine(day, time()), tz)


def spoken(moment: datetime, tz: str, language: str = "en", today: date | None = None) -> str:
    """A moment for its reader: "Tuesday 24 Nov, 14:00"; with the year when it is not `today`'s."""
    there = local(moment, tz)
    locale = locale_of(language)
    # Babel converts an aware datetime to UTC unless told the zone; a bare time is printed as it is.
    clock = format_time(there.time(), str(locale.datetime_skeletons["Hm"]), locale=locale)
    day = spoken_day(there.date(), language, today)
    return str(locale.datetime_formats["medium"]).replace("{1}", day).replace("{0}", clock)


def spoken_day(day: date, language: str = "en", today: date | None = None) -> str:
    """A day for its reader: "Tuesday 24 Nov"; with the year when it is not `today`'s."""
    locale = locale_of(language)
    with_year = today is not None and day.year != today.year
    return format_date(day, _day_pattern(locale, "MMM", with_year), locale=locale)


def moment_on(day: date, at: time, tz: str) -> datetime:
    """When a zone's clock shows this time on that day, in UTC."""
    return _utc(datetime.combine(day, at), tz)


def full_date(day: date, language: str = "en") -> str:
    """A day that nobody can misread, as a payment date needs: "Friday 13 February 2026"."""
    locale = locale_of(language)
    return format_date(day, _day_pattern(locale, "MMMM", with_year=True), locale=locale)


def short_date(day: date, language: str = "en") -> str:
    """A day for a table: "15 Jan 2026", never digits only where the language has month names."""
    locale = locale_of(language)
    pattern = "d MMM y" if locale.language == "en" else str(locale.datetime_skeletons["yMMMd"])
    return format_date(day, pattern, locale=locale)


def _roll(day: date, hours: BusinessHours, step: timedelta) -> date:
    for _ in range(_LONGEST_CLOSURE):
        if is_business_day(day, hours):
            return day
        day += step
    raise ValueError(f"no business day within {_LONGEST_CLOSURE} days of {day}: check days and holidays")


def _shifts(start: datetime, hours: BusinessHours) -> Iterator[tuple[datetime, datetime]]:
    """Opening times in UTC, oldest first, from the shift that may still run at `start`; no end."""
    day = local_date(start, hours.tz) - _ONE_DAY
    while True:
        day = next_business_day(day, hours)
        yield _shift(day, hours)
        day += _ONE_DAY


def _shift(day: date, hours: BusinessHours) -> tuple[datetime, datetime]:
    """The opening time that begins on a business day, in UTC."""
    overnight = _ONE_DAY if hours.closes <= hours.opens else timedelta()
    opens = _utc(datetime.combine(day, hours.opens), hours.tz)
    return opens, _utc(datetime.combine(day + overnight, hours.closes), hours.tz)


def _utc(wall: datetime, tz: str) -> datetime:
    """A wall-clock time as UTC: skipped times move forward with the clocks, repeated ones mean the first."""
    return wall.replace(tzinfo=_zone(tz)).astimezone(UTC)


def _zone(tz: str) -> ZoneInfo:
    try:
        return ZoneInfo(tz)
    except (KeyError, ValueError, OSError) as unknown:
        raise ValueError(f'tz: no time zone "{tz}"; write an IANA name such as "Europe/Berlin"') from unknown


@lru_cache(maxsize=512)
def _holidays(country: str, subdivision: str, year: int) -> frozenset[date]:
    """Public holidays of a year; the library's own objects grow when asked, so threads cannot share them.

    Where only the country is known, what two thirds of its parts keep counts, such as Easter Monday in GB.
    """
    try:
        known = holidays.country_holidays(country, subdiv=subdivision or None, years=year)
        parts = () if subdivision else known.subdivisions
        kept = Counter(day for part in parts for day in _holidays(country, part, year))
        return frozenset(known) | {day for day, times in kept.items() if 3 * times >= 2 * len(parts)}
    except NotImplementedError as unknown:
        raise ValueError(
            f'country "{country}", subdivision "{subdivision}": no such holiday calendar; '
            'write ISO codes such as "DE" and "BY"'
        ) from unknown


@lru_cache(maxsize=256)
def _day_pattern(locale: Locale, month: str, with_year: bool) -> str:
    """The language's own order of weekday, day and month (CLDR), with the weekday written out."""
    if locale.language == "en":  # one order for all English readers
        return f"EEEE d {month} y" if with_year else f"EEEE d {month}"
    known, year = locale.datetime_skeletons, "y" if with_year else ""
    pattern = str(known.get(f"{year}{month}Ed") or known[f"{year}MMMEd"])
    return re.sub(r"(?<!M)MMM(?!M)", month, re.sub(r"E+|c+", "EEEE", pattern))
