"""APScheduler is the metronome: it only wakes loops. What is due stands on our own rows."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from sqlalchemy.exc import SQLAlchemyError

from bot.logs import kind_of

log = structlog.get_logger()
TICK_S = 1.0
DRAIN_S = 6.0  # what takes longer is cut off: it was leased, and is taken up again at the next start


@dataclass(frozen=True, slots=True)
class Loop:
    """Something that works off a queue: `run_once` says how many rows it took."""

    name: str
    run_once: Callable[[], Awaitable[int]]
    wake: asyncio.Event


class Schedule:
    """Runs the loops until told to stop, each in its own task, none of which a failure can end."""

    def __init__(self, loops: Sequence[Loop], *, tick_s: float = TICK_S, drain_s: float = DRAIN_S) -> None:
        self._loops = loops
        self._tick_s = tick_s
        self._drain_s = drain_s
        self._scheduler = AsyncIOScheduler(
            timezone="UTC",
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`; then each loop finishes the batch it has in hand, if that does not take long."""
        for loop in self._loops:
            self._scheduler.add_job(loop.wake.set, "interval", seconds=self._tick_s, id=loop.name)
        self._scheduler.start()
        tasks = [asyncio.create_task(_run(loop, stop), name=loop.name) for loop in self._loops]
        try:
            await stop.wait()
            for loop in self._loops:
                loop.wake.set()
            _, late = await asyncio.wait(tasks, timeout=self._drain_s) if tasks else ((), ())
            for task in late:
                log.warning("loop.cut", loop=task.get_name())
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._scheduler.shutdown(wait=False)


async def _run(loop: Loop, stop: asyncio.Event) -> None:
    while not stop.is_set():
        await loop.wake.wait()
        loop.wake.clear()
        try:
            while not stop.is_set() and await loop.run_once():
                pass
        except Exception as broken:
            trace = None if isinstance(broken, SQLAlchemyError) else broken
            log.error("loop.failed", loop=loop.name, error=kind_of(broken), exc_info=trace)
