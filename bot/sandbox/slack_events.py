"""The Events API's sending side: which events the app gets, three more tries when it does not answer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from bot.sandbox import slack_payloads
from bot.sandbox.installation import Installation
from bot.sandbox.slack_delivery import Ack, Dispatch
from bot.sandbox.slack_faults import Faults
from bot.sandbox.slack_shapes import message_json
from bot.sandbox.workspace import Channel, Json, Message, Workspace

RETRY_S = (0.0, 60.0, 300.0)  # docs.slack.dev/apis/events-api: nearly at once, after a minute, after five
_SUBSCRIPTION = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


class Events:
    """Sends events to the app; retries run in the background until `close`."""

    def __init__(
        self,
        workspace: Workspace,
        app: Installation,
        faults: Faults,
        deliver: Callable[[Dispatch], Awaitable[Ack]],
        *,
        retry_s: Sequence[float] = RETRY_S,
        echo: bool = True,
    ) -> None:
        self._workspace = workspace
        self._app = app
        self._faults = faults
        self._deliver = deliver
        self._retry_s = retry_s
        self._echo = echo  # Slack tells an app about its own messages too
        self._tasks: set[asyncio.Task[Any]] = set()

    def wants(self, subscription: str) -> bool:
        """Whether the app subscribed to it."""
        return subscription in self._app.events

    async def send(self, event: Json, *, shared: bool = False) -> Ack:
        """Deliver an event and answer with the first try's outcome; a failed one is tried again later."""
        event_id = self._workspace.new_id("Ev")
        now = int(self._workspace.clock())
        payload = slack_payloads.event_callback(
            self._app, event, event_id=event_id, event_time=now, shared=shared
        )
        ack = await self._deliver(Dispatch("events_api", payload))
        for copy in range(1, self._faults.event_copies):
            await self._deliver(Dispatch("events_api", payload, copy, "timeout"))
        if not ack.acked and not ack.no_retry:
            self._spawn(self._try_again(payload, _reason(ack)))
        return ack

    async def tell(self, message: Message) -> list[Ack]:
        """Tell the app what a person wrote: `message`, and `app_mention` when it is named."""
        channel = self._workspace.channels[message.channel]
        if self._app.bot_user_id not in channel.members:
            return []
        events = []
        if self.wants(_SUBSCRIPTION[channel.kind]):
            events.append(slack_payloads.message_event(self._app, self._workspace, message))
        if (
            f"<@{self._app.bot_user_id}" in message.text
            and channel.kind != "im"
            and self.wants("app_mention")
        ):
            events.append(slack_payloads.mention_event(self._app, self._workspace, message))
        return await asyncio.gather(*(self.send(event, shared=channel.is_ext_shared) for event in events))

    def message_posted(self, message: Message) -> None:
        """Echo the app's own message."""
        event = slack_payloads.message_event(self._app, self._workspace, message)
        self._echoed(self._workspace.channels[message.channel], event)

    def message_changed(self, message: Message, before: Json) -> None:
        """Echo a change."""
        now = message_json(message, self._workspace, self._app, metadata=True)
        self._echo_change(self._workspace.channels[message.channel], "message_changed", now, before)

    def message_deleted(self, message: Message, before: Json) -> None:
        """Echo a deletion."""
        self._echo_change(self._workspace.channels[message.channel], "message_deleted", None, before)

    async def close(self) -> None:
        """Stop what is still on its way."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _echo_change(self, channel: Channel, subtype: str, now: Json | None, before: Json) -> None:
        ts = self._workspace.new_ts()
        self._echoed(
            channel, slack_payloads.message_changed_event(channel, subtype, ts, now=now, before=before)
        )

    def _echoed(self, channel: Channel, event: Json) -> None:
        member = self._app.bot_user_id in channel.members
        if self._echo and member and self.wants(_SUBSCRIPTION[channel.kind]):
            self._spawn(self.send(event, shared=channel.is_ext_shared))

    async def _try_again(self, payload: Json, reason: str) -> None:
        for number, pause in enumerate(self._retry_s, start=1):
            await asyncio.sleep(pause)
            ack = await self._deliver(Dispatch("events_api", payload, number, reason))
            if ack.acked or ack.no_retry:
                return
            reason = _reason(ack)

    def _spawn(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _reason(ack: Ack) -> str:
    return {"operation_timeout": "http_timeout", "http_error": "http_error"}.get(
        ack.error or "", "connection_failed"
    )
