"""Steps of sequences and tasks that come back: leased like every queue, decided in the engine.

Between the lease and the strike nothing is locked. What dies half-way is due again when its lease runs out,
under the same key; a step that was taken already finds its turn over.
"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import structlog

from bot.clock import Clock
from bot.engine import Engine
from bot.metrics import STRIKES
from bot.upkeep.seldom import Seldom
from storage.enrollments import DueEnrollment, Enrollments
from storage.tasks import DueTask, Tasks
from workflows.engagement_messages import StrikeEnrollment, StrikeTask

BATCH = 50
LEASE = timedelta(seconds=60)
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 900.0
EVERY_S = 20.0  # a nudge is no matter of seconds: an idle desk need not look every one of them

log = structlog.get_logger()


class Nudges:
    """Takes what is due until nothing is; woken by the clock."""

    def __init__(self, engine: Engine, clock: Clock, *, every_s: float = EVERY_S) -> None:
        self._engine = engine
        self._clock = clock
        self._idle = Seldom(timedelta(seconds=every_s))
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Take the steps and tasks that are due now; gives how many there were."""
        now = self._clock.now()
        if self._idle.rests(now):
            return 0
        steps = await self._engine.unit(lambda s, at: Enrollments(s).claim(at, lease=LEASE, limit=BATCH))
        tasks = await self._engine.unit(lambda s, at: Tasks(s).claim(at, lease=LEASE, limit=BATCH))
        await asyncio.gather(*map(self._step, steps), *map(self._task, tasks))
        taken = len(steps) + len(tasks)
        if not taken:
            self._idle.looked_at = now
        return taken

    async def _step(self, due: DueEnrollment) -> None:
        """The edge: one step that fails never stops the next."""
        try:
            outcome = await self._engine.handle(StrikeEnrollment(due.partner_id, due.turn), due.key)
        except Exception as later:  # noqa: BLE001  whatever it is, this step stays ours to take
            log.warning("nudge.retry", about=due.partner_id, error=type(later).__name__)
            wait = timedelta(seconds=min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(due.attempts - 1, 12)))
            await self._engine.unit(lambda session, now: Enrollments(session).try_later(due, now + wait))
        else:
            STRIKES.labels(step="engagement").inc()
            log.info("nudge.struck", about=due.partner_id, events=len(outcome.events))

    async def _task(self, due: DueTask) -> None:
        try:
            await self._engine.handle(StrikeTask(due.id, due.turn), due.key)
        except Exception as later:  # noqa: BLE001  due again when its lease runs out
            log.warning("task.retry", task=due.id, error=type(later).__name__)
