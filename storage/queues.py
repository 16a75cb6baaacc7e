"""The queues as a person at the command line sees them: what waits, what was given up, what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from storage.mail_tables import HeldMailRow, InboundRow, OutboxRow


@dataclass(frozen=True, slots=True)
class Said:
    """A promise, with what became of it."""

    id: int
    key: str
    channel: str
    about: str
    status: str
    to: str
    words: str  # a mail's subject, or what a card says in one line
    text: str
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    attempts: int
    error: str


@dataclass(frozen=True, slots=True)
class Arrived:
    """A kept mail, with what became of it."""

    id: int
    received_at: datetime
    status: str
    outcome: str
    attempts: int
    error: str
    message_id: str


class SaidMessages:
    """The outbox, looked at and mended by hand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, statuses: Sequence[str], *, about: str = "", limit: int = 50) -> tuple[Said, ...]:
        """The newest promises in one of these states, oldest first."""
        query = select(OutboxRow).where(OutboxRow.status.in_(statuses))
        if about:
            query = query.where(OutboxRow.about == about)
        rows = list(self._session.scalars(query.order_by(OutboxRow.id.desc()).limit(limit)))
        return tuple(_said(row) for row in reversed(rows))

    def get(self, row_id: int) -> Said | None:
        """One promise."""
        row = self._session.get(OutboxRow, row_id)
        return _said(row) if row else None

    def again(self, row_id: int, now: datetime) -> bool:
        """Send it now: what was given up or waits; False for what is out, or taken back."""
        open_ = OutboxRow.id == row_id, OutboxRow.status.in_(("pending", "dead"))
        due = update(OutboxRow).where(*open_).values(status="pending", due_at=now, error="")
        return self._session.scalar(due.returning(OutboxRow.id)) is not None

    def drop(self, row_id: int, why: str) -> bool:
        """Never send it; False for what is out already."""
        open_ = OutboxRow.id == row_id, OutboxRow.status.in_(("pending", "dead"))
        gone = update(OutboxRow).where(*open_).values(status="dropped", error=why[:2000])
        return self._session.scalar(gone.returning(OutboxRow.id)) is not None

    def told_until(self, about: str, moment: datetime) -> tuple[Said, ...]:
        """What had been decided about a referral by then, in order; `sent_at` tells what was out."""
        query = select(OutboxRow).where(OutboxRow.about == about, OutboxRow.created_at <= moment)
        return tuple(_said(row) for row in self._session.scalars(query.order_by(OutboxRow.id)))


class KeptMails:
    """The inbox, looked at and mended by hand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def list(self, statuses: Sequence[str], *, limit: int = 50) -> tuple[Arrived, ...]:
        """The newest mails in one of these states, oldest first."""
        query = select(InboundRow).where(InboundRow.status.in_(statuses))
        rows = list(self._session.scalars(query.order_by(InboundRow.id.desc()).limit(limit)))
        return tuple(_arrived(row) for row in reversed(rows))

    def counts(self) -> dict[str, int]:
        """How many mails are in each state."""
        query = select(InboundRow.status, func.count()).group_by(InboundRow.status)
        return {row[0]: row[1] for row in self._session.execute(query)}

    def get(self, mail_id: int) -> Arrived | None:
        """One mail."""
        row = self._session.get(InboundRow, mail_id)
        return _arrived(row) if row else None

    def is_held(self, mail_id: int) -> bool:
        """Whether it waits for a person, with a card in the managers' channel."""
        held = HeldMailRow.mail_id == mail_id, HeldMailRow.status == "open"
        return self._session.scalar(select(HeldMailRow.mail_id).where(*held)) is not None

    def drop(self, mail_id: int, why: str) -> bool:
        """Nothing is to be done about a mail that waits or was set aside; its bytes stay."""
        open_ = InboundRow.id == mail_id, InboundRow.status.in_(("pending", "quarantined", "earlier"))
        done = update(InboundRow).where(*open_).values(status="done", outcome="dropped", error=why[:2000])
        return self._session.scalar(done.returning(InboundRow.id)) is not None


def _said(row: OutboxRow) -> Said:
    said = row.payload
    words = str(said.get("subject") or said.get("text") or said.get("title") or "").strip()
    return Said(
        id=row.id,
        key=row.key,
        channel=row.channel,
        about=row.about,
        status=row.status,
        to=str(said.get("to") or said.get("user") or said.get("channel") or ""),
        words=words.split("\n")[0],
        text=str(said.get("text") or ""),
        created_at=row.created_at,
        due_at=row.due_at,
        sent_at=row.sent_at,
        attempts=row.attempts,
        error=row.error,
    )


def _arrived(row: InboundRow) -> Arrived:
    return Arrived(row.id, row.received_at, row.status, row.outcome, row.attempts, row.error, row.message_id)
