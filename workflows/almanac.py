"""The runs of the calendar: which ones should have been by now, each with a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.calendar import BusinessHours, closing_times, local_date, opening
from workflows.periods import Kind, Period, period_of

DIGEST = "digest"


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
