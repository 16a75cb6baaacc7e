"""How consent and conversation are loaded and saved; a person is all of their addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.consents import Consents
from storage.hand_overs import HandOvers
from storage.history import History
from storage.partners import Partners
from storage.referrals import Referrals
from storage.talks import Talks
from storage.views import Views
from workflows.commands import AnswerPartner
from workflows.consent import Consent
from workflows.conversation_messages import AskPerson, NotePartnerReply, UndoWithdrawal, WithdrawReferral
from workflows.events import MailSettled
from workflows.handover import Handing, HandOver
from workflows.inquiry import Inquiry
from workflows.program import Program
from workflows.withdrawal import Withdrawal


def load_consent(session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime) -> Consent:
    """What the address of the message agreed to."""
    if isinstance(message, NotePartnerReply):
        return Consent(message.contact.lower(), message.partner_id)
    found = Consents(session).get(message.address, lock=True)
    partner = Partners(session).speaker(message.address)
    return Consent(found.address, partner.id if partner else "", found.nudges, found.how)


def save_consent(session: Session, _old: Consent, new: Consent, now: datetime) -> None:
    """The same wish for every address this person writes from."""
    partner = Partners(session).get(new.partner_id) if new.partner_id else None
    contact = partner.contact(new.address) if partner else None
    for address in {new.address, *(contact.emails if contact else ())}:
        Consents(session).save(Consent(address.lower(), new.partner_id, new.nudges, new.how), now)


def load_inquiry(
    session: Session, message: AnswerPartner, _program: Program, _clock: Clock, now: datetime
) -> Inquiry:
    """Whose referrals may be spoken of, and what was said last."""
    own = frozenset(referral.id for referral in Views(session).referrals_of(message.partner.id))
    return Inquiry(own, Talks(session).get(message.contact.emails[0], now))


def save_inquiry(session: Session, _old: Inquiry, new: Inquiry, now: datetime) -> None:
    """Remember what was said."""
    Talks(session).save(new.talk, now)


def load_handing(
    session: Session, message: Any, program: Program, _clock: Clock, now: datetime
) -> Handing | None:
    """The question, and what a manager wants to know of the partner who asks."""
    key = message.about.replace("held:", "mail:", 1) if isinstance(message, MailSettled) else message.key
    known = HandOvers(session).get(key, lock=True)
    if not isinstance(message, AskPerson):
        return Handing(known) if known else None
    record = Views(session).track_record(message.partner.id)
    latest = Views(session).referrals_of(message.partner.id, limit=5)
    due_at = program.answer_by(now)
    return Handing(known or HandOver(key), due_at, latest, record.referrals, record.won)


def save_handing(session: Session, _old: Handing, new: Handing, _now: datetime) -> None:
    """Keep it."""
    HandOvers(session).save(new.handover)


def load_withdrawal(
    session: Session,
    message: WithdrawReferral | UndoWithdrawal,
    _program: Program,
    _clock: Clock,
    now: datetime,
) -> Withdrawal | None:
    """A referral of this partner; its account is locked first, as by everybody who decides who was first."""
    referrals = Referrals(session)
    seen = referrals.get(message.about)
    if seen is None or seen.partner_id != message.partner.id:
        return None
    known = referrals.of_accounts({seen.account}, now)
    referral = referrals.get(message.about, lock=True)
    if referral is None:
        return None
    past = History(session).of_kind(referral.id, "ReferralWithdrawn")
    is_taken = any(r.registration == "registered" for r in known if r.id != referral.id)
    return Withdrawal(referral, past[-1].at if past else None, is_taken)


def save_withdrawal(session: Session, old: Withdrawal, new: Withdrawal, _now: datetime) -> None:
    """Store the referral."""
    if new.referral != old.referral:
        Referrals(session).save(new.referral)
