"""Slack's pace: one message a second in each channel, and one redraw a moment of each card."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiolimiter import AsyncLimiter

from workflows.errors import NotYet

MOST_WAITING = 3  # of one channel; what comes after them goes back into the queue and blocks nobody
MOST_KNOWN = 1000


class Pace:
    """`every_s` between two turns of one name (a channel, a card); the first one comes at once."""

    def __init__(self, every_s: float = 1.0) -> None:
        self._every_s = every_s
        self._limiters: OrderedDict[str, AsyncLimiter] = OrderedDict()
        self._waiting: Counter[str] = Counter()
        self._sent_away: Counter[str] = Counter()

    @asynccontextmanager
    async def turn(self, name: str) -> AsyncIterator[None]:
        """Wait for our turn; raises NotYet, with the time to come back, where too many wait already."""
        if not self._every_s:  # nobody to be patient with
            yield
            return
        if self._waiting[name] >= MOST_WAITING:
            self._sent_away[name] += 1
            raise NotYet((MOST_WAITING + self._sent_away[name]) * self._every_s)
        self._waiting[name] += 1
        try:
            async with self._limiter(name):
                self._sent_away[name] = max(0, self._sent_away[name] - 1)
                yield
        finally:
            self._waiting[name] -= 1
            if not self._waiting[name]:
                del self._waiting[name]

    def _limiter(self, name: str) -> AsyncLimiter:
        known = self._limiters.pop(name, None) or AsyncLimiter(1, self._every_s)
        self._limiters[name] = known
        if len(self._limiters) > MOST_KNOWN:
            self._limiters.popitem(last=False)
        return known
