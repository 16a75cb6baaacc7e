"""Stripe's webhooks: charges, refunds, disputes, and transfers and payouts to partners.

https://docs.stripe.com/webhooks#verify-manually and https://docs.stripe.com/api/events/types.
A charge is a referral's when its metadata holds `referral_tracking_id` (Stripe copies that of a payment
intent), or when it was noted before; a transfer is a payout's when its metadata or description
hold the reference.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from bot.connectors.base import Forged, Hook
from bot.connectors.listening import text
from bot.connectors.parts import is_same
from bot.payments.base import TRACKING, Notification, Told, Transfer, amount_of
from workflows.commission.payout_messages import FailReason
from workflows.money import Money, exponent

TOLERANCE_S = 300
REFERENCE = re.compile(r"\bRD-[0-9A-F]{16}\b")
# Where Stripe's smallest unit is not that of ISO 4217: https://docs.stripe.com/currencies#special-cases
DIGITS = {"ISK": 2, "UGX": 2, "MGA": 0}
REASONS: Mapping[str, FailReason] = {
    "account_closed": "closed",
    "account_frozen": "refused",
    "bank_account_restricted": "refused",
    "bank_ownership_changed": "closed",
    "declined": "refused",
    "incorrect_account_holder_name": "wrong_details",
    "incorrect_account_type": "wrong_details",
    "invalid_account_number": "wrong_details",
    "no_account": "wrong_details",
}
VERDICTS = {"won": "dispute_won", "warning_closed": "dispute_won", "lost": "dispute_lost"}

Said = Mapping[str, Any]


def stripe_units(amount: Money) -> int:
    """An amount as Stripe's API writes it."""
    return int(amount.major.scaleb(DIGITS.get(amount.currency, exponent(amount.currency))))


class Stripe:
    """See `PaymentService`."""

    name = "Stripe"

    def __init__(self, secrets: str, local_day: Callable[[datetime], date], *, test_mode: bool) -> None:
        self._secrets, self._local_day, self._test_mode = secrets.split(), local_day, test_mode

    async def hear(self, hook: Hook) -> Notification:
        """The event, if it is one of those that we follow."""
        self._prove(hook)
        event: Said = json.loads(hook.body)
        if not (event.get("livemode") or self._test_mode):
            return Notification(text(event, "id"))
        said: Said = (event.get("data") or {}).get("object") or {}
        on = self._local_day(datetime.fromtimestamp(int(event["created"]), UTC))
        theirs = text(event, "account")
        match text(event, "type").split("."):
            case ["payout", "paid" | "failed" | "canceled" as step]:
                news: Told | Transfer | None = _payout(step, said, on, theirs)
            case _ if theirs:  # what a partner takes, gives back or sends on is not our money
                news = None
            case ["charge", "succeeded" | "captured"] if said.get("captured"):
                news = _charge("paid", said, "amount_captured", on)
            case ["charge", "refunded"]:
                news = _charge("all_refunded", said, "amount_refunded", on)
            case ["charge", "dispute", "created" | "closed" as step]:
                news = _dispute(step, said, on)
            case ["refund", "failed"]:
                news = _refund_failed(said, on)
            case ["transfer", "created" | "reversed" as step]:
                news = _transfer(step, said, on)
            case _:
                news = None
        return Notification(text(event, "id"), news)

    async def close(self) -> None:
        """Nothing is open."""

    def _prove(self, hook: Hook) -> None:
        header = hook.headers.get("stripe-signature", "")
        parts = [part.partition("=")[::2] for part in header.split(",")]
        moment = next((value for name, value in parts if name.strip() == "t"), "")
        given = [value for name, value in parts if name.strip() == "v1"]
        if not moment.isdecimal() or not moment.isascii() or len(moment) > 12:
            raise Forged("there is no Stripe-Signature")
        if abs(hook.now.timestamp() - int(moment)) > TOLERANCE_S:
            raise Forged("the signature is too old")
        signed = moment.encode() + b"." + hook.body
        ours = [hmac.new(key.encode(), signed, hashlib.sha256).hexdigest() for key in self._secrets]
        fits = [is_same(one, other) for one in ours for other in given]
        if not any(fits):
            raise Forged("the signature is not right")


def _money(said: Said, field: str) -> Money:
    code = text(said, "currency").upper()
    units = Decimal(text(said, field) or "0")
    return amount_of(str(units.scaleb(-DIGITS.get(code, exponent(code)))), code)


def _charge(kind: Any, said: Said, field: str, on: date) -> Told:
    names = text(said, "payment_intent"), text(said, "invoice")
    return Told(
        kind,
        text(said, "id"),
        _money(said, field),
        on,
        tracking_id=text(said, "metadata", TRACKING),
        others=tuple(name for name in names if name),
    )


def _dispute(step: str, said: Said, on: date) -> Told | None:
    verdict: Any = "disputed" if step == "created" else VERDICTS.get(text(said, "status"))
    if verdict is None:
        return None
    intent = text(said, "payment_intent")
    return Told(
        verdict,
        text(said, "charge"),
        _money(said, "amount"),
        on,
        name=text(said, "id"),
        tracking_id=text(said, "metadata", TRACKING),
        others=(intent,) if intent else (),
    )


def _refund_failed(said: Said, on: date) -> Told:
    tracking, name = text(said, "metadata", TRACKING), text(said, "id")
    return Told(
        "refund_failed", text(said, "charge"), _money(said, "amount"), on, name=name, tracking_id=tracking
    )


def _transfer(step: str, said: Said, on: date) -> Transfer | None:
    """To a partner's own account at Stripe, where it is theirs at once."""
    reference, name, to = _reference(said), text(said, "id"), text(said, "destination")
    if step == "reversed":
        back, note = _money(said, "amount_reversed"), "reversed at Stripe"
        return Transfer(name, "came_back", back, on, reference, note=note, account=to)
    return Transfer(name, "arrived", _money(said, "amount"), on, reference, account=to) if reference else None


def _payout(step: str, said: Said, on: date, theirs: str) -> Transfer | None:
    """From an account at Stripe (`theirs`, a partner's, or ours) to a bank.

    Our own, which carry no reference, are nobody's concern. A partner writes what they like into theirs; and
    what their bank sends back lies in their account at Stripe, so to pay it again would pay twice.
    """
    reference = _reference(said)
    if not reference and not (theirs and step != "paid"):
        return None
    code = text(said, "failure_code")
    note = text(said, "failure_message") or code or ("canceled" if step == "canceled" else "")
    verdict: Any = "arrived" if step == "paid" else "waits" if theirs else "came_back"
    amount, reason = _money(said, "amount"), REASONS.get(code, "other")
    return Transfer(text(said, "id"), verdict, amount, on, reference, reason, note, theirs)


def _reference(said: Said) -> str:
    for place in (("metadata", "reference"), ("description",), ("statement_descriptor",)):
        if found := REFERENCE.search(text(said, *place).upper()):
            return found[0]
    return ""
