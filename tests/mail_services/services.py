"""Mail services as they call us: bodies in their published shapes, signed by their own schemes."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from functools import lru_cache
from typing import Any, ClassVar, Protocol
from urllib.parse import urlencode

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.hashes import SHA1, SHA256, HashAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from bot.mail_services.base import MailService
from bot.mail_services.mandrill import Mandrill
from bot.mail_services.postmark import Postmark
from bot.mail_services.sendgrid import SendGrid
from bot.mail_services.ses import Ses

PUBLIC_URL = "https://desk.vendor.example"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:desk-mail"
CERTIFICATE = "https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-0123456789abcdef.pem"
CONFIRMS = "https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&TopicArn=x&Token=y"
SECRET = "postmark:only for tests"
KEY = "mandrill-only-for-tests"
Call = tuple[dict[str, str], bytes]


class Side(Protocol):
    """A mail service, seen from its own side."""

    name: str

    def opened(self) -> MailService: ...

    def reply(self, number: int) -> str:
        """What it says when it has taken a mail."""

    def event(self, what: str, event: str, mail: EmailMessage | None, address: str, given: str = "") -> Any:
        """`bounced`, `gave_up`, `late`, `refused` or `complained`, of a mail as it was handed over."""

    def signed(self, body: Any) -> Call: ...


class SendGridSide:
    """https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event"""

    name = "sendgrid"
    kinds: ClassVar[dict[str, dict[str, Any]]] = {
        "bounced": {"event": "bounce", "type": "bounce", "status": "5.1.1", "reason": "550 no such user"},
        "gave_up": {"event": "bounce", "type": "blocked", "status": "4.4.1", "reason": "421 gave up"},
        "late": {"event": "deferred", "response": "400 try again later", "attempt": "5"},
        "refused": {"event": "dropped", "reason": "Spam Content"},
        "complained": {"event": "spamreport"},
    }

    def opened(self) -> MailService:
        return SendGrid(_shown(_curve()))

    def reply(self, number: int) -> str:
        return f"Ok: queued as ZKDSmz0pQ7u3rpHFEw-SV{number}"

    def event(self, what: str, event: str, mail: EmailMessage | None, address: str, given: str = "") -> Any:
        said = json.loads(mail["X-SMTPAPI"])["unique_args"] if mail else {}
        more = {"smtp-id": mail["Message-ID"]} if mail and what != "refused" else {}
        told = {
            "email": address,
            "timestamp": 1513299569,
            "category": ["cat facts"],
            "sg_event_id": event,
            "sg_message_id": "14c5d75ce93.dfd.64b469.filter0001.16648.5515E0B88.0",
            **self.kinds[what],
        }
        return [{"email": address, "event": "delivered", "sg_event_id": f"{event}d"}, told | more | said]

    def signed(self, body: Any) -> Call:
        raw, moment = json.dumps(body).encode(), "1588788367"
        mark = _curve().sign(moment.encode() + raw, ec.ECDSA(SHA256()))
        headers = {
            "X-Twilio-Email-Event-Webhook-Signature": base64.b64encode(mark).decode(),
            "X-Twilio-Email-Event-Webhook-Timestamp": moment,
        }
        return headers, raw


class PostmarkSide:
    """https://postmarkapp.com/developer/webhooks/bounce-webhook"""

    name = "postmark"
    kinds: ClassVar[dict[str, dict[str, Any]]] = {
        "bounced": {"RecordType": "Bounce", "Type": "HardBounce", "TypeCode": 1},
        "gave_up": {"RecordType": "Bounce", "Type": "SoftBounce", "TypeCode": 4096},
        "late": {"RecordType": "Bounce", "Type": "Transient", "TypeCode": 2},
        "refused": {"RecordType": "Bounce", "Type": "DMARCPolicy", "TypeCode": 100009},
        "complained": {"RecordType": "SpamComplaint", "Type": "SpamComplaint", "TypeCode": 512},
    }

    def opened(self) -> MailService:
        return Postmark(SECRET)

    def reply(self, number: int) -> str:
        return f"250 2.0.0 Ok: queued as {number}"

    def event(self, what: str, event: str, mail: EmailMessage | None, address: str, given: str = "") -> Any:
        named = {k[14:]: str(v) for k, v in (mail.items() if mail else ()) if k.startswith("X-PM-Metadata-")}
        return {
            "ID": int.from_bytes(event.encode()[:6], "big"),
            "Name": "Hard bounce",
            "Tag": "",
            "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483",
            "Metadata": named,
            "ServerID": 23,
            "MessageStream": "outbound",
            "Description": "The server was unable to deliver your message (ex: unknown user).",
            "Details": "550 no such user",
            "Email": address,
            "From": "referrals@vendor.example",
            "BouncedAt": "2026-03-02T11:00:00.0000000Z",
            "DumpAvailable": True,
            "Inactive": True,
            "CanActivate": True,
            "Subject": "Registered",
            **self.kinds[what],
        }

    def signed(self, body: Any) -> Call:
        credentials = base64.b64encode(SECRET.encode()).decode()
        return {"Authorization": f"Basic {credentials}"}, json.dumps(body).encode()


class SesSide:
    """https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html, inside a message of SNS."""

    name = "ses"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def opened(self) -> MailService:
        return Ses(f"arn:aws:sns:eu-west-1:123456789012:other {TOPIC}", self.client())

    def client(self, *, is_away: bool = False) -> httpx.AsyncClient:
        def answer(request: httpx.Request) -> httpx.Response:
            self.asked.append(str(request.url))
            pem = _certificate().public_bytes(Encoding.PEM)
            return httpx.Response(503) if is_away else httpx.Response(200, content=pem)

        return httpx.AsyncClient(transport=httpx.MockTransport(answer))

    def reply(self, number: int) -> str:
        return f"Ok 0102018f{number:08x}-aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee-000000"

    def event(self, what: str, event: str, mail: EmailMessage | None, address: str, given: str = "") -> Any:
        more = {
            "bounced": {"bounceType": "Permanent", "bounceSubType": "General"},
            "gave_up": {"bounceType": "Transient", "bounceSubType": "MailboxFull"},
            "late": {"bounceType": "Transient", "bounceSubType": "General"},
            "refused": {"bounceType": "Undetermined", "bounceSubType": "Undetermined"},
        }.get(what, {"complaintFeedbackType": "abuse"})
        report = {"status": "5.1.1", "action": "failed", "diagnosticCode": "smtp; 550 no such user"}
        people = [{"emailAddress": address, **({} if what == "late" else report)}]
        kind, named = ("Complaint", "complained") if what == "complained" else ("Bounce", "bounced")
        return {
            "notificationType": kind,
            kind.lower(): {f"{named}Recipients": people, "feedbackId": event, **more},
            "mail": {
                "timestamp": "2026-03-02T10:59:00.000Z",
                "source": "referrals@vendor.example",
                "messageId": given,
                "destination": [address],
                "headersTruncated": False,
            },
        }

    def signed(self, body: Any) -> Call:
        return self.sent({"Type": "Notification", "Message": json.dumps(body), "Subject": "Amazon SES"})

    def sent(self, more: dict[str, str], version: str = "2") -> Call:
        """A message of SNS. Its own words for each kind: `names` stand in the signature, in this order."""
        said = {
            "MessageId": "165545c9-2a5c-472c-8df2-7ff2be2b3b1b",
            "TopicArn": TOPIC,
            "Timestamp": "2026-03-02T11:00:00.000Z",
            "SignatureVersion": version,
            "SigningCertURL": CERTIFICATE,
            **more,
        }
        names = ["Message", "MessageId", "Subject", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"]
        text = "".join(f"{name}\n{said[name]}\n" for name in names if name in said)
        hashed: HashAlgorithm = SHA256() if version == "2" else SHA1()
        mark = _pair().sign(text.encode(), padding.PKCS1v15(), hashed)
        return {"Content-Type": "text/plain; charset=UTF-8"}, json.dumps(
            said | {"Signature": base64.b64encode(mark).decode()}
        ).encode()


class MandrillSide:
    """https://mailchimp.com/developer/transactional/docs/webhooks/"""

    name = "mandrill"
    kinds: ClassVar[dict[str, dict[str, Any]]] = {
        "bounced": {"event": "hard_bounce", "msg": {"diag": "550 no such user", "state": "bounced"}},
        "gave_up": {"event": "soft_bounce", "msg": {"diag": "452 mailbox full", "state": "soft-bounced"}},
        "late": {"event": "deferral", "msg": {"diag": "452 try again", "state": "deferred"}},
        "refused": {"event": "reject", "reject": {"reason": "unsigned"}, "msg": {"state": "rejected"}},
        "complained": {"event": "spam", "msg": {"state": "spam"}},
    }

    def opened(self) -> MailService:
        return Mandrill(f"another-key {KEY}")

    def reply(self, number: int) -> str:
        return f"2.0.0 Ok: queued as {number:012X}"

    def event(self, what: str, event: str, mail: EmailMessage | None, address: str, given: str = "") -> Any:
        metadata = json.loads(mail["X-MC-Metadata"]) if mail else {}
        said: dict[str, Any] = dict(self.kinds[what])
        named: dict[str, Any] = {
            "_id": event,
            "email": address,
            "metadata": metadata,
            "tags": [],
            "sender": "x@y.example",
        }
        return [{"ts": 1365109999, "_id": event, **said, "msg": {**named, **said["msg"]}}]

    def signed(self, body: Any) -> Call:
        fields = {"mandrill_events": json.dumps(body)}
        text = f"{PUBLIC_URL}/bounces/mandrill" + "".join(k + fields[k] for k in sorted(fields))
        mark = base64.b64encode(hmac.new(KEY.encode(), text.encode(), hashlib.sha1).digest()).decode()
        kind = "application/x-www-form-urlencoded"
        return {"X-Mandrill-Signature": mark, "Content-Type": kind}, urlencode(fields).encode()


SIDES: dict[str, type[SendGridSide] | type[PostmarkSide] | type[SesSide] | type[MandrillSide]] = {
    "sendgrid": SendGridSide,
    "postmark": PostmarkSide,
    "ses": SesSide,
    "mandrill": MandrillSide,
}


@lru_cache
def _curve() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _shown(key: ec.EllipticCurvePrivateKey) -> str:
    """As SendGrid's settings show it."""
    raw = key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(raw).decode()


@lru_cache
def _pair() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@lru_cache
def _certificate(name: str = "sns.amazonaws.com") -> x509.Certificate:
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    begins = datetime(2026, 1, 1, tzinfo=UTC)
    made = x509.CertificateBuilder().subject_name(who).issuer_name(who).public_key(_pair().public_key())
    made = made.serial_number(1).not_valid_before(begins).not_valid_after(begins + timedelta(days=300))
    return made.sign(_pair(), SHA256())
