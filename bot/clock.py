"""The one reader of wall clock and chance; everything else is told."""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime

from workflows import tracking


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, and new names for new things. Tests pass one of their own."""

    _random: random.SystemRandom = field(default_factory=random.SystemRandom)

    def now(self) -> datetime:
        """Now, aware, UTC."""
        return datetime.now(UTC)

    def tracking_id(self, *, symbols: int = 5) -> str:
        """A fresh tracking ID, not guessable from another."""
        return tracking.make(secrets.randbits, symbols)

    def partner_id(self) -> str:
        """A fresh partner ID."""
        return f"P-{secrets.token_hex(5).upper()}"

    def replica_id(self) -> str:
        """A fresh name for this process, as its peers see it."""
        return f"replica-{secrets.token_hex(6)}"

    def stand_in(self) -> str:
        """A fresh name for somebody who is to have none."""
        return f"erased-{secrets.token_hex(5)}"

    def secret(self) -> bytes:
        """A fresh key to sign with."""
        return secrets.token_bytes(32)

    def jitter(self) -> float:
        """Between 0 and 1, so that replicas do not knock together."""
        return self._random.random()
