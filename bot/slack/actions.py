"""Buttons on cards. Commit, then ack: a click we could not keep shows as failed in Slack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.slack import modals
from bot.slack.people import MAY_CLAIM, People, SlackUser
from bot.slack.workspace.clients import aside
from storage.held import HeldMails
from storage.inbound import Inbound
from storage.partners import Partners
from workflows.calendar import local_date
from workflows.commands import ClaimReferral, DismissMail
from workflows.model import Person
from workflows.program import Program

ABOUT_HELD_MAILS = "Only partner managers decide about held mails."


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file."""

    @app.action("referral:claim")
    async def claim(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if user.role not in MAY_CLAIM:
            await ack()
            return await refuse(
                client, body, "Only our sales team can claim leads. Ask your partner manager to add you."
            )
        await engine.handle(read_claim(body, user.person), key=click_key(body))
        await ack()
        return None

    _register_held(app, engine, people, program, clock)


def _register_held(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    @app.action("held:dismiss")
    async def dismiss(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            await engine.handle(DismissMail(read_mail_id(body), user.person), key=click_key(body))
            await ack()

    @app.action("held:again")
    async def again(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            mail_id = read_mail_id(body)
            await engine.unit(lambda session, now: Inbound(session).read_again(mail_id, now))
            await ack()

    @app.action("held:approve")
    async def approve(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            await ack()
            mail_id = read_mail_id(body)
            held = await engine.ask(lambda session: HeldMails(session).get(mail_id))
            if held:
                today = local_date(clock.now(), program.tz)
                view = modals.approve_view(held, program, today)
                await client.views_open(trigger_id=body["trigger_id"], view=view)

    @app.action("held:register")
    async def register_by_hand(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            await ack()
            mail_id = read_mail_id(body)
            held = await engine.ask(lambda session: HeldMails(session).get(mail_id))
            if held:
                known = held.partner_id or next(iter(held.guesses), "")
                partner = await engine.ask(lambda session: Partners(session).get(known)) if known else None
                await client.views_open(
                    trigger_id=body["trigger_id"], view=modals.register_view(held, partner)
                )


def read_claim(body: Mapping[str, Any], actor: Person) -> ClaimReferral:
    """Translate a block_actions payload; KeyError means that Slack changed its shape."""
    return ClaimReferral(body["actions"][0]["value"], actor, channel=channel_of(body))


def read_mail_id(body: Mapping[str, Any]) -> int:
    """The mail a held card is about."""
    return int(body["actions"][0]["value"])


def click_key(body: Mapping[str, Any]) -> str:
    """Name this click; the same payload always gets the same name."""
    action = body["actions"][0]
    return f"slack:{body['team']['id']}:{action['action_id']}:{body['user']['id']}:{action['action_ts']}"


def channel_of(body: Mapping[str, Any]) -> str:
    """Where a click happened; a click in App Home is answered in the person's own messages."""
    return str((body.get("channel") or {}).get("id") or body["user"]["id"])


async def refuse(client: AsyncWebClient, body: Mapping[str, Any], why: str) -> None:
    """Say kindly, to this person only, why nothing happened."""
    await aside(client, channel_of(body), body["user"]["id"], text=f":raised_hand: {why}")


async def is_manager(
    user: SlackUser, ack: AsyncAck, client: AsyncWebClient, body: Mapping[str, Any], why: str
) -> bool:
    """Whether a partner manager pressed; anybody else is acked and told why nothing happened."""
    if user.role == "manager":
        return True
    await ack()
    await refuse(client, body, why)
    return False
