"""The bot's Slack side before a local Slack: real listeners, engine and protocol; mails are collected."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.clock import Clock
from bot.delivery import Delivery
from bot.engine import Engine, Outcome
from bot.http import serve, web_app
from bot.sandbox.slack import LocalSlack
from bot.sandbox.slack_delivery import Ack, Dispatch
from bot.sandbox.slack_results import SlashResult
from bot.sandbox.workspace import Message
from bot.settings import Settings, load_settings
from bot.slack_app import Slack, open_slack
from bot.upkeep.alarms import Alarms
from bot.voice import Voice
from inbox.formats.enclosed import Enclosed, enclosed
from inbox.reading import Desk, Mailbox
from inbox.remark import Remark, read_change, read_remark
from storage.database import Database
from storage.outbox import Due
from tests.rigs.slack_validator import payload_faults
from workflows.base import Command
from workflows.model import Directory, Prospect

FINISHES_S = 15.0
NO_PACE_S = 0.0  # tests need not wait for Slack's pace
RULES = """
[program]
name = "Vendor Partner Programme"
timezone = "Europe/London"
country = "GB"
currency = "GBP"

[[managers]]
name = "Dana Reyes"
email = "dana.reyes@vendor.example"

[[reps]]
name = "Marco Bianchi"
email = "marco.bianchi@vendor.example"

[[reps]]
name = "Aisha Khan"
email = "aisha.khan@vendor.example"

[[finance]]
name = "Ines Duarte"
email = "ines.duarte@vendor.example"
"""


@dataclass
class Mailbag:
    """Stands where SMTP would be; keeps what was handed over."""

    letters: list[dict[str, Any]] = field(default_factory=list)

    async def send(self, due: Due) -> str:
        self.letters.append(dict(due.payload))
        return f"{due.key}@vendor.example"


PATIENCE_S = 20.0  # a busy machine is no fault of the desk; how fast it answers is measured by `make bench`


class Attentive(LocalSlack):
    """A Slack whose people wait until the bot has done with what they did."""

    finished: Callable[[], Awaitable[object]] | None = None

    async def slash(self, user: str, channel: str, command: str, text: str = "") -> SlashResult:
        """As `LocalSlack`; where the ack came without words, those that came after it (a busy machine)."""
        where = self.workspace.channel(channel).id
        before = len(self.workspace.messages[where])
        result = await super().slash(user, channel, command, text)
        if result.message or not result.acked:
            return result
        who = self.workspace.user(user).id
        later = (m for m in self.workspace.messages[where][before:] if m.ephemeral_to == who)
        if (told := next(later, None)) is None:
            return result
        words = {"response_type": "ephemeral", "text": told.text, "blocks": told.blocks}
        return replace(result, response=words, message=told)

    async def _send(self, dispatch: Dispatch) -> Ack:
        ack = await super()._send(dispatch)
        if self.finished:
            await self.finished()
        return ack


class AtOnce:
    """Reads remarks in this process: a test need not wait for a worker to start."""

    async def remark(self, text: str, author: Mailbox, directory: Directory, desk: Desk) -> Remark:
        return read_remark(text, author, directory, desk)

    async def change(
        self, text: str, author: Mailbox, directory: Directory, desk: Desk, known: Prospect
    ) -> Prospect | None:
        return read_change(text, author, directory, desk, known)

    async def enclosed(self, raw: bytes) -> tuple[Enclosed, ...]:
        return enclosed(raw)


@dataclass
class Office:
    """What a test of Slack's side needs."""

    slack: Attentive
    engine: Engine
    delivery: Delivery
    mailbag: Mailbag
    ours: Slack
    alarms: Alarms

    async def handle(self, command: Command, key: str) -> Outcome:
        """Decide, then deliver all that was promised."""
        outcome = await self.engine.handle(command, key)
        await self.deliver()
        return outcome

    async def deliver(self) -> None:
        """Send what is due."""
        while await self.delivery.run_once():
            pass

    def posts(self, channel: str) -> list[Message]:
        """What stands in a channel for everybody, threads aside."""
        return [m for m in self._messages(channel) if m.ephemeral_to is None and m.thread_ts in (None, m.ts)]

    def thread(self, channel: str, parent: Message) -> list[Message]:
        """What stands under a message, oldest first."""
        return [m for m in self._messages(channel) if m.thread_ts == parent.ts and m.ts != parent.ts]

    def whispers(self, channel: str, user: str) -> list[Message]:
        """What only this person sees there."""
        wanted = self.slack.workspace.user(user).id
        return [m for m in self._messages(channel) if m.ephemeral_to == wanted]

    async def home(self, user: str) -> list[dict[str, Any]]:
        """What this person's App Home shows, once it shows something."""
        found = self.slack.workspace.user(user).id
        await self.slack.until(lambda: found in self.slack.workspace.homes)
        return self.slack.workspace.homes[found].blocks

    def _messages(self, channel: str) -> list[Message]:
        return self.slack.workspace.messages[self.slack.workspace.channel(channel).id]


def settings_for(
    slack: LocalSlack, folder: Path, env: Mapping[str, str] | None = None, *, over_http: bool = False
) -> Settings:
    """Settings as a real installation has them, for this Slack."""
    rules = folder / "referral-desk.toml"
    if not rules.exists():
        rules.write_text(RULES)
    door = (
        {"SLACK_SIGNING_SECRET": slack.signing_secret} if over_http else {"SLACK_APP_TOKEN": slack.app_token}
    )
    given = {
        "REFERRAL_DESK_MAIL_ADDRESS": "referrals@vendor.example",
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        **door,
        **(env or {}),
    }
    return load_settings(given, rules)


@asynccontextmanager
async def open_office(
    database: Database,
    folder: Path,
    clock: Clock,
    *,
    over_http: bool = False,
    every_s: float = NO_PACE_S,
    validates: bool = True,
) -> AsyncIterator[Office]:
    """Everything but the mail servers. Payloads are held to Slack's published schema, unless time counts."""
    faults = payload_faults if validates else None
    async with Attentive(validate=faults, ack_timeout_s=PATIENCE_S, trigger_life_s=PATIENCE_S) as slack:
        settings = settings_for(slack, folder, over_http=over_http)
        engine = Engine(database, settings.program, Voice(settings.program), clock)
        mailbag, alarms = Mailbag(), Alarms(engine, settings.program)
        async with open_slack(settings, engine, clock, AtOnce(), alarms, every_s=every_s) as ours:
            for listener in vars(ours.app)["_async_listeners"]:
                listener.ack_timeout = PATIENCE_S  # Bolt gives up after three seconds, whatever we do then
            runner = await _listen(slack, ours) if over_http else None
            if not over_http:
                await slack.connected()
            if validates:
                slack.finished = partial(ours.underway.idle, FINISHES_S)
            delivery = Delivery(engine, {"email": mailbag, "slack": ours.sender}, clock)
            yield Office(slack, engine, delivery, mailbag, ours, alarms)
            if runner:
                await runner.cleanup()


async def _listen(slack: LocalSlack, ours: Slack) -> web.AppRunner:
    async def health() -> list[Any]:
        await asyncio.sleep(0)
        return []

    runner = await serve(web_app(slack=ours.door, health=health), "127.0.0.1", 0)
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    return runner
