"""`/partner` and `/lead`, and the buttons that ask the next question. Answers are for the asker alone."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

from blockkit import Modal
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.slack import blocks
from bot.slack.actions import click_key
from bot.slack.answers import Answer, Blocks, Do, Move, Open, Register, Show
from bot.slack.blocks import plain
from bot.slack.leads import lead_actions, lead_words
from bot.slack.leads.lead_desk import Leads
from bot.slack.leads.registering import Registering
from bot.slack.partners import partner_words
from bot.slack.people import SlackUser
from bot.slack.typed import unescaped
from bot.slack.workspace.clients import answer_url
from bot.upkeep.audit_log import note_money_seen
from templates import escape_slack

VOCABULARIES = {one.name: one for one in (partner_words.VOCABULARY, lead_words.VOCABULARY)}
PAGE_VIEW = "ask:page"
FALLBACK = "Here is what I found."
ACK_BY_S = 2.0  # after three seconds Slack says that we failed


@dataclass(frozen=True, slots=True)
class Clerk:
    """Answers a command line, wherever it was typed or clicked."""

    registering: Registering
    leads: Leads

    async def answer(self, user: SlackUser, name: str, typed: str) -> Answer:
        """What the line asks for."""
        await note_money_seen(self.registering.engine, user.person.slack_id, f"{name} {typed}")
        vocabulary, program = VOCABULARIES[name], self.registering.program
        now = self.registering.clock.now()
        return await self.registering.engine.ask(
            lambda session: vocabulary.answer(session, user, typed, program, now)
        )

    async def do(self, wish: Do, key: str) -> str:
        """Decide it; gives what to say, as mrkdwn."""
        outcome = await self.registering.engine.handle(wish.command, key)
        return wish.done if outcome.events else wish.unchanged

    async def form(self, user: SlackUser, wish: Open | Register) -> dict[str, Any]:
        """The form that an answer opens."""
        if isinstance(wish, Open):
            return wish.view
        return await self.registering.view(user, wish.words, wish.partner_id)


def register(app: AsyncApp, clerk: Clerk) -> None:
    """Attach the listeners of this file."""

    @app.command(re.compile("^/(partner|lead)$"))
    async def typed(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        saying = Saying(ack, lambda **said: answer_url(body["response_url"]).send(**said))
        await saying.in_time(_serve(clerk, client, body, saying))

    @app.action(re.compile("^ask:"))
    async def clicked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        user = await clerk.registering.people.find(body["user"]["id"])
        name, _, rest = str(body["actions"][0]["value"]).partition(" ")
        if name in VOCABULARIES:
            await _follow(clerk, client, body, user, await clerk.answer(user, name, rest))


class Saying:
    """Answers a command: at once with the ack, and after it where that would come too late for Slack."""

    def __init__(self, ack: Callable[..., Awaitable[Any]], post: Callable[..., Awaitable[Any]]) -> None:
        self._ack, self._post = ack, post
        self._is_acked = False

    async def in_time(self, work: Coroutine[Any, Any, None], within_s: float = ACK_BY_S) -> None:
        """Have it done; Slack hears of it by then whatever happens, and says nothing of a time-out."""
        working = asyncio.create_task(work)
        done, _late = await asyncio.wait([working], timeout=within_s)
        if not done:
            await self.heard()
        await working

    async def heard(self) -> None:
        """Only that we heard it; words come later, or a form."""
        if not self._is_acked:
            self._is_acked = True
            await self._ack()

    async def say(self, text: str, drawn: Blocks) -> None:
        """The words."""
        post = self._post if self._is_acked else self._ack
        self._is_acked = True
        await post(response_type="ephemeral", text=text, blocks=drawn)


async def _serve(clerk: Clerk, client: AsyncWebClient, body: dict[str, Any], saying: Saying) -> None:
    user = await clerk.registering.people.find(body["user_id"])
    match await clerk.answer(user, body["command"], unescaped(body.get("text", ""))):
        case Show(blocks=drawn):
            await saying.say(FALLBACK, drawn)
        case Do() as wish:
            said = await clerk.do(wish, f"slack:command:{body['trigger_id']}")
            await saying.say(said, blocks.words(said))
        case Move(referral_id=referral_id, stage=stage):
            said = escape_slack(
                await lead_actions.move_by_words(clerk.leads, client, body, referral_id, stage)
            )
            await (saying.say(said, blocks.words(said)) if said else saying.heard())
        case wish:
            await saying.heard()
            await client.views_open(trigger_id=body["trigger_id"], view=await clerk.form(user, wish))


async def _follow(
    clerk: Clerk, client: AsyncWebClient, body: Mapping[str, Any], user: SlackUser, answer: Answer
) -> None:
    match answer:
        case Show(blocks=drawn):
            await show(client, body, drawn)
        case Do() as wish:
            await show(client, body, blocks.words(await clerk.do(wish, click_key(body))))
        case Move(referral_id=referral_id):  # a stage is chosen from the lead's own menu
            await _follow(clerk, client, body, user, await clerk.answer(user, "/lead", referral_id))
        case wish:
            is_modal = (body.get("view") or {}).get("type") == "modal"
            method = client.views_push if is_modal else client.views_open
            await method(trigger_id=body["trigger_id"], view=await clerk.form(user, wish))


async def show(client: AsyncWebClient, body: Mapping[str, Any], drawn: Blocks) -> None:
    """Where the click came from: in place of our answer, else in a window of its own."""
    view = body.get("view") or {}
    if view.get("callback_id") == PAGE_VIEW:
        await client.views_update(view_id=view["id"], view=window(drawn))
    elif view:
        method = client.views_push if view.get("type") == "modal" else client.views_open
        await method(trigger_id=body["trigger_id"], view=window(drawn))
    else:
        mine = bool(body["container"].get("is_ephemeral")) or str(body["channel"]["id"]).startswith("D")
        await answer_url(body["response_url"]).send(
            text=FALLBACK, blocks=drawn, replace_original=mine, response_type="ephemeral"
        )


def window(drawn: Blocks) -> dict[str, Any]:
    """An answer as a window of its own."""
    view: dict[str, Any] = Modal(plain("Referral Desk", 24), close=plain("Close", 24)).build()
    return {**view, "callback_id": PAGE_VIEW, "blocks": drawn}
