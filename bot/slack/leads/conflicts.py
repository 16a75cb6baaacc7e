"""Buttons and forms of a conflict's card: keep, split, give. Only partner managers decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.engine import Engine
from bot.slack.actions import channel_of, click_key, is_manager, refuse
from bot.slack.leads.conflict_card import GIVE, SPLIT, give_view, sides, split_view
from bot.slack.leads.lead_forms import refusal_view
from bot.slack.modals import form_key
from bot.slack.people import People
from storage.referrals import Referrals
from workflows.commands import DecideConflict
from workflows.contest import Contest, refusal
from workflows.model import Person
from workflows.program import Program

ONLY_MANAGERS = "Only partner managers decide between two partners."
DECIDED = "Somebody has decided this one already, so nothing has changed. The card shows how."


def register(app: AsyncApp, engine: Engine, people: People, program: Program) -> None:
    """Attach the listeners of this file."""

    @app.action("conflict:keep")
    async def keep(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, ONLY_MANAGERS):
            return
        outcome = await engine.handle(read_keep(body, user.person), key=click_key(body))
        await ack()
        if not (outcome.events or outcome.is_repeated) and await _is_decided(
            engine, str(body["actions"][0]["value"])
        ):
            await refuse(client, body, DECIDED)

    @app.action("conflict:split")
    async def split(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _open(ack, body, client, "split")

    @app.action("conflict:give")
    async def give(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _open(ack, body, client, "give")

    _register_forms(app, engine, people, program)

    async def _open(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, how: Literal["split", "give"]
    ) -> None:
        user = await people.find(body["user"]["id"])
        if not await is_manager(user, ack, client, body, ONLY_MANAGERS):
            return None
        await ack()
        about = str(body["actions"][0]["value"])
        second, first = await engine.ask(lambda session: sides(session, about, program))
        if second is None or second.referral.registration != "contested":
            return await refuse(client, body, DECIDED)
        if how == "split" and first is None:
            return await refuse(client, body, "Nobody else holds it any more. Please give it to the second.")
        view = split_view(second, first) if how == "split" and first else give_view(second, first)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return None


def _register_forms(app: AsyncApp, engine: Engine, people: People, program: Program) -> None:
    async def decide(ack: AsyncAck, body: dict[str, Any], command: DecideConflict) -> None:
        outcome = await engine.handle(command, key=form_key(body))
        if outcome.events or outcome.is_repeated:
            await ack()
        else:
            why = await engine.ask(lambda session: _why_not(session, command, program))
            await ack(response_action="update", view=refusal_view(why))

    @app.view(SPLIT)
    async def split_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        command = read_split(body, user.person)
        if user.role != "manager":
            await ack()
        elif command is None:
            await ack(response_action="errors", errors={"percent": "A number between 1 and 99, please."})
        else:
            await decide(ack, body, command)

    @app.view(GIVE)
    async def give_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        if user.role == "manager":
            await decide(ack, body, read_give(body, user.person))
        else:
            await ack()


def read_keep(body: Mapping[str, Any], actor: Person) -> DecideConflict:
    """Translate a block_actions payload; KeyError means that Slack changed its shape."""
    return DecideConflict(body["actions"][0]["value"], "keep", actor, channel=channel_of(body))


def read_split(body: Mapping[str, Any], actor: Person) -> DecideConflict | None:
    """Translate the form; None when the number is none."""
    try:
        percent = Decimal(_typed(body, "percent"))
    except InvalidOperation:
        return None
    if not percent.is_finite() or not 1 <= percent <= 99:
        return None
    return DecideConflict(_about(body), "split", actor, int(percent * 100), _typed(body, "why"))


def read_give(body: Mapping[str, Any], actor: Person) -> DecideConflict:
    """Translate the form."""
    return DecideConflict(_about(body), "give", actor, why=_typed(body, "why"))


async def _is_decided(engine: Engine, about: str) -> bool:
    second = await engine.ask(lambda session: Referrals(session).get(about))
    return second is not None and second.registration != "contested"


def _why_not(session: Session, command: DecideConflict, program: Program) -> str:
    """Why a verdict changed nothing: somebody was faster, or the two have moved on meanwhile."""
    second, first = sides(session, command.about, program)
    if second is None or second.referral.registration != "contested":
        return DECIDED
    return refusal(Contest(program, second.referral, first.referral if first else None), command) or DECIDED


def _about(body: Mapping[str, Any]) -> str:
    return str(json.loads(body["view"]["private_metadata"])["referral"])


def _typed(body: Mapping[str, Any], field: str) -> str:
    values: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"]
    element: Mapping[str, Any] = next(iter(values.get(field, {}).values()), {})
    return str(element.get("value") or "").strip()
