"""What every mail service does for us. A new one is one file and one line in `registry.py`.

It carries our mail (SMTP), and tells by webhook what became of it. Some give a mail another Message-ID on the
way; so that answers and bounces still find it, a service says how to mark a mail, or what it calls it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from bot.connectors import listening
from bot.connectors.base import Hook

MARK = "referral_desk"  # under this name a service hands back which mail it was


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one mail of ours.

    `bounced`: the address takes no mail. `refused`: this mail did not arrive, for another reason.
    `gave_up`: it did not arrive and is tried no more, but the next one may (a full mailbox, a server away).
    `complained`: somebody pressed the spam button. `unsubscribed`: they used the service's own way out.
    """

    id: str  # the service's name for this event
    what: Literal["bounced", "refused", "gave_up", "complained", "unsubscribed"]
    recipients: tuple[str, ...]
    why: str = ""
    message_id: str = ""  # as we wrote it, without brackets
    mark: str = ""  # as we wrote it: the left side of our Message-ID
    given: str = ""  # the service's own name for the mail


class MailService(Protocol):
    """Raises Forged when a webhook is not the service's own, Retry when that cannot be found out now."""

    name: str
    hosts: tuple[str, ...]  # the ends of its SMTP servers' names

    @staticmethod
    def marks(mark: str) -> Mapping[str, str]:
        """Headers for a mail that make the service hand back the mark."""

    @staticmethod
    def given(reply: str) -> str:
        """What the service calls a mail from now on, as its reply to it says; "" when that is nothing."""

    async def hear(self, hook: Hook) -> tuple[Told, ...]:
        """What a webhook tells; what is only late, or did arrive, is nothing."""

    async def close(self) -> None:
        """Give the connections back."""


class Plain:
    """What most services need no more of."""

    @staticmethod
    def marks(mark: str) -> Mapping[str, str]:  # noqa: ARG004
        """No header."""
        return {}

    @staticmethod
    def given(reply: str) -> str:  # noqa: ARG004
        """It keeps our Message-ID."""
        return ""

    async def close(self) -> None:
        """Nothing is open."""


def text(said: Any, *path: str) -> str:
    """What stands at that place, on one line; "" when nothing does."""
    return " ".join(listening.text(said, *path).split())[:1000]
