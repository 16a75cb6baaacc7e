"""How engagement, tasks, stories and milestones are loaded and saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.care.circumstances import circumstances, reachable_contact, reader_of_terms
from bot.clock import Clock
from storage.enrollments import Enrollments
from storage.partners import Partners
from storage.referrals import Referrals
from storage.stories import Stories
from storage.tasks import Tasks
from storage.views import Views
from workflows.base import Command, Event
from workflows.care_messages import AnnounceRules, AnnounceTerms
from workflows.engagement_messages import StrikeEnrollment, TaskDropped, TaskWanted
from workflows.engagement_rounds import Engagement, Enrollment
from workflows.events import ReferralRegistered
from workflows.milestones import Milestones
from workflows.program import Program
from workflows.stewardship import Stewardship
from workflows.storytelling import Telling
from workflows.tasks import Errands


def load_engagement(
    session: Session, message: Any, program: Program, _clock: Clock, now: datetime
) -> Engagement | None:
    """A partner and where they stand; what holds a touch is looked up only when one is due."""
    partner_id = getattr(message, "partner_id", "") or message.about
    partner = Partners(session).get(partner_id)
    if partner is None:
        return None
    enrollment = Enrollments(session).get(partner_id, lock=True) or Enrollment(partner_id, now)
    is_due = isinstance(message, StrikeEnrollment) and message.turn == enrollment.turn
    if not is_due:
        return Engagement(partner, enrollment, program)
    return Engagement(partner, enrollment, program, circumstances(session, partner, enrollment, program, now))


def save_engagement(session: Session, old: Engagement, new: Engagement, _now: datetime) -> None:
    """Store where they stand now."""
    if new.enrollment != old.enrollment:
        Enrollments(session).save(new.enrollment)


def load_errands(
    session: Session, message: Any, program: Program, _clock: Clock, _now: datetime
) -> Errands | None:
    """The tasks a message is about."""
    tasks = Tasks(session)
    if isinstance(message, TaskDropped):
        among = tasks.open_about(message.about, message.kind)
        found = tuple(t for t in among if message.only in ("", t.id, t.context.get("referral")))
        partner_id = message.about
    else:
        one = tasks.get(message.task, lock=True)
        found = (one,) if one else ()
        partner_id = message.about if isinstance(message, TaskWanted) else one.partner_id if one else ""
    partner = Partners(session).get(partner_id) if partner_id else None
    return Errands(partner, program, found) if partner else None


def save_errands(session: Session, old: Errands, new: Errands, _now: datetime) -> None:
    """Store those that changed."""
    known = set(map(id, old.tasks))
    for task in new.tasks:
        if id(task) not in known:
            Tasks(session).save(task)


def load_telling(
    session: Session, message: Command | Event, program: Program, _clock: Clock, _now: datetime
) -> Telling | None:
    """A referral with its story."""
    referral = Referrals(session).get(message.about)  # type: ignore[union-attr]
    partner = Partners(session).get(referral.partner_id) if referral else None
    if referral is None or partner is None:
        return None
    return Telling(referral, partner, program, Stories(session).get(referral.id, lock=True))


def save_telling(session: Session, old: Telling, new: Telling, _now: datetime) -> None:
    """Store the story."""
    if new.story and new.story != old.story:
        Stories(session).save(new.story)


def load_milestones(
    session: Session, message: Command | Event, program: Program, _clock: Clock, _now: datetime
) -> Milestones | None:
    """A partner's numbers, the message counted in."""
    referral = Referrals(session).get(message.about)  # type: ignore[union-attr]
    partner = Partners(session).get(referral.partner_id) if referral else None
    if referral is None or partner is None:
        return None
    record = Views(session).track_record(partner.id)
    return Milestones(partner, referral, program, record.referrals, record.won)


def load_stewardship(
    session: Session, message: Any, program: Program, _clock: Clock, _now: datetime
) -> Stewardship:
    """Whom a message is about, and who there may be written to."""
    partner_id = getattr(message, "partner_id", "") or getattr(message, "about", "")
    partner = Partners(session).get(partner_id) if partner_id else None
    if isinstance(message, ReferralRegistered):
        referral = Referrals(session).get(message.about) if program.territories else None
        return Stewardship(program, partner, referral=referral)
    who = reader_of_terms if isinstance(message, AnnounceTerms | AnnounceRules) else reachable_contact
    return Stewardship(program, partner, who(session, partner) if partner else None)
