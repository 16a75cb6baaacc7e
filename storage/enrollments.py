"""Enrollments: what is due, leased like every queue, and where each partner stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select, update
from sqlalchemy.orm import Session

from storage.engagement_tables import EnrollmentRow
from storage.prepared import Upsert, table
from workflows.engagement_rounds import Enrollment

PAGE = 10_000
_enrollments = table(EnrollmentRow)
_BY_PARTNER = select(_enrollments).where(_enrollments.c.partner_id == bindparam("partner_id"))
_LOCKED = _BY_PARTNER.with_for_update()
_SAVE = Upsert(
    _enrollments,
    _enrollments.c.partner_id,
    sets=[*(field.name for field in fields(Enrollment) if field.name != "partner_id"), "attempts"],
)


@dataclass(frozen=True, slots=True)
class DueEnrollment:
    """A leased step. `attempts` is the fence, `turn` names the timer for good."""

    partner_id: str
    turn: int
    attempts: int

    @property
    def key(self) -> str:
        """The same for every attempt and replica, another for the next timer."""
        return f"enrollment:{self.partner_id}:{self.turn}"


class Enrollments:
    """Load, save and lease."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, partner_id: str, *, lock: bool = False) -> Enrollment | None:
        """Where a partner stands; with `lock` nobody else moves them until we commit."""
        found = self._session.execute(_LOCKED if lock else _BY_PARTNER, {"partner_id": partner_id})
        row = found.one_or_none()
        return _from(row) if row else None

    def save(self, enrollment: Enrollment) -> None:
        """Store it; a lease on the old timer ends."""
        _SAVE.run(self._session, {**asdict(enrollment), "attempts": 0})

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> tuple[DueEnrollment, ...]:
        """Lease due steps, oldest first; a lease that runs out is due again.

        PostgreSQL skips rows a peer holds; SQLite has a single writer and ignores the clause.
        """
        due = EnrollmentRow.nudge_at.is_not(None), EnrollmentRow.nudge_at <= now
        free = select(EnrollmentRow.partner_id).where(*due)
        free = free.order_by(EnrollmentRow.nudge_at, EnrollmentRow.partner_id).limit(limit)
        picked = free.with_for_update(skip_locked=True).cte("picked")  # in a CTE it runs once
        rows = self._session.execute(
            update(EnrollmentRow)
            .where(EnrollmentRow.partner_id.in_(select(picked.c.partner_id)))
            .values(nudge_at=now + lease, attempts=EnrollmentRow.attempts + 1)
            .returning(EnrollmentRow.partner_id, EnrollmentRow.turn, EnrollmentRow.attempts)
            .execution_options(synchronize_session=False)
        )
        return tuple(sorted((DueEnrollment(*row) for row in rows), key=lambda due: due.partner_id))

    def try_later(self, due: DueEnrollment, at: datetime) -> None:
        """Put a leased step off, if it is still ours."""
        ours = (
            EnrollmentRow.partner_id == due.partner_id,
            EnrollmentRow.turn == due.turn,
            EnrollmentRow.attempts == due.attempts,
        )
        self._session.execute(
            update(EnrollmentRow)
            .where(*ours)
            .values(nudge_at=at)
            .execution_options(synchronize_session=False)
        )

    def waiting(self, now: datetime) -> tuple[int, datetime | None]:
        """How many steps are due and not taken, and since when the oldest is."""
        due = EnrollmentRow.nudge_at.is_not(None), EnrollmentRow.nudge_at <= now
        count, oldest = self._session.execute(
            select(func.count(), func.min(EnrollmentRow.nudge_at)).where(*due)
        ).one()
        return count, oldest

    def due(self, now: datetime) -> Iterator[str]:
        """Partners whose next step is due, oldest first, streamed from the index alone."""
        query = select(EnrollmentRow.partner_id).where(
            EnrollmentRow.nudge_at.is_not(None), EnrollmentRow.nudge_at <= now
        )
        query = query.order_by(EnrollmentRow.nudge_at, EnrollmentRow.partner_id)
        yield from self._session.scalars(query.execution_options(yield_per=PAGE))

    def all(self) -> Iterator[Enrollment]:
        """Every partner's, a page at a time."""
        query = select(EnrollmentRow).order_by(EnrollmentRow.partner_id).limit(PAGE)
        page = self._session.scalars(query).all()
        while page:
            yield from (_from(row) for row in page)
            last = page[-1].partner_id
            self._session.expunge_all()
            page = self._session.scalars(query.where(EnrollmentRow.partner_id > last)).all()

    def standing(self, *statuses: str, limit: int = 10) -> tuple[tuple[Enrollment, ...], int]:
        """Partners who stand so, the longest quiet first, and how many there are in all."""
        these = EnrollmentRow.status.in_(statuses)
        rows = self._session.scalars(
            select(EnrollmentRow).where(these).order_by(EnrollmentRow.since).limit(limit)
        )
        total = self._session.scalar(select(func.count()).select_from(EnrollmentRow).where(these)) or 0
        return tuple(_from(row) for row in rows), total


def _from(row: EnrollmentRow | Row[Any]) -> Enrollment:
    return Enrollment(
        partner_id=row.partner_id,
        since=row.since,
        has_referred=row.has_referred,
        cycle=row.cycle,
        step=row.step,
        begin=row.begin,
        nudge_at=row.nudge_at,
        turn=row.turn,
        status=row.status,  # type: ignore[arg-type]
        touched_at=row.touched_at,
        contact_at=row.contact_at,
        away_until=row.away_until,
        silent=row.silent,
        waits_for=row.waits_for,
        ended=row.ended,
        told=tuple(row.told or ()),
    )
