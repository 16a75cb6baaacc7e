"""A socket may look alive and be deaf (bolt-python 417). This one notices, and opens another.

Whatever we post in a channel comes back to us as an event. When a post of ours is not followed by anything
at all within a minute, nobody's clicks may be reaching us either. With several replicas the event may have
gone to another one; then a new socket costs nothing, and we wait a while before we suspect again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog

from bot.metrics import SOCKETS
from bot.slack.sender import Alarms

log = structlog.get_logger()

DEAF_AFTER_S = 60.0
DOWN_AFTER_S = 60.0
SUSPECT_EVERY_S = 600.0
ALARM_AFTER_S = 120.0
ALARM = "slack:socket"
SAYS = "Clicks and commands in Slack do not reach me: the connection (Socket Mode) stays down."
MEND = (
    "Check that `SLACK_APP_TOKEN` is valid and that this machine reaches wss://*.slack.com; "
    "I keep trying. Mails and cards go on as usual."
)
REOPEN_S = 30.0  # a new socket takes a second; longer means that Slack is away


class Socket(Protocol):
    """The part of slack_sdk's Socket Mode client that we use."""

    on_message_listeners: list[Callable[[Any], Awaitable[None]]]

    async def is_connected(self) -> bool:
        """Whether it looks alive."""

    async def connect_to_new_endpoint(self, force: bool = False) -> None:
        """Open another connection and leave this one."""


class Watchdog:
    """Listens to one socket and renews it. `posted` is told whenever we wrote something in a channel."""

    def __init__(
        self,
        socket: Socket,
        alarms: Alarms,
        *,
        deaf_after_s: float = DEAF_AFTER_S,
        down_after_s: float = DOWN_AFTER_S,
        suspect_every_s: float = SUSPECT_EVERY_S,
        alarm_after_s: float = ALARM_AFTER_S,
    ) -> None:
        self._socket = socket
        self._alarms = alarms
        self._deaf_after_s, self._down_after_s = deaf_after_s, down_after_s
        self._suspect_every_s, self._alarm_after_s = suspect_every_s, alarm_after_s
        self._waits_since: float | None = None  # our first post that nothing has followed yet
        self._down_since: float | None = None
        self._lost_at: float | None = None
        self._was_up = False
        self._renewed_at: float | None = None
        self._heard_at: float | None = None
        self.renewals = 0
        self.wake = asyncio.Event()
        socket.on_message_listeners.append(self._heard)

    def posted(self, began: float) -> None:
        """Something of ours stands in a channel; we should hear of it, or have heard since we began."""
        if self._waits_since is None and (self._heard_at is None or self._heard_at < began):
            self._waits_since = began

    async def run_once(self) -> int:
        """Look, and renew the socket if it seems dead; always 0, since this is no queue."""
        if why := await self.suspicion():
            await self._renew(why)
        if self._lost_at is not None and _now() - self._lost_at >= self._alarm_after_s:
            await self._alarms.start(ALARM, SAYS, MEND)
        elif self._lost_at is None and self._was_up:
            await self._alarms.end(ALARM)
        return 0

    async def suspicion(self) -> str:
        """Why the socket seems dead; "" when it does not."""
        now = _now()
        if not await self._socket.is_connected():
            self._lost_at = now if self._lost_at is None else self._lost_at
            if not self._was_up:
                return ""  # it is on its way up; whoever opened it goes on trying
            self._down_since = now if self._down_since is None else self._down_since
            return "disconnected" if now - self._down_since >= self._down_after_s else ""
        self._down_since, self._lost_at, self._was_up = None, None, True
        is_patient = self._renewed_at is not None and now - self._renewed_at < self._suspect_every_s
        is_deaf = self._waits_since is not None and now - self._waits_since >= self._deaf_after_s
        return "silent" if is_deaf and not is_patient else ""

    @property
    def says(self) -> str:
        """For health: how it has been."""
        heard = (
            "nothing heard yet" if self._heard_at is None else f"heard {_now() - self._heard_at:.0f} s ago"
        )
        return heard + (f", opened anew {self.renewals} times" if self.renewals else "")

    async def _renew(self, why: str) -> None:
        log.warning("slack.socket_renewed", why=why)
        self._renewed_at, self._waits_since, self._down_since = _now(), None, None
        self.renewals += 1
        SOCKETS.labels(why=why).inc()
        try:
            async with asyncio.timeout(REOPEN_S):
                await self._socket.connect_to_new_endpoint(force=True)
        except Exception as away:  # noqa: BLE001  whatever it is, we try again at a later tick
            log.warning("slack.unreachable", error=type(away).__name__)

    async def _heard(self, _message: Any) -> None:
        self._heard_at, self._waits_since = _now(), None


def _now() -> float:
    return asyncio.get_running_loop().time()
