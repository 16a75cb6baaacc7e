"""Buttons and forms of a conflict's card: keep, split, give. Only partner managers decide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.actions import channel_of, click_key, refuse
from bot.slack.conflict_card import GIVE, SPLIT, give_view, sides, split_view
from bot.slack.modals import form_key
from bot.slack.people import People
from workflows.commands import DecideConflict
from workflows.model import Person
from workflows.program import Program


def register(app: AsyncApp, engine: Engine, people: People, program: Program) -> None:
    """Attach the listeners of this file."""

    @app.action("conflict:keep")
    async def keep(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await _only_managers(ack, client, body)
        await engine.handle(read_keep(body, user.person), key=click_key(body))
        await ack()
        return None

    @app.action("conflict:split")
    async def split(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _open(ack, body, client, "split")

    @app.action("conflict:give")
    async def give(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _open(ack, body, client, "give")

    _register_forms(app, engine, people)

    async def _open(
        ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, how: Literal["split", "give"]
    ) -> None:
        user = await people.find(body["user"]["id"])
        if user.role != "manager":
            return await _only_managers(ack, client, body)
        await ack()
        about = str(body["actions"][0]["value"])
        second, first = await engine.ask(lambda session: sides(session, about, program))
        if second is None or second.referral.registration != "contested":
            return await refuse(client, body, "This one is decided already; the card shows how.")
        if how == "split" and first is None:
            return await refuse(client, body, "Nobody else holds it any more. Please give it to the second.")
        view = split_view(second, first) if how == "split" and first else give_view(second, first)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        return None


def _register_forms(app: AsyncApp, engine: Engine, people: People) -> None:
    @app.view(SPLIT)
    async def split_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        if user.role == "manager":
            command = read_split(body, user.person)
            if command is None:
                await ack(response_action="errors", errors={"percent": "A number between 1 and 99, please."})
                return
            await engine.handle(command, key=form_key(body))
        await ack()

    @app.view(GIVE)
    async def give_form(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        if user.role == "manager":
            await engine.handle(read_give(body, user.person), key=form_key(body))
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


def _about(body: Mapping[str, Any]) -> str:
    return str(json.loads(body["view"]["private_metadata"])["referral"])


def _typed(body: Mapping[str, Any], field: str) -> str:
    values: Mapping[str, Mapping[str, Any]] = body["view"]["state"]["values"]
    element: Mapping[str, Any] = next(iter(values.get(field, {}).values()), {})
    return str(element.get("value") or "").strip()


async def _only_managers(ack: AsyncAck, client: AsyncWebClient, body: Mapping[str, Any]) -> None:
    await ack()
    await refuse(client, body, "Only partner managers decide between two partners.")
