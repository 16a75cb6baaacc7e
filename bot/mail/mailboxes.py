"""The mailboxes we watch: one replica each, and the managers hear of one that cannot be read.

Such a mailbox is no queue of ours: nothing waits here while partners' mails lie unread there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.engine import Engine
from bot.http import Health
from bot.upkeep.alarms import Alarms
from bot.upkeep.duty import Duty
from bot.upkeep.seldom import Seldom
from inbox.imap import Earlier, ImapAccount, Watcher
from storage.earlier import EarlierMails
from workflows.calendar import spoken

EVERY = timedelta(seconds=10)
DEAF_AFTER = timedelta(minutes=2)  # a server that restarts is back by then; partners are promised five
KIND = "mailbox:"
ORDINARY = timedelta(days=1)  # what came this shortly before our first look is read like any other mail
MEND = (
    "{why} Nothing is lost: partners' mails wait there unread and unanswered, and I try again by myself. If "
    "its password was changed, put the new one into `.env` and restart me (`referral-desk doctor` tries it)."
)


async def first_look(engine: Engine, account: ImapAccount, uidvalidity: int, highest: int) -> Earlier | None:
    """What lay in a folder before we first looked: nobody who wrote it expects an answer from us."""
    name, folder = account.name, account.folder
    first = await engine.unit(
        lambda session, now: EarlierMails(session).first_look(name, folder, uidvalidity, highest, now)
    )
    return Earlier(first.upto, first.at - ORDINARY) if first.uidvalidity == uidvalidity else None


async def has_looked(engine: Engine, account: ImapAccount) -> bool:
    """Whether we ever looked into a folder; no while there is no database."""
    try:
        return await engine.ask(lambda s: EarlierMails(s).has_looked(account.name, account.folder))
    except SQLAlchemyError:
        return False


@dataclass(frozen=True, slots=True)
class Watch:
    """A mailbox and who watches it: one replica at a time, the others stand by."""

    watcher: Watcher
    duty: Duty

    @property
    def alarm(self) -> str:
        """What the trouble with it is called."""
        return f"{KIND}{self.duty.name}"[:200]

    def health(self) -> Health:
        """Standing by is well."""
        if not self.duty.is_ours:
            return Health("imap", True, "another replica watches, or is about to")
        return Health("imap", self.watcher.connected, self.watcher.last_error)


class Mailboxes:
    """Woken by the clock: a mailbox that stays deaf is told once, and again when it is heard."""

    def __init__(self, watches: Sequence[Watch], alarms: Alarms, clock: Clock, tz: str) -> None:
        self._watches, self._alarms, self._clock, self._tz = watches, alarms, clock, tz
        self._seldom = Seldom(EVERY)
        self._is_swept = False
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Always 0, since this is no queue."""
        if not self._seldom.is_due(self._clock.now()):
            return 0
        if not self._is_swept:
            await self._alarms.keep_only([watch.alarm for watch in self._watches], under=KIND)
            self._is_swept = True
        for watch in self._watches:
            if watch.duty.is_ours:
                await self._look(watch)
        return 0

    async def _look(self, watch: Watch) -> None:
        watcher = watch.watcher
        if watcher.connected:
            return await self._alarms.end(watch.alarm)
        if watcher.since is None or self._clock.now() - watcher.since < DEAF_AFTER:
            return None
        says = f"I cannot read {watcher.name}; it began {spoken(watcher.since, self._tz)}."
        why = watcher.last_error or "The mail server does not answer."
        return await self._alarms.start(watch.alarm, says, MEND.format(why=why))
