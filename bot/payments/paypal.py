"""PayPal's webhooks: captures, refunds, disputes, and the items of its Payouts.

https://developer.paypal.com/api/rest/webhooks/rest/ tells how one is signed: with a certificate of
PayPal's own, named in the webhook. Only one from PayPal's hosts is fetched, and only one that an authority
we trust gave to `messageverificationcerts.paypal.com` counts. A payment is a referral's when its `custom_id`
(or `invoice_id`) is the tracking ID; an item is a payout's when `sender_item_id` is its reference.
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

import certifi
import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from bot.connectors.base import Forged, Hook
from bot.connectors.listening import CERTIFICATE_S, fetched, text
from bot.payments.base import Notification, Told, Transfer, amount_of
from workflows import tracking
from workflows.commission.payout_messages import FailReason

LIVE, SANDBOX = (
    frozenset({"api.paypal.com", "api-m.paypal.com"}),
    frozenset({"api.sandbox.paypal.com", "api-m.sandbox.paypal.com"}),
)
SIGNER = "messageverificationcerts.paypal.com"
TOLERANCE_S = 4 * 24 * 3600  # PayPal repeats a webhook for three days, with the time of its first sending
Verdict = Literal["arrived", "came_back", "waits"]
ITEMS: Mapping[str, tuple[Verdict, FailReason]] = {
    "SUCCEEDED": ("arrived", "other"),
    "FAILED": ("came_back", "other"),
    "BLOCKED": ("came_back", "refused"),
    "CANCELED": ("came_back", "other"),
    "DENIED": ("came_back", "refused"),
    "REFUNDED": ("came_back", "refused"),
    "RETURNED": ("came_back", "refused"),  # nobody claimed it within thirty days
    "HELD": ("waits", "other"),
    "UNCLAIMED": ("waits", "other"),  # they may still claim it: paying again now would pay twice
}
# https://developer.paypal.com/docs/api/customer-disputes/v1/: whose favour it ended in
OUTCOMES = {
    "RESOLVED_BUYER_FAVOUR": "dispute_lost",
    "RESOLVED_SELLER_FAVOUR": "dispute_won",
    "CANCELED_BY_BUYER": "dispute_won",
    "RESOLVED_WITH_PAYOUT": "dispute_won",
    "DENIED": "dispute_won",
    "ACCEPTED": "dispute_lost",
}
REFUNDS = frozenset({"CAPTURE.REFUNDED", "CAPTURE.REVERSED", "SALE.REFUNDED", "SALE.REVERSED"})

Said = Mapping[str, Any]


def trusted() -> Store:
    """The authorities that browsers trust."""
    with open(certifi.where(), "rb") as file:  # noqa: PTH123
        return Store(x509.load_pem_x509_certificates(file.read()))


class PayPal:
    """See `PaymentService`."""

    name = "PayPal"

    def __init__(
        self,
        webhook_id: str,
        local_day: Callable[[datetime], date],
        *,
        test_mode: bool,
        client: httpx.AsyncClient | None = None,
        store: Store | None = None,
    ) -> None:
        self._webhook_id, self._local_day = webhook_id, local_day
        self._hosts = LIVE | SANDBOX if test_mode else LIVE
        self._client = client or httpx.AsyncClient(timeout=CERTIFICATE_S)
        self._store = store
        self._known: dict[str, list[x509.Certificate]] = {}  # by address

    async def hear(self, hook: Hook) -> Notification:
        """The event, if it is one of those that we follow."""
        await self._prove(hook)
        event: Said = json.loads(hook.body)
        said: Said = event.get("resource") or {}
        on = self._local_day(datetime.fromisoformat(text(event, "create_time")))
        kind = text(event, "event_type")
        news: Told | Transfer | None = None
        if kind in ("PAYMENT.CAPTURE.COMPLETED", "PAYMENT.SALE.COMPLETED"):
            news = _payment(said, on)
        elif kind.removeprefix("PAYMENT.") in REFUNDS:
            news = _refund(said, on)
        elif kind in ("CUSTOMER.DISPUTE.CREATED", "CUSTOMER.DISPUTE.RESOLVED"):
            news = _dispute(said, on, is_over=kind.endswith("RESOLVED"))
        elif kind.startswith("PAYMENT.PAYOUTS-ITEM."):
            news = _item(kind.rpartition(".")[2], said, on)
        return Notification(text(event, "id"), news)

    async def close(self) -> None:
        """Give the connection back."""
        await self._client.aclose()

    async def _prove(self, hook: Hook) -> None:
        said = {name: hook.headers.get(f"paypal-{name}", "") for name in _HEADERS}
        try:
            sent_at = datetime.fromisoformat(said["transmission-time"])
            signature = base64.b64decode(said["transmission-sig"], validate=True)
        except (ValueError, binascii.Error) as wrong:
            raise Forged("the transmission's time or signature cannot be read") from wrong
        if sent_at.tzinfo is None or abs((hook.now - sent_at).total_seconds()) > TOLERANCE_S:
            raise Forged("the transmission is too old")
        key = await self._key(said["cert-url"], hook.now)
        parts = (
            said["transmission-id"],
            said["transmission-time"],
            self._webhook_id,
            str(zlib.crc32(hook.body)),
        )
        try:
            key.verify(signature, "|".join(parts).encode(), PKCS1v15(), SHA256())
        except InvalidSignature as forged:
            raise Forged("the signature is not right") from forged

    async def _key(self, url: str, now: datetime) -> RSAPublicKey:
        chain = self._known.get(url) or await self._fetch(url)
        self._store = self._store or trusted()
        policy = PolicyBuilder().store(self._store).time(now.astimezone(UTC).replace(tzinfo=None))
        try:
            policy.build_server_verifier(x509.DNSName(SIGNER)).verify(chain[0], chain[1:])
        except VerificationError as wrong:
            raise Forged("its certificate is not PayPal's") from wrong
        key = chain[0].public_key()
        if not isinstance(key, RSAPublicKey):
            raise Forged("its certificate has a key of another kind")
        self._known = {url: chain}
        return key

    async def _fetch(self, url: str) -> list[x509.Certificate]:
        """The certificate and those that vouch for it."""
        pem = await fetched(self._client, url, self._hosts.__contains__)
        try:
            return x509.load_pem_x509_certificates(pem)
        except ValueError as wrong:
            raise Forged("its certificate cannot be read") from wrong


_HEADERS = ("transmission-id", "transmission-time", "transmission-sig", "cert-url")


def _tracking(said: Said) -> str:
    """What may be a tracking ID; an invoice's number is one only when it reads like one."""
    if custom := text(said, "custom_id") or text(said, "custom"):
        return custom
    invoice = text(said, "invoice_id") or text(said, "invoice_number")
    return invoice if tracking.find(invoice) else ""


def _amount(said: Said, *path: str) -> Any:
    at: Any = said
    for name in path:
        at = at.get(name) if isinstance(at, Mapping) else None
    value = text(at or {}, "value") or text(at or {}, "total")
    return amount_of(value, text(at or {}, "currency_code") or text(at or {}, "currency"))


def _others(said: Said) -> tuple[str, ...]:
    invoice = text(said, "invoice_id") or text(said, "invoice_number")
    return (invoice,) if invoice else ()


def _payment(said: Said, on: date) -> Told:
    return Told(
        "paid",
        text(said, "id"),
        _amount(said, "amount"),
        on,
        tracking_id=_tracking(said),
        others=_others(said),
    )


def _refund(said: Said, on: date) -> Told:
    """Of a capture (its address stands among the links), or of a sale, as it was called before."""
    up = next((text(one, "href") for one in said.get("links") or () if text(one, "rel") == "up"), "")
    payment = text(said, "sale_id") or up.rstrip("/").rpartition("/")[2]
    amount, name = _amount(said, "amount"), text(said, "id")
    return Told("refunded", payment, amount, on, name=name, tracking_id=_tracking(said), others=_others(said))


def _dispute(said: Said, on: date, *, is_over: bool) -> Told | None:
    """The money itself goes back as a refund or a reversal, which PayPal reports by itself."""
    outcome = text(said, "dispute_outcome", "outcome_code")
    verdict: Any = OUTCOMES.get(outcome) if is_over else "disputed"
    about: Said = next(iter(said.get("disputed_transactions") or ()), {})
    if verdict is None:
        return None
    return Told(
        verdict,
        text(about, "seller_transaction_id"),
        _amount(said, "dispute_amount"),
        on,
        name=text(said, "dispute_id"),
        tracking_id=_tracking(about),
        others=_others(about),
        books_itself=False,
    )


def _item(state: str, said: Said, on: date) -> Transfer | None:
    if state not in ITEMS:
        return None
    verdict, reason = ITEMS[state]
    error = text(said, "errors", "name")
    if error in ("RECEIVER_UNREGISTERED", "INVALID_EMAIL", "RECEIVER_INVALID"):
        reason = "wrong_details"
    elif error in ("RECEIVER_ACCOUNT_LOCKED", "RECEIVER_UNCONFIRMED"):
        reason = "refused"
    return Transfer(
        text(said, "payout_item_id"),
        verdict,
        _amount(said, "payout_item", "amount"),
        on,
        (text(said, "sender_item_id") or text(said, "payout_item", "sender_item_id")).upper(),
        reason,
        text(said, "errors", "message") or state.lower(),
        text(said, "payout_item", "receiver"),
    )
