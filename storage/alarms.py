"""What is wrong with ourselves, told once until it is over; shared by all replicas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Integer, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.columns import UtcDateTime
from storage.inserts import insert_into

FLAPPING = timedelta(minutes=30)  # who comes back so soon was never away: the same card says so again


class AlarmRow(Base):
    """A trouble that stands or stood."""

    __tablename__ = "alarms"
    name: Mapped[str] = mapped_column(String(200), primary_key=True)
    says: Mapped[str] = mapped_column(Text)
    mend: Mapped[str] = mapped_column(Text)
    since: Mapped[datetime] = mapped_column(UtcDateTime)
    turn: Mapped[int] = mapped_column(Integer)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One trouble. `turn` counts its times: each has a card of its own."""

    name: str  # slack:#sales-referrals, queue:outbox
    says: str
    mend: str
    since: datetime
    turn: int
    ended_at: datetime | None = None

    @property
    def card(self) -> str:
        """The key of its card."""
        return f"alarm:{self.name}:{self.turn}"


class Alarms:
    """Raised by whoever notices first; ended by whoever sees that it works again."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, name: str, says: str, mend: str, now: datetime) -> Alarm | None:
        """Note a trouble; None when it is known already, so that only one replica speaks."""
        first = {"name": name, "says": says, "mend": mend, "since": now, "turn": 1}
        new = insert_into(self._session, AlarmRow).values(**first).on_conflict_do_nothing()
        if self._session.scalar(new.returning(AlarmRow.name)):
            return Alarm(name, says, mend, now, 1)
        row = self._row(name)
        if row.ended_at is None:
            return None
        if now - row.ended_at > FLAPPING:
            row.turn, row.since = row.turn + 1, now
        row.says, row.mend, row.ended_at = says, mend, None
        return _alarm(row)

    def end(self, name: str, now: datetime) -> Alarm | None:
        """Note that it is over; None when nobody had spoken of it."""
        row = self._session.get(AlarmRow, name, with_for_update=True)
        if row is None or row.ended_at is not None:
            return None
        row.ended_at = now
        return _alarm(row)

    def get(self, name: str) -> Alarm | None:
        """A trouble that stands or stood; None when there never was one."""
        row = self._session.get(AlarmRow, name)
        return _alarm(row) if row else None

    def open(self) -> tuple[Alarm, ...]:
        """What is wrong now, the oldest first."""
        rows = self._session.scalars(select(AlarmRow).where(AlarmRow.ended_at.is_(None)))
        return tuple(sorted((_alarm(row) for row in rows), key=lambda one: (one.since, one.name)))

    def _row(self, name: str) -> AlarmRow:
        return self._session.scalars(select(AlarmRow).where(AlarmRow.name == name).with_for_update()).one()


def _alarm(row: AlarmRow) -> Alarm:
    return Alarm(row.name, row.says, row.mend, row.since, row.turn, row.ended_at)
