"""A duty: something exactly one replica does at a time. Who dies is replaced when their lease runs out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.engine import Engine
from storage.duties import Duties

LEASE = timedelta(seconds=20)
RENEW_S = 5.0

Work = Callable[[asyncio.Event], Coroutine[Any, Any, None]]  # goes on until the event is set

log = structlog.get_logger()


class Duty:
    """`work` runs here while the duty is ours, and is told to stop (its event) when it no longer is.

    A replica that cannot renew, because the database is away, lets go: what it would do needs the database.
    """

    def __init__(
        self, name: str, holder: str, engine: Engine, *, shown: str = "", renew_s: float = RENEW_S
    ) -> None:
        self.name = name
        self.shown = shown or name  # in the log
        self.is_ours = False
        self._holder = holder
        self._engine = engine
        self._renew_s = renew_s

    async def run(self, work: Work, stop: asyncio.Event) -> None:
        """Wait for the duty, do it, wait again; until `stop`."""
        while not stop.is_set():
            if await self._take():
                await self._do(work, stop)
            await _sleep(self._renew_s, stop)

    async def _do(self, work: Work, stop: asyncio.Event) -> None:
        log.info("duty.taken", duty=self.shown)
        self.is_ours = True
        enough = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(work(enough), name=self.name)
            while not stop.is_set() and self.is_ours:
                await _sleep(self._renew_s, stop)
                self.is_ours = not stop.is_set() and await self._take()
            enough.set()
        self.is_ours = False
        log.info("duty.left", duty=self.shown)
        await self._leave()

    async def _take(self) -> bool:
        try:
            return await self._engine.unit(
                lambda session, now: Duties(session).take(self.name, self._holder, now, lease=LEASE)
            )
        except SQLAlchemyError as away:
            log.warning("duty.unknown", duty=self.shown, error=type(away).__name__)
            return False

    async def _leave(self) -> None:
        try:
            await self._engine.unit(lambda session, _now: Duties(session).leave(self.name, self._holder))
        except SQLAlchemyError as away:  # the lease runs out by itself
            log.warning("duty.kept", duty=self.shown, error=type(away).__name__)


async def _sleep(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        pass
