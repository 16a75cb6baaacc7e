"""How a referral's side in the CRM is loaded and saved: under the referral's own lock."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.crm import CrmLinks
from storage.referrals import Referrals
from workflows.base import Command, Event
from workflows.crm import Following
from workflows.crm_messages import Link
from workflows.program import Program


def load_following(
    session: Session, message: Command | Event, _program: Program, _clock: Clock, _now: datetime
) -> Following | None:
    """The referral and its link; an event of one that the CRM does not know concerns nobody."""
    about: str = message.about  # type: ignore[union-attr]
    links = CrmLinks(session)
    if isinstance(message, Event) and links.get(about) is None:
        return None
    referral = Referrals(session).get(about, lock=True)
    return Following(referral, links.get(about) or Link()) if referral else None


def save_following(session: Session, old: Following, new: Following, _now: datetime) -> None:
    """Store what we know of the deal."""
    if new.link != old.link:
        CrmLinks(session).save(new.referral.id, new.link)
