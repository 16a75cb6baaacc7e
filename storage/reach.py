"""Whom we may still write to: addresses that take no mail, and answers given by the day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from storage.tables import AnswerRow, ContactAddressRow, UnreachableRow

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An address that takes no mail, since when, and what its mail server said."""

    address: str
    since: datetime
    reason: str


class Reach:
    """Marks and clears addresses, counts answers."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mark(self, address: str, now: datetime, reason: str) -> None:
        """Write to this address no more; the first reason stays."""
        insert = postgresql.insert if self._session.get_bind().dialect.name == "postgresql" else sqlite.insert
        new = insert(UnreachableRow).values(address=address.lower()[:320], since=now, reason=reason[:2000])
        self._session.execute(new.on_conflict_do_nothing())

    def clear(self, address: str) -> bool:
        """Write to it again; False when it was not marked."""
        key = address.lower()
        contact = update(ContactAddressRow).where(ContactAddressRow.address == key).values(bounced_at=None)
        self._session.execute(contact)
        gone = delete(UnreachableRow).where(UnreachableRow.address == key).returning(UnreachableRow.address)
        return self._session.scalar(gone) is not None

    def get(self, address: str) -> Unreachable | None:
        """What is known about a marked address."""
        row = self._session.get(UnreachableRow, address.lower(), populate_existing=True)
        return Unreachable(row.address, row.since, row.reason) if row else None

    def unreachable(self, addresses: Collection[str]) -> frozenset[str]:
        """Those of these addresses that take no mail."""
        wanted = {a.lower() for a in addresses}
        query = select(UnreachableRow.address).where(UnreachableRow.address.in_(wanted))
        return frozenset(self._session.scalars(query))

    def answers(self, address: str, now: datetime, *, thread: str) -> int:
        """How many automatic answers an address got within a day under this name of a thread."""
        mine = (
            AnswerRow.address == address.lower()[:320],
            AnswerRow.thread == thread[:500],
            AnswerRow.at > now - DAY,
        )
        return self._session.scalar(select(func.count()).select_from(AnswerRow).where(*mine)) or 0

    def note_answer(self, address: str, thread: str, now: datetime) -> None:
        """Count one more; what is older than a day is forgotten."""
        old = delete(AnswerRow).where(AnswerRow.address == address.lower(), AnswerRow.at <= now - DAY)
        self._session.execute(old)
        self._session.add(AnswerRow(address=address.lower()[:320], thread=thread[:500], at=now))
        self._session.flush()
