"""A partner's payout details: changed by one person, checked by another over another channel, then rested.

Whoever reads the partner's mail hears of every change at once, under the old details too: fraud begins with
a mail that asks for a new account.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, SendEmail, ShowCard, Whisper, Workflow
from workflows.commission.accounts import PayoutAccount
from workflows.commission.details import FREEZE, PayoutDetails, change, check
from workflows.commission.payout_messages import (
    CheckPayoutDetails,
    DetailsChanged,
    DetailsChecked,
    DetailsRefused,
    RefusePayoutDetails,
    SetPayoutDetails,
)
from workflows.commission.payout_record import signature
from workflows.model import Contact, Partner, Person

TOLD = ("owner", "finance")  # the contacts who hear of a change
CHANGED = "These details have changed again since; look at the newest ones."
CHECKED = (
    "Somebody has checked these with the partner meanwhile. If they are not theirs after all, enter the "
    "right ones: that stops payments at once, and needs a check and 72 hours as well."
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Of which details, by whom and why."""

    details: PayoutDetails
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Payee:
    """The newest details that nobody refused, and the account behind them."""

    partner: Partner
    details: PayoutDetails | None
    account: PayoutAccount | None
    newest: int = 0  # version numbers are never used twice, refused ones included
    before: PayoutAccount | None = None  # the last one that was checked, when these are to replace it
    refused: Refusal | None = None  # when this decision refuses what was the newest


def decide(state: Payee, message: Command | Event, now: datetime) -> Decision[Payee]:
    """The same details again, or the same check again, change nothing."""
    match message:
        case SetPayoutDetails():
            return _set(state, message, now)
        case CheckPayoutDetails():
            return _check(state, message, now)
        case RefusePayoutDetails():
            return _refuse(state, message, now)
    return Decision(state)


def _set(state: Payee, message: SetPayoutDetails, now: datetime) -> Decision[Payee]:
    by, account = signature(message.actor), message.account
    changed = change(
        state.details,
        partner=state.partner.id,
        fingerprint=account.fingerprint,
        requested_by=by,
        now=now,
    )
    if changed == state.details:
        return Decision(state)
    changed = replace(changed, version=state.newest + 1)
    kept = replace(state, details=changed, account=account, newest=changed.version)
    happened = DetailsChanged(state.partner.id, now, version=changed.version, method=account.method, by=by)
    mails = _tell(state, account, changed.version)
    return Decision(kept, (happened,), (_card(state.partner.id), *mails))


def _tell(state: Payee, account: PayoutAccount, version: int) -> tuple[Effect, ...]:
    """Everybody at the partner who has to do with money, and the PayPal address that is given up."""
    people = [c for c in state.partner.contacts if c.role in TOLD] or list(state.partner.contacts[:1])
    to = {contact.emails[0]: contact for contact in people if contact.emails[0]}
    old = state.account
    if old and old.method == "paypal" and old.number not in to:
        to[old.number] = Contact(old.holder, (old.number,))
    return tuple(
        SendEmail(
            key=f"details:{state.partner.id}:{version}:{address}",
            template="details_changed",
            to=address,
            about=state.partner.id,
            context={
                "partner": state.partner,
                "contact": contact,
                "account": account.masked,
                "before": old.masked if old else "",
                "hours": int(FREEZE.total_seconds() // 3600),
            },
        )
        for address, contact in to.items()
    )


def _check(state: Payee, message: CheckPayoutDetails, now: datetime) -> Decision[Payee]:
    if state.details is None:
        return Decision(state)
    by = signature(message.actor)
    decided = check(state.details, version=message.version, by=by, how=message.how)
    if decided.refused:
        return _whisper(state, message.actor, message.channel, decided.refused, now)
    if decided.details == state.details:
        return Decision(state)
    happened = DetailsChecked(state.partner.id, now, version=message.version, by=by, how=message.how)
    return Decision(replace(state, details=decided.details), (happened,), (_card(state.partner.id),))


def _refuse(state: Payee, message: RefusePayoutDetails, now: datetime) -> Decision[Payee]:
    """The account before does not simply count again: it is asked for anew, and checked by somebody else."""
    if why := not_to_refuse(state.details, message.version):
        return _whisper(state, message.actor, message.channel, why, now)
    by, details = signature(message.actor), state.details
    happened = DetailsRefused(state.partner.id, now, version=message.version, by=by, why=message.why)
    kept = replace(state, refused=Refusal(details, by, message.why) if details else None)
    if state.before is None:
        return Decision(kept, (happened,), (_card(state.partner.id),))
    again = _set(kept, SetPayoutDetails(state.partner.id, state.before, message.actor), now)
    return replace(again, events=(happened, *again.events))


def not_to_refuse(details: PayoutDetails | None, version: int) -> str:
    """Why one person may not refuse this version; "" when they may."""
    if details is None or details.version != version:
        return CHANGED
    return CHECKED if details.checked_by else ""


def _card(partner_id: str) -> ShowCard:
    return ShowCard(f"details:{partner_id}", "details", partner_id, "finance")


def _whisper(state: Payee, actor: Person, channel: str, why: str, now: datetime) -> Decision[Payee]:
    if not (actor.slack_id and channel):
        return Decision(state)
    key = f"refused:details:{state.partner.id}:{actor.slack_id}:{now.isoformat()}"
    said = Whisper(key, "refused", channel, actor.slack_id, state.partner.id, {"why": why})
    return Decision(state, effects=(said,))


WORKFLOW = Workflow(
    "payout details", Payee, decide, accepts=(SetPayoutDetails, CheckPayoutDetails, RefusePayoutDetails)
)
