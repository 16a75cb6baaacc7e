"""When a step may happen: on the partner's business days, in their morning, never on top of another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from workflows.calendar import (
    BusinessHours,
    add_business_days,
    is_business_day,
    local,
    local_date,
    moment_on,
    next_business_day,
)
from workflows.engagement_rules import EngagementRules, Sequence
from workflows.model import Partner
from workflows.program import Program

_ONE_DAY = timedelta(days=1)


def hours_for(partner: Partner, program: Program) -> BusinessHours:
    """The partner's working week: their zone, and the holidays of their country where we know them."""
    tz = partner.tz or program.tz
    if not partner.country or partner.country == program.country:
        return replace(program.hours, tz=tz)
    try:
        return replace(
            program.hours, tz=tz, country=partner.country, subdivision="", extra_holidays=frozenset()
        )
    except ValueError:  # a country without a calendar of ours: weekdays alone
        return replace(program.hours, tz=tz, country="", subdivision="", extra_holidays=frozenset())


def step_moment(
    sequence: Sequence, index: int, since: datetime, rules: EngagementRules, hours: BusinessHours
) -> datetime:
    """When a step falls due: its day, or the next business day, in the morning; day 0 as soon as may be."""
    day = sequence.steps[index].day
    if day == 0:
        return next_window(since, rules, hours)
    return morning(local_date(since, hours.tz) + timedelta(days=day), rules, hours)


def newest_due(
    sequence: Sequence,
    first: int,
    since: datetime,
    rules: EngagementRules,
    hours: BusinessHours,
    now: datetime,
) -> int | None:
    """The last step from `first` on that is due by now: after downtime the ones before it are left out."""
    due = None
    for index in range(first, len(sequence.steps)):
        if step_moment(sequence, index, since, rules, hours) > now:
            break
        due = index
    return due


def after_gap(touched_at: datetime | None, rules: EngagementRules, hours: BusinessHours) -> datetime | None:
    """The earliest morning for the next touch."""
    if touched_at is None:
        return None
    day = add_business_days(local_date(touched_at, hours.tz), rules.gap_days, hours)
    return moment_on(day, rules.send_at, hours.tz)


def next_window(moment: datetime, rules: EngagementRules, hours: BusinessHours) -> datetime:
    """That moment when the partner is at work then, else the next morning on which they are."""
    there = local(moment, hours.tz)
    day, clock = there.date(), there.time().replace(tzinfo=None)
    if is_business_day(day, hours) and rules.send_at <= clock < rules.send_until:
        return moment
    return morning(day if clock < rules.send_at else day + _ONE_DAY, rules, hours)


def next_morning(moment: datetime, rules: EngagementRules, hours: BusinessHours) -> datetime:
    """The morning of the business day after that moment's day."""
    return morning(local_date(moment, hours.tz) + _ONE_DAY, rules, hours)


def morning(day: date, rules: EngagementRules, hours: BusinessHours) -> datetime:
    """The sending time on that day, or on the next business day."""
    return moment_on(next_business_day(day, hours), rules.send_at, hours.tz)


def midnight(day: date, hours: BusinessHours) -> datetime:
    """Where a day begins."""
    return moment_on(day, time(), hours.tz)
