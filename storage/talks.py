"""What was said last to each person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from storage.conversation_tables import TalkRow
from workflows.answer_parts import Talk


class Talks:
    """One row a person, by the address we write to."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, address: str, now: datetime) -> Talk:
        """What still counts of the last exchange."""
        row = self._session.get(TalkRow, address.lower(), populate_existing=True)
        if row is None:
            return Talk(address.lower())
        return Talk(row.address, tuple(row.refs), row.intent, tuple(row.options), row.pending, row.at).as_of(
            now
        )

    def save(self, talk: Talk, now: datetime) -> None:
        """Remember it."""
        row = self._session.get(TalkRow, talk.address) or TalkRow(address=talk.address)
        row.refs, row.intent, row.at = list(talk.refs), talk.intent, now
        row.options, row.pending = list(talk.options), talk.pending
        self._session.add(row)
        self._session.flush()
