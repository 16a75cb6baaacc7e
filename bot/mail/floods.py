"""Too many mails from one hand wait for their turn: the managers get one card, and decide if they like."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Literal

import structlog
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.mails.flood_card import flood_card
from bot.upkeep.alarms import spoken_length
from bot.upkeep.seldom import Seldom
from storage.alarms import Alarm, Alarms
from storage.history import History
from storage.outbox import Outbox, Promise
from storage.turns import Flood, Waiting
from workflows.operations import FloodReleased, FloodSetAside
from workflows.program import Program

NAME = "flood"
EVERY = timedelta(seconds=5)
REDRAWN = timedelta(minutes=1)

log = structlog.get_logger()


class Floods:
    """Looks every few seconds; the card is drawn anew once a minute while its numbers change."""

    def __init__(self, engine: Engine, program: Program, clock: Clock) -> None:
        self._engine, self._program, self._clock = engine, program, clock
        self._seldom = Seldom(EVERY)
        self._drawn: tuple[Flood, datetime] | None = None
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Tell of what waits, or that nothing does any more; always 0, since this is no queue."""
        now = self._clock.now()
        if not self._seldom.is_due(now):
            return 0
        flood, alarm = await self._engine.ask(lambda session: _look(session, now))
        if flood and not self._is_drawn(flood, now):
            await self._engine.unit(lambda session, at: self._tell(session, flood, at))
            self._drawn = flood, now
            log.warning("intake.flood", mails=flood.count, senders=flood.senders)
        elif alarm and not flood:
            await self._engine.unit(self._end)
            self._drawn = None
            log.info("intake.flood_over")
        return 0

    def _is_drawn(self, flood: Flood, now: datetime) -> bool:
        if self._drawn is None:
            return False
        seen, at = self._drawn
        return seen == flood or now - at < REDRAWN

    def _tell(self, session: Session, flood: Flood, now: datetime) -> None:
        says = f"{flood.count} mails wait for their turn"
        alarm = Alarms(session).start(NAME, says, "", now) or Alarms(session).get(NAME)
        if alarm:
            Outbox(session).add(_card(alarm, flood_card(flood, self._program.tz), now), now)

    def _end(self, session: Session, now: datetime) -> None:
        if alarm := Alarms(session).end(NAME, now):
            over = flood_card(None, self._program.tz, lasted=spoken_length(now - alarm.since))
            Outbox(session).add(_card(alarm, over, now), now)


def decide(
    session: Session, now: datetime, what: Literal["release", "aside"], sender: str | None, by: str
) -> int:
    """What a person decided about mails that wait, of one sender or all; gives how many that were."""
    waiting = Waiting(session)
    if what == "release":
        count = waiting.release(now, sender)
        event: FloodReleased | FloodSetAside = FloodReleased(NAME, now, by, count)
    else:
        count = waiting.set_aside(now, f"set aside by {by}", sender)
        event = FloodSetAside(NAME, now, by, count)
    if count:
        History(session).append([event], key=f"flood:{what}:{now.isoformat()}")
    return count


def _look(session: Session, now: datetime) -> tuple[Flood | None, Alarm | None]:
    alarm = Alarms(session).get(NAME)
    return Waiting(session).flood(now), alarm if alarm and alarm.ended_at is None else None


def _card(alarm: Alarm, said: dict[str, object], now: datetime) -> Promise:
    payload = {"do": "show", "card": alarm.card, "channel": "managers", **said}
    return Promise(f"{alarm.card}@{now.isoformat()}", "slack", alarm.card, NAME, payload)
