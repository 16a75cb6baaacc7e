"""Stretches of the calendar that a report is about: a week, a month, a quarter, a year, or some days."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Literal

from workflows.calendar import add_months, day_begins, short_date

Kind = Literal["week", "month", "quarter", "year", "days"]
_DAY = timedelta(days=1)
_MONTHS = "january february march april may june july august september october november december".split()


@dataclass(frozen=True, slots=True)
class Period:
    """From `first` to `last`, both included, on the calendar of the programme."""

    kind: Kind
    first: date
    last: date

    @property
    def key(self) -> str:
        """2026-W47, 2026-11, 2026-Q4, 2026, or 2026-11-02..2026-11-13: what one types to get it again."""
        match self.kind:
            case "week":
                year, week, _ = self.first.isocalendar()
                return f"{year}-W{week:02}"
            case "month":
                return f"{self.first:%Y-%m}"
            case "quarter":
                return f"{self.first.year}-Q{(self.first.month + 2) // 3}"
            case "year":
                return f"{self.first.year}"
        return f"{self.first}..{self.last}"

    @property
    def name(self) -> str:
        """As one would say it."""
        match self.kind:
            case "week":
                return f"week {self.first.isocalendar().week}, {_span(self.first, self.last)}"
            case "month":
                return f"{_MONTHS[self.first.month - 1].capitalize()} {self.first.year}"
            case "quarter":
                return f"quarter {(self.first.month + 2) // 3} of {self.first.year}"
            case "year":
                return f"the year {self.first.year}"
        return _span(self.first, self.last)

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> Period:
        """The one of the same kind before it."""
        match self.kind:
            case "month" | "quarter" | "year":
                return _of_kind(self.kind, self.first - _DAY)
        return replace(self, first=self.first - timedelta(days=self.days), last=self.first - _DAY)

    def is_over(self, today: date) -> bool:
        """Whether nothing can be added to it any more."""
        return self.last < today

    def up_to(self, today: date) -> Period:
        """So much of it as has passed by the end of that day."""
        return self if self.is_over(today) else replace(self, last=max(self.first, today))

    def begun(self, days: int) -> Period:
        """Its first so many days: what to compare a period with that is not over yet."""
        return replace(self, last=min(self.last, self.first + timedelta(days=max(1, days) - 1)))

    def span(self, tz: str) -> tuple[datetime, datetime]:
        """Its first moment and the first one after it, in UTC."""
        return day_begins(self.first, tz), day_begins(self.last + _DAY, tz)


def period_of(kind: Kind, day: date) -> Period:
    """The week, month, quarter or year in which a day lies."""
    return _of_kind(kind, day)


def days_until(day: date, count: int) -> Period:
    """So many days, the last of which is `day`."""
    return Period("days", day - timedelta(days=count - 1), day)


def in_a_row(last: Period, count: int) -> tuple[Period, ...]:
    """So many periods of the same kind, the oldest first, ending with this one."""
    found = [last]
    while len(found) < count:
        found.append(found[-1].before)
    return tuple(reversed(found))


def read_period(words: str, today: date) -> tuple[Period | None, str]:
    """The period that these words begin with, and what is left of them; None when they name none.

    this|last week|month|quarter|year · 2026-W47 · 2026-11 · 2026-Q4 · Q4 · 2026 · November [2025] · 30 days ·
    2026-11-02..2026-11-13
    """
    text = " ".join(words.split())
    for reader in (_relative, _iso, _range, _counted, _named):
        if found := reader(text, today):
            period, length = found
            return period, text[length:].strip()
    return None, text


def _relative(text: str, today: date) -> tuple[Period, int] | None:
    found = re.match(r"(?:(this|last|previous|current)\s+)?(week|month|quarter|year)\b", text, re.I)
    if not found:
        return None
    kind: Kind = found[2].lower()  # type: ignore[assignment]  # the pattern knows only these
    now = _of_kind(kind, today)
    is_past = (found[1] or "").lower() in ("last", "previous")
    return (now.before if is_past else now), found.end()


def _iso(text: str, today: date) -> tuple[Period, int] | None:
    if found := re.match(r"(\d{4})-?w(\d{1,2})\b", text, re.I):
        try:
            first = date.fromisocalendar(int(found[1]), int(found[2]), 1)
        except ValueError:
            return None
        return _of_kind("week", first), found.end()
    if found := re.match(r"(?:(\d{4})-?)?q([1-4])\b", text, re.I):
        year = int(found[1]) if found[1] else today.year
        period = _of_kind("quarter", date(year, 3 * int(found[2]) - 2, 1))
        is_ahead = not found[1] and period.first > today  # Q4, said in March, is last year's
        return (
            _of_kind("quarter", date(year - 1, period.first.month, 1)) if is_ahead else period
        ), found.end()
    if found := re.match(r"(\d{4})-(0[1-9]|1[0-2])(?![-\d])", text):
        return _of_kind("month", date(int(found[1]), int(found[2]), 1)), found.end()
    if found := re.match(r"(20\d\d)(?![-\d])", text):
        return _of_kind("year", date(int(found[1]), 1, 1)), found.end()
    return None


def _range(text: str, _today: date) -> tuple[Period, int] | None:
    found = re.match(r"(\d{4}-\d\d-\d\d)\s*(?:\.\.|to|until|–)\s*(\d{4}-\d\d-\d\d)\b", text)
    if not found:
        return None
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
    except ValueError:
        return None
    return (Period("days", first, last), found.end()) if first <= last else None


def _counted(text: str, today: date) -> tuple[Period, int] | None:
    found = re.match(r"(?:the\s+)?(?:last\s+)?(\d{1,3})\s+days?\b", text, re.I)
    if not found or int(found[1]) < 1:
        return None
    return days_until(today, int(found[1])), found.end()


def _named(text: str, today: date) -> tuple[Period, int] | None:
    found = re.match(rf"({'|'.join(_MONTHS)})\b(?:\s+(20\d\d)\b)?", text, re.I)
    if not found:
        return None
    month = _MONTHS.index(found[1].lower()) + 1
    year = int(found[2]) if found[2] else today.year - (month > today.month)
    return _of_kind("month", date(year, month, 1)), found.end()


def _of_kind(kind: Kind, day: date) -> Period:
    match kind:
        case "week":
            first = day - timedelta(days=day.weekday())
            return Period(kind, first, first + timedelta(days=6))
        case "month":
            first = day.replace(day=1)
            return Period(kind, first, add_months(first, 1) - _DAY)
        case "quarter":
            first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
            return Period(kind, first, add_months(first, 3) - _DAY)
        case "year":
            return Period(kind, date(day.year, 1, 1), date(day.year, 12, 31))
    return Period(kind, day, day)


def _span(first: date, last: date) -> str:
    if first == last:
        return short_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {short_date(last)}"
    return f"{short_date(first)} to {short_date(last)}"
