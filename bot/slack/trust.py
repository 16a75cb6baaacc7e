"""Buttons about who may speak and whom we reach: decline a stranger, write to an address again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.actions import click_key, read_mail_id, refuse
from bot.slack.people import People
from workflows.commands import ClearAddress, DeclineSender
from workflows.model import Person


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action("held:decline")
    async def decline(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            await ack()
            return await refuse(client, body, "Only partner managers decide about held mails.")
        await engine.handle(DeclineSender(read_mail_id(body), user.person), key=click_key(body))
        await ack()
        return None

    @app.action("address:clear")
    async def clear(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            await ack()
            return await refuse(client, body, "Only partner managers clear an address.")
        await engine.handle(read_clear(body, user.person), key=click_key(body))
        await ack()
        return None


def read_clear(body: Mapping[str, Any], actor: Person) -> ClearAddress:
    """Translate a block_actions payload; KeyError means that Slack changed its shape."""
    return ClearAddress(str(body["actions"][0]["value"]), actor)
