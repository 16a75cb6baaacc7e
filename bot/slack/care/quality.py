"""Buttons of the list of findings, and people who leave Slack."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.care.quality import mended, refresh, successor_named
from bot.clock import Clock
from bot.engine import Engine
from bot.slack.actions import channel_of, click_key, refuse
from bot.slack.care.quality_card import AGAIN, ASK, GONE, JOIN, LEAVE, SPLIT
from bot.slack.leads.departures import Departures
from bot.slack.people import People, SlackUser
from bot.slack.workspace.clients import aside
from storage.partners import Partners
from storage.quality import Findings
from storage.referrals import Referrals
from workflows.commands import EditPartner
from workflows.model import Partner, Referral
from workflows.program import Program
from workflows.quality_messages import AskOwner, JoinLeads, LeaveFinding, MendContact, TellFindings
from workflows.quality_terms import Finding

NOT_YOURS = "Only partner managers decide about the data."
NOBODY_LEFT = "Then nobody would be left to write to, or it is mended already. *Edit…* says who it is now."


def register(
    app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock, departures: Departures
) -> None:
    """Attach the listeners of this file."""

    for action in (LEAVE, ASK, JOIN):

        @app.action(action)
        async def decide(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
            user = await people.find(body["user"]["id"])
            finding, lead = await _meant(engine, body)
            command = _command(body, user, finding, lead)
            if user.role != "manager" or command is None:
                await ack()
                why = (
                    NOT_YOURS
                    if user.role != "manager"
                    else "That is settled already, or nobody has this lead."
                )
                return await refuse(client, body, why)
            await engine.handle(command, key=click_key(body))
            await ack()
            if not command.card:  # tapped in an answer of their own, which nobody draws again
                said = ":white_check_mark: Noted."
                await aside(client, channel_of(body), user.id, text=said)
            return None

    @app.action(GONE)
    async def gone(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        finding, _ = await _meant(engine, body)
        after = await engine.ask(lambda session: _without(session, finding)) if finding else None
        if user.role != "manager" or finding is None or after is None:
            await ack()
            return await refuse(client, body, NOT_YOURS if user.role != "manager" else NOBODY_LEFT)
        card = str(body["actions"][0]["value"]).partition(SPLIT)[0]
        mend, edit = MendContact(finding.key, card, user.person), EditPartner(after, user.person)
        await engine.handle(mend, key=click_key(body), also=(edit,))
        await ack()
        if not card:
            said = ":white_check_mark: Noted."
            await aside(client, channel_of(body), user.id, text=said)
        return None

    @app.action(AGAIN)
    async def again(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        await ack()
        if user.role != "manager":
            return await refuse(client, body, NOT_YOURS)
        count = await refresh(engine, program, clock.now())
        await engine.handle(TellFindings(str(body["actions"][0]["value"]), max(1, count)), click_key(body))
        return None

    @app.event("user_change")
    async def changed(event: dict[str, Any]) -> None:
        user: Mapping[str, Any] = event["user"]
        people.forget(str(user["id"]))
        if user.get("deleted"):
            name = str(user.get("real_name") or user.get("name") or "A rep")
            await departures.left(str(user["id"]), name)
            email = str((user.get("profile") or {}).get("email") or "")
            await departures.contact_left(str(user["id"]), name, email)


def _without(session: Session, finding: Finding) -> Partner | None:
    """The partner as they are when it is mended; None when that leaves nobody, or takes somebody else's."""
    partner = Partners(session).get(finding.about)
    named = successor_named(session, finding.about, finding.other)
    after = mended(partner, finding.other, named) if partner else None
    return after if after and not Partners(session).taken_from_others(after) else None


async def _meant(engine: Engine, body: Mapping[str, Any]) -> tuple[Finding | None, Referral | None]:
    key = str(body["actions"][0]["value"]).partition(SPLIT)[2]
    finding = await engine.ask(lambda session: Findings(session).get(key))
    if finding is None:
        return None, None
    return finding, await engine.ask(lambda session: Referrals(session).get(finding.about))


def _command(
    body: Mapping[str, Any], user: SlackUser, finding: Finding | None, lead: Referral | None
) -> LeaveFinding | AskOwner | JoinLeads | None:
    """What the tap asks for; None when there is nothing left to ask."""
    action = body["actions"][0]
    card, who = str(action["value"]).partition(SPLIT)[0], user.person
    match action["action_id"], finding, lead:
        case "quality:leave", Finding(key=key), _:
            return LeaveFinding(key, card, who)
        case "quality:ask", Finding(key=key), Referral(owner=owner) if owner and owner.slack_id:
            return AskOwner(key, card, owner, who)
        case "quality:join", Finding(key=key, other=other), Referral(id=about):
            return JoinLeads(key, card, about, other, who)
    return None
