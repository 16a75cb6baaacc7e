"""What the rules say of a clause, and what went before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Weight = Literal["hard", "plain"]
SHORT = 6  # words


@dataclass(frozen=True, slots=True)
class Setting:
    """What went before: the bot's last answer and what it waits for."""

    last: tuple[str, ...] = ()
    last_intent: str | None = None
    awaiting: str | None = None
    elsewhere: bool = False  # another clause names a referral
    told: bool = False  # of that one, and nobody new is
    lone: bool = False  # one referral is named in the message, and no other

    @property
    def nudged(self) -> bool:
        """We asked for names and this may be the answer."""
        return (self.awaiting or "").startswith("nudge")


@dataclass(frozen=True, slots=True)
class Opinion:
    """An intent the rules see, whether a person must take over, and why."""

    intent: str
    handoff: bool = False
    why: str = ""
    weight: Weight = "plain"
    unsure: bool = False
