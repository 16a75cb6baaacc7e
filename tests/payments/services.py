"""Payment services as they call us: bodies in their published shapes, signed by their own schemes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import zlib
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from cryptography.x509.verification import Store

from bot.payments.base import PaymentService
from bot.payments.paypal import SIGNER, PayPal
from bot.payments.stripe import Stripe
from workflows.calendar import local_date
from workflows.commission.accounts import PayoutAccount
from workflows.money import Money

SECRET = "whsec_only_for_tests"
WEBHOOK_ID = "0TP61235PE0123456"
CERTIFICATE = "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270"
Call = tuple[dict[str, str], bytes]


def _local_day(moment: datetime) -> date:
    return local_date(moment, "America/New_York")


class Side(Protocol):
    """A payment service, seen from its own side. `tracking` and `reference` are what stands in its fields."""

    name: str
    account: PayoutAccount  # where the partner's money goes

    def opened(self) -> PaymentService: ...

    def signed(self, body: dict[str, Any], now: datetime) -> Call: ...

    def paid(
        self, event: str, now: datetime, payment: str, amount: Money, tracking: str
    ) -> dict[str, Any]: ...

    def refund(
        self, event: str, now: datetime, payment: str, amount: Money, total: Money, tracking: str
    ) -> dict[str, Any]: ...

    def dispute(
        self, event: str, now: datetime, payment: str, amount: Money, outcome: str, tracking: str
    ) -> dict[str, Any]: ...

    def transfer(
        self, event: str, now: datetime, amount: Money, reference: str, outcome: str
    ) -> dict[str, Any]: ...


class StripeSide:
    """https://docs.stripe.com/api: event, charge, dispute, transfer, payout."""

    name = "stripe"
    account = PayoutAccount("stripe", "Northwind Advisory", "acct_1Nv0FGQ9RKHgCVdK")

    def opened(self) -> PaymentService:
        return Stripe(f"whsec_of_another_endpoint {SECRET}", _local_day, test_mode=False)

    def signed(self, body: dict[str, Any], now: datetime) -> Call:
        raw, moment = json.dumps(body).encode(), str(int(now.timestamp()))
        mark = hmac.new(SECRET.encode(), f"{moment}.".encode() + raw, hashlib.sha256).hexdigest()
        return {"Stripe-Signature": f"t={moment},v1={'0' * 64},v1={mark},v0=abc"}, raw

    def event(self, event: str, now: datetime, kind: str, said: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": event,
            "object": "event",
            "api_version": "2025-09-30.clover",
            "created": int(now.timestamp()),
            "livemode": True,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
            "data": {"object": said},
        }

    def charge(self, payment: str, amount: Money, back: int, tracking: str) -> dict[str, Any]:
        return {
            "id": payment,
            "object": "charge",
            "amount": amount.minor,
            "amount_captured": amount.minor,
            "amount_refunded": back,
            "captured": True,
            "currency": amount.currency.lower(),
            "metadata": {"referral_tracking_id": tracking} if tracking else {},
            "payment_intent": f"pi_{payment}",
            "invoice": None,
            "refunded": back == amount.minor,
            "status": "succeeded",
        }

    def paid(self, event: str, now: datetime, payment: str, amount: Money, tracking: str) -> dict[str, Any]:
        return self.event(event, now, "charge.succeeded", self.charge(payment, amount, 0, tracking))

    def refund(
        self, event: str, now: datetime, payment: str, amount: Money, total: Money, tracking: str
    ) -> dict[str, Any]:
        whole = self.charge(payment, Money(3_000_000, total.currency), total.minor, tracking)
        return self.event(event, now, "charge.refunded", whole)

    def dispute(
        self, event: str, now: datetime, payment: str, amount: Money, outcome: str, tracking: str
    ) -> dict[str, Any]:
        status = {"opened": "needs_response"}.get(outcome, outcome)
        said = {
            "id": "dp_1",
            "object": "dispute",
            "amount": amount.minor,
            "charge": payment,
            "reason": "fraudulent",
            "currency": amount.currency.lower(),
            "metadata": {"referral_tracking_id": tracking} if tracking else {},
            "payment_intent": f"pi_{payment}",
            "status": status,
        }
        kind = "charge.dispute.created" if outcome == "opened" else "charge.dispute.closed"
        return self.event(event, now, kind, said)

    def transfer(
        self, event: str, now: datetime, amount: Money, reference: str, outcome: str
    ) -> dict[str, Any]:
        back = outcome == "came_back"
        said = {
            "id": "tr_1",
            "object": "transfer",
            "amount": amount.minor,
            "amount_reversed": amount.minor if back else 0,
            "currency": amount.currency.lower(),
            "description": f"Commission {reference}" if reference else None,
            "destination": self.account.number,
            "metadata": {},
            "reversed": back,
        }
        return self.event(event, now, f"transfer.{'reversed' if back else 'created'}", said)

    def payout(
        self, event: str, now: datetime, amount: Money, reference: str, step: str, account: str
    ) -> dict[str, Any]:
        """Of a connected account: what stands in it, its owner wrote."""
        said = {
            "id": f"po_{event}",
            "object": "payout",
            "amount": amount.minor,
            "currency": amount.currency.lower(),
            "description": f"Commission {reference}" if reference else None,
            "metadata": {},
            "failure_code": "account_closed" if step == "failed" else None,
            "failure_message": "The bank account has been closed" if step == "failed" else None,
            "status": step,
        }
        return self.event(event, now, f"payout.{step}", said) | {"account": account}


class PayPalSide:
    """https://developer.paypal.com/api/rest/webhooks/event-names/ and the resources named there."""

    name = "paypal"
    account = PayoutAccount("paypal", "Northwind Advisory", "sam@pay.example")

    def opened(self) -> PaymentService:
        _key, chain, store = certificates(SIGNER)

        def serve(request: httpx.Request) -> httpx.Response:
            fits = str(request.url) == CERTIFICATE
            return httpx.Response(200, content=chain) if fits else httpx.Response(404)

        client = httpx.AsyncClient(transport=httpx.MockTransport(serve))
        return PayPal(WEBHOOK_ID, _local_day, test_mode=False, client=client, store=store)

    def signed(self, body: dict[str, Any], now: datetime, signer: str = SIGNER) -> Call:
        raw, name, moment = json.dumps(body).encode(), "69cd13f0-d67a-11e5-baa3-778b53f4ae55", _iso(now)
        key, _chain, _store = certificates(signer)
        said = f"{name}|{moment}|{WEBHOOK_ID}|{zlib.crc32(raw)}".encode()
        return {
            "PAYPAL-TRANSMISSION-ID": name,
            "PAYPAL-TRANSMISSION-TIME": moment,
            "PAYPAL-CERT-URL": CERTIFICATE,
            "PAYPAL-AUTH-ALGO": "SHA256withRSA",
            "PAYPAL-TRANSMISSION-SIG": base64.b64encode(
                key.sign(said, padding.PKCS1v15(), SHA256())
            ).decode(),
        }, raw

    def event(self, event: str, now: datetime, kind: str, said: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": event,
            "event_version": "1.0",
            "create_time": _iso(now),
            "event_type": kind,
            "resource_type": "resource",
            "summary": "What happened",
            "resource": said,
            "links": [],
        }

    def paid(self, event: str, now: datetime, payment: str, amount: Money, tracking: str) -> dict[str, Any]:
        said = {"id": payment, "status": "COMPLETED", "amount": _amount(amount), "custom_id": tracking}
        return self.event(event, now, "PAYMENT.CAPTURE.COMPLETED", said)

    def refund(
        self, event: str, now: datetime, payment: str, amount: Money, total: Money, tracking: str
    ) -> dict[str, Any]:
        at = "https://api.paypal.com/v2/payments"
        said = {
            "id": f"RF{event}",
            "status": "COMPLETED",
            "amount": _amount(amount),
            "seller_payable_breakdown": {"total_refunded_amount": _amount(total)},
            "links": [
                {"rel": "self", "href": f"{at}/refunds/RF{event}"},
                {"rel": "up", "href": f"{at}/captures/{payment}"},
            ],
        }
        given = {"custom_id": tracking} if tracking else {}
        return self.event(event, now, "PAYMENT.CAPTURE.REFUNDED", said | given)

    def dispute(
        self, event: str, now: datetime, payment: str, amount: Money, outcome: str, tracking: str
    ) -> dict[str, Any]:
        ended = {"won": "RESOLVED_SELLER_FAVOUR", "lost": "RESOLVED_BUYER_FAVOUR"}.get(outcome)
        said = {
            "dispute_id": "PP-000-042-663-135",
            "reason": "MERCHANDISE_OR_SERVICE_NOT_RECEIVED",
            "dispute_amount": _amount(amount),
            "status": "RESOLVED" if ended else "OPEN",
            "disputed_transactions": [{"seller_transaction_id": payment, "custom": tracking}],
        }
        kind = "CUSTOMER.DISPUTE.RESOLVED" if ended else "CUSTOMER.DISPUTE.CREATED"
        return self.event(
            event, now, kind, said | ({"dispute_outcome": {"outcome_code": ended}} if ended else {})
        )

    def transfer(
        self, event: str, now: datetime, amount: Money, reference: str, outcome: str
    ) -> dict[str, Any]:
        states = {"arrived": "SUCCEEDED", "came_back": "RETURNED", "waits": "UNCLAIMED"}
        sum_of = {"currency": amount.currency, "value": str(amount.major)}
        said = {
            "payout_item_id": "8AELMXH8UB2P8",
            "transaction_status": states[outcome],
            "sender_item_id": reference,
            "payout_batch_id": "Q8KVJG9TZTNN4",
            "payout_item": {"amount": sum_of, "receiver": "sam@pay.example", "sender_item_id": reference},
        }
        return self.event(event, now, f"PAYMENT.PAYOUTS-ITEM.{states[outcome]}", said)


SIDES: dict[str, Side] = {"stripe": StripeSide(), "paypal": PayPalSide()}


@lru_cache
def certificates(name: str) -> tuple[rsa.RSAPrivateKey, bytes, Store]:
    """A certificate for that name, the chain as PayPal serves it, and who vouches for it."""
    ca, leaf = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "An authority of the tests")])
    start, end = datetime(2025, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)

    def begun(subject: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
        made = (
            x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
        )
        made = made.serial_number(x509.random_serial_number()).not_valid_before(start)
        made = made.not_valid_after(end if key is ca else end - timedelta(days=300))
        known_by = x509.AuthorityKeyIdentifier.from_issuer_public_key(ca.public_key())
        return made.add_extension(known_by, critical=False)

    others = "digital_signature content_commitment key_encipherment data_encipherment key_agreement"
    usage = dict.fromkeys([*others.split(), "encipher_only", "decipher_only"], False)
    root = begun(issuer, ca).add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    root = root.add_extension(x509.KeyUsage(**usage, key_cert_sign=True, crl_sign=True), critical=True)
    root = root.add_extension(x509.SubjectKeyIdentifier.from_public_key(ca.public_key()), critical=False)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    one = begun(subject, leaf).add_extension(
        x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False
    )
    one = one.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    one = one.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    signed, chain = root.sign(ca, SHA256()), one.sign(ca, SHA256()).public_bytes(Encoding.PEM)
    return leaf, chain, Store([signed])


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _amount(amount: Money) -> dict[str, str]:
    return {"currency_code": amount.currency, "value": str(amount.major)}
