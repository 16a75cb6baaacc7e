"""Outbound webhooks: every event of the programme, told to the programs that asked for it (`[[webhooks]]`).

A hook's promises are outbox rows like a mail's: written in the transaction that decided them, sent in the
order of each referral, tried again for days. Zapier, Make or a CRM take it from there.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from base64 import b64encode
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.api.shapes import referral_shape
from bot.connectors.settings import HookTable
from storage.outbox import Promise
from storage.referrals import Referrals
from workflows import tracking
from workflows.base import Event

CHANNEL = "webhook"


@dataclass(frozen=True, slots=True)
class Hooks:
    """All hooks of the programme."""

    hooks: Sequence[HookTable]

    def promises(self, session: Session, events: Iterable[Event], key: str) -> Iterable[Promise]:
        """What to tell whom about these events; `key` names the message that caused them."""
        for number, event in enumerate(events):
            listening = [hook for hook in self.hooks if hook.wants(event_type(event))]
            if listening:
                said = _said(session, event)
                yield from (_promise(hook, said, event, f"{key}:{number}") for hook in listening)


def event_type(event: Event) -> str:
    """The name under which the outside knows an event: ReferralRegistered is "referral.registered"."""
    words = [word.lower() for word in re.findall(r"[A-Z][a-z]*", type(event).__name__)]
    return f"{words[0]}.{'_'.join(words[1:])}"


def signing_secret(master: bytes, name: str) -> str:
    """The secret of one hook, in the form that libraries of Standard Webhooks take."""
    return "whsec_" + b64encode(hmac.digest(master, name.encode(), hashlib.sha256)).decode()


def _promise(hook: HookTable, said: dict[str, Any], event: Event, key: str) -> Promise:
    payload = {"hook": hook.name, "url": hook.url, "body": said}
    return Promise(
        f"hook:{hook.name}:{key}"[:300], CHANNEL, f"hook:{hook.name}:{event.about}", event.about, payload
    )


def _said(session: Session, event: Event) -> dict[str, Any]:
    """The body, in the shape of Standard Webhooks: type, timestamp, data."""
    told = {f.name: _plain(getattr(event, f.name)) for f in fields(event) if f.name != "at"}
    data: dict[str, Any] = {"event": told}
    referral = Referrals(session).get(event.about) if tracking.normalise(event.about) else None
    if referral:
        data["referral"] = referral_shape(referral).model_dump(mode="json")
    return {"type": event_type(event), "timestamp": event.at.isoformat(), "data": data}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime | date) else value
