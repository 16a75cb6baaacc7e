"""Everything people do with a lead in Slack. Commit, then ack; a refusal is kind, and only they see it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.slack.actions import channel_of, click_key, refuse
from bot.slack.leads import lead_forms, lead_submissions
from bot.slack.leads.lead_card import SPLIT
from bot.slack.leads.lead_desk import FOR_SALES, GONE, Json, Leads
from bot.slack.leads.lead_entries import read_lead_form
from bot.slack.leads.lead_forms import About
from bot.slack.people import MAY_CLAIM, MAY_SEE_PARTNERS, People, SlackUser
from storage.history import History
from storage.partners import Partners
from workflows import ownership
from workflows.commands import (
    AssignReferral,
    MoveStage,
    RejectReferral,
    ReleaseReferral,
    ReopenReferral,
)
from workflows.program import Program
from workflows.stages import not_theirs, refusal

NO_STAGE = "There is no such stage any more."


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file."""
    leads = Leads(engine, people, program, clock)
    _register_ownership(app, leads)
    _register_handing(app, leads)
    _register_stages(app, leads)
    _register_forms(app, leads)
    lead_submissions.register(app, leads)


async def move_by_words(
    leads: Leads, client: AsyncWebClient, body: Mapping[str, Any], referral_id: str, words: str
) -> str:
    """`/lead R-… stage demo`: moves at once, or opens the form of a stage that asks for more.

    `body` is the slash command's; the answer is a sentence for the asker, "" when the form says it all.
    """
    user = await leads.people.find(body["user_id"])
    referral, (stage, more) = await leads.referral(referral_id), leads.program.pipeline.begins(words)
    if user.role not in MAY_CLAIM:
        return FOR_SALES
    if referral is None:
        return GONE
    if stage is None:
        names = ", ".join(one.name for one in leads.program.pipeline.stages)
        return f"Which stage do you mean? There are: {names}."
    steers = user.role == "manager"
    if why := not_theirs(referral, user.person, may_steer=steers):
        return why
    if stage.asks:
        form = await leads.stage_form(referral, stage, body["channel_id"], more)
        await client.views_open(trigger_id=body["trigger_id"], view=form)
        return ""
    if more:
        return f"Do you mean {stage.name}? I know no “{more}” of it. Please type the stage alone."
    move = MoveStage(referral.id, stage.key, user.person, channel=body["channel_id"], may_steer=steers)
    if why := refusal(referral, move, leads.program.pipeline, leads.clock.now()):
        return why
    await leads.engine.handle(move, f"slack:command:{body['trigger_id']}")
    return f"{referral.title} moves to {stage.name}."


def _register_ownership(app: AsyncApp, leads: Leads) -> None:
    @app.action("referral:release")
    async def release(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        if user := await leads.seller(body, ack, client):
            command = ReleaseReferral(value_of(body), user.person, channel_of(body), user.role == "manager")
            await leads.engine.handle(command, click_key(body))
            await ack()

    @app.action("referral:reopen")
    async def reopen(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        if user := await leads.seller(body, ack, client):
            command = ReopenReferral(value_of(body), user.person, channel_of(body))
            await leads.engine.handle(command, click_key(body))
            await ack()


def _register_handing(app: AsyncApp, leads: Leads) -> None:
    @app.action("referral:assign")
    async def assign(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        if user := await leads.seller(body, ack, client):
            await ack()
            if referral := await leads.referral(value_of(body)):
                steers = user.role == "manager"
                wish = AssignReferral(referral.id, user.person, user.person, may_steer=steers)
                if why := ownership.refusal(referral, wish, leads.clock.now()):
                    return await refuse(client, body, why)
                view = lead_forms.assign_view(About(referral, channel_of(body)))
                await leads.show(client, body, view)
        return None

    @app.action("referral:reject")
    async def reject(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        if user := await leads.seller(body, ack, client):
            await ack()
            if referral := await leads.referral(value_of(body)):
                wish = RejectReferral(referral.id, "", user.person)
                if why := ownership.refusal(referral, wish, leads.clock.now()):
                    return await refuse(client, body, why)
                view = lead_forms.reject_view(About(referral, channel_of(body)), leads.program.pipeline)
                await leads.show(client, body, view)
        return None

    @app.action("referral:open")
    async def whole(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        await ack()
        user = await leads.people.find(body["user"]["id"])
        if user.role not in MAY_SEE_PARTNERS:
            return await refuse(client, body, FOR_SALES)
        if view := await leads.whole(value_of(body), user):
            await leads.show(client, body, view)
        return None


def _register_stages(app: AsyncApp, leads: Leads) -> None:
    @app.action("referral:stage")
    async def stage(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        user = await leads.seller(body, ack, client)
        if user is None:
            return None
        referral_id, _, key = body["actions"][0]["selected_option"]["value"].partition(SPLIT)
        chosen, referral = leads.program.pipeline.stage(key), await leads.referral(referral_id)
        steers = user.role == "manager"
        why = not_theirs(referral, user.person, may_steer=steers) if referral else GONE
        if why or chosen is None or referral is None:
            await ack()
            return await refuse(client, body, why or NO_STAGE)
        if chosen.asks:
            await ack()
            return await leads.show(client, body, await leads.stage_form(referral, chosen, channel_of(body)))
        move = MoveStage(referral.id, key, user.person, channel=channel_of(body), may_steer=steers)
        await leads.engine.handle(move, click_key(body))
        await ack()
        return None

    @app.action(lead_forms.PICK)
    async def pick(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        user = await leads.seller(body, ack, client)
        if user is None:
            return None
        await ack()
        form, key = read_lead_form(body), body["actions"][0]["selected_option"]["value"]
        chosen, referral = leads.program.pipeline.stage(key), await leads.referral(form.about)
        why = not_theirs(referral, user.person, may_steer=user.role == "manager") if referral else GONE
        if why or chosen is None or referral is None:
            return await refuse(client, body, why or NO_STAGE)
        view = await leads.stage_form(referral, chosen, form.channel)
        await client.views_update(view_id=form.id, hash=body["view"]["hash"], view=view)
        return None


def _register_forms(app: AsyncApp, leads: Leads) -> None:
    async def open_form(
        ack: AsyncAck, body: Json, client: AsyncWebClient, draw: Callable[[About, SlackUser], Awaitable[Json]]
    ) -> None:
        user = await leads.seller(body, ack, client)
        if user is None:
            return None
        await ack()
        referral = await leads.referral(value_of(body))
        why = not_theirs(referral, user.person, may_steer=user.role == "manager") if referral else GONE
        if why or referral is None:
            return await refuse(client, body, why)
        return await leads.show(client, body, await draw(About(referral, channel_of(body)), user))

    @app.action("referral:details")
    async def details(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        async def draw(about: About, _user: SlackUser) -> Json:
            return lead_forms.details_view(about)

        await open_form(ack, body, client, draw)

    @app.action("referral:intro")
    async def intro(ack: AsyncAck, body: Json, client: AsyncWebClient) -> None:
        async def draw(about: About, user: SlackUser) -> Json:
            referral = about.referral
            partner = await leads.engine.ask(lambda session: Partners(session).get(referral.partner_id))
            before = await leads.engine.ask(
                lambda session: History(session).of_kind(referral.id, "IntroductionWritten")
            )
            company = partner.company if partner else ""
            draft = lead_forms.intro_draft(referral, company, user.person)
            return lead_forms.intro_view(about, company, user.person, draft, before)

        await open_form(ack, body, client, draw)


def value_of(body: Mapping[str, Any]) -> str:
    """The tracking ID a button carries."""
    return str(body["actions"][0]["value"])
