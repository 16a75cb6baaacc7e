"""Who looked at money is written down before they see it; a notary seals the log, link by link."""

from __future__ import annotations

import asyncio
import getpass
import re
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.upkeep.seldom import Seldom
from storage.audit import Audit, Head
from storage.database import Database
from storage.history import History
from workflows.operations import MoneySeen

EVERY = timedelta(seconds=5)
ABOUT_MONEY = re.compile(
    r"\b(?:payouts|payday|owed|payout-details|bonus|waive|report|why|what ?if|commission)\b", re.IGNORECASE
)

log = structlog.get_logger()


class Notary:
    """Seals what is new in the log; on several replicas they take turns by themselves."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock
        self._seldom = Seldom(EVERY)
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Seal some; gives how many. The head goes into the log, where a keeper of logs is a witness."""
        now = self._clock.now()
        if self._seldom.rests(now):
            return 0
        try:
            count, head = await self._engine.unit(_seal)
        except IntegrityError:  # a peer was faster
            count, head = 0, Head(0, "")
        if count:
            log.info("audit.sealed", entries=count, head=f"{head.number}:{head.hash}")
        else:
            self._seldom.looked_at = now
        return count


async def note_money_seen(engine: Engine, by: str, typed: str, about: str = "") -> None:
    """Somebody asks for money in words; other questions leave no trace."""
    if ABOUT_MONEY.search(typed):
        await engine.unit(partial(_note, by=by, what=typed[:200], about=about or "money"))


def note_on_command_line(database: Database, what: str) -> None:
    """The same for whoever sits at this machine."""
    with database.write() as session:
        _note(session, Clock().now(), by=f"{getpass.getuser()} on the command line", what=what, about="money")


def _note(session: Session, now: datetime, *, by: str, what: str, about: str) -> None:
    seen = MoneySeen(about, now, by, what)
    History(session).append([seen], key=f"seen:{about}:{now.isoformat()}")


def _seal(session: Session, now: datetime) -> tuple[int, Head]:
    audit = Audit(session)
    return audit.seal(now), audit.head()
