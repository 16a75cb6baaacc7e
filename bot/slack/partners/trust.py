"""Buttons about who may speak and whom we reach: strangers, Slack workspaces, addresses that took no mail."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.conversation.correcting import chosen
from bot.engine import Engine
from bot.slack.actions import ABOUT_HELD_MAILS, click_key, is_manager, read_mail_id, refuse
from bot.slack.partners import trust_card
from bot.slack.people import People
from storage.held import HeldMails
from storage.outbox import Promise
from storage.partners import Partners
from storage.referrals import Referrals
from storage.teams import SlackTeams
from workflows.commands import ClearAddress, CorrectReferral, DeclineSender
from workflows.model import Person


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""
    _register_workspaces(app, engine, people)

    @app.action("held:decline")
    async def decline(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            return
        await engine.handle(DeclineSender(read_mail_id(body), user.person), key=click_key(body))
        await ack()

    @app.action(re.compile("^held:correct:"))
    async def correct(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, ABOUT_HELD_MAILS):
            return None
        mail_id, _, about = str(body["actions"][0]["value"]).partition("|")
        command = await engine.ask(lambda s: _correction(s, int(mail_id), about, user.person.name))
        if command is None:
            await ack()
            return await refuse(
                client, body, "That cannot be corrected by itself any more; please look at it."
            )
        await engine.handle(command, key=f"held:correct:{mail_id}")
        await ack()
        return None

    @app.action("address:clear")
    async def clear(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, "Only partner managers clear an address."):
            return
        await engine.handle(read_clear(body, user.person), key=click_key(body))
        await ack()


def _register_workspaces(app: AsyncApp, engine: Engine, people: People) -> None:
    async def decide(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, *, is_theirs: bool) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, "Only partner managers say who somebody is."):
            return
        team, _, partner_id = str(body["actions"][0]["value"]).partition("|")

        def decided(session: Session, now: datetime) -> tuple[Promise, ...]:
            partner = Partners(session).get(partner_id)
            if partner is None:
                return ()
            if is_theirs:
                SlackTeams(session).allow(team, partner_id, now)
            answer = trust_card.workspace_answer(team, partner, user.person.name, is_theirs=is_theirs)
            return (answer,)

        await engine.say(f"workspace:{team}:{partner_id}", decided)  # the first word counts
        await ack()

    @app.action("workspace:theirs")
    async def theirs(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await decide(ack, body, client, is_theirs=True)

    @app.action("workspace:not_theirs")
    async def not_theirs(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await decide(ack, body, client, is_theirs=False)


def _correction(session: Session, mail_id: int, about: str, actor: str) -> CorrectReferral | None:
    held = HeldMails(session).get(mail_id)
    partner = Partners(session).get(held.partner_id) if held and held.status == "open" else None
    referral = Referrals(session).get(about)
    return chosen(held, referral, partner, actor) if held and partner and referral else None


def read_clear(body: Mapping[str, Any], actor: Person) -> ClearAddress:
    """Translate a block_actions payload; KeyError means that Slack changed its shape."""
    return ClearAddress(str(body["actions"][0]["value"]), actor)
