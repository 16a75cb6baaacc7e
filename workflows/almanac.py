"""The runs of the calendar: which ones should have been by now, each with a name of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflows.calendar import BusinessHours, add_business_days, closing_times, local_date, opening
from workflows.commission.payday import Payday, next_payday, schedule
from workflows.periods import Kind, Period, period_of

DIGEST = "digest"
PAYDAY = "payday"
AFTER_PAYDAY = 5  # business days in which what is missing is asked for


@dataclass(frozen=True, slots=True)
class Run:
    """One run: `key` such as digest:2026-11-23, the same on every replica, and when it should have been."""

    kind: str
    key: str
    at: datetime


def digest_runs(since: datetime, now: datetime, hours: BusinessHours) -> tuple[Run, ...]:
    """One at closing time of every business day, after `since` and not after now."""
    return tuple(
        Run(DIGEST, f"{DIGEST}:{local_date(at, hours.tz)}", at) for at in closing_times(since, now, hours)
    )


def period_runs(
    kind: str, unit: Kind, since: datetime, now: datetime, hours: BusinessHours
) -> tuple[Run, ...]:
    """At the first opening time of a week, month, quarter or year, about the one before: weekly:2026-W47.

    After days away only the newest is due: nobody reads five reports at once.
    """
    period = period_of(unit, local_date(now, hours.tz))
    for begun in (period, period.before):
        at = opening(begun.first, hours)
        if at <= now:
            return (Run(kind, f"{kind}:{begun.before.key}", at),) if at > since else ()
    return ()


def reported(run: Run, hours: BusinessHours) -> Period:
    """The period that such a run is about."""
    units: dict[str, Kind] = {"W": "week", "Q": "quarter"}
    key = run.key.rpartition(":")[2]
    unit = units.get(key[5:6], "month" if "-" in key else "year")
    return period_of(unit, local_date(run.at, hours.tz)).before


@dataclass(frozen=True, slots=True)
class BatchDay:
    """A business day on which something is to be done for a payday."""

    payday: date
    day: date

    @property
    def key(self) -> str:
        """The name of its run."""
        return f"batch:{self.payday}:{self.day}"

    @classmethod
    def of(cls, key: str) -> BatchDay:
        """Read the name again."""
        _, payday, day = key.split(":")
        return cls(date.fromisoformat(payday), date.fromisoformat(day))


def payday_runs(since: datetime, now: datetime, terms: Payday) -> tuple[Run, ...]:
    """One at opening of every business day from a batch's draft until a week after its payday."""
    runs = {}
    for payday in _paydays(local_date(since, terms.hours.tz), local_date(now, terms.hours.tz), terms):
        last = add_business_days(payday, AFTER_PAYDAY, terms.hours)
        day = schedule(payday, terms).draft_on
        while day <= last and (at := opening(day, terms.hours)) <= now:
            if at > since:
                run = Run(PAYDAY, BatchDay(payday, day).key, at)
                runs[run.key] = run
            day = add_business_days(day, 1, terms.hours)
    return tuple(sorted(runs.values(), key=lambda run: run.at))


def _paydays(since: date, today: date, terms: Payday) -> Iterator[date]:
    """Paydays whose batch days reach into the time since then, oldest first."""
    payday = next_payday(add_business_days(since, -AFTER_PAYDAY - 1, terms.hours), terms)
    while schedule(payday, terms).draft_on <= today:
        yield payday
        payday = next_payday(payday + timedelta(days=1), terms)
