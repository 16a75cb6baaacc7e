"""How consent is loaded and saved; a person is all of their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.consents import Consents
from storage.partners import Partners
from workflows.consent import Consent
from workflows.conversation_messages import NotePartnerReply
from workflows.program import Program


def load_consent(session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime) -> Consent:
    """What the address of the message agreed to."""
    if isinstance(message, NotePartnerReply):
        return Consent(message.contact.lower(), message.partner_id)
    found = Consents(session).get(message.address, lock=True)
    partner = next(iter(Partners(session).named_in([message.address])), None)
    return Consent(found.address, partner.id if partner else "", found.nudges, found.how)


def save_consent(session: Session, _old: Consent, new: Consent, now: datetime) -> None:
    """The same wish for every address this person writes from."""
    partner = Partners(session).get(new.partner_id) if new.partner_id else None
    contact = partner.contact(new.address) if partner else None
    for address in {new.address, *(contact.emails if contact else ())}:
        Consents(session).save(Consent(address.lower(), new.partner_id, new.nudges, new.how), now)
