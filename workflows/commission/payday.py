"""When partners are paid: the payday of a close, and the dates of the batch that leads up to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, cast

from workflows.calendar import (
    BusinessHours,
    add_business_days,
    add_months,
    next_business_day,
    previous_business_day,
)
from workflows.commission.table import Table
from workflows.money import Money

DRAFT, PREVIEW, OBJECTIONS = -8, -5, -2  # business days from payday


@dataclass(frozen=True, slots=True)
class Payday:
    """The programme's payout terms; `hours` holds its zone, weekdays and bank holidays.

    `minimum` is the smallest payout by currency: what is below it waits for the next payday.
    """

    hours: BusinessHours
    day: int = 15
    months_after_close: int = 1
    roll: Literal["preceding", "following"] = "preceding"
    minimum: Mapping[str, Money] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days of one payout batch."""

    payday: date
    draft_on: date
    preview_on: date  # statements go to the partners
    objections_until: date  # the last day on which a reply holds a line


def payday_for(closed_on: date, terms: Payday, hold_days: int = 0) -> date:
    """The payday that a close (or a collection) of that local date is promised.

    The day of the month after, moved to a business day; with a hold the first one that is not before its end.
    """
    eligible = closed_on + timedelta(days=hold_days)
    month = closed_on.replace(day=1)
    months = terms.months_after_close
    while (found := _payday_in(add_months(month, months), terms)) < eligible:
        months += 1
    return found


def next_payday(today: date, terms: Payday) -> date:
    """The first payday that is today or later."""
    month = add_months(today.replace(day=1), -1)
    while (found := _payday_in(month, terms)) < today:
        month = add_months(month, 1)
    return found


def paid_on(due: date, known_on: date, terms: Payday) -> date:
    """The payday on which a line is paid that falls due then, but that we learn of only on `known_on`.

    What comes to light after the statements went out waits for the next payday: nobody is paid what they
    have not seen, and nobody is told a day that has passed.
    """
    payday = next_payday(max(due, known_on), terms)
    while known_on > schedule(payday, terms).preview_on:
        payday = next_payday(payday + timedelta(days=1), terms)
    return payday


def schedule(payday: date, terms: Payday) -> Schedule:
    """Draft, preview and end of objections: 8, 5 and 2 business days before payday."""
    days = (add_business_days(payday, count, terms.hours) for count in (DRAFT, PREVIEW, OBJECTIONS))
    return Schedule(payday, *days)


def ready_at(payday: date, terms: Payday) -> datetime:
    """By when payout details must have rested for this payday to use them: the end of objections."""
    return datetime.combine(schedule(payday, terms).objections_until, time(), tzinfo=UTC)


def parse_payday(data: Mapping[str, object], tz: str, path: str = "payday") -> Payday:
    """Terms from `{day = 15, months_after_close = 1, roll = "preceding", calendar = "US", tz = "…"}`.

    `calendar` is a country and, where it matters, its part: "DE-BY"; raises RuleError naming the key.
    """
    table = Table(data, path)
    country, _, subdivision = table.text("calendar", "").partition("-")
    zone = table.text("tz", tz)
    try:
        hours = BusinessHours(zone, country=country, subdivision=subdivision)
    except ValueError as unknown:
        key, says = "tz" if str(unknown).startswith("tz") else "calendar", str(unknown).removeprefix("tz: ")
        raise table.wrong(key, says) from unknown
    terms = Payday(
        hours,
        day=table.whole("day", 15, least=1, most=31),
        months_after_close=table.whole("months_after_close", 1, most=24),
        roll=cast(
            Literal["preceding", "following"], table.choice("roll", ("preceding", "following"), "preceding")
        ),
        minimum=_minimum(table),
    )
    table.done()
    return terms


def _payday_in(month: date, terms: Payday) -> date:
    """That month's payday; a 31st means the last day where there is none."""
    last = add_months(month, 1) - timedelta(days=1)
    day = month.replace(day=min(terms.day, last.day))
    roll = previous_business_day if terms.roll == "preceding" else next_business_day
    return roll(day, terms.hours)


def _minimum(table: Table) -> dict[str, Money]:
    """`minimum = {EUR = "100.00", USD = "100.00"}`."""
    if "minimum" not in table.keys:
        return {}
    amounts = table.table("minimum")
    return {code: amounts.amount(code, currency=code) for code in amounts.keys}
