"""The clocks of referrals: what is due, leased like every queue, and what was said already."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.orm import Session

from storage.inserts import insert_into
from storage.prepared import table
from storage.tables import ReferralRow, RotaRow
from workflows.punctuality import Dial, OpenCard

ROTA = "sales"
_COLUMNS = ("due_at", "step", "turn")
_MOMENTS = ("unclaimed_since", "warned_of", "broken", "quiet_since", "asked_at")

_referrals = table(ReferralRow)
_DIAL = select(
    _referrals.c.sla_due_at, _referrals.c.sla_step, _referrals.c.sla_turn, _referrals.c.sla_said
).where(_referrals.c.id == bindparam("id"))
_SET = update(_referrals).where(_referrals.c.id == bindparam("this"))


@dataclass(frozen=True, slots=True)
class DueClock:
    """A leased timer. `attempts` is the fence, `turn` names the timer for good."""

    referral_id: str
    step: str
    turn: int
    attempts: int

    @property
    def key(self) -> str:
        """The same for every attempt and replica, another for the next timer."""
        return f"clock:{self.referral_id}:{self.turn}"


class Clocks:
    """Load, save and lease."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, referral_id: str) -> Dial:
        """The dial of a referral; lock the referral first to change it."""
        row = self._session.execute(_DIAL, {"id": referral_id}).one_or_none()
        if row is None:
            return Dial()
        return Dial(row.sla_due_at, row.sla_step, row.sla_turn, **_said_from(row.sla_said or {}))

    def save(self, referral_id: str, dial: Dial) -> None:
        """Store it; a lease on the old timer ends."""
        values = {"sla_due_at": dial.due_at, "sla_step": dial.step, "sla_turn": dial.turn}
        said = {"sla_said": _said_to(dial), "sla_attempts": 0}
        self._session.execute(_SET, {"this": referral_id, **values, **said})

    def claim(self, now: datetime, *, lease: timedelta, limit: int) -> tuple[DueClock, ...]:
        """Lease due timers, oldest first; a lease that runs out is due again.

        PostgreSQL skips rows a peer holds; SQLite has a single writer and ignores the clause.
        """
        free = (
            select(ReferralRow.id)
            .where(ReferralRow.sla_due_at.is_not(None), ReferralRow.sla_due_at <= now)
            .order_by(ReferralRow.sla_due_at, ReferralRow.id)
            .limit(limit)
        )
        picked = free.with_for_update(skip_locked=True).cte("picked")  # in a CTE it runs once
        rows = self._session.execute(
            update(ReferralRow)
            .where(ReferralRow.id.in_(select(picked.c.id)))
            .values(sla_due_at=now + lease, sla_attempts=ReferralRow.sla_attempts + 1)
            .returning(ReferralRow.id, ReferralRow.sla_step, ReferralRow.sla_turn, ReferralRow.sla_attempts)
            .execution_options(synchronize_session=False)
        )
        return tuple(sorted((DueClock(*row) for row in rows), key=lambda due: due.referral_id))

    def waiting(self, now: datetime) -> tuple[int, datetime | None]:
        """How many timers are due and not struck, and since when the oldest is."""
        due = ReferralRow.sla_due_at.is_not(None), ReferralRow.sla_due_at <= now
        count, oldest = self._session.execute(
            select(func.count(), func.min(ReferralRow.sla_due_at)).where(*due)
        ).one()
        return count, oldest

    def try_later(self, due: DueClock, at: datetime) -> None:
        """Put a leased timer off, if it is still ours."""
        ours = (
            ReferralRow.id == due.referral_id,
            ReferralRow.sla_turn == due.turn,
            ReferralRow.sla_attempts == due.attempts,
        )
        self._session.execute(
            update(ReferralRow)
            .where(*ours)
            .values(sla_due_at=at)
            .execution_options(synchronize_session=False)
        )

    def rota_last(self, *, lock: bool = False) -> str:
        """Whom the rota reached last; with `lock` nobody else moves it until we commit."""
        if lock:  # a row to lock must exist
            first = insert_into(self._session, RotaRow).values(name=ROTA, last="").on_conflict_do_nothing()
            self._session.execute(first)
        query = select(RotaRow.last).where(RotaRow.name == ROTA)
        return self._session.scalar(query.with_for_update() if lock else query) or ""

    def note_rota(self, last: str) -> None:
        """Move the pointer."""
        self._session.execute(update(RotaRow).where(RotaRow.name == ROTA).values(last=last))


def _said_to(dial: Dial) -> dict[str, Any]:
    said = {name: value for name, value in asdict(dial).items() if name not in _COLUMNS}
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in said.items()}


def _said_from(data: dict[str, Any]) -> dict[str, Any]:
    known = {field.name for field in fields(Dial)} - set(_COLUMNS)
    said = {name: value for name, value in data.items() if name in known}
    for name in _MOMENTS:
        if said.get(name):
            said[name] = datetime.fromisoformat(said[name])
    return said | {"cards": tuple(OpenCard(**card) for card in said.get("cards", ()))}
