"""Timers are leased like every queue and struck through the engine; what is said then is decided there.

Between the lease and the strike nothing is locked. A timer that dies half-way is due again when its lease
runs out, under the same key; one that was struck already finds its turn over.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

import structlog

from bot.clock import Clock
from bot.engine import Engine
from bot.metrics import STRIKES
from storage.clocks import Clocks, DueClock
from workflows.commands import StrikeClock
from workflows.model import Person

BATCH = 50
LEASE = timedelta(seconds=60)
FIRST_WAIT_S = 5.0
LONGEST_WAIT_S = 900.0
PATIENCE = 5  # attempts to learn who of the rota is there; then nobody is, and the manager hears of it

log = structlog.get_logger()
WhoIsFree = Callable[[datetime], Awaitable[tuple[Person, ...]]]


class Timers:
    """Strikes what is due until nothing is; woken by the clock."""

    def __init__(self, engine: Engine, free: WhoIsFree, clock: Clock) -> None:
        self._engine = engine
        self._free = free
        self._clock = clock
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Strike what is due now; gives how many timers were taken."""
        due = await self._engine.unit(
            lambda session, now: Clocks(session).claim(now, lease=LEASE, limit=BATCH)
        )
        await asyncio.gather(*(self._survive(each) for each in due))
        return len(due)

    async def _survive(self, due: DueClock) -> None:
        """The edge: one timer that fails never stops the next."""
        try:
            rota = await self._rota(due)
            command = StrikeClock(due.referral_id, due.turn, rota)
            outcome = await self._engine.handle(command, due.key)
        except Exception as later:  # noqa: BLE001  whatever it is, this timer stays ours to say
            await self._try_later(due, later)
        else:
            STRIKES.labels(step=due.step or "wind").inc()
            log.info("clock.struck", about=due.referral_id, step=due.step, is_repeated=outcome.is_repeated)

    async def _rota(self, due: DueClock) -> tuple[Person, ...] | None:
        if due.step != "claim:assign":
            return None
        try:
            return await self._free(self._clock.now())
        except Exception:
            if due.attempts < PATIENCE:
                raise
            return ()

    async def _try_later(self, due: DueClock, later: Exception) -> None:
        log.warning("clock.retry", about=due.referral_id, step=due.step, error=type(later).__name__)
        wait = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(due.attempts - 1, 12))
        await self._engine.unit(
            lambda session, now: Clocks(session).try_later(due, now + timedelta(seconds=wait))
        )
