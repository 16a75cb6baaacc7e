"""What every payment service does for us. A new one is one file and one line in `registry.py`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Literal, Protocol

from bot.connectors.base import Forged, Hook
from workflows.commission.payout_messages import FailReason
from workflows.money import Money, known_currency
from workflows.payment_messages import MoneyKind

TRACKING = "referral_tracking_id"  # the field in which a payment says whose referral it is


@dataclass(frozen=True, slots=True)
class Told:
    """A customer's payment, refund or dispute, in the service's own names."""

    kind: MoneyKind
    payment: str
    amount: Money
    on: date
    name: str = ""  # of the refund or dispute
    tracking_id: str = ""  # as it stands there
    others: tuple[str, ...] = ()  # further names under which somebody may have noted the payment
    books_itself: bool = True


@dataclass(frozen=True, slots=True)
class Transfer:
    """A transfer to a partner."""

    name: str
    verdict: Literal["arrived", "came_back", "waits"]
    amount: Money
    on: date
    reference: str = ""  # of our payout; "" when it says none
    reason: FailReason = "other"
    note: str = ""
    account: str = field(default="", repr=False)  # where it went; "" when that is not said


@dataclass(frozen=True, slots=True)
class Notification:
    """One webhook, proven to be the service's. `news` is None when it is nothing to us."""

    id: str
    news: Told | Transfer | None = None


class PaymentService(Protocol):
    """Raises Forged when a webhook is not the service's own, Retry when that cannot be found out now."""

    name: str

    async def hear(self, hook: Hook) -> Notification:
        """What a webhook tells."""

    async def close(self) -> None:
        """Give the connections back."""


def amount_of(value: str, currency: str) -> Money:
    """An amount in major units; Forged when it is none, since no service writes such things."""
    code = currency.upper()
    try:
        major = Decimal(value)
    except InvalidOperation as wrong:
        raise Forged("an amount cannot be read") from wrong
    if not known_currency(code) or not major.is_finite():
        raise Forged("an amount or its currency cannot be read")
    return Money.of(abs(major), code)
