"""Who installed the app: slack_sdk's own stores for tokens and for the state of an installation under way.

They bring their own transactions and are synchronous: `bot.engine.Engine.aside` runs them on a thread.
"""

from __future__ import annotations

from datetime import UTC, datetime

from slack_sdk.oauth.installation_store.sqlalchemy import SQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import SQLAlchemyOAuthStateStore
from sqlalchemy import String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.base import Base
from storage.database import Database

STATE_LIVES_S = 600
INSTALLATIONS = SQLAlchemyInstallationStore.build_installations_table(Base.metadata, "slack_installations")
BOTS = SQLAlchemyInstallationStore.build_bots_table(Base.metadata, "slack_bots")
STATES = SQLAlchemyOAuthStateStore.build_oauth_states_table(Base.metadata, "slack_oauth_states")


class SlackHomeRow(Base):
    """In which workspace a channel or a person is, where it is not the first one."""

    __tablename__ = "slack_homes"
    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    team_id: Mapped[str] = mapped_column(String(40))


class SlackHomes:
    """Learned from what people there click and say."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def all(self, *, most: int) -> dict[str, str]:
        """Workspaces by channel or person."""
        rows = self._session.execute(select(SlackHomeRow.id, SlackHomeRow.team_id).limit(most))
        return {row.id: row.team_id for row in rows}

    def remember(self, who: str, team_id: str) -> None:
        """The last word wins."""
        self._session.merge(SlackHomeRow(id=who, team_id=team_id))


class InstallStates:
    """Installations that were begun: everybody who opens the page begins one."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def forget_old(self, now: datetime) -> None:
        """Those that nobody can finish any more."""
        expired = STATES.c.expire_at < now.astimezone(UTC).replace(tzinfo=None)  # as slack_sdk writes it
        self._session.execute(delete(STATES).where(expired))


def installations(database: Database, client_id: str) -> SQLAlchemyInstallationStore:
    """Tokens of the workspaces that installed the app."""
    return SQLAlchemyInstallationStore(client_id=client_id, engine=database.immediate)


def states(database: Database) -> SQLAlchemyOAuthStateStore:
    """Installations under way: what Slack brings back must be what we gave out, once."""
    return SQLAlchemyOAuthStateStore(STATE_LIVES_S, database.immediate)
