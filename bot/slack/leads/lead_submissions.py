"""Submitted forms about a lead: role, lead, fields, rules; what stands in the way is shown in the form."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.slack.leads import lead_forms
from bot.slack.leads.lead_desk import FOR_SALES, GONE, Json, Leads
from bot.slack.leads.lead_entries import (
    LeadForm,
    read_details,
    read_introduction,
    read_lead_form,
    read_move,
    read_rejection,
)
from bot.slack.modals import Unfit, form_key
from bot.slack.people import MAY_CLAIM, SlackUser
from workflows import ownership
from workflows.base import Command
from workflows.commands import AssignReferral, RejectReferral
from workflows.model import Referral
from workflows.stages import not_theirs, refusal, wrong_day

Read = Callable[[Leads, LeadForm, SlackUser, Referral], Awaitable[Command]]


def register(app: AsyncApp, leads: Leads) -> None:
    """Attach the listeners of this file."""
    for callback, read in READERS.items():
        _listen(app, leads, callback, read)


def _listen(app: AsyncApp, leads: Leads, callback: str, read: Read) -> None:
    @app.view(callback)
    async def take(ack: AsyncAck, body: Json) -> None:
        user, form = await leads.people.find(body["user"]["id"]), read_lead_form(body)
        referral = await leads.referral(form.about)
        if user.role not in MAY_CLAIM or referral is None:
            why = FOR_SALES if referral else GONE
            await ack(response_action="update", view=lead_forms.refusal_view(why))
            return
        try:
            command = await read(leads, form, user, referral)
        except Unfit as unfit:
            await ack(response_action="errors", errors={unfit.field: str(unfit)})
        except PermissionError as refused:
            await ack(response_action="update", view=lead_forms.refusal_view(str(refused)))
        else:
            await leads.engine.handle(command, form_key(body))
            await ack()


async def _move(leads: Leads, form: LeadForm, user: SlackUser, referral: Referral) -> Command:
    move = read_move(form, user, leads.program)
    stages, now = leads.program.pipeline, leads.clock.now()
    if why := wrong_day(referral, move, stages, now, leads.program.tz):
        raise Unfit("on", why)
    if why := refusal(referral, move, stages, now):
        raise Unfit("stage", why)
    return move


async def _assign(leads: Leads, form: LeadForm, user: SlackUser, referral: Referral) -> Command:
    to = await leads.people.find(form.picked("user", "user"))
    if to.role not in MAY_CLAIM:
        raise Unfit("user", f"{to.person.name} takes no leads. Choose somebody of the sales team.")
    steers = user.role == "manager"
    command = AssignReferral(form.about, to.person, user.person, form.channel, steers, form.owner)
    return _allowed(command, referral, leads)


async def _reject(leads: Leads, form: LeadForm, user: SlackUser, referral: Referral) -> Command:
    return _allowed(read_rejection(form, user, leads.program), referral, leads)


async def _note(leads: Leads, form: LeadForm, user: SlackUser, referral: Referral) -> Command:
    _check_owner(referral, user)
    return read_details(form, referral, user, leads.program)


async def _introduce(_leads: Leads, form: LeadForm, user: SlackUser, referral: Referral) -> Command:
    _check_owner(referral, user)
    return read_introduction(form, referral, user)


def _allowed(command: AssignReferral | RejectReferral, referral: Referral, leads: Leads) -> Command:
    """PermissionError says why the lead, as it stands by now, cannot be given or turned down."""
    if why := ownership.refusal(referral, command, leads.clock.now()):
        raise PermissionError(why)
    return command


def _check_owner(referral: Referral, user: SlackUser) -> None:
    """PermissionError says who looks after the lead by now."""
    if why := not_theirs(referral, user.person, may_steer=user.role == "manager"):
        raise PermissionError(why)


READERS: dict[str, Read] = {
    lead_forms.STAGE: _move,
    lead_forms.ASSIGN: _assign,
    lead_forms.REJECT: _reject,
    lead_forms.DETAILS: _note,
    lead_forms.INTRO: _introduce,
}
