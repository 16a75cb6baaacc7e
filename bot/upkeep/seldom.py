"""Loops that need not look at every tick; told the time, like everything else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(slots=True)
class Seldom:
    """What is looked at less often than the metronome ticks."""

    every: timedelta
    looked_at: datetime | None = None

    def rests(self, now: datetime) -> bool:
        """Whether it was looked at so lately that it need not be; a clock that went back is no reason."""
        return self.looked_at is not None and timedelta() <= now - self.looked_at < self.every

    def is_due(self, now: datetime) -> bool:
        """Whether it is time to look again; if so it counts as looked at, whatever comes of it."""
        if self.rests(now):
            return False
        self.looked_at = now
        return True
