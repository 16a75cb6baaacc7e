"""A real Bolt app before the local Slack: over Socket Mode, or behind a request URL."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.sandbox.slack import LocalSlack


def client_of(slack: LocalSlack) -> AsyncWebClient:
    """The official client with the bot's token."""
    return AsyncWebClient(token=slack.bot_token, base_url=slack.api_url)


def app_of(slack: LocalSlack) -> AsyncApp:
    """An app without listeners, installed in the local workspace."""
    return AsyncApp(name="rig", client=client_of(slack), signing_secret=slack.signing_secret)


@asynccontextmanager
async def over_sockets(
    slack: LocalSlack, app: AsyncApp, *, ping_interval: float = 5.0
) -> AsyncIterator[AsyncSocketModeHandler]:
    """Run the app over Socket Mode, as `referral-desk run` does."""
    handler = AsyncSocketModeHandler(app, slack.app_token, ping_interval=ping_interval)
    before = slack.sockets.count
    await handler.connect_async()
    await slack.connected(before + 1)
    try:
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[str]:
    """Serve the app on loopback and let Slack send it signed requests; gives the request URL."""
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    slack.request_url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
    try:
        yield slack.request_url
    finally:
        slack.request_url = None
        await runner.cleanup()
