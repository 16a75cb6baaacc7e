"""Forms of managers and finance: a payment, a refund, a bonus, a write-off. A refusal stands in the form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from blockkit import Section
from slack_bolt.async_app import AsyncAck, AsyncApp

from bot.money.amounts import read_amount
from bot.money.bookkeeping import Bookkeeper, Wish
from bot.slack import form
from bot.slack.blocks import cut, mrkdwn
from bot.slack.form import Form
from bot.slack.modals import Unfit, form_key
from bot.slack.people import CHANGE_MONEY, MAY_SEE_MONEY, People
from templates import escape_slack
from workflows.calendar import local_date, short_date
from workflows.commission.messages import AskWaiver, GiveBonus, NoteCollection, NoteRefund
from workflows.commission.payout_record import signature
from workflows.errors import BadInput
from workflows.model import Partner, Referral
from workflows.money import Money

REFUND, COLLECT = "money:refund_form", "money:collect_form"
BONUS, WAIVE = "money:bonus_form", "money:waive_form"
Read = Callable[[Form, str, str, date], Wish]


def register(app: AsyncApp, keeper: Bookkeeper, people: People) -> None:
    """Attach the listeners of this file."""
    for callback, read in READERS.items():
        _listen(app, keeper, people, callback, read)


def _listen(app: AsyncApp, keeper: Bookkeeper, people: People, callback: str, read: Read) -> None:
    @app.view(callback)
    async def take(ack: AsyncAck, body: dict[str, Any]) -> None:
        user = await people.find(body["user"]["id"])
        if user.role not in MAY_SEE_MONEY:
            await ack(response_action="update", view=form.said("Money", CHANGE_MONEY))
            return
        today = local_date(keeper.clock.now(), keeper.program.tz)
        actor = signature(user.person) if callback == WAIVE else user.person.email or user.id
        try:
            wish = read(form.read_form(body), actor, body["view"]["id"], today)
            if why := await keeper.refusal(wish):
                raise Unfit("amount", why)
        except Unfit as unfit:
            await ack(response_action="errors", errors={unfit.field: str(unfit)})
            return
        outcome = await keeper.engine.handle(wish, form_key(body))
        is_asked = isinstance(wish, AskWaiver) and outcome.events
        said = "Asked. Somebody else of you must agree." if is_asked else await keeper.told(outcome)
        await ack(response_action="update", view=form.said("Money", said))


def deal_view(what: str, referral: Referral, value: Money, today: date, typed: str = "") -> dict[str, Any]:
    """The form for a payment ("collect") or a refund of a deal, with the amount somebody typed already."""
    is_refund = what == "refund"
    about = {"referral": referral.id, "currency": value.currency}
    title, callback = ("A refund", REFUND) if is_refund else ("A payment", COLLECT)
    view = form.modal(title, "Note it", callback, about)
    name = escape_slack(cut(referral.title, 120))
    done = "got money back" if is_refund else "has paid"
    view.add_block(Section(mrkdwn(f"*{name}* `{referral.id}` {done}. It was won for {value.format()}.")))
    hint = f"In {value.currency}, net of tax. The commission is computed anew on what remains."
    view.add_block(form.line("amount", "How much", typed, hint=hint))
    number = "Its number outside" if is_refund else "Invoice number"
    view.add_block(form.line("number", number, hint="Counted once under this number, whoever notes it."))
    view.add_block(form.day("on", "When", hint=f"Empty: today, {short_date(today)}."))
    if is_refund:
        view.add_block(form.line("invoice", "Of which payment", optional=True))
    return form.built(view)


def bonus_view(partner: Partner, currency: str) -> dict[str, Any]:
    """The form behind `/partner bonus`."""
    return _partner_view("A bonus", "Give it", BONUS, partner, currency, "It comes with the next payout.")


def waive_view(partner: Partner, currency: str) -> dict[str, Any]:
    """The form behind `/partner waive`."""
    words = "What they owe is not taken off their payouts any more. Somebody else must agree."
    return _partner_view("Write off", "Ask for it", WAIVE, partner, currency, words)


def _partner_view(
    title: str, submit: str, callback: str, partner: Partner, currency: str, words: str
) -> dict[str, Any]:
    view = form.modal(title, submit, callback, {"partner": partner.id})
    view.add_block(Section(mrkdwn(f"*{escape_slack(cut(partner.company, 120))}*. {words}")))
    view.add_block(form.line("amount", "How much"))
    view.add_block(form.line("currency", "Currency", currency))
    view.add_block(form.line("reason", "Why", hint="The partner reads it."))
    return form.built(view)


def _refund(filled: Form, actor: str, _id: str, today: date) -> Wish:
    money = _money(filled, str(filled.about["currency"]))
    about, number = str(filled.about["referral"]), _number(filled)
    return NoteRefund(about, number, money, _on(filled, today), actor, filled.text("invoice"))


def _collect(filled: Form, actor: str, _id: str, today: date) -> Wish:
    money = _money(filled, str(filled.about["currency"]))
    return NoteCollection(str(filled.about["referral"]), _number(filled), money, _on(filled, today), actor)


def _bonus(filled: Form, actor: str, view_id: str, _today: date) -> Wish:
    money = _money(filled, filled.text("currency").upper())
    return GiveBonus(str(filled.about["partner"]), f"B-{view_id}", money, _reason(filled), actor)


def _waive(filled: Form, actor: str, view_id: str, _today: date) -> Wish:
    money = _money(filled, filled.text("currency").upper())
    return AskWaiver(str(filled.about["partner"]), f"W-{view_id}"[:40], money, _reason(filled), actor)


def _money(filled: Form, currency: str) -> Money:
    try:
        return read_amount(filled.text("amount"), currency)
    except BadInput as wrong:
        raise Unfit("amount", wrong.reason) from wrong


def _on(filled: Form, today: date) -> date:
    on = filled.day("on") or today
    if on > today:
        raise Unfit("on", "That day is still to come.")
    return on


def _number(filled: Form) -> str:
    if not filled.text("number"):
        raise Unfit("number", "Under which number does it stand outside?")
    return filled.text("number")


def _reason(filled: Form) -> str:
    if not filled.text("reason"):
        raise Unfit("reason", "The partner reads it, so please say why.")
    return filled.text("reason")


READERS: dict[str, Read] = {REFUND: _refund, COLLECT: _collect, BONUS: _bonus, WAIVE: _waive}
