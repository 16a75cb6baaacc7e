"""Amazon SES: bounces and complaints by way of an SNS topic, signed with a certificate of Amazon's.

https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html and
https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html; event publishing writes nearly the same.
SES gives every mail a Message-ID of its own, whose left side is the name in its reply after DATA.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import httpx
from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.x509.oid import NameOID

from bot.connectors.base import Forged, Hook
from bot.connectors.listening import CERTIFICATE_S, fetched
from bot.mail_services.base import Plain, Told, text

SIGNER = re.compile(r"sns(?:\.[a-z0-9-]+)?\.amazonaws\.com(?:\.cn)?")
HOST = re.compile(r"sns\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?")
GIVEN = re.compile(r"\b[0-9a-f]{16}-[0-9a-f-]{36}-[0-9]{6}\b")
HASHES = {"1": SHA1, "2": SHA256}  # SignatureVersion; a topic begins with 1
SIGNED: Mapping[str, tuple[str, ...]] = {
    "Notification": ("Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"),
    "SubscriptionConfirmation": (
        "Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type",
    ),
}  # fmt: skip

Said = Mapping[str, Any]


class Ses(Plain):
    """See `MailService`. What we are told to believe are the ARNs of our topics, with blanks between them."""

    name = "Amazon SES"
    hosts: tuple[str, ...] = ("amazonaws.com",)

    def __init__(self, topics: str, client: httpx.AsyncClient | None = None) -> None:
        self._topics = frozenset(topics.split())
        self._client = client or httpx.AsyncClient(timeout=CERTIFICATE_S)
        self._known: dict[str, x509.Certificate] = {}  # by address

    @staticmethod
    def given(reply: str) -> str:
        """ "Ok 0102018f…-000000"."""
        found = GIVEN.search(reply)
        return found[0] if found else ""

    async def hear(self, hook: Hook) -> tuple[Told, ...]:
        """A notification; or the question whether we want them, which is answered with yes."""
        said: Said = json.loads(hook.body)
        kind = text(said, "Type")
        if text(said, "TopicArn") not in self._topics:
            raise Forged("it comes from a topic that is not ours")
        if kind not in SIGNED:
            return ()
        await self._prove(said, kind, hook.now)
        if kind == "SubscriptionConfirmation":
            await self._fetch(text(said, "SubscribeURL"))
            return ()
        try:
            event: Said = json.loads(str(said["Message"]))
        except ValueError:  # "Successfully validated SNS topic for Amazon SES event publishing."
            return ()
        told = _told(event, text(said, "MessageId"))
        return (told,) if told else ()

    async def close(self) -> None:
        """Give the connection back."""
        await self._client.aclose()

    async def _prove(self, said: Said, kind: str, now: datetime) -> None:
        hashed = HASHES.get(text(said, "SignatureVersion"))
        try:
            signature = base64.b64decode(str(said.get("Signature")), validate=True)
        except binascii.Error as wrong:
            raise Forged("the signature cannot be read") from wrong
        if hashed is None:
            raise Forged("the signature is of another kind")
        key = await self._key(text(said, "SigningCertURL"), now)
        signed = "".join(f"{name}\n{said[name]}\n" for name in SIGNED[kind] if name in said)
        try:
            key.verify(signature, signed.encode(), PKCS1v15(), hashed())
        except InvalidSignature as forged:
            raise Forged("the signature is not right") from forged

    async def _key(self, url: str, now: datetime) -> RSAPublicKey:
        certificate = self._known.get(url)
        if certificate is None:
            try:
                certificate = x509.load_pem_x509_certificate(await self._fetch(url))
            except ValueError as wrong:
                raise Forged("its certificate cannot be read") from wrong
        key = certificate.public_key()
        names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        if not any(SIGNER.fullmatch(str(name.value)) for name in names) or not isinstance(key, RSAPublicKey):
            raise Forged("its certificate is not that of SNS")
        if not certificate.not_valid_before_utc <= now <= certificate.not_valid_after_utc:
            raise Forged("its certificate has run out")
        self._known = {url: certificate}
        return key

    async def _fetch(self, url: str) -> bytes:
        """From Amazon's own hosts, who are proven by TLS."""
        return await fetched(self._client, url, lambda host: bool(HOST.fullmatch(host)))


def _told(event: Said, notification: str) -> Told | None:
    mail: Said = event.get("mail") or {}
    kind = text(event, "notificationType") or text(event, "eventType")
    about: Said = event.get(kind.lower()) or {}
    what, people = _what(kind, about)
    if what is None:
        return None
    if people is None:
        addresses, why = tuple(str(one) for one in mail.get("destination") or ()), text(about, "reason")
    else:
        addresses = tuple(text(one, "emailAddress") for one in people)
        why = next((said for one in people if (said := text(one, "diagnosticCode"))), "")
        why = why or f"{text(about, 'bounceType')} {text(about, 'bounceSubType')}".strip()
    return Told(
        text(about, "feedbackId") or notification,
        what,
        addresses,
        why,
        message_id=_message_id(mail),
        given=text(mail, "messageId"),
    )


def _what(kind: str, about: Said) -> tuple[Any, Any]:
    """What it is, and whom it is about. SES tells of a transient bounce when it tries no more, but calls an
    answering machine one, too: only what comes with a server's report is believed to be lost."""
    people = about.get("bouncedRecipients") or ()
    match kind, text(about, "bounceType"):
        case "Bounce", "Permanent":
            return "bounced", people
        case "Bounce", "Transient" if any(text(one, "diagnosticCode") for one in people):
            is_full = text(about, "bounceSubType") in ("General", "MailboxFull")
            return "gave_up" if is_full else "refused", people
        case "Bounce", "Undetermined":
            return "refused", people
        case "Complaint", _:
            return "complained", about.get("complainedRecipients") or ()
        case "Reject", _:
            return "refused", None
    return None, None


def _message_id(mail: Said) -> str:
    """Ours, where the notification carries the headers."""
    named = (text(h, "value") for h in mail.get("headers") or () if text(h, "name").lower() == "message-id")
    return (next(named, "") or text(mail, "commonHeaders", "messageId")).strip("<> ")
