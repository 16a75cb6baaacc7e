"""What a payment service tells of customers' money, and of partners' money on its way."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from workflows.base import Command, Event
from workflows.commission.payout_messages import FailReason
from workflows.money import Money

# A refund may be told as the sum that has gone back of a payment by now (`all_refunded`), or one by one.
MoneyKind = Literal[
    "paid",
    "refunded",
    "all_refunded",
    "refund_failed",
    "disputed",
    "dispute_won",
    "dispute_lost",
]


@dataclass(frozen=True, slots=True)
class HearMoney(Command):
    """A customer's payment, refund or dispute. `about` is the referral; "" when nothing says which one."""

    about: str
    service: str  # for people: "Stripe"
    kind: MoneyKind
    payment: str  # the service's own name of the payment
    amount: Money
    on: date
    name: str = ""  # its own name of the refund or dispute
    named: str = ""  # the tracking ID as it stood there, for people
    with_tax: bool = False  # the amount holds tax, and commission is computed without
    books_itself: bool = True  # a lost dispute is told once, as this; False: a refund follows by itself


@dataclass(frozen=True, slots=True)
class HearTransfer(Command):
    """What became of a transfer to a partner. `waits` is neither: the service still holds it."""

    payout_id: str
    service: str
    verdict: Literal["arrived", "came_back", "waits"]
    amount: Money
    on: date
    reason: FailReason = "other"
    note: str = ""
    mark: str = ""  # the service's own name of what it tells
    account: str = field(default="", repr=False)  # where it went, by the service's word; "": not said


@dataclass(frozen=True, slots=True)
class HearStrayTransfer(Command):
    """A transfer that carries no reference of a payout of ours, and did not arrive."""

    about: str  # the service's own name of it
    service: str
    amount: Money
    note: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class PaymentReported(Event):
    """By the payment service, a customer has paid."""

    collection_id: str
    minor: int
    currency: str
    on: str
    service: str
