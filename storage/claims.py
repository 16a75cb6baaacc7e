"""Leasing due rows of a queue: one statement, N replicas, nobody waits for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningUpdate

from storage.mail_tables import InboundRow, OutboxRow


@dataclass(frozen=True, slots=True)
class Lease:
    """A row that is ours for a while. `attempts` is the fence: settle only while it still stands so."""

    id: int
    attempts: int


class Queue:
    """The statements of one queue's table, built once: lease what is due, close what is leased.

    PostgreSQL skips rows a peer holds; SQLite has a single writer and ignores the clause. Commit, then
    work, then settle.
    """

    def __init__(self, rows: Table) -> None:
        self._rows = rows
        self._due = (
            rows.c.status == "pending",
            rows.c.due_at <= bindparam("now"),
        )
        self._settle = (
            update(rows)
            .where(
                rows.c.id == bindparam("ours"),
                rows.c.attempts == bindparam("fence"),
                rows.c.status == "pending",
            )
            .returning(rows.c.id)
        )

    def claiming(self, *only: ColumnElement[bool]) -> Claiming:
        """How to lease, of what is due, only such rows."""
        rows = self._rows
        free = select(rows.c.id).where(*self._due, *only).order_by(rows.c.due_at, rows.c.id)
        free = free.limit(bindparam("limit"))
        picked = free.with_for_update(skip_locked=True).cte("picked")  # in a CTE it runs once
        return Claiming(
            update(rows)
            .where(rows.c.id.in_(select(picked.c.id)))
            .values(due_at=bindparam("until"), attempts=rows.c.attempts + 1)
            .returning(rows)
        )

    def settle(self, session: Session, lease: Lease, **values: Any) -> bool:
        """Write what became of a leased row; False when the lease is no longer ours."""
        return session.scalar(self._settle, {"ours": lease.id, "fence": lease.attempts, **values}) is not None


@dataclass(frozen=True, slots=True)
class Claiming:
    """A prepared claim."""

    statement: ReturningUpdate[Any]

    def run(
        self, session: Session, now: datetime, *, lease: timedelta, limit: int, **only: Any
    ) -> Sequence[Row[Any]]:
        """Lease up to `limit` due rows, oldest first; a lease that runs out is due again."""
        asked = {"now": now, "until": now + lease, "limit": limit, **only}
        rows = session.execute(self.statement, asked)
        return sorted(rows, key=lambda row: row.id)  # RETURNING promises no order


def release_leases(session: Session, now: datetime) -> None:
    """Make due what a dead process had in hand: for a single process that has just started.

    What nobody has taken yet keeps its time: a mail that settles must not go out early.
    """
    for table in (InboundRow, OutboxRow):
        leased = table.status == "pending", table.due_at > now, table.attempts > 0
        session.execute(update(table).where(*leased).values(due_at=now))
