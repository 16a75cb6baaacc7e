"""How long a mailbox stood without somebody who watches it."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from bot.upkeep.duty import LEASE
from storage.database import Database
from storage.tables import DutyRow

EVERY_S = 0.25
LONGEST_S = 30.0


class Watches:
    """Looks at the duties as they pass from hand to hand: from one's last sign of life to the next's."""

    def __init__(self, database_url: str) -> None:
        self._database = Database(database_url)
        self._holders: dict[str, tuple[str, datetime]] = {}  # who, and when they last said so
        self._gaps: list[float] = []

    async def look(self, over: asyncio.Event) -> None:
        """Until it is over."""
        while not over.is_set():
            await asyncio.to_thread(self._look)
            await asyncio.sleep(EVERY_S)
        self._database.close()

    def says(self) -> str:
        """In words."""
        longest = max(self._gaps, default=0.0)
        return f"a mailbox changed hands {len(self._gaps)} times, after {longest:.1f} s at most"

    def wrong(self) -> list[str]:
        """What took too long."""
        late = [gap for gap in self._gaps if gap >= LONGEST_S]
        return [f"a mailbox was taken over after {gap:.0f} s only" for gap in late]

    def _look(self) -> None:
        try:
            with self._database.read() as session:
                rows = session.execute(select(DutyRow.name, DutyRow.holder, DutyRow.until)).all()
        except SQLAlchemyError:  # it is down just now
            return
        now = datetime.now(UTC)
        for name, holder, until in rows:
            if not name.startswith("imap:"):
                continue
            before, alive_at = self._holders.get(name, (holder, now))
            if before != holder:
                self._gaps.append((until - LEASE - alive_at).total_seconds())
            self._holders[name] = (holder, until - LEASE)
