"""The one-tap question about a quiet lead: its owner, or a manager, answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.engine import Engine
from bot.slack.actions import click_key, refuse
from bot.slack.leads.reminders import HELP, WORKING
from bot.slack.people import People, SlackUser
from storage.referrals import Referrals
from workflows.commands import AnswerQuestion
from workflows.model import Person


def register(app: AsyncApp, engine: Engine, people: People) -> None:
    """Attach the listeners of this file."""

    @app.action(WORKING)
    async def working(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _answer(engine, people, ack, body, client, "working")

    @app.action(HELP)
    async def needs_help(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await _answer(engine, people, ack, body, client, "help")


async def _answer(
    engine: Engine,
    people: People,
    ack: AsyncAck,
    body: Mapping[str, Any],
    client: AsyncWebClient,
    answer: Literal["working", "help"],
) -> None:
    user = await people.find(body["user"]["id"])
    command = read_answer(body, user.person, answer)
    referral = await engine.ask(lambda session: Referrals(session).get(command.about))
    if not _may_answer(user, referral.owner if referral else None):
        await ack()
        return await refuse(client, body, "This is for the lead's owner or a partner manager.")
    await engine.handle(command, key=click_key(body))
    await ack()
    return None


def read_answer(body: Mapping[str, Any], actor: Person, answer: Literal["working", "help"]) -> AnswerQuestion:
    """Translate a block_actions payload; KeyError means that Slack changed its shape."""
    return AnswerQuestion(body["actions"][0]["value"], actor, answer)


def _may_answer(user: SlackUser, owner: Person | None) -> bool:
    return user.role == "manager" or (owner is not None and owner.slack_id == user.id)
