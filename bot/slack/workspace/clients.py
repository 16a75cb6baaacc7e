"""Clients of Slack, each with the patience its use allows."""

from __future__ import annotations

from typing import Any

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.workspace.workspaces import RoutedClient, Whose

# Somebody looks in without being a member, or types a command where we are none ourselves.
NOT_THERE = frozenset({"user_not_in_channel", "channel_not_found", "not_in_channel"})


def line() -> ClientSession:
    """Connections to Slack that stay open for the next call: a new one each time costs a TLS handshake."""
    return ClientSession(timeout=ClientTimeout(total=30), cookie_jar=DummyCookieJar())


def patient(
    token: str,
    base_url: str,
    *,
    timeout_s: int = 30,
    whose: Whose | None = None,
    session: ClientSession | None = None,
) -> AsyncWebClient:
    """For what may be repeated: after a rate limit, a 5xx or a lost connection it asks again.

    `whose` finds the token where several workspaces have one.
    """
    options: dict[str, Any] = {"base_url": base_url, "timeout": timeout_s, "session": session}
    options |= {"retry_handlers": _handlers()}
    return RoutedClient(whose, **options) if whose else AsyncWebClient(token=token, **options)


def once(
    token: str, base_url: str, *, whose: Whose | None = None, session: ClientSession | None = None
) -> AsyncWebClient:
    """For the outbox, which retries by itself and first looks whether a post went out whose answer was lost.

    A client that repeats a post on its own would say everything twice.
    """
    options: dict[str, Any] = {"base_url": base_url, "retry_handlers": [], "session": session}
    return RoutedClient(whose, **options) if whose else AsyncWebClient(token=token, **options)


def answer_url(url: str) -> AsyncWebhookClient:
    """For a response_url; Bolt's own client gives up at the first 429."""
    return AsyncWebhookClient(url, retry_handlers=_handlers())


async def aside(client: AsyncWebClient, channel: str, user: str, *, thread_ts: str = "", **said: Any) -> None:
    """Say something that only this person sees: in their own messages where they are not in the channel."""
    if channel != user:
        try:
            await client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread_ts or None, **said)
        except SlackApiError as refused:
            if refused.response.get("error") not in NOT_THERE:
                raise
        else:
            return
    await client.chat_postMessage(channel=user, **said)


def _handlers() -> list[AsyncRetryHandler]:
    return [
        AsyncConnectionErrorRetryHandler(max_retry_count=2),
        AsyncRateLimitErrorRetryHandler(max_retry_count=2),
        AsyncServerErrorRetryHandler(max_retry_count=2),
    ]
