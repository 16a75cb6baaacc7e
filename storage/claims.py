"""Leasing due rows of a queue: one statement, N replicas, nobody waits for anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from storage.tables import InboundRow, OutboxRow, RunRow

Row = TypeVar("Row", InboundRow, OutboxRow, RunRow)


@dataclass(frozen=True, slots=True)
class Lease:
    """A row that is ours for a while. `attempts` is the fence: settle only while it still stands so."""

    id: int
    attempts: int


def claim(
    session: Session,
    table: type[Row],
    now: datetime,
    *,
    lease: timedelta,
    limit: int,
    only: Sequence[ColumnElement[bool]] = (),
) -> Sequence[Row]:
    """Lease up to `limit` due rows, oldest first; a lease that runs out is due again.

    PostgreSQL skips rows a peer holds; SQLite has a single writer and ignores the clause. Commit, then
    work, then settle.
    """
    due = (table.status == "pending", table.due_at <= now, *only)
    free = select(table.id).where(*due).order_by(table.due_at, table.id).limit(limit)
    picked = free.with_for_update(skip_locked=True).cte("picked")  # in a CTE it runs once
    rows = session.scalars(
        update(table)
        .where(table.id.in_(select(picked.c.id)))
        .values(due_at=now + lease, attempts=table.attempts + 1)
        .returning(table)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    return sorted(rows, key=lambda row: row.id)  # RETURNING promises no order


def release_leases(session: Session, now: datetime) -> None:
    """Make due what a dead process had in hand: for a single process that has just started.

    What nobody has taken yet keeps its time: a mail that settles must not go out early.
    """
    for table in (InboundRow, OutboxRow):
        leased = table.status == "pending", table.due_at > now, table.attempts > 0
        session.execute(update(table).where(*leased).values(due_at=now))


def is_ours(table: type[Row], lease: Lease) -> tuple[ColumnElement[bool], ...]:
    """The condition under which a lease still holds."""
    return table.id == lease.id, table.attempts == lease.attempts, table.status == "pending"
