"""Runs of the calendar: a row with a unique key each, planned by whichever replica ticks first.

`plan` is harmless to repeat, so at every tick (and at start, after days away) it is told all runs that
should have been; what is new waits in a queue like every other, and a run that dies half-way is run again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.claims import Lease, Queue
from storage.inserts import insert_into
from storage.prepared import among, table
from storage.tables import RunRow
from workflows.almanac import Run

_QUEUE = Queue(table(RunRow))
_CLAIM = _QUEUE.claiming(table(RunRow).c.kind.in_(among("kinds")))


@dataclass(frozen=True, slots=True)
class DueRun:
    """A leased run."""

    lease: Lease
    run: Run


class Runs:
    """The calendar's queue."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def plan(self, runs: Iterable[Run], now: datetime) -> int:
        """Store the runs that are not stored yet; gives how many were new."""
        return sum(self._plan_one(run, now) for run in runs)

    def last(self, kind: str) -> datetime | None:
        """The newest run of a kind that was planned; None before the first."""
        return self._session.scalar(select(func.max(RunRow.at)).where(RunRow.kind == kind))

    def claim(
        self, now: datetime, *, lease: timedelta, limit: int, kinds: Collection[str]
    ) -> tuple[DueRun, ...]:
        """Lease runs of these kinds that wait, oldest first."""
        rows = _CLAIM.run(self._session, now, lease=lease, limit=limit, kinds=list(kinds))
        return tuple(DueRun(Lease(r.id, r.attempts), Run(r.kind, r.key, r.at)) for r in rows)

    def done(self, lease: Lease, now: datetime) -> bool:
        """Close a leased run; False when the lease is no longer ours."""
        return _QUEUE.settle(self._session, lease, status="done", done_at=now)

    def _plan_one(self, run: Run, now: datetime) -> bool:
        values = {"key": run.key, "kind": run.kind, "at": run.at, "status": "pending", "due_at": now}
        new = insert_into(self._session, RunRow).values(**values, attempts=0).on_conflict_do_nothing()
        return self._session.scalar(new.returning(RunRow.id)) is not None
