"""Questions for a person, with what came of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.conversation_tables import HandOverRow
from workflows.handover import HandOver

_TUPLES = ("guess", "refs", "references", "answers")


class HandOvers:
    """Load, save and walk through."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str, *, lock: bool = False) -> HandOver | None:
        """One question; with `lock` nobody else answers it until we commit."""
        query = select(HandOverRow).where(HandOverRow.key == key)
        if lock:
            query = query.with_for_update()
        row = self._session.scalar(query.execution_options(populate_existing=True))
        return _from(row) if row else None

    def save(self, handover: HandOver) -> None:
        """Store it."""
        row = self._session.get(HandOverRow, handover.key)
        if row is None:
            row = HandOverRow(key=handover.key, partner_id=handover.partner_id)
            self._session.add(row)
        row.status, row.content = handover.status, _to(handover)
        if handover.opened_at:
            row.opened_at = handover.opened_at
        row.due_at = handover.due_at
        self._session.flush()

    def count_open(self) -> int:
        """How many wait."""
        return self._session.scalar(select(func.count()).where(HandOverRow.status == "open")) or 0

    def promised_before(self, soon: datetime, *, limit: int = 500) -> list[tuple[str, datetime]]:
        """Open ones whose answer was promised for then or earlier: key and hour, the earliest first."""
        query = (
            select(HandOverRow.key, HandOverRow.due_at)
            .where(HandOverRow.status == "open", HandOverRow.due_at <= soon)
            .order_by(HandOverRow.due_at, HandOverRow.key)
            .limit(limit)
        )
        return [(key, due_at) for key, due_at in self._session.execute(query) if due_at]

    def all(self) -> Iterator[HandOver]:
        """Every one, oldest first."""
        query = select(HandOverRow).order_by(HandOverRow.opened_at, HandOverRow.key)
        return (_from(row) for row in self._session.scalars(query))


def _to(handover: HandOver) -> dict[str, Any]:
    data = asdict(handover)
    return {name: value for name, value in data.items() if not isinstance(value, datetime)}


def _from(row: HandOverRow) -> HandOver:
    data = {**row.content, **{name: tuple(row.content[name]) for name in _TUPLES}}
    return HandOver(**{**data, "status": row.status, "opened_at": row.opened_at, "due_at": row.due_at})
