"""Which company the people of another Slack workspace may speak for: the address there is its admin's word.

A workspace speaks for a company once somebody of ours has said so, and for no other one by that.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.columns import UtcDateTime
from storage.inserts import insert_into


class SlackTeamRow(Base):
    """A workspace of others, and a company it may speak for."""

    __tablename__ = "slack_teams"
    team_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    partner_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    since: Mapped[datetime] = mapped_column(UtcDateTime)


class SlackTeams:
    """Told by a manager."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def speaks_for(self, team_id: str, partner_id: str) -> bool:
        """Whether this workspace is the company's, or one of theirs."""
        return self._session.get(SlackTeamRow, (team_id, partner_id)) is not None

    def allow(self, team_id: str, partner_id: str, now: datetime) -> None:
        """Hear them from now on."""
        row = {"team_id": team_id, "partner_id": partner_id, "since": now}
        self._session.execute(insert_into(self._session, SlackTeamRow).values(**row).on_conflict_do_nothing())

    def forbid(self, team_id: str, partner_id: str) -> None:
        """Hear them no more."""
        if row := self._session.get(SlackTeamRow, (team_id, partner_id)):
            self._session.delete(row)
            self._session.flush()
