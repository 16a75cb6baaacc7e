"""What people filled in about a lead, read into commands; `Unfit` names the field to mend."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.slack.modals import Fields, Unfit
from bot.slack.people import SlackUser
from inbox.facts import amounts
from inbox.smtp import envelope_address
from workflows.commands import Introduce, MoveStage, NoteDetails, RejectReferral
from workflows.model import ExpectedValue, Referral
from workflows.money import Money
from workflows.program import Program


@dataclass(frozen=True, slots=True)
class LeadForm(Fields):
    """A submitted form about a lead."""

    about: str
    channel: str
    id: str  # of the view: it names the submission
    owner: str | None = None  # whom the form showed as the owner, "" for nobody; None where it showed none

    def picked(self, field: str, kind: str) -> str:
        """What was picked in a field of people or days."""
        return str(self._value(field).get(f"selected_{kind}") or "")


def read_lead_form(body: Mapping[str, Any]) -> LeadForm:
    """Translate a view payload; KeyError means that Slack changed its shape."""
    view = body["view"]
    meta = json.loads(view["private_metadata"])
    channel = meta["channel"] or body["user"]["id"]
    return LeadForm(view["state"]["values"], meta["about"], channel, view["id"], meta.get("owner"))


def read_move(form: LeadForm, user: SlackUser, program: Program) -> MoveStage:
    """The move a form asks for."""
    stage = program.pipeline.stage(form.chosen("stage"))
    if stage is None:
        raise Unfit("stage", "There is no such stage any more.")
    day = form.picked("on", "date")
    if stage.asks in ("date", "value") and not day:
        raise Unfit("on", "On which day?")
    return MoveStage(
        about=form.about,
        stage=stage.key,
        actor=user.person,
        on=date.fromisoformat(day) if day and stage.asks in ("date", "value") else None,
        deal=_deal(form, program) if stage.asks == "value" else None,
        reason=form.chosen("reason") if stage.asks == "reason" else "",
        is_confirmed=True,
        channel=form.channel,
        may_steer=user.role == "manager",
    )


def read_rejection(form: LeadForm, user: SlackUser, program: Program) -> RejectReferral:
    """Not for us, with a reason of the list."""
    reason = form.chosen("reason")
    if program.pipeline.reason(reason) is None:
        raise Unfit("reason", "Please choose a reason.")
    return RejectReferral(form.about, reason, user.person, form.channel)


def read_details(form: LeadForm, referral: Referral, user: SlackUser, program: Program) -> NoteDetails:
    """What the owner knows by now; an amount without a currency is in the one that was known."""
    worth, known = form.text("value"), referral.prospect.value
    value = _amount(worth, program) if worth else None
    if value and known and value.currency is None:
        value = replace(value, currency=known.currency)
    return NoteDetails(
        about=form.about,
        actor=user.person,
        value=value,
        close_by=form.text("close_by"),
        next_step=form.text("next_step"),
        may_steer=user.role == "manager",
    )


def read_introduction(form: LeadForm, referral: Referral, user: SlackUser) -> Introduce:
    """The mail to send."""
    to = form.text("to").lower()
    try:
        envelope_address(to)
    except ValueError as wrong:
        raise Unfit("to", str(wrong)) from wrong
    if not form.text("subject"):
        raise Unfit("subject", "A mail needs a subject.")
    if not form.text("text"):
        raise Unfit("text", "What do you want to write?")
    return Introduce(
        about=form.about,
        draft_id=form.id,
        actor=user.person,
        to=to,
        subject=form.text("subject"),
        text=form.text("text"),
        cc=referral.contact_email if form.is_ticked("cc") and referral.contact_email != to else "",
        may_steer=user.role == "manager",
    )


def _deal(form: LeadForm, program: Program) -> Money:
    worth, currency = _amount(form.text("value"), program), form.chosen("currency") or program.currency
    if worth.currency not in (None, currency):
        raise Unfit("value", f"You wrote {worth.currency} here and chose {currency} below.")
    return Money.of(worth.amount, currency)


def _amount(typed: str, program: Program) -> ExpectedValue:
    worth = amounts.typed(typed, country=program.country)
    if worth is None or not Decimal(0) < worth.amount < Decimal(10) ** 12:
        raise Unfit("value", "I cannot read this as an amount. Write it like 30,000 or 30k.")
    return worth
