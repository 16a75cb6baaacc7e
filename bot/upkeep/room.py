"""When the disk is full: nothing is taken in hand, the managers hear of it, and all goes on by itself.

What is sent then could not be noted as sent, and would be said again and again; so loops rest. Mails stay
unseen in the mailbox, and clicks are refused with a word. The outbox needs the same disk: the managers are
told by a direct call, the only one beside forms and refusals.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.engine import Engine
from bot.http import Health
from bot.schedule import Loop
from bot.upkeep.alarms import spoken_length
from bot.upkeep.seldom import Seldom
from storage.room import Room
from templates import render_slack

EVERY = timedelta(seconds=15)
SAYS = "My database has no room left on its disk: nothing can be kept."
MEND = (
    "Make room, or give it a larger disk. Mails wait unseen in the mailbox, and who clicks is asked to do it "
    "again later: nothing is lost, and I go on by myself as soon as there is room."
)

log = structlog.get_logger()


class Places(Protocol):
    """Where our channels are."""

    async def id_of(self, role: str) -> str:
        """The ID of our "managers" channel."""


@dataclass(frozen=True, slots=True)
class _Told:
    channel: str
    ts: str
    since: datetime


class Landlord:
    """Woken by the clock: tells of a full disk, tries whether there is room, tells of that too."""

    def __init__(self, engine: Engine, client: AsyncWebClient, places: Places, clock: Clock) -> None:
        self._engine, self._client, self._places, self._clock = engine, client, places, clock
        self._seldom = Seldom(EVERY)
        self._told: _Told | None = None
        self.wake = asyncio.Event()

    @property
    def health(self) -> Health:
        """Whether what comes can be kept."""
        return Health("database", not self._engine.is_full, SAYS if self._engine.is_full else "")

    def resting(self, loop: Loop) -> Loop:
        """The same loop, which does nothing while the disk is full."""

        async def run_once() -> int:
            return 0 if self._engine.is_full else await loop.run_once()

        return replace(loop, run_once=run_once)

    async def run_once(self) -> int:
        """Always 0, since this is no queue."""
        now = self._clock.now()
        if self._engine.is_full and self._seldom.is_due(now):
            if await self._has_room():
                self._engine.has_room()
                log.info("database.room")
            else:
                log.error("database.full", mend=MEND)
        await self._tell(now)
        return 0

    async def _has_room(self) -> bool:
        try:
            await self._engine.unit(lambda session, now: Room(session).take(now))
            await self._engine.unit(lambda session, _now: Room(session).give())
        except SQLAlchemyError:
            return False
        return True

    async def _tell(self, now: datetime) -> None:
        """The card stands as long as the trouble does, and says afterwards how long that was."""
        try:
            if self._engine.is_full and self._told is None:
                text, channel = _words(""), await self._places.id_of("managers")
                posted = await self._client.chat_postMessage(channel=channel, text=text, unfurl_links=False)
                self._told = _Told(str(posted["channel"]), str(posted["ts"]), now)
            elif self._told and not self._engine.is_full:
                text = _words(spoken_length(now - self._told.since))
                await self._client.chat_update(channel=self._told.channel, ts=self._told.ts, text=text)
                self._told = None
        except (SlackApiError, OSError, TimeoutError, LookupError) as away:  # again at the next tick
            log.warning("slack.unreachable", error=type(away).__name__)


def _words(lasted: str) -> str:
    return render_slack("alarm", {"says": SAYS, "mend": MEND, "lasted": lasted, "is_gone": False})
