"""`referral-desk run`, except that it pulls its own plug (SIGKILL) when it first gets to a named step.

The step stands in DIES_AT. Only the places between the parts are touched, never a part itself.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Awaitable, Callable
from typing import Any

from bot.cli import main as command_line
from bot.delivery import Delivery, MailSender
from bot.engine import Engine
from bot.intake import Intake
from bot.mail.reader import Reader
from bot.slack.sender import SlackSender

# step -> class, method, and whether the plug is pulled before it begins or after it has returned
STEPS: dict[str, tuple[type, str, str]] = {
    "before keeping": (Intake, "keep", "before"),
    "after keeping, before marking seen": (Intake, "keep", "after"),
    "before parsing": (Reader, "open", "before"),
    "before reading": (Reader, "read", "before"),
    "before deciding": (Engine, "handle", "before"),
    "inside the transaction, before its commit": (Engine, "_decide", "after"),
    "after deciding": (Engine, "handle", "after"),
    "before a delivery": (Delivery, "_deliver", "before"),
    "after a mail was taken, before it is settled": (MailSender, "send", "after"),
    "after Slack took a card, before it is remembered": (SlackSender, "_remember", "before"),
    "after Slack took a card, before it is settled": (SlackSender, "send", "after"),
    "after a delivery": (Delivery, "_deliver", "after"),
}


def main() -> None:
    """Run until the step is reached."""
    owner, method, moment = STEPS[os.environ["DIES_AT"]]
    original = getattr(owner, method)
    setattr(owner, method, _deadly(original, moment, is_sync=method == "_decide"))
    command_line.main()


def _deadly(original: Callable[..., Any], moment: str, *, is_sync: bool) -> Callable[..., Any]:
    def sync(*args: Any, **kwargs: Any) -> Any:
        result = original(*args, **kwargs)
        _die()
        return result

    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        if moment == "before":
            _die()
        awaitable: Awaitable[Any] = original(*args, **kwargs)
        result = await awaitable
        _die()
        return result

    return sync if is_sync else wrapped


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
