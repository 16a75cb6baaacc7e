"""Every ten minutes we look whether we could do our work, before somebody's lead finds out."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import timedelta

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.people import Channels, NoChannel
from bot.slack.sender import TOKEN
from bot.slack.workspace.checkup import (
    BROKEN_CHANNEL,
    BROKEN_TOKEN,
    channel_error,
    channel_trouble,
    error_of,
    token_trouble,
)
from bot.upkeep.alarms import Alarms
from bot.upkeep.seldom import Seldom
from storage.clocks import Clocks
from storage.inbound import Inbound
from storage.outbox import Outbox
from workflows.calendar import spoken
from workflows.program import Program

SLACK_EVERY = timedelta(minutes=10)
QUEUES_EVERY = timedelta(seconds=20)
TIMERS_LATE = timedelta(minutes=5)

log = structlog.get_logger()

WAITS = {  # what stands still, in people's words; and what to do
    "inbox": "Mails wait to be read",
    "email": "Mails wait to go out",
    "slack": "Messages for Slack wait to go out",
    "crm": "What the CRM is to hear waits to go out",
    "webhook": "What other programs are to hear (webhooks) waits to go out",
    "timers": "Reminders of leads are late",
}
LOOK = (
    "`referral-desk doctor` tells what is wrong, `referral-desk outbox list` and `inbox list` what waits. "
    "Nothing is lost: it goes on as soon as it can."
)

GIVEN_UP = {  # mails that are given up have a card of their own; several, and one
    "slack": ("messages for Slack were", "message for Slack was"),
    "webhook": ("webhooks were", "webhook was"),
    "crm": ("things for the CRM were", "thing for the CRM was"),
}
GIVEN_UP_MEND = (
    "`referral-desk outbox list --status dead` shows them and why; when it is mended, `outbox retry` sends "
    "each, `outbox drop --why` lets it go."
)


class Rounds:
    """Raises alarms and ends them; woken by the clock."""

    def __init__(
        self,
        client: AsyncWebClient,
        channels: Channels,
        names: Mapping[str, str],
        alarms: Alarms,
        engine: Engine,
        program: Program,
        clock: Clock,
    ) -> None:
        self._client, self._channels, self._names = client, channels, names
        self._alarms, self._engine, self._program, self._clock = alarms, engine, program, clock
        self._queues, self._slack = Seldom(QUEUES_EVERY), Seldom(SLACK_EVERY)
        self.wake = asyncio.Event()

    async def run_once(self) -> int:
        """Look at what is due to be looked at; always 0, since this is no queue."""
        if self._queues.is_due(self._clock.now()):
            await self.look_at_queues()
        if self._slack.is_due(self._clock.now()):
            await self.look_at_slack()
        return 0

    async def look_at_queues(self) -> None:
        """A queue whose oldest row is later than we promise is told, and that it moves again."""
        now = self._clock.now()
        late = timedelta(seconds=self._program.sla.confirm_breach_s)
        found = {
            "inbox": await self._engine.ask(lambda session: Inbound(session).waiting(now)),
            "email": await self._engine.ask(lambda session: Outbox(session).overdue("email", now)),
            "slack": await self._engine.ask(lambda session: Outbox(session).overdue("slack", now)),
            "crm": await self._engine.ask(lambda session: Outbox(session).overdue("crm", now)),
            "webhook": await self._engine.ask(lambda session: Outbox(session).overdue("webhook", now)),
            "timers": await self._engine.ask(lambda session: Clocks(session).waiting(now)),
        }
        for name, (count, oldest) in found.items():
            alarm = f"queue:{name}"
            if oldest is None or now - oldest <= max(late, TIMERS_LATE):
                await self._alarms.end(alarm)
                continue
            says = f"{WAITS[name]}: {count}, the oldest since {spoken(oldest, self._program.tz)}."
            await self._alarms.start(alarm, says, LOOK, by_mail=name == "slack")
        await self._look_at_given_up()

    async def _look_at_given_up(self) -> None:
        """What was given up where nobody else says so stands as a trouble until it is mended."""
        found = await self._engine.ask(lambda session: Outbox(session).given_up(tuple(GIVEN_UP)))
        for channel, what in GIVEN_UP.items():
            alarm = f"queue:{channel} given up"
            if not (count := found.get(channel, 0)):
                await self._alarms.end(alarm)
                continue
            says = f"{count} {what[count == 1]} given up: no repetition would have helped."
            await self._alarms.start(alarm, says, GIVEN_UP_MEND, by_mail=channel == "slack")

    async def look_at_slack(self) -> None:
        """The token, then every channel of ours."""
        try:
            await self._client.auth_test()
        except SlackApiError as refused:
            if (error := error_of(refused)) in BROKEN_TOKEN:
                await self._alarms.start(TOKEN, *token_trouble(error), by_mail=True)
            return
        except (OSError, TimeoutError) as away:
            log.warning("slack.unreachable", error=type(away).__name__)
            return
        await self._alarms.end(TOKEN)
        ours = [name for name in dict.fromkeys(self._names.values()) if name.startswith("#")]
        await self._alarms.keep_only([f"slack:{name}" for name in ours], under="slack:#")
        for name in ours:
            await self._look_at_channel(name)

    async def _look_at_channel(self, name: str) -> None:
        try:
            channel = await self._channels.id_of(name)
            found = (await self._client.conversations_info(channel=channel))["channel"]
            error = channel_error(found)
        except NoChannel as missing:
            error = missing.error
        except SlackApiError as refused:
            error = error_of(refused)
            if error not in BROKEN_CHANNEL:
                return None
        except (OSError, TimeoutError):
            return None
        if not error:
            return await self._alarms.end(f"slack:{name}")
        self._channels.forget(name)
        is_theirs = name == self._channels.name_of("managers")
        await self._alarms.start(f"slack:{name}", *channel_trouble(name, error), by_mail=is_theirs)
        return None
