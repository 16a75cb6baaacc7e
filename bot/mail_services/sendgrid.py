"""SendGrid's Event Webhook, signed with a key of its own (ECDSA over the time and the bytes).

https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/getting-started-event-webhook-security-features
and …/tracking-events/event. `unique_args` of the header X-SMTPAPI come back as fields of each event.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, EllipticCurvePublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_der_public_key

from bot.connectors.base import Forged, Hook
from bot.mail_services.base import MARK, Plain, Told, text

# Why SendGrid drops a mail: its address is on one of SendGrid's own lists; else it is about the mail.
NO_MAIL = frozenset({"bounced address", "invalid", "spam reporting address", "unsubscribed address"})


class SendGrid(Plain):
    """See `MailService`. The key is the "Verification Key" of the webhook's settings."""

    name = "SendGrid"
    hosts: tuple[str, ...] = ("sendgrid.net",)

    def __init__(self, key: str) -> None:
        self._key = public_key(key)

    @staticmethod
    def marks(mark: str) -> Mapping[str, str]:
        """Taken out again by SendGrid."""
        return {"X-SMTPAPI": json.dumps({"unique_args": {MARK: mark}})}

    async def hear(self, hook: Hook) -> tuple[Told, ...]:
        """Several events come in one call."""
        self._prove(hook)
        return tuple(told for event in json.loads(hook.body) if (told := _told(event)))

    def _prove(self, hook: Hook) -> None:
        sent_at = hook.headers.get("x-twilio-email-event-webhook-timestamp", "")
        given = hook.headers.get("x-twilio-email-event-webhook-signature", "")
        try:
            signature = base64.b64decode(given, validate=True)
            self._key.verify(signature, sent_at.encode() + hook.body, ECDSA(SHA256()))
        except (InvalidSignature, binascii.Error) as wrong:
            raise Forged("the signature is not right") from wrong


def public_key(given: str) -> EllipticCurvePublicKey:
    """ValueError says what to write instead."""
    try:
        key = load_der_public_key(base64.b64decode(given))
    except ValueError:
        key = None
    if not isinstance(key, EllipticCurvePublicKey):
        raise ValueError("it is not the Verification Key that SendGrid shows (MFkwEwYH…)")
    return key


def _told(event: Mapping[str, Any]) -> Told | None:
    why = text(event, "reason")
    match text(event, "event"), text(event, "type"):
        case "bounce", "blocked":
            what: Any = "gave_up" if text(event, "status").startswith("4") else "refused"
        case "bounce", _:
            what = "bounced"
        case "dropped", _:
            what = "bounced" if why.lower() in NO_MAIL else "refused"
        case "spamreport", _:
            what = "complained"
        case "unsubscribe" | "group_unsubscribe", _:
            what = "unsubscribed"
        case _:
            return None
    return Told(
        text(event, "sg_event_id"),
        what,
        (text(event, "email"),),
        why,
        message_id=text(event, "smtp-id").strip("<>"),
        mark=text(event, MARK),
    )
