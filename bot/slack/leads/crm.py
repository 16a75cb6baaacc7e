"""The two buttons on a prospect that somebody works on in the CRM already."""

from __future__ import annotations

from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.actions import click_key, is_manager
from bot.slack.people import People
from workflows.crm_messages import DecideOpenDeal


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action("crm:follow")
    async def follow(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "follow")

    @app.action("crm:new")
    async def new(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "new")

    async def _decide(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, verdict: Literal["follow", "new"]
    ) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(
            user, ack, client, body, "Only partner managers decide which deal a referral is."
        ):
            return
        about = str(body["actions"][0]["value"])
        await engine.handle(DecideOpenDeal(about, verdict, user.person), key=click_key(body))
        await ack()
