"""Forms about money: hold a line, answer an objection, a transfer that came back, payout details."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

from blockkit import Context, Section

from bot.money.amounts import read_amount
from bot.money.payout_accounts import read_account
from bot.slack import form
from bot.slack.blocks import cut, fact_list, mrkdwn, plain
from bot.slack.form import Form
from bot.slack.modals import Unfit
from templates import escape_slack
from workflows.commission.accounts import NAMES, Method, PayoutAccount
from workflows.commission.payout_messages import FailReason
from workflows.commission.transfers import WORDS
from workflows.errors import BadInput
from workflows.model import Partner
from workflows.money import Money

HOLD, SETTLE, FAIL = "payday:hold_form", "payday:settle_form", "payday:fail_form"
DETAILS, CHECK, REFUSE = "details:set_form", "details:check_form", "details:refuse_form"
SHOWN = 100  # options of a Slack menu
NO_BIC = "May stay empty: the IBAN is enough."


def hold_view(batch_id: str, lines: Sequence[tuple[str, str]], chosen: str = "") -> dict[str, Any]:
    """Which line waits, and why; `lines` are short names and words."""
    view = form.modal("Hold a line", "Hold it", HOLD, {"batch": batch_id})
    view.add_block(form.choice("line", "Line", lines[:SHOWN], chosen))
    view.add_block(
        form.text("why", "Why", optional=False, hint="For finance. The partner is told that it waits.")
    )
    if len(lines) > SHOWN:
        view.add_block(
            Context([mrkdwn(f"The first {SHOWN} lines. See lines has a button beside each of them.")])
        )
    return form.built(view)


def settle_view(about: str, title: str, amount: Money, *, is_upheld: bool) -> dict[str, Any]:
    """What is answered to the partner; upheld, with the right amount."""
    name = "Uphold" if is_upheld else "Release"
    more = {"objection": about, "upheld": is_upheld, "currency": amount.currency}
    view = form.modal(f"{name} an objection", name, SETTLE, more)
    view.add_block(Section(mrkdwn(f"*{escape_slack(cut(title, 200))}*, {escape_slack(amount.format())}")))
    if is_upheld:
        view.add_block(form.line("right", f"What it should be, in {amount.currency}", str(amount.major)))
    hint = "The partner reads these words."
    view.add_block(form.text("answer", "Answer", optional=False, hint=hint))
    return form.built(view)


def fail_view(
    batch_id: str, payouts: Sequence[tuple[str, str]], chosen: str = "", arrived: str = ""
) -> dict[str, Any]:
    """Which transfer came back, and why; `arrived` is the one that is noted as arrived."""
    view = form.modal("A transfer came back", "It came back", FAIL, {"batch": batch_id, "arrived": arrived})
    if arrived:
        words = "It is noted as arrived. The amount is owed again, and the partner is told so."
        view.add_block(Context([mrkdwn(words)]))
    view.add_block(form.choice("payout", "Transfer", payouts[:SHOWN], chosen))
    view.add_block(form.choice("reason", "Why (the partner is told so)", list(WORDS.items()), "closed"))
    view.add_block(form.line("note", "The bank's words", optional=True, hint="For finance only."))
    return form.built(view)


def details_view(partner: Partner, before: str) -> dict[str, Any]:
    """Where a partner's money should go."""
    view = form.modal("Payout details", "Save", DETAILS, {"partner": partner.id})
    facts = [("Partner", partner.company), ("So far", before or "nothing noted")]
    view.add_block(fact_list(facts))
    view.add_block(form.choice("method", "Way", list(NAMES.items()), "sepa"))
    view.add_block(form.line("holder", "Account holder", partner.company))
    view.add_block(form.line("number", "IBAN, PayPal address or Stripe account"))
    view.add_block(form.line("bic", "BIC", optional=True, hint=NO_BIC))
    small = "Somebody else must check it with the partner by phone; then it rests until 72 hours are over."
    view.add_block(Context([mrkdwn(small)]))
    return form.built(view)


def check_view(partner_id: str, version: int, company: str, masked: str) -> dict[str, Any]:
    """How it was checked."""
    view = form.modal(
        "Payout details checked", "I checked it", CHECK, {"partner": partner_id, "version": version}
    )
    view.add_block(fact_list([("Partner", company), ("Account", masked)]))
    hint = "Such as: call to the number on the contract. A mail proves nothing."
    view.add_block(form.line("how", "How", hint=hint))
    return form.built(view)


def refuse_view(partner_id: str, version: int, company: str, masked: str) -> dict[str, Any]:
    """Why the change is not theirs."""
    view = form.modal("Not the partner's", "Refuse it", REFUSE, {"partner": partner_id, "version": version})
    view.add_block(fact_list([("Partner", company), ("Account", masked)]))
    view.add_block(form.line("why", "What happened"))
    return form.built(view)


def said_view(words: str) -> dict[str, Any]:
    """A last word in place of a form."""
    view = form.modal("Payday", "OK", "payday:said", {}).add_block(Section(plain(words, 500)))
    drawn = form.built(view)
    drawn.pop("submit", None)
    return drawn


def read_right(filled: Form) -> Money | None:
    """The right amount of an upheld line, None for one that is released; Unfit when it is no amount."""
    if not filled.about["upheld"]:
        return None
    try:
        return read_amount(filled.text("right"), str(filled.about["currency"]))
    except BadInput as wrong:
        raise Unfit("right", wrong.reason) from wrong


def read_reason(filled: Form) -> FailReason:
    """Why a transfer came back."""
    chosen = filled.chosen("reason")
    return next((reason for reason in get_args(FailReason) if reason == chosen), "other")


def read_details(filled: Form) -> PayoutAccount:
    """The account; Unfit says what to mend."""
    chosen = filled.chosen("method")
    method: Method = next((each for each in get_args(Method) if each == chosen), "sepa")
    return read_account(method, filled.text("holder"), filled.text("number"), filled.text("bic"))
