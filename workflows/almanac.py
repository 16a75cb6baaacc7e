"""The runs of the calendar: which ones should have been by now, each with a name of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.calendar import BusinessHours, closing_times, local_date

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
