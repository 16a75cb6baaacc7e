"""Mailchimp Transactional (Mandrill): webhooks signed over their address and fields (HMAC-SHA1).

https://mailchimp.com/developer/transactional/guides/track-respond-activity-webhooks/. Metadata of a mail
(header X-MC-Metadata) comes back with each event.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from bot.connectors.base import Forged, Hook
from bot.connectors.parts import is_same
from bot.mail_services.base import MARK, Plain, Told, text

KINDS = {
    "hard_bounce": "bounced",
    "soft_bounce": "gave_up",  # what is tried again is a `deferral`
    "reject": "refused",  # Mandrill did not send it; `reject.reason` says why
    "spam": "complained",
    "unsub": "unsubscribed",
}
NO_MAIL = frozenset({"hard-bounce", "spam", "unsub", "invalid"})


class Mandrill(Plain):
    """See `MailService`. Keys, with blanks between them: each webhook has one of its own."""

    name = "Mandrill"
    hosts: tuple[str, ...] = ("mandrillapp.com",)

    def __init__(self, keys: str) -> None:
        self._keys = keys.split()

    @staticmethod
    def marks(mark: str) -> Mapping[str, str]:
        """Taken out again by Mandrill."""
        return {"X-MC-Metadata": json.dumps({MARK: mark})}

    async def hear(self, hook: Hook) -> tuple[Told, ...]:
        """Several events come in one call."""
        fields = dict(parse_qsl(hook.body.decode(), keep_blank_values=True))
        signed = hook.url + "".join(f"{name}{fields[name]}" for name in sorted(fields))
        given = hook.headers.get("x-mandrill-signature", "")
        if not any(is_same(_signature(key, signed), given) for key in self._keys):
            raise Forged("the signature is not right")
        return tuple(told for event in json.loads(fields["mandrill_events"]) if (told := _told(event)))


def _signature(key: str, signed: str) -> str:
    digest = hmac.new(key.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def _told(event: Mapping[str, Any]) -> Told | None:
    kind, reason = text(event, "event"), text(event, "reject", "reason")
    what: Any = KINDS.get(kind)
    if what is None:
        return None
    if kind == "reject" and reason in NO_MAIL:
        what = "bounced"
    return Told(
        f"{text(event, '_id')}:{kind}:{text(event, 'ts')}",  # events have no name of their own
        what,
        (text(event, "msg", "email"),),
        text(event, "msg", "diag") or reason or text(event, "msg", "bounce_description"),
        mark=text(event, "msg", "metadata", MARK),
    )
