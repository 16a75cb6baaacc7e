"""Buttons on the card about mails that lay in a mailbox before our first look."""

from __future__ import annotations

from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.mail.earlier import decide
from bot.slack.actions import is_manager
from bot.slack.mails.earlier_card import PARTED
from bot.slack.people import People


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action("earlier:read")
    async def read(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "read")

    @app.action("earlier:leave")
    async def leave(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, "leave")

    async def _decide(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, what: Literal["read", "leave"]
    ) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, "Only partner managers decide about these mails."):
            return
        place, _, last = str(body["actions"][0]["value"]).partition(PARTED)
        by = user.person.name
        await engine.unit(lambda session, now: decide(session, now, what, place, int(last or 0), by))
        await ack()
