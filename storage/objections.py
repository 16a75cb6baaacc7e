"""Objections to lines, and write-offs that wait for a second person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.money_tables import ObjectionRow, WaiverRow
from workflows.commission.record import Objection, Waiver
from workflows.money import Money


class Objections:
    """Lines that partners say look wrong; an open objection keeps its line out of every batch."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def raise_one(self, objection: Objection) -> bool:
        """Hold a line; False when somebody has objected to it already."""
        if self.of_entry(objection.entry_key):
            return False
        row = ObjectionRow(
            entry_key=objection.entry_key,
            partner_id=objection.partner,
            by=objection.by,
            words=objection.words,
            at=objection.at,
        )
        self._session.add(row)
        self._session.flush()
        return True

    def settle(self, entry_key: str, *, by: str, answer: str, now: datetime) -> bool:
        """Somebody has answered; the line goes on. False when nothing was open."""
        waiting = ObjectionRow.entry_key == entry_key, ObjectionRow.settled_at.is_(None)
        done = update(ObjectionRow).where(*waiting).values(settled_by=by, answer=answer, settled_at=now)
        return self._session.scalar(done.returning(ObjectionRow.id)) is not None

    def of_entry(self, entry_key: str) -> Objection | None:
        """The open objection to a line."""
        waiting = ObjectionRow.entry_key == entry_key, ObjectionRow.settled_at.is_(None)
        row = self._session.scalar(select(ObjectionRow).where(*waiting))
        return _objection(row) if row else None

    def open_keys(self) -> frozenset[str]:
        """The keys of all lines that are held: what `draft` leaves out."""
        query = select(ObjectionRow.entry_key).where(ObjectionRow.settled_at.is_(None))
        return frozenset(self._session.scalars(query))

    def open(self) -> tuple[Objection, ...]:
        """Everything that waits for an answer, oldest first."""
        query = select(ObjectionRow).where(ObjectionRow.settled_at.is_(None)).order_by(ObjectionRow.id)
        return tuple(_objection(row) for row in self._session.scalars(query))

    def of_partner(self, partner_id: str) -> tuple[Objection, ...]:
        """All that a partner ever objected to, oldest first."""
        query = select(ObjectionRow).where(ObjectionRow.partner_id == partner_id).order_by(ObjectionRow.id)
        return tuple(_objection(row) for row in self._session.scalars(query))


class Waivers:
    """Write-offs: asked for by one person, decided by another."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, waiver_id: str, *, lock: bool = False) -> Waiver | None:
        """One of them; with `lock` nobody else decides it until we commit."""
        query = select(WaiverRow).where(WaiverRow.id == waiver_id)
        row = self._session.scalar(query.with_for_update() if lock else query)
        return _waiver(row) if row else None

    def save(self, waiver: Waiver) -> None:
        """Store one, new or changed."""
        row = WaiverRow(
            id=waiver.id,
            partner_id=waiver.partner,
            amount_minor=waiver.amount.minor,
            currency=waiver.amount.currency,
            reason=waiver.reason,
            asked_by=waiver.asked_by,
            asked_at=waiver.asked_at,
            decided_by=waiver.decided_by,
            status=waiver.status,
        )
        self._session.merge(row)
        self._session.flush()

    def asked(self) -> tuple[Waiver, ...]:
        """Those that wait for the second person, oldest first."""
        query = select(WaiverRow).where(WaiverRow.status == "asked").order_by(WaiverRow.asked_at)
        return tuple(_waiver(row) for row in self._session.scalars(query))


def _objection(row: ObjectionRow) -> Objection:
    return Objection(
        row.entry_key, row.partner_id, row.by, row.words, row.at, row.answer, row.settled_by, row.settled_at
    )


def _waiver(row: WaiverRow) -> Waiver:
    amount = Money(row.amount_minor, row.currency)
    return Waiver(
        row.id, row.partner_id, amount, row.reason, row.asked_by, row.asked_at, row.decided_by, row.status
    )
