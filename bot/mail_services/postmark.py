"""Postmark's webhooks of bounces and spam complaints; they carry a user and password, or a header of ours.

https://postmarkapp.com/developer/webhooks/bounce-webhook and …/spam-complaint-webhook. Metadata of a mail
comes back with each; X-PM-KeepID asks Postmark to leave our Message-ID as it is.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from bot.connectors.base import Forged, Hook
from bot.connectors.parts import is_same
from bot.mail_services.base import MARK, Plain, Told, text

HEADER = "x-webhook-secret"
BOUNCED = frozenset({"HardBounce", "BadEmailAddress", "ManuallyDeactivated"})
GAVE_UP = frozenset({"SoftBounce", "DnsError"})  # "Transient" is tried again
REFUSED = frozenset({"Blocked", "DMARCPolicy", "SMTPApiError", "SpamNotification", "VirusNotification"})


class Postmark(Plain):
    """See `MailService`. The secret is `user:password` of the webhook's address, or the header's value."""

    name = "Postmark"
    hosts: tuple[str, ...] = ("postmarkapp.com",)

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @staticmethod
    def marks(mark: str) -> Mapping[str, str]:
        """Taken out again by Postmark."""
        return {f"X-PM-Metadata-{MARK}": mark, "X-PM-KeepID": "true"}

    async def hear(self, hook: Hook) -> tuple[Told, ...]:
        """One event comes in one call."""
        if not is_same(self._secret, _given(hook)):
            raise Forged("it does not know the secret")
        event: Mapping[str, Any] = json.loads(hook.body)
        what = _what(text(event, "RecordType"), text(event, "Type"))
        if what is None:
            return ()
        why = text(event, "Details") or text(event, "Description")
        mark = text(event, "Metadata", MARK)
        return (Told(text(event, "ID"), what, (text(event, "Email"),), why, mark=mark),)


def _given(hook: Hook) -> str:
    kind, _, credentials = hook.headers.get("authorization", "").partition(" ")
    if kind.lower() != "basic":
        return hook.headers.get(HEADER, "")
    try:
        return base64.b64decode(credentials, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError) as wrong:
        raise Forged("its user and password cannot be read") from wrong


def _what(record: str, kind: str) -> Any:
    """None for what is late, answered by a machine, or none of a partner's doing."""
    if record == "SpamComplaint" or kind == "SpamComplaint":
        return "complained"
    if record != "Bounce":
        return None
    if kind == "Unsubscribe":
        return "unsubscribed"
    if kind in BOUNCED:
        return "bounced"
    if kind in GAVE_UP:
        return "gave_up"
    return "refused" if kind in REFUSED else None
