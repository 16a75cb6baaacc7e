"""Counts one period and hands the numbers to `workflows.reporting`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from storage.reports import Reports
from workflows.calendar import local_date
from workflows.figures import report
from workflows.model import Partner
from workflows.periods import Period, days_until, in_a_row
from workflows.program import Program
from workflows.reporting import ACTIONS, Headline, Numbers, Report

YEAR = 365
TREND = {"week": 13, "month": 13, "quarter": 9, "year": 3, "days": 6}
_KINDS = tuple(kind for *_, kinds in ACTIONS.values() for kind in kinds)


def report_on(
    session: Session, period: Period, program: Program, now: datetime, partner: Partner | None = None
) -> Report:
    """The whole report; of one partner where one is named."""
    numbers = gather(session, period, program, now, partner)
    return report(numbers, program.reporting)


def headline_on(
    session: Session, period: Period, program: Program, now: datetime, partner: Partner | None = None
) -> Report:
    """The same without the rest: quick enough for an answer in Slack and for App Home."""
    today, whose = local_date(now, program.tz), partner.id if partner else ""
    counts = Reports(session, whose)
    came, before = (counts.referrals(one.span(program.tz)) for one in (period, period.before))
    head = _headline(session, period, today, program, whose, came=came, before=before)
    numbers = Numbers(period, today, head, partner_id=whose, company=partner.company if partner else "")
    return replace(report(numbers, program.reporting), rest=())


def gather(
    session: Session,
    period: Period,
    program: Program,
    now: datetime,
    partner: Partner | None = None,
    *,
    busiest: int | None = 10,
) -> Numbers:
    """Everything a report counts, each long scan once. `busiest` limits the partners; None lists all."""
    tz, today = program.tz, local_date(now, program.tz)
    whose = partner.id if partner else ""
    counts, last = Reports(session, whose), min(period.last, today)
    *earlier, _ = in_a_row(period, TREND[period.kind])
    sent, trend = counts.sent(period.span(tz)), counts.trend(earlier, tz)
    came, before = sum(sent.values()), trend[-1][1]
    promises, running = counts.promises(period.span(tz), now, came=came)
    head = _headline(session, period, today, program, whose, came=came, before=before)
    numbers = Numbers(
        period=period,
        today=today,
        headline=head,
        promises=promises,
        promises_running=running,
        stages=_stages(counts.stages(period.span(tz)), program),
        trend=(*trend, (period, came, len(sent))),
        partner_id=whose,
        company=partner.company if partner else "",
    )
    if partner:
        return numbers
    year = days_until(last, YEAR)
    return replace(
        numbers,
        retained=counts.retained(*_two_windows(last, program)),
        partners=counts.by_partner(sent, year.span(tz), limit=busiest),
        sourced=head.closed_in_a_year,
        others=counts.others(year),
        conflicts=counts.conflicts(period.span(tz)),
        payout_questions=counts.payout_questions(period.span(tz)),
        asked=counts.events(period.span(tz), ("ViewAsked",)).get("ViewAsked", 0),
        opinions=counts.opinions(period.span(tz), tz),
        actions=counts.events(period.span(tz), _KINDS),
    )


def _headline(
    session: Session,
    period: Period,
    today: date,
    program: Program,
    partner_id: str,
    *,
    came: int,
    before: int,
) -> Headline:
    tz, counts = program.tz, Reports(session, partner_id)
    last = min(period.last, today)
    year, window = days_until(last, YEAR), days_until(last, program.reporting.active_days)
    first_days, silent = ((), 0) if partner_id else counts.first_days(year.span(tz))
    passed = (last - period.first).days + 1
    so_far = period.before.begun(passed)
    return Headline(
        referrals=came,
        before=before,
        before_by_now=before if period.is_over(today) else counts.referrals(so_far.span(tz)),
        active=counts.active_share(window.span(tz)),
        closed=counts.closed(period.span(tz)),
        closed_in_a_year=counts.closed(year.span(tz)),
        first_days=first_days,
        still_silent=silent,
        owed=counts.owed(last),
        paid=counts.paid(period),
    )


def _two_windows(last: date, program: Program) -> tuple[tuple[datetime, datetime], tuple[datetime, datetime]]:
    """The days that make a partner active, and as many before them."""
    days = program.reporting.active_days
    earlier = days_until(last - timedelta(days=days), days)
    return earlier.span(program.tz), days_until(last, days).span(program.tz)


def _stages(found: Mapping[str, int], program: Program) -> tuple[tuple[str, int], ...]:
    """By name, in the order of the pipeline; what nobody is at is left out."""
    known = [stage.key for stage in program.pipeline.stages if found.get(stage.key)]
    others = sorted(found.keys() - set(known))
    return tuple((program.pipeline.name(key), found[key]) for key in (*known, *others))
