"""Statements that went out, and where an objection to one of their lines is answered."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.payout_tables import DisputeRow, StatementRow
from workflows.commission.payout_record import Dispute, StatementSent


class Statements:
    """What partners have in their hands."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, key: str) -> StatementSent | None:
        """The statement of a mail."""
        row = self._session.get(StatementRow, key)
        return _statement(row) if row else None

    def first_of(self, keys: Sequence[str]) -> StatementSent | None:
        """The first of these mails that was a statement."""
        rows = {
            row.key: row
            for row in self._session.scalars(select(StatementRow).where(StatementRow.key.in_(keys)))
        }
        return next((_statement(rows[key]) for key in keys if key in rows), None)

    def of_batch(self, batch_id: str, partner_id: str) -> StatementSent | None:
        """The statement a partner got for a batch."""
        mine = StatementRow.batch_id == batch_id, StatementRow.partner_id == partner_id
        row = self._session.scalar(select(StatementRow).where(*mine).limit(1))
        return _statement(row) if row else None

    def add(self, sent: StatementSent) -> None:
        """Note which entry stands behind each number."""
        self._session.add(
            StatementRow(
                key=sent.key,
                batch_id=sent.batch,
                partner_id=sent.partner,
                lines=list(sent.lines),
                sent_at=sent.sent_at,
            )
        )
        self._session.flush()


class Disputes:
    """Beside the objections: what the partner calls the line, and the thread to answer in."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, dispute_id: str) -> Dispute | None:
        """One of them."""
        row = self._session.get(DisputeRow, dispute_id)
        if row is None:
            return None
        return Dispute(
            row.id, row.entry_key, row.partner_id, row.number, row.to, row.reply_to_mail,
            tuple(row.references), row.subject,
        )  # fmt: skip

    def save(self, dispute: Dispute) -> None:
        """Store one; a later objection to the same line takes its place."""
        self._session.merge(
            DisputeRow(
                id=dispute.id,
                entry_key=dispute.entry_key,
                partner_id=dispute.partner,
                number=dispute.number,
                to=dispute.to,
                reply_to_mail=dispute.reply_to_mail,
                references=list(dispute.references),
                subject=dispute.subject,
            )
        )
        self._session.flush()


def _statement(row: StatementRow) -> StatementSent:
    return StatementSent(row.key, row.batch_id, row.partner_id, tuple(row.lines), row.sent_at)
