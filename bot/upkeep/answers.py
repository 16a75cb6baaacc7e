"""How long partners wait for a first answer, measured from the mail server's receive time.

A mail that is answered too late, or still waits after the limit, puts a notice into the managers' channel,
one an hour.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.engine import Engine
from bot.metrics import ANSWER_S, LATE_ANSWERS
from bot.upkeep.seldom import Seldom
from storage.outbox import Due
from storage.waiting import Waiting
from workflows.commands import NoteLateAnswers
from workflows.sla import Sla

EVERY = timedelta(seconds=10)

log = structlog.get_logger()


class Answers:
    """Notes every answer that is out, and looks for those that are not."""

    def __init__(self, engine: Engine, sla: Sla, clock: Clock) -> None:
        self._engine = engine
        self._sla = sla
        self._clock = clock
        self._slowest_s = 0
        self._seldom = Seldom(EVERY)
        self.wake = asyncio.Event()

    def note(self, due: Due) -> None:
        """Measure an answer that has just gone out; other promises are none."""
        since = due.payload.get("waiting_since")
        if not since:
            return
        passed = (self._clock.now() - datetime.fromisoformat(since)).total_seconds()
        ANSWER_S.observe(passed)
        level = self._level(passed)
        if level:
            LATE_ANSWERS.labels(level=level).inc()
            log.warning("answer.late", row=due.lease.id, seconds=round(passed, 1), level=level)
        if level == "breach":
            self._slowest_s = max(self._slowest_s, int(passed))
            self._seldom.looked_at = None  # tell at the next tick

    async def run_once(self) -> int:
        """Tell the managers when somebody waits too long; always 0, since this is no queue."""
        now = self._clock.now()
        if not self._seldom.is_due(now):
            return 0
        limit = now - timedelta(seconds=self._sla.confirm_breach_s)
        count, oldest = await self._engine.ask(lambda session: Waiting(session).answers(limit))
        if count or self._slowest_s:
            hour = now.strftime("%Y-%m-%dT%H")
            command = NoteLateAnswers(hour, count, oldest, self._slowest_s)
            await self._engine.handle(command, f"late-answers:{hour}")
            self._slowest_s = 0
        return 0

    def _level(self, passed: float) -> str:
        if passed > self._sla.confirm_breach_s:
            return "breach"
        if passed > self._sla.confirm_alarm_s:
            return "alarm"
        return "slow" if passed > self._sla.confirm_target_s else ""
