"""Buttons and forms of a payday. Money is for finance and partner managers; everybody else is told so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.engine import Engine
from bot.money.exporting import Exporter
from bot.slack.actions import channel_of, click_key, refuse
from bot.slack.form import Form, read_form
from bot.slack.modals import Unfit, form_key
from bot.slack.money import payday_forms as forms
from bot.slack.money.payday_lines import line_of, lines_of, noted_as_arrived, open_payouts, title_of
from bot.slack.people import People, SlackUser
from bot.upkeep.audit_log import note_money_seen
from storage.partners import Partners
from storage.payout_details import PayoutAccounts
from storage.payouts import Batches
from storage.statements import Disputes
from workflows.base import Command
from workflows.calendar import local_date
from workflows.commission.details import is_of_one
from workflows.commission.payee import not_to_refuse
from workflows.commission.payout_messages import (
    ApproveBatch,
    CheckPayoutDetails,
    ConfirmPayout,
    ExportBatch,
    FailPayout,
    HoldLine,
    RedrawBatch,
    RefreshBatch,
    RefusePayoutDetails,
    SetPayoutDetails,
    SettleObjection,
)
from workflows.commission.payout_record import signature
from workflows.errors import BadInput
from workflows.program import Program

MAY_SEE_MONEY = frozenset({"manager", "finance"})
FOR_FINANCE = "Money is for finance and partner managers. I am glad to pass your question on to them."
Body = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Cashier:
    """What the listeners of this file need."""

    engine: Engine
    people: People
    program: Program
    exporter: Exporter
    clock: Clock

    def today(self) -> date:
        """The programme's own day."""
        return local_date(self.clock.now(), self.program.payout_terms.hours.tz)

    async def allowed(self, ack: AsyncAck, client: AsyncWebClient, body: Body) -> SlackUser | None:
        """Who clicked, when money is theirs to see; everybody else is refused kindly."""
        user = await self.people.find(body["user"]["id"])
        if user.role in MAY_SEE_MONEY:
            return user
        await ack()
        await refuse(client, body, FOR_FINANCE)
        return None

    async def settle_all(self, batch_id: str, user: SlackUser, key: str) -> int:
        """Note every open payout as arrived, each in a transaction of its own; gives how many there were."""
        open_ids = await self.engine.ask(lambda session: Batches(session).open_ids(batch_id))
        for payout_id in open_ids:
            command = ConfirmPayout(payout_id, self.today(), user.person, is_one_of_many=True)
            await self.engine.handle(command, f"arrived:{payout_id}")
        await self.engine.handle(RedrawBatch(batch_id), key)
        return len(open_ids)


def register(app: AsyncApp, cashier: Cashier) -> None:
    """Attach the listeners of this file."""
    _register_approval(app, cashier)
    _register_transfers(app, cashier)
    _register_openers(app, cashier)
    _register_answers(app, cashier)
    for callback, read in READERS.items():
        _listen(app, cashier, callback, read)


def _register_approval(app: AsyncApp, cashier: Cashier) -> None:
    engine = cashier.engine

    @app.action("batch:approve")
    async def approve(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            batch_id, _, seal = _value(body).partition("|")
            await _follow_ledger(engine, batch_id)
            command = ApproveBatch(batch_id, seal, user.person, channel_of(body))
            await engine.handle(command, click_key(body))
            await ack()

    @app.action("batch:export")
    async def export(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            chosen = str(body["actions"][0]["selected_option"]["value"])
            batch_id, _, kind = chosen.partition("|")
            command = ExportBatch(batch_id, user.person, channel_of(body))
            await engine.handle(command, click_key(body))
            await ack()
            try:
                made = await cashier.exporter.upload(batch_id, kind, user.person, click_key(body))
                await cashier.exporter.note(made, kind, user.person, click_key(body))
            except BadInput as wrong:
                await refuse(client, body, wrong.reason)


def _register_transfers(app: AsyncApp, cashier: Cashier) -> None:
    engine = cashier.engine

    @app.action("batch:arrived")
    async def arrived(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            await ack()  # thousands of payouts take longer than Slack waits; each is a commit of its own
            await cashier.settle_all(_value(body), user, click_key(body))

    @app.action("payout:arrived")
    async def one_arrived(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            command = ConfirmPayout(_value(body), cashier.today(), user.person, channel_of(body))
            await engine.handle(command, click_key(body))
            await ack()

    @app.action("batch:again")
    async def again(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if await cashier.allowed(ack, client, body):
            payday = date.fromisoformat(_value(body))
            outcome = await engine.handle(RefreshBatch(payday, begins=True), click_key(body))
            await ack()
            if not outcome.events:
                await refuse(client, body, "Nothing of that payday is free to be paid at the moment.")


def _register_openers(app: AsyncApp, cashier: Cashier) -> None:
    ask = cashier.engine.ask

    @app.action("batch:hold")
    async def hold(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            await ack()
            batch_id, _, chosen = _value(body).partition("|")
            await note_money_seen(cashier.engine, user.person.slack_id, f"payday: the lines of {batch_id}")
            lines = await ask(lambda session: lines_of(session, batch_id))
            await _show(client, body, forms.hold_view(batch_id, lines, chosen) if lines else None)

    @app.action("batch:fail")
    async def fail(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        if user := await cashier.allowed(ack, client, body):
            await ack()
            batch_id, _, chosen = _value(body).partition("|")
            await note_money_seen(cashier.engine, user.person.slack_id, f"payday: the payouts of {batch_id}")
            payouts = await ask(lambda session: open_payouts(session, batch_id, chosen))
            late = await ask(lambda session: noted_as_arrived(session, chosen))
            view = forms.fail_view(batch_id, payouts, chosen, late) if payouts else None
            await _show(client, body, view)


def _register_answers(app: AsyncApp, cashier: Cashier) -> None:
    ask = cashier.engine.ask

    async def settle(ack: AsyncAck, body: Body, client: AsyncWebClient, *, is_upheld: bool) -> None:
        if await cashier.allowed(ack, client, body):
            await ack()
            about = _value(body)
            found = await ask(lambda session: title_of(session, about))
            view = forms.settle_view(about, *found, is_upheld=is_upheld) if found else None
            await _show(client, body, view)

    @app.action("objection:release")
    async def release(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await settle(ack, body, client, is_upheld=False)

    @app.action("objection:uphold")
    async def uphold(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await settle(ack, body, client, is_upheld=True)

    async def about_details(
        ack: AsyncAck, body: Body, client: AsyncWebClient, draw: Callable[..., dict[str, Any]]
    ) -> None:
        if await cashier.allowed(ack, client, body):
            await ack()
            partner_id, _, version = _value(body).partition("|")
            partner = await ask(lambda session: Partners(session).get(partner_id))
            held = await ask(lambda session: PayoutAccounts(session).version(partner_id, int(version)))
            view = (
                draw(partner_id, int(version), partner.company, held[1].masked) if partner and held else None
            )
            await _show(client, body, view)

    @app.action("details:check")
    async def check(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await about_details(ack, body, client, forms.check_view)

    @app.action("details:refuse")
    async def refuse_details(ack: AsyncAck, body: Body, client: AsyncWebClient) -> None:
        await about_details(ack, body, client, forms.refuse_view)


async def _show(client: AsyncWebClient, body: Body, view: dict[str, Any] | None) -> None:
    """Open a form, above the window in which somebody clicked if there is one."""
    if view is None:
        return await refuse(client, body, "There is nothing here to choose from any more.")
    opens = client.views_push if (body.get("view") or {}).get("type") == "modal" else client.views_open
    await opens(trigger_id=body["trigger_id"], view=view)
    return None


Read = Callable[[Cashier, Form, SlackUser], Awaitable[Command | str]]


def _listen(app: AsyncApp, cashier: Cashier, callback: str, read: Read) -> None:
    @app.view(callback)
    async def take(ack: AsyncAck, body: Body) -> None:
        user, filled = await cashier.people.find(body["user"]["id"]), read_form(body)
        if user.role not in MAY_SEE_MONEY:
            await ack(response_action="update", view=forms.said_view(FOR_FINANCE))
            return
        try:
            wish = await read(cashier, filled, user)
        except Unfit as unfit:
            await ack(response_action="errors", errors={unfit.field: str(unfit)})
            return
        if isinstance(wish, str):
            await ack(response_action="update", view=forms.said_view(wish))
            return
        await cashier.engine.handle(wish, form_key(body))
        await ack()


async def _hold(cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    batch_id, chosen = str(filled.about["batch"]), filled.chosen("line")
    entry = await cashier.engine.ask(lambda session: line_of(session, batch_id, chosen))
    if entry is None:
        return "That line is not in the draft any more."
    return HoldLine(entry, filled.text("why"), user.person)


async def _settle(cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    about = str(filled.about["objection"])
    dispute = await cashier.engine.ask(lambda session: Disputes(session).get(about))
    found = await cashier.engine.ask(lambda session: title_of(session, about))
    if dispute is None or found is None:
        return "There is no such objection."
    right = forms.read_right(filled)
    if right is not None and right == found[1]:
        raise Unfit("right", "That is what it is now. To leave it so, release it.")
    return SettleObjection(dispute.entry_key, user.person, filled.text("answer"), right)


async def _fail(cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    chosen = filled.chosen("payout")
    record = await cashier.engine.ask(lambda session: Batches(session).of_payout(chosen))
    if record is None or record.batch.payouts[0].status == "failed":
        return "That transfer has come back already; the card shows it."
    late = filled.about.get("arrived") == chosen
    if record.batch.payouts[0].status == "confirmed" and not late:
        return "Somebody has just noted that it arrived; its lines on the payday's list say how to go on."
    return FailPayout(chosen, forms.read_reason(filled), filled.text("note"), user.person, had_arrived=late)


async def _set_details(_cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    return SetPayoutDetails(str(filled.about["partner"]), forms.read_details(filled), user.person)


async def _check_details(cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    partner_id, version = str(filled.about["partner"]), int(filled.about["version"])
    if why := await _not_to_check(cashier, partner_id, version, user):
        return why
    return CheckPayoutDetails(partner_id, version, filled.text("how"), user.person)


async def _refuse_details(cashier: Cashier, filled: Form, user: SlackUser) -> Command | str:
    partner_id, version = str(filled.about["partner"]), int(filled.about["version"])
    held = await cashier.engine.ask(lambda session: PayoutAccounts(session).get(partner_id))
    if why := not_to_refuse(held[0] if held else None, version):
        return why
    return RefusePayoutDetails(partner_id, version, filled.text("why"), user.person)


async def _not_to_check(cashier: Cashier, partner_id: str, version: int, user: SlackUser) -> str:
    """Why somebody cannot check these details, said in the form at once."""
    held = await cashier.engine.ask(lambda session: PayoutAccounts(session).get(partner_id))
    if held is None or held[0].version != version:
        return "These details have changed again since; check the newest ones."
    if is_of_one(held[0].requested_by, signature(user.person)):
        return "Somebody other than who asked for the change must check it."
    return ""


async def _follow_ledger(engine: Engine, batch_id: str) -> None:
    """Bring the draft up to what has been booked since; whoever approves, approves what is true now."""
    record = await engine.ask(lambda session: Batches(session).header(batch_id))
    newest = await engine.ask(lambda session: Batches(session).newest_entry())
    if record and record.batch.status == "draft" and newest > record.ledger_until:
        await engine.handle(RefreshBatch(record.batch.payday), f"refresh:{batch_id}:{newest}")


def _value(body: Mapping[str, Any]) -> str:
    return str(body["actions"][0]["value"])


READERS: dict[str, Read] = {
    forms.HOLD: _hold,
    forms.SETTLE: _settle,
    forms.FAIL: _fail,
    forms.DETAILS: _set_details,
    forms.CHECK: _check_details,
    forms.REFUSE: _refuse_details,
}
