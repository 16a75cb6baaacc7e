"""What people are asked to do: open, put off, done."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.engagement_tables import TaskRow
from workflows.tasks import Task

OPEN = ("open", "snoozed")


@dataclass(frozen=True, slots=True)
class DueTask:
    """A task that was put off and comes back, leased; `attempts` is the fence."""

    id: str
    turn: int
    attempts: int

    @property
    def key(self) -> str:
        """The same for every attempt and replica, another for the next time."""
        return f"task:{self.id}:{self.turn}"


class Tasks:
    """Load, save, list and lease."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, task_id: str, *, lock: bool = False) -> Task | None:
        """One by its name."""
        query = select(TaskRow).where(TaskRow.id == task_id)
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _from(row) if row else None

    def open_about(self, partner_id: str, kind: str = "") -> tuple[Task, ...]:
        """What is to be done about a partner, of one kind or all; locked until we commit."""
        query = select(TaskRow).where(TaskRow.partner_id == partner_id, TaskRow.status.in_(OPEN))
        if kind:
            query = query.where(TaskRow.kind == kind)
        rows = self._session.scalars(query.order_by(TaskRow.created_at, TaskRow.id).with_for_update())
        return tuple(_from(row) for row in rows)

    def open(self, *, limit: int = 10) -> tuple[tuple[Task, ...], int]:
        """What is to be done now, the oldest first, and how much that is in all."""
        rows = self._session.scalars(
            select(TaskRow).where(TaskRow.status == "open").order_by(TaskRow.created_at).limit(limit)
        )
        total = self._session.scalar(select(func.count()).where(TaskRow.status == "open")) or 0
        return tuple(_from(row) for row in rows), total

    def save(self, task: Task) -> None:
        """Store it; a lease ends."""
        row = self._session.get(TaskRow, task.id)
        if row is None:
            row = TaskRow(id=task.id)
            self._session.add(row)
        for name, value in asdict(task).items():
            setattr(row, name, dict(value) if name == "context" else value)
        row.attempts = 0
        self._session.flush()

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> tuple[DueTask, ...]:
        """Lease what comes back now; a lease that runs out is due again."""
        due = TaskRow.due_at.is_not(None), TaskRow.due_at <= now
        free = select(TaskRow.id).where(*due).order_by(TaskRow.due_at, TaskRow.id).limit(limit)
        picked = free.with_for_update(skip_locked=True).cte("picked")  # in a CTE it runs once
        rows = self._session.execute(
            update(TaskRow)
            .where(TaskRow.id.in_(select(picked.c.id)))
            .values(due_at=now + lease, attempts=TaskRow.attempts + 1)
            .returning(TaskRow.id, TaskRow.turn, TaskRow.attempts)
            .execution_options(synchronize_session=False)
        )
        return tuple(sorted((DueTask(*row) for row in rows), key=lambda due: due.id))


def _from(row: TaskRow) -> Task:
    return Task(
        id=row.id,
        kind=row.kind,
        partner_id=row.partner_id,
        created_at=row.created_at,
        status=row.status,  # type: ignore[arg-type]
        context=row.context,
        draft=row.draft,
        due_at=row.due_at,
        turn=row.turn,
        closed_at=row.closed_at,
        closed_by=row.closed_by,
        outcome=row.outcome,
    )
