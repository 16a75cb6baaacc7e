"""Buttons on the card about mails that wait for their turn."""

from __future__ import annotations

from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.mail.floods import decide
from bot.slack.actions import is_manager
from bot.slack.mails.flood_card import EVERYBODY
from bot.slack.people import People


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action("flood:release")
    async def release(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "release")

    @app.action("flood:aside")
    async def aside(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "aside")

    async def _decide(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, what: Literal["release", "aside"]
    ) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(
            user, ack, client, body, "Only partner managers decide about mails that wait."
        ):
            return
        value = str(body["actions"][0]["value"])
        sender = None if value == EVERYBODY else value.removeprefix("-")
        await engine.unit(lambda session, now: decide(session, now, what, sender, user.person.name))
        await ack()
