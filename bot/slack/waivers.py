"""The two buttons on a write-off that waits for the second person."""

from __future__ import annotations

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.money_states import load_account
from bot.slack.actions import click_key, refuse
from bot.slack.people import MAY_SEE_MONEY, People
from workflows.calendar import local_date
from workflows.commission.messages import DecideWaiver
from workflows.granting import refusal
from workflows.program import Program


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file."""

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
        wish = DecideWaiver(str(body["actions"][0]["value"]), agreed, user.person.email or user.id)
        why = await engine.ask(lambda session: _refusal(session, wish, program, clock))
        if why:
            await ack()
            return await refuse(client, body, why)
        await engine.handle(wish, key=click_key(body))
        await ack()
        return None


def _refusal(session: Session, wish: DecideWaiver, program: Program, clock: Clock) -> str:
    now = clock.now()
    account = load_account(session, wish, program, clock, now)
    return refusal(account, wish, local_date(now, program.tz)) if account else "I do not know it any more."
