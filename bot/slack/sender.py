"""Hands promises of channel `slack` to Slack: post a card, bring it up to date, whisper to one person.

A message is known by our own key (`alert:R-7K3M-9Q`); channel and ts are looked up. A post that may have
gone out before a crash is looked for in the channel's history first, by the key in its metadata.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import timedelta
from typing import Any, Protocol

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.mentions import Mentions
from bot.slack.people import Channels, NoChannel
from bot.slack.workspace.checkup import BROKEN_CHANNEL, BROKEN_TOKEN, channel_trouble, error_of, token_trouble
from bot.slack.workspace.clients import aside
from bot.slack.workspace.pace import Pace
from bot.slack.workspace.uploads import Uploads
from storage.outbox import Due, Outbox, SlackMessages
from workflows.errors import Dead, Moot, Retry

EVENT_TYPE = "referral_desk"
# Mistakes that no repetition mends; everything else (rate limits, outages, a missing channel) is retried.
HOPELESS = frozenset(
    {
        "user_not_found",
        "user_disabled",
        "cannot_dm_bot",
        "invalid_blocks",
        "msg_too_long",
        "invalid_arguments",
        "no_text",
        "too_many_attachments",
        "user_not_in_channel",
    }
)
LONG_WAIT_S = 300.0  # for what a person has to mend: not_in_channel, invalid_auth, is_archived
FOR_A_PERSON = BROKEN_CHANNEL | BROKEN_TOKEN | {"missing_scope"}
TOKEN = "slack:token"  # noqa: S105  the name of an alarm
TOO_LATE = timedelta(minutes=30)  # what only one person was to see, about something they did just now


class Alarms(Protocol):
    """Tells people what they have to mend, and that it works again."""

    async def start(self, name: str, says: str, mend: str, *, by_mail: bool = False) -> None:
        """Say it, once."""

    async def end(self, name: str) -> None:
        """Say that it is over, if it was said."""


class SlackSender:
    """One per workspace."""

    def __init__(
        self,
        client: AsyncWebClient,
        engine: Engine,
        channels: Channels,
        alarms: Alarms,
        clock: Clock,
        *,
        every_s: float = 1.0,
    ) -> None:
        self._client = client
        self._engine = engine
        self._channels = channels
        self._alarms = alarms
        self._clock = clock
        self._posting, self._drawing = Pace(every_s), Pace(every_s)
        self._mentions = Mentions(client)
        self._uploads = Uploads(client, engine)
        self.last_error = ""  # for health; "" after a success
        self._told: list[Callable[[float], None]] = []

    def on_posted(self, tell: Callable[[float], None]) -> None:
        """Tell somebody whenever something new of ours stands in a channel, and when we began to post it."""
        self._told.append(tell)

    async def note(self, error: str) -> None:
        """Slack told us of its own accord that our calls will fail; the next success says otherwise."""
        self.last_error = error
        await self._alarms.start(TOKEN, *token_trouble(error), by_mail=True)

    async def send(self, due: Due) -> str:
        """Channel and ts, or raises Retry or Dead."""
        try:
            sent = await self._send(due)
        except NoChannel as missing:
            await self._tell(due.payload, missing.error)
            raise
        except SlackApiError as refused:
            error = error_of(refused)
            if error in HOPELESS or (error in BROKEN_CHANNEL and _for_one_person(due.payload)):
                raise Dead(f"Slack says {error}") from refused
            self.last_error = error
            await self._tell(due.payload, error)
            raise Retry(
                f"Slack says {error}", LONG_WAIT_S if error in FOR_A_PERSON else _retry_after(refused)
            ) from refused
        except (OSError, TimeoutError) as unreachable:
            self.last_error = "unreachable"
            raise Retry("Slack cannot be reached") from unreachable
        self.last_error = ""
        await self._alarms.end(TOKEN)
        if not _for_one_person(due.payload):
            await self._alarms.end(f"slack:{self._channels.name_of(due.payload['channel'])}")
        return sent

    async def _tell(self, said: Mapping[str, Any], error: str) -> None:
        """The managers hear of what only a person can mend."""
        if error in BROKEN_TOKEN or error == "missing_scope":
            return await self._alarms.start(TOKEN, *token_trouble(error), by_mail=True)
        if error in BROKEN_CHANNEL:
            name = self._channels.name_of(said["channel"])
            self._channels.forget(said["channel"])
            is_theirs = name == self._channels.name_of("managers")
            await self._alarms.start(f"slack:{name}", *channel_trouble(name, error), by_mail=is_theirs)
        return None

    async def _send(self, due: Due) -> str:
        if due.payload["do"] == "whisper" and self._clock.now() - due.created_at > TOO_LATE:
            raise Moot("too late to whisper it")
        said = await self._mentions.resolved(due.payload)
        if said["do"] == "whisper":
            more = {name: said[name] for name in ("blocks", "thread_ts") if said.get(name)}
            is_direct = said["channel"] == said["user"]  # they clicked in App Home
            async with self._posting.turn(said["channel"]) if is_direct else nullcontext():
                await aside(self._client, said["channel"], said["user"], text=said["text"], **more)
            return ""
        if said["do"] == "upload":
            return await self._upload(said, due)
        place = await self._engine.ask(lambda session: SlackMessages(session).find(said["card"]))
        if place is None and due.lease.attempts > 1:
            place = await self._posted_before_a_crash(said, due)
        if place is None:
            return await self._post(said)
        return await self._redraw(due, said, place)

    async def _redraw(self, due: Due, said: Mapping[str, Any], place: tuple[str, str]) -> str:
        """Several drawings within a moment become one call, with the newest."""
        channel, ts = place
        async with self._drawing.turn(said["card"]):
            newest = await self._engine.ask(lambda session: Outbox(session).newest(due))
            drawn = await self._mentions.resolved(newest[1]) if newest else said
            try:
                await self._client.chat_update(
                    channel=channel, ts=ts, text=drawn["text"], blocks=drawn["blocks"]
                )
            except SlackApiError as refused:
                if refused.response.get("error") != "message_not_found":
                    raise
                return await self._post(said)  # somebody deleted it; what it says still holds
        if newest:
            await self._engine.unit(lambda session, _now: Outbox(session).overtaken(due, newest[0]))
        return f"{channel}:{ts}"

    async def _post(self, said: Mapping[str, Any]) -> str:
        parent = await self._parent(said)
        channel = parent[0] if parent else await self._channels.id_of(said["channel"])
        thread = {"thread_ts": parent[1], "reply_broadcast": said["in_channel_too"]} if parent else {}
        async with self._posting.turn(channel):
            began = asyncio.get_running_loop().time()
            answer = await self._client.chat_postMessage(
                channel=channel,
                text=said["text"],
                blocks=said["blocks"],
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"card": said["card"]}},
                **thread,
            )
        for tell in self._told if channel.startswith(("C", "G")) else ():
            tell(began)
        channel, ts = str(answer["channel"]), str(answer["ts"])  # a person's ID became a conversation's
        await self._remember(said["card"], channel, ts)
        return f"{channel}:{ts}"

    async def _upload(self, said: Mapping[str, Any], due: Due) -> str:
        parent = await self._parent(said)
        channel = parent[0] if parent else await self._channels.id_of(said["channel"])
        async with self._posting.turn(channel):
            return await self._uploads.put(said, due, channel, parent[1] if parent else "")

    async def _parent(self, said: Mapping[str, Any]) -> tuple[str, str] | None:
        """Where that stands which this belongs under; None when it never got there, then say it openly."""
        if said.get("thread_ts"):  # a person's message
            return said["channel"], said["thread_ts"]
        key = said.get("thread_of", "")
        if not key:
            return None
        return await self._engine.ask(lambda session: SlackMessages(session).find(key))

    async def _posted_before_a_crash(self, said: Mapping[str, Any], due: Due) -> tuple[str, str] | None:
        parent = await self._parent(said)
        channel = parent[0] if parent else await self._channels.id_of(said["channel"])
        if channel.startswith(("U", "W")):  # a person; their conversation has another ID
            return None
        oldest = str(due.created_at.timestamp() - 60)
        looked_at: dict[str, Any] = {"oldest": oldest, "limit": 200, "include_all_metadata": True}
        if parent:
            pages = await self._client.conversations_replies(channel=channel, ts=parent[1], **looked_at)
        else:
            pages = await self._client.conversations_history(channel=channel, **looked_at)
        async for page in pages:  # all of them: behind a long queue much was posted since
            messages: list[dict[str, Any]] = page.get("messages") or []
            for message in messages:
                payload = message.get("metadata", {}).get("event_payload", {})
                if payload.get("card") == said["card"]:
                    await self._remember(said["card"], channel, message["ts"])
                    return channel, message["ts"]
        return None

    async def _remember(self, card: str, channel: str, ts: str) -> None:
        await self._engine.unit(lambda session, _now: SlackMessages(session).remember(card, channel, ts))


def _for_one_person(said: Mapping[str, Any]) -> bool:
    """A whisper, or a message to somebody directly."""
    return said["do"] == "whisper" or str(said["channel"]).startswith(("U", "W", "D"))


def _retry_after(refused: SlackApiError) -> float | None:
    headers = getattr(refused.response, "headers", None) or {}
    wish = headers.get("Retry-After") or headers.get("retry-after")
    return float(wish) if wish and str(wish).isdigit() else None
