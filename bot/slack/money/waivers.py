"""The two buttons on a write-off that waits for the second person."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.money.bookkeeping import Bookkeeper
from bot.slack.actions import click_key, refuse
from bot.slack.money import facts_form, money_forms
from bot.slack.people import MAY_SEE_MONEY, People
from workflows.commission.messages import DecideWaiver
from workflows.commission.payout_record import signature
from workflows.program import Program


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file, and those of the forms about money."""
    keeper = Bookkeeper(engine, program, clock)
    money_forms.register(app, keeper, people)
    facts_form.register(app, keeper, people)

    @app.action("waiver:agree")
    async def agree(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, agreed=True)

    @app.action("waiver:decline")
    async def decline(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _decide(ack, body, client, agreed=False)

    async def _decide(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, *, agreed: bool) -> None:
        user = await people.find(body["user"]["id"])
        if user.role not in MAY_SEE_MONEY:
            await ack()
            return await refuse(client, body, "Only managers and finance decide about money.")
        wish = DecideWaiver(str(body["actions"][0]["value"]), agreed, signature(user.person))
        if why := await keeper.refusal(wish):
            await ack()
            return await refuse(client, body, why)
        await keeper.engine.handle(wish, key=click_key(body))
        await ack()
        return None
