"""What the listeners about leads share: who clicked, on which lead, and what may be shown to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.engine import Engine
from bot.slack import blocks
from bot.slack.actions import refuse
from bot.slack.leads import lead_forms
from bot.slack.leads.lead_forms import About
from bot.slack.people import MAY_CLAIM, People, SlackUser
from inbox.facts import amounts
from storage.history import History
from storage.partners import Partners
from storage.referrals import Referrals
from storage.views import Views
from workflows.calendar import local_date
from workflows.model import Referral
from workflows.pipeline import Stage
from workflows.program import Program
from workflows.stages import not_theirs

FOR_SALES = "Only our sales team works on leads. Ask your partner manager to add you."
GONE = "I do not know this lead any more."
Json = dict[str, Any]


class Leads:
    """Everything a listener needs."""

    def __init__(self, engine: Engine, people: People, program: Program, clock: Clock) -> None:
        self.engine, self.people, self.program, self.clock = engine, people, program, clock

    async def referral(self, referral_id: str) -> Referral | None:
        """The lead as it stands."""
        return await self.engine.ask(lambda session: Referrals(session).get(referral_id))

    async def seller(
        self, body: Mapping[str, Any], ack: AsyncAck, client: AsyncWebClient
    ) -> SlackUser | None:
        """Who clicked, if they may work on leads; everybody else is told why not."""
        user = await self.people.find(body["user"]["id"])
        if user.role in MAY_CLAIM:
            return user
        await ack()
        await refuse(client, body, FOR_SALES)
        return None

    async def show(self, client: AsyncWebClient, body: Mapping[str, Any], view: Json) -> None:
        """Open a form, on top of the one the click came from."""
        is_in_modal = (body.get("view") or {}).get("type") == "modal"
        method = client.views_push if is_in_modal else client.views_open
        await method(trigger_id=body["trigger_id"], view=view)

    async def stage_form(self, referral: Referral, stage: Stage, channel: str, typed: str = "") -> Json:
        """The form of a stage; `typed` may be what the deal is worth."""
        today = local_date(self.clock.now(), self.program.tz)
        if stage.asks == "value" and (worth := amounts.typed(typed, country=self.program.country)):
            referral = replace(referral, prospect=replace(referral.prospect, value=worth))
        return lead_forms.stage_view(About(referral, channel), self.program, stage, today)

    async def whole(self, referral_id: str, user: SlackUser) -> Json | None:
        """Everything about one lead, with what this person can do about it."""
        return await self.engine.ask(lambda session: _whole(session, referral_id, user, self.program))


def may_move(referral: Referral, user: SlackUser) -> bool:
    """Whether somebody's lead is this person's to move on, too."""
    steers = user.role == "manager"
    return user.role in MAY_CLAIM and not not_theirs(referral, user.person, may_steer=steers)


def _whole(session: Session, referral_id: str, user: SlackUser, program: Program) -> Json | None:
    referral = Referrals(session).get(referral_id)
    partner = Partners(session).get(referral.partner_id) if referral else None
    if referral is None or partner is None:
        return None
    record = Views(session).track_record(partner.id)
    view, history = (
        blocks.ReferralView(referral, partner, record, program),
        History(session).about(referral.id),
    )
    return lead_forms.whole_view(view, history, can_move=may_move(referral, user))
