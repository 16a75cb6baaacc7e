"""What Slack told us, remembered for a while, so that a click need not wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

import structlog

T = TypeVar("T")
FRESH_S = 300.0  # used as it is
KNOWN_S = 1800.0  # used, and asked again behind the scenes; older than that, people wait for the answer
MOST = 10_000

log = structlog.get_logger()


class Memory(Generic[T]):
    """Values by key. What is asked for at the same time is looked up once."""

    def __init__(self, *, fresh_s: float = FRESH_S, known_s: float = KNOWN_S) -> None:
        self._fresh_s = fresh_s
        self._known_s = known_s
        self._known: dict[str, tuple[float, T]] = {}
        self._asking: dict[str, asyncio.Task[T]] = {}

    async def get(self, key: str, look_up: Callable[[], Awaitable[T]]) -> T:
        """The value, looked up when we do not know it or no longer trust it."""
        known = self._known.get(key)
        age = asyncio.get_running_loop().time() - known[0] if known else self._known_s
        if known is None or age >= self._known_s:
            return await asyncio.shield(self._ask(key, look_up))
        if age >= self._fresh_s:
            self._ask(key, look_up).add_done_callback(_note_failure)
        return known[1]

    def forget(self, key: str) -> None:
        """Ask again next time."""
        self._known.pop(key, None)

    def _ask(self, key: str, look_up: Callable[[], Awaitable[T]]) -> asyncio.Task[T]:
        if key not in self._asking:
            self._asking[key] = asyncio.create_task(self._look_up(key, look_up))
        return self._asking[key]

    async def _look_up(self, key: str, look_up: Callable[[], Awaitable[T]]) -> T:
        try:
            found = await look_up()
        finally:
            del self._asking[key]
        if len(self._known) >= MOST:
            self._known.clear()
        self._known[key] = asyncio.get_running_loop().time(), found
        return found


def _note_failure(task: asyncio.Task[T]) -> None:
    """What is known serves on until it is too old; nobody waited for this answer."""
    if not task.cancelled() and (broken := task.exception()):
        log.warning("slack.not_refreshed", error=type(broken).__name__)
