"""A Bolt app that remembers what it was sent."""

from __future__ import annotations

import re
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.sandbox.slack import LocalSlack
from tests.rigs.slack_app import app_of
from tests.sandbox.samples import Json


class Recorder:
    """A Bolt app that keeps every body, and acks with what the test laid out for it."""

    def __init__(self, slack: LocalSlack) -> None:
        self.bodies: list[Json] = []
        self.answer: Any = None
        self.app = app_of(slack)
        self._listen(self.app)

    @property
    def body(self) -> Json:
        return self.bodies[-1]

    def _listen(self, app: AsyncApp) -> None:
        anything = re.compile(".*")

        async def keep(ack: AsyncAck, body: Json) -> None:
            self.bodies.append(body)
            await (ack() if self.answer is None else ack(**self.answer))

        app.command(anything)(keep)
        app.action(anything)(keep)
        app.shortcut(anything)(keep)
        app.view(anything)(keep)
        app.view_closed(anything)(keep)
        app.options(anything)(keep)
        for event in ("message", "app_mention", "app_home_opened"):
            app.event(event)(keep)
