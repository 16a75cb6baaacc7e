"""Runs of the calendar: planned by whichever replica ticks first, done by one, caught up after days away."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.engine import Engine
from bot.upkeep.seldom import Seldom
from storage.referrals import Referrals
from storage.runs import DueRun, Runs
from workflows.almanac import DIGEST, Run, digest_runs
from workflows.commands import SendDigest
from workflows.pipeline import SETTLE
from workflows.program import Program

EVERY = timedelta(seconds=20)
LEASE = timedelta(minutes=10)
LOOK_BACK = timedelta(days=1)  # before the very first run of a kind
BATCH = 10

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of run: which ones should have been between two moments, and what one does.

    `do` may be called again for the same run after a crash; its commands carry the run's key.
    """

    name: str
    between: Callable[[datetime, datetime], tuple[Run, ...]]
    do: Callable[[Run], Awaitable[None]]
    look_back: timedelta = LOOK_BACK


def digests(engine: Engine, program: Program, clock: Clock) -> Kind:
    """The day's news for the partners who want them in one mail, at closing time."""

    async def send(run: Run) -> None:
        settled = clock.now() - SETTLE
        contacts = await engine.ask(lambda session: Referrals(session).contacts_with_news(until=settled))
        for contact in contacts:
            await engine.handle(SendDigest(contact), f"{run.key}:{contact}")

    return Kind(DIGEST, lambda since, now: digest_runs(since, now, program.hours), send)


class Almanac:
    """Plans what should have been and does it; woken by the clock."""

    def __init__(self, engine: Engine, kinds: Sequence[Kind], clock: Clock) -> None:
        self._engine = engine
        self._kinds = {kind.name: kind for kind in kinds}
        self._clock = clock
        self._seldom = Seldom(EVERY)
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Do the runs that are due; gives how many were taken."""
        now = self._clock.now()
        if self._seldom.rests(now):
            return 0
        for kind in self._kinds.values():
            await self._plan(kind, now)
        due = await self._engine.unit(
            lambda session, at: Runs(session).claim(at, lease=LEASE, limit=BATCH, kinds=tuple(self._kinds))
        )
        for one in due:
            await self._survive(one)
        if not due:
            self._seldom.looked_at = now
        return len(due)

    async def _plan(self, kind: Kind, now: datetime) -> None:
        last = await self._engine.ask(lambda session: Runs(session).last(kind.name))
        if missing := kind.between(last or now - kind.look_back, now):
            await self._engine.unit(lambda session, at: Runs(session).plan(missing, at))

    async def _survive(self, due: DueRun) -> None:
        """The edge: one run that fails never stops the next; it is due again when its lease ends."""
        try:
            await self._kinds[due.run.kind].do(due.run)
            await self._engine.unit(lambda session, now: Runs(session).done(due.lease, now))
        except Exception as broken:  # noqa: BLE001  tried again, and shows in the log
            log.error("run.failed", run=due.run.key, error=type(broken).__name__)
        else:
            log.info("run.done", run=due.run.key)
