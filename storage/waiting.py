"""Partners who wait for a first answer: their mail is unread, or our answer is not out yet."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.mail_tables import InboundRow, OutboxRow


class Waiting:
    """Read-only; both questions are answered from partial indexes on what is pending."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def answers(self, since: datetime) -> tuple[int, datetime | None]:
        """How many have waited since then or longer, and since when the first one does."""
        reached = func.coalesce(InboundRow.let_in_at, InboundRow.received_at)
        unread = select(func.count(), func.min(reached)).where(
            InboundRow.status == "pending", reached <= since
        )
        unsent = select(func.count(), func.min(OutboxRow.created_at)).where(
            OutboxRow.status == "pending",
            OutboxRow.channel == "email",
            OutboxRow.created_at <= since,
            OutboxRow.key.startswith("confirmation:") | OutboxRow.key.startswith("answer:"),
        )
        counts, moments = zip(
            *(self._session.execute(query).one() for query in (unread, unsent)), strict=True
        )
        return sum(counts), min((moment for moment in moments if moment), default=None)
