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
