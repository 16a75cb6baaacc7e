"""Payments: what Stripe or PayPal say of a customer's money, as far as a commission hangs on it.

What names a referral is told to the books, under the service's own names, so that nothing counts twice and
order does not matter. What cannot be placed, or needs a person's arithmetic, goes to finance as it came.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from workflows.base import Command, Decision, Effect, Event, PostNotice, Workflow
from workflows.crm_messages import RefundReported
from workflows.model import Referral
from workflows.money import Money
from workflows.payment_messages import HearMoney, HearStrayTransfer, PaymentReported


@dataclass(frozen=True, slots=True)
class Till:
    """The referral that a payment is about, if any, and what of this payment is in our books as gone back."""

    referral: Referral | None = None
    back: Money | None = None


def decide(state: Till, message: Command | Event, now: datetime) -> Decision[Till]:
    """Tell the books, or finance."""
    match message:
        case HearStrayTransfer():
            return Decision(state, effects=(_stray(message),))
        case HearMoney() if state.referral is None or state.referral.registration != "registered":
            effects = () if message.kind == "paid" and not message.named else (_unplaced(state, message),)
            return Decision(state, effects=effects)
        case HearMoney(kind="disputed" | "dispute_won" | "refund_failed"):
            return Decision(state, effects=(_word(state, message),))
        case HearMoney(kind="dispute_lost", books_itself=False):
            return Decision(state, effects=(_word(state, message),))
        case HearMoney(with_tax=True):
            return Decision(state, effects=(_word(state, message),))
        case HearMoney(kind="paid"):
            return Decision(state, events=(_paid(message, now),))
        case HearMoney():
            return _back(state, message, now)
    return Decision(state)


def record_id(service: str, *names: str) -> str:
    """What our books call a payment or refund of that service."""
    return ":".join((service.lower(), *names))[:100]


def _paid(message: HearMoney, now: datetime) -> PaymentReported:
    amount, external = message.amount, record_id(message.service, message.payment)
    day = message.on.isoformat()
    return PaymentReported(message.about, now, external, amount.minor, amount.currency, day, message.service)


def _back(state: Till, message: HearMoney, now: datetime) -> Decision[Till]:
    """One more refund. Where the sum is told, an older and smaller one says nothing new."""
    more, external = message.amount, record_id(message.service, message.payment, message.name)
    if message.kind == "dispute_lost":
        external = record_id(message.service, message.name)
    elif message.kind == "all_refunded":
        known = state.back or Money.zero(more.currency)
        if known.currency != more.currency:
            return Decision(state, effects=(_word(state, message),))
        external = record_id(message.service, message.payment, str(more.minor))
        more -= known
    if more.minor <= 0:
        return Decision(state)
    told = RefundReported(
        message.about, now, external, more.minor, more.currency, message.on.isoformat(), message.service
    )
    return Decision(state, events=(told,))


def _unplaced(state: Till, message: HearMoney) -> PostNotice:
    return _notice(state, message, "payment_unplaced", message.about or message.payment)


def _word(state: Till, message: HearMoney) -> PostNotice:
    return _notice(state, message, "payment_told", message.about)


def _notice(state: Till, message: HearMoney, template: str, about: str) -> PostNotice:
    marks = message.payment, message.name, message.kind, str(message.amount.minor)
    key = ":".join((template, record_id(message.service, *marks)))
    return PostNotice(
        key[:290], template, "finance", about[:60], {"referral": state.referral, "told": message}
    )


def _stray(message: HearStrayTransfer) -> Effect:
    key = f"stray:{record_id(message.service, message.about)}"
    return PostNotice(key[:290], "transfer_stray", "finance", message.about[:60], {"told": message})


WORKFLOW = Workflow("payments", Till, decide, accepts=(HearMoney, HearStrayTransfer))
