"""The log of what happened."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from storage.prepared import table
from storage.tables import EventRow
from workflows.base import Event

_APPEND = insert(table(EventRow))


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    about: str
    kind: str
    at: datetime
    data: dict[str, Any]


class History:
    """Append and look; nothing is ever changed."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, events: Sequence[Event], *, key: str) -> None:
        """Write events in order; `key` names the message that caused them."""
        if events:
            self._session.execute(_APPEND, [_row(event, key) for event in events])

    def of_kind(self, subject: str, kind: str) -> tuple[Entry, ...]:
        """All entries of one kind about a referral, oldest first."""
        query = select(EventRow).where(EventRow.about == subject, EventRow.kind == kind).order_by(EventRow.id)
        return tuple(Entry(r.about, r.kind, r.at, r.data) for r in self._session.scalars(query))

    def of_kinds(self, subjects: Collection[str], kinds: Collection[str]) -> tuple[Entry, ...]:
        """All entries of these kinds about any of these, oldest first."""
        which = EventRow.about.in_(subjects), EventRow.kind.in_(kinds)
        rows = self._session.scalars(select(EventRow).where(*which).order_by(EventRow.id))
        return tuple(Entry(r.about, r.kind, r.at, r.data) for r in rows)

    def all_of_kind(self, kind: str) -> Iterator[Entry]:
        """Every entry of one kind there is, oldest first: for a look at everything."""
        query = select(EventRow).where(EventRow.kind == kind).order_by(EventRow.id)
        for row in self._session.scalars(query.execution_options(yield_per=500)):
            yield Entry(row.about, row.kind, row.at, row.data)

    def since(self, kind: str, moment: datetime) -> Iterator[Entry]:
        """Every entry of one kind from a moment on, the newest first."""
        query = select(EventRow).where(EventRow.kind == kind, EventRow.at >= moment)
        query = query.order_by(EventRow.at.desc(), EventRow.id.desc())
        for row in self._session.scalars(query.execution_options(yield_per=500)):
            yield Entry(row.about, row.kind, row.at, row.data)

    def of_request(self, key: str) -> tuple[Entry, ...]:
        """What the API request of that key (`api:…`) did, in order."""
        mine = EventRow.key.like("api:%"), EventRow.key == key  # the first says which index
        rows = self._session.scalars(select(EventRow).where(*mine).order_by(EventRow.id))
        return tuple(Entry(r.about, r.kind, r.at, r.data) for r in rows)

    def about(self, subject: str, *, limit: int = 100) -> tuple[Entry, ...]:
        """The newest entries about a referral, a partner or a held mail, oldest first."""
        query = select(EventRow).where(EventRow.about == subject).order_by(EventRow.id.desc()).limit(limit)
        rows = list(self._session.scalars(query))
        return tuple(Entry(r.about, r.kind, r.at, r.data) for r in reversed(rows))


def _row(event: Event, key: str) -> dict[str, Any]:
    data = {f.name: getattr(event, f.name) for f in fields(event) if f.name not in ("about", "at")}
    return {"about": event.about, "kind": type(event).__name__, "at": event.at, "data": data, "key": key}
