"""Buttons and forms of tasks and stories; only partner managers settle them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack import form
from bot.slack.actions import click_key, refuse
from bot.slack.care import story_card, task_card
from bot.slack.modals import Unfit, form_key
from bot.slack.people import People
from storage.partners import Partners
from storage.referrals import Referrals
from storage.stories import Stories
from storage.tasks import Tasks
from workflows.base import Command
from workflows.calendar import local_date
from workflows.engagement_messages import FinishTask, SendDraft, SnoozeTask, TellStory
from workflows.model import Person
from workflows.pipeline import WON
from workflows.program import Program

ONLY_MANAGERS = "Only partner managers settle this."
A_WEEK = timedelta(days=7)


def register(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    """Attach the listeners of this file."""
    _register_tasks(app, engine, people, program, clock)
    _register_stories(app, engine, people)


def _register_tasks(app: AsyncApp, engine: Engine, people: People, program: Program, clock: Clock) -> None:
    async def settle(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, make: Any) -> None:
        await _click(engine, people, ack, body, client, make)

    @app.action(task_card.DONE)
    async def done(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await settle(ack, body, client, lambda actor: FinishTask(_value(body), actor))

    @app.action(task_card.CALLED)
    async def called(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await settle(ack, body, client, lambda actor: FinishTask(_value(body), actor, "called"))

    @app.action(task_card.SNOOZE)
    async def snooze(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        until = local_date(clock.now() + A_WEEK, program.tz)
        await settle(ack, body, client, lambda actor: SnoozeTask(_value(body), actor, until))

    @app.action(task_card.EDIT)
    async def edit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        await ack()
        if user.role != "manager":
            return await refuse(client, body, ONLY_MANAGERS)
        now = clock.now()
        view = await engine.ask(lambda session: _letter(session, _value(body), program, now))
        if view is None:
            return await refuse(client, body, task_card.SETTLED)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return None

    @app.view(task_card.SEND_FORM)
    async def send(ack: AsyncAck, body: dict[str, Any]) -> Any:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await ack()
        try:
            command = read_letter(body, user.person)
        except Unfit as unfit:
            return await ack(response_action="errors", errors={unfit.field: str(unfit)})
        outcome = await engine.handle(command, key=form_key(body))
        if not (outcome.events or outcome.is_repeated):
            return await ack(response_action="update", view=task_card.settled_view())
        return await ack()


def _register_stories(app: AsyncApp, engine: Engine, people: People) -> None:
    @app.action(story_card.ANONYMOUS)
    async def anonymous(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _tell(ack, body, client, "anonymous")

    @app.action(story_card.REFUSE)
    async def refused(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _tell(ack, body, client, "refused")

    async def _tell(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, how: Literal["anonymous", "refused"]
    ) -> None:
        await _click(engine, people, ack, body, client, lambda actor: TellStory(_value(body), how, actor))

    @app.action(story_card.NAMED)
    async def named(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        await ack()
        if user.role != "manager":
            return await refuse(client, body, ONLY_MANAGERS)
        view = await engine.ask(lambda session: _named(session, _value(body)))
        if view is None:
            return await refuse(client, body, "That deal is no longer won, so there is nothing to tell.")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return None

    @app.view(story_card.NAMED_FORM)
    async def named_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        if user.role == "manager":
            await engine.handle(read_named(body, user.person), key=form_key(body))
        await ack()


def read_letter(body: Mapping[str, Any], actor: Person) -> SendDraft:
    """Translate the form; Unfit names the field to mend."""
    filled = form.read_form(body)
    to, text = filled.chosen("to"), filled.text("text")
    form.fit_address("to", to)
    if not text:
        raise Unfit("text", "Write a line, or call them instead.")
    return SendDraft(filled.about["task"], actor, to, filled.text("subject") or "Hello", text)


def read_named(body: Mapping[str, Any], actor: Person) -> TellStory:
    """Translate the form."""
    filled = form.read_form(body)
    tags = tuple(tag.strip()[:40] for tag in filled.text("tags").split(",") if tag.strip())
    return TellStory(filled.about["referral"], "named", actor, tags[:5])


async def _click(
    engine: Engine,
    people: People,
    ack: AsyncAck,
    body: dict[str, Any],
    client: AsyncWebClient,
    make: Any,
) -> None:
    user = await people.find(body["user"]["id"])
    if user.role != "manager":
        await ack()
        return await refuse(client, body, ONLY_MANAGERS)
    command: Command = make(user.person)
    await engine.handle(command, key=click_key(body))
    await ack()
    return None


def _letter(session: Session, task_id: str, program: Program, now: Any) -> dict[str, Any] | None:
    task = Tasks(session).get(task_id)
    partner = Partners(session).get(task.partner_id) if task else None
    if task is None or partner is None or not task.is_open:
        return None
    if not any(c.emails for c in partner.contacts):
        return task_card.nobody_view(partner)
    subject, text = task_card.draft_of(session, task, partner, program, now)
    return task_card.send_view(task, partner, subject, text)


def _named(session: Session, referral_id: str) -> dict[str, Any] | None:
    story, referral = Stories(session).get(referral_id), Referrals(session).get(referral_id)
    partner = Partners(session).get(referral.partner_id) if referral else None
    if not (story and referral and partner) or referral.stage != WON:
        return None
    return story_card.named_view(story, referral, partner)


def _value(body: Mapping[str, Any]) -> str:
    return str(body["actions"][0]["value"])
