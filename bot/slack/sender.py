"""Hands promises of channel `slack` to Slack: post a card, bring it up to date, whisper to one person.

A message is known by our own key (`alert:R-7K3M-9Q`); channel and ts are looked up. A post that may have
gone out before a crash is looked for in the channel's history first, by the key in its metadata.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.mentions import Mentions
from bot.slack.pace import Pace
from bot.slack.people import Channels
from bot.slack.uploads import Uploads
from storage.outbox import Due, Outbox, SlackMessages
from workflows.errors import Dead, Retry

EVENT_TYPE = "referral_desk"
# Mistakes that no repetition mends; everything else (rate limits, outages, a missing channel) is retried.
HOPELESS = frozenset(
    {
        "invalid_blocks",
        "msg_too_long",
        "invalid_arguments",
        "no_text",
        "too_many_attachments",
        "user_not_in_channel",
    }
)
LONG_WAIT_S = 300.0  # for what a person has to mend: not_in_channel, invalid_auth, is_archived
FOR_A_PERSON = frozenset(
    {
        "not_in_channel",
        "channel_not_found",
        "is_archived",
        "invalid_auth",
        "token_revoked",
        "account_inactive",
        "missing_scope",
        "app_uninstalled",
    }
)


class SlackSender:
    """One per workspace."""

    def __init__(
        self, client: AsyncWebClient, engine: Engine, channels: Channels, *, every_s: float = 1.0
    ) -> None:
        self._client = client
        self._engine = engine
        self._channels = channels
        self._posting, self._drawing = Pace(every_s), Pace(every_s)
        self._mentions = Mentions(client)
        self._uploads = Uploads(client, engine)
        self.last_error = ""  # for health; "" after a success

    def note(self, error: str) -> None:
        """Slack told us of its own accord that our calls will fail; the next success says otherwise."""
        self.last_error = error

    async def send(self, due: Due) -> str:
        """Channel and ts, or raises Retry or Dead."""
        try:
            sent = await self._send(due)
        except SlackApiError as refused:
            error = str(refused.response.get("error", "unknown_error"))
            self.last_error = error
            if error in HOPELESS:
                raise Dead(f"Slack says {error}") from refused
            raise Retry(
                f"Slack says {error}", LONG_WAIT_S if error in FOR_A_PERSON else _retry_after(refused)
            ) from refused
        except (OSError, TimeoutError) as unreachable:
            self.last_error = "unreachable"
            raise Retry("Slack cannot be reached") from unreachable
        self.last_error = ""
        return sent

    async def _send(self, due: Due) -> str:
        said = await self._mentions.resolved(due.payload)
        if said["do"] == "whisper" and said["channel"] == said["user"]:  # they clicked in App Home
            async with self._posting.turn(said["channel"]):
                await self._client.chat_postMessage(channel=said["channel"], text=said["text"])
            return ""
        if said["do"] == "whisper":
            more = {name: said[name] for name in ("blocks", "thread_ts") if said.get(name)}
            await self._client.chat_postEphemeral(
                channel=said["channel"], user=said["user"], text=said["text"], **more
            )
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
            answer = await self._client.chat_postMessage(
                channel=channel,
                text=said["text"],
                blocks=said["blocks"],
                unfurl_links=False,
                unfurl_media=False,
                metadata={"event_type": EVENT_TYPE, "event_payload": {"card": said["card"]}},
                **thread,
            )
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
            found = await self._client.conversations_replies(channel=channel, ts=parent[1], **looked_at)
        else:
            found = await self._client.conversations_history(channel=channel, **looked_at)
        messages: list[dict[str, Any]] = found.get("messages") or []
        for message in messages:
            payload = message.get("metadata", {}).get("event_payload", {})
            if payload.get("card") == said["card"]:
                await self._remember(said["card"], channel, message["ts"])
                return channel, message["ts"]
        return None

    async def _remember(self, card: str, channel: str, ts: str) -> None:
        await self._engine.unit(lambda session, _now: SlackMessages(session).remember(card, channel, ts))


def _retry_after(refused: SlackApiError) -> float | None:
    headers = getattr(refused.response, "headers", None) or {}
    wish = headers.get("Retry-After") or headers.get("retry-after")
    return float(wish) if wish and str(wish).isdigit() else None
