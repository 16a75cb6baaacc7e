"""How findings in the data, canaries and reviews are loaded and saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.canaries import Canaries
from storage.quality import Findings
from storage.reviews import Reviews
from workflows.canary import Canary
from workflows.program import Program
from workflows.quality import Care
from workflows.quality_messages import AskOwner, JoinLeads, LeaveFinding, MendContact
from workflows.review import Review


def load_care(session: Session, message: Any, program: Program, _clock: Clock, _now: datetime) -> Care:
    """The finding a tap is about; nothing for the list as a whole."""
    is_one = isinstance(message, LeaveFinding | AskOwner | JoinLeads | MendContact)
    finding = Findings(session).get(message.key, lock=True) if is_one else None
    return Care(finding, program.quality.leave_days)


def save_care(session: Session, _old: Care, new: Care, now: datetime) -> None:
    """What was decided about it."""
    if new.finding:
        Findings(session).save(new.finding, now)
        if new.finding.kind == "double_lead" and new.finding.status == "fixed":
            Findings(session).settle(new.finding.about, now)


def load_canary(session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime) -> Canary:
    """That week's; an empty one before it flies."""
    return Canaries(session).get(message.key, lock=True) or Canary()


def save_canary(session: Session, _old: Canary, new: Canary, _now: datetime) -> None:
    """Where it is."""
    Canaries(session).save(new)


def load_review(session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime) -> Review:
    """That quarter's or year's; an empty one before it is opened."""
    return Reviews(session).get(message.key, lock=True) or Review(message.key)


def save_review(session: Session, _old: Review, new: Review, now: datetime) -> None:
    """Who looked at what, and who signed."""
    Reviews(session).save(new, now)
