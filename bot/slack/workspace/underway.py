"""Listeners that have answered Slack and still work: stopping waits for them, so that no click is half done.

Slack is answered early and the rest follows (a card redrawn, a form opened); Bolt keeps no account of it.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress

from slack_bolt.async_app import AsyncApp
from slack_bolt.listener.async_listener_completion_handler import AsyncListenerCompletionHandler
from slack_bolt.listener.async_listener_start_handler import AsyncListenerStartHandler
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse


class Underway:
    """Counts the listeners of an app that are at work."""

    def __init__(self, app: AsyncApp) -> None:
        self._count = 0
        self._idle = asyncio.Event()
        self._idle.set()
        app.listener_runner.listener_start_handler = _Mark(self, +1)
        app.listener_runner.listener_completion_handler = _Mark(self, -1)

    def change(self, by: int) -> None:
        """One more, or one less."""
        self._count += by
        if self._count:
            self._idle.clear()
        else:
            self._idle.set()

    async def idle(self, within_s: float) -> bool:
        """Wait until none is at work; False when one still is after so long."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within_s):
                await self._idle.wait()
        return self._idle.is_set()


class _Mark(AsyncListenerStartHandler, AsyncListenerCompletionHandler):
    """What Bolt calls when a listener starts and when it ends."""

    def __init__(self, underway: Underway, by: int) -> None:
        self._underway, self._by = underway, by

    async def handle(self, **_: AsyncBoltRequest | BoltResponse | None) -> None:  # type: ignore[override]
        self._underway.change(self._by)
