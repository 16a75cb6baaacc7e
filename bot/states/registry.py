"""How each kind of workflow state is loaded and saved; a new kind of state is one line in STATES."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.care.circumstances import readers_of_numbers
from bot.clock import Clock
from bot.states.conversation import (
    load_consent,
    load_handing,
    load_inquiry,
    load_withdrawal,
    save_consent,
    save_handing,
    save_inquiry,
    save_withdrawal,
)
from bot.states.credit import load_contest, load_correcting, save_contest, save_correcting
from bot.states.crm import load_following, save_following
from bot.states.engagement import (
    load_engagement,
    load_errands,
    load_milestones,
    load_stewardship,
    load_telling,
    save_engagement,
    save_errands,
    save_telling,
)
from bot.states.imports import load_importing, load_taking_back, save_importing, save_taking_back
from bot.states.money import load_account, load_earning, save_account, save_earning
from bot.states.payments import load_till
from bot.states.payouts import PAYOUT_STATES
from bot.states.quality import (
    load_canary,
    load_care,
    load_review,
    save_canary,
    save_care,
    save_review,
)
from storage.clocks import Clocks
from storage.held import HeldMails
from storage.inbound import Inbound
from storage.outbox import Outbox
from storage.partners import Partners
from storage.reach import Reach
from storage.referrals import Referrals
from workflows.answering import Answering
from workflows.base import Command, Event
from workflows.calendar import local_date
from workflows.canary import Canary
from workflows.care_messages import LearnLanguage
from workflows.commands import (
    ApprovePartner,
    ClearAddress,
    EditPartner,
    HoldMail,
    NoteBounce,
    PausePartner,
    RegisterReferrals,
    ResumePartner,
    SendDigest,
    SetAsideMail,
)
from workflows.consent import Consent
from workflows.contest import Contest
from workflows.correction import Correcting
from workflows.crm import Following
from workflows.delivery_messages import NoteGivenUp
from workflows.digest import Digest
from workflows.earning import Earning
from workflows.engagement_rounds import Engagement
from workflows.granting import Account
from workflows.handover import Handing
from workflows.import_messages import Recorded
from workflows.importing import Importing, TakingBack
from workflows.inquiry import Inquiry
from workflows.matching import account_key
from workflows.membership import Membership
from workflows.milestones import Milestones
from workflows.model import Contact, HeldMail, Referral
from workflows.payments import Till
from workflows.pipeline import SETTLE
from workflows.program import Program
from workflows.publishing import Publishing
from workflows.punctuality import Clock as Punctuality
from workflows.quality import Care
from workflows.reachability import Reachability
from workflows.registration import Submission
from workflows.report_messages import SendSummary
from workflows.review import Review
from workflows.stages import Progress
from workflows.stewardship import Stewardship
from workflows.storytelling import Telling
from workflows.tasks import Errands
from workflows.withdrawal import Withdrawal

DRAWS_BEFORE_LONGER = 3


@dataclass(frozen=True, slots=True)
class StateStore:
    """`load` gives the locked state a message is about, None when there is none; `save` writes it."""

    load: Callable[[Session, Any, Program, Clock, datetime], Any]
    save: Callable[[Session, Any, Any, datetime], None]


def _load_referral(
    session: Session, message: Command | Event, _program: Program, _clock: Clock, _now: datetime
) -> Referral | None:
    return Referrals(session).get(message.about, lock=True)  # type: ignore[union-attr]


def _save_referral(session: Session, _old: Referral, new: Referral, _now: datetime) -> None:
    Referrals(session).save(new)


def _load_submission(
    session: Session, message: RegisterReferrals, program: Program, clock: Clock, now: datetime
) -> Submission:
    referrals = Referrals(session)
    keys = {account_key(prospect, message.partner.id) for prospect in message.prospects}
    known = referrals.of_accounts(keys, now)
    program = program.promised_to(message.partner, local_date(now, program.tz))
    return Submission(program, _fresh_ids(referrals, clock, len(message.prospects)), known)


def _fresh_ids(referrals: Referrals, clock: Clock, count: int) -> tuple[str, ...]:
    """IDs nobody has; when the short ones become rare, longer ones."""
    fresh: list[str] = []
    draws = 0
    while len(fresh) < count:
        symbols = 5 if draws < DRAWS_BEFORE_LONGER * count else 7
        candidate = clock.tracking_id(symbols=symbols)
        draws += 1
        if candidate not in fresh and not referrals.taken([candidate]):
            fresh.append(candidate)
    return tuple(fresh)


def _save_submission(session: Session, _old: Submission, new: Submission, _now: datetime) -> None:
    referrals = Referrals(session)
    for referral in (*new.new, *new.contested):
        referrals.add(referral)
    for referral in new.merged:
        referrals.save(referral)


def _load_held(
    session: Session, message: Any, _program: Program, _clock: Clock, now: datetime
) -> HeldMail | None:
    if message.mail_id is None:
        return None
    held = HeldMails(session).get(message.mail_id, lock=True)
    match message:
        case HoldMail():
            return _blank(message.mail_id, message.received_at, message) if held is None else held
        case SetAsideMail() if held is None:
            received_at = Inbound(session).received_at(message.mail_id) or now
            return _blank(message.mail_id, received_at, None)
    return held


def _blank(mail_id: int, received_at: datetime, message: HoldMail | None) -> HeldMail:
    return HeldMail(
        mail_id=mail_id,
        cause="",
        sender=message.sender if message else "",
        sender_name=message.sender_name if message else "",
        subject=message.thread.subject if message else "",
        received_at=received_at,
        message_id=message.thread.message_id if message else "",
        references=message.thread.references if message else (),
    )


def _save_held(session: Session, _old: HeldMail, new: HeldMail, now: datetime) -> None:
    HeldMails(session).save(new, now)


def _load_membership(
    session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime
) -> Membership | None:
    if isinstance(message, ApprovePartner):
        held = HeldMails(session).get(message.mail_id, lock=True)
        if held is None or held.status != "open":
            return None
    partners = Partners(session)
    if isinstance(message, PausePartner | ResumePartner):
        return Membership(partners.get(message.partner_id, lock=True))
    if isinstance(message, LearnLanguage):
        return Membership(partners.get(message.about, lock=True))
    if isinstance(message, EditPartner):
        return Membership(
            partners.get(message.partner.id, lock=True), partners.taken_from_others(message.partner)
        )
    addresses = [a for contact in message.partner.contacts for a in contact.emails]
    domains = [f"@{domain}" for domain in message.partner.domains]
    return Membership(next(iter(partners.named_in([*addresses, *domains])), None))


def _save_membership(session: Session, old: Membership, new: Membership, now: datetime) -> None:
    if new.partner and old.partner:
        Partners(session).save(new.partner)
    elif new.partner:
        Partners(session).add(new.partner, now)


def _load_reachability(
    session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime
) -> Reachability:
    match message:
        case NoteBounce(message_id=returned):
            outbox = Outbox(session)
            return Reachability(outbox.find_sent(returned) or "", outbox.recipients_of(returned))
        case NoteGivenUp(message_id=returned):
            return Reachability(Outbox(session).find_sent(returned) or "")
        case ClearAddress(address=address):
            return Reachability(unreachable=tuple(Reach(session).unreachable([address])))
    return Reachability(about=message.about)


def _save_reachability(session: Session, _old: Reachability, new: Reachability, now: datetime) -> None:
    for address in new.unreachable:
        Partners(session).note_bounce(address, now)
        Reach(session).mark(address, now, new.reason)
    if new.cleared:
        Reach(session).clear(new.cleared)


def _load_progress(
    session: Session, message: Command | Event, _program: Program, _clock: Clock, _now: datetime
) -> Progress | None:
    referral = Referrals(session).get(message.about, lock=True)  # type: ignore[union-attr]
    if referral is None:
        return None
    partner = Partners(session).get(referral.partner_id)
    return Progress(referral, partner.news if partner else "instant")


def _save_progress(session: Session, old: Progress, new: Progress, _now: datetime) -> None:
    if new.referral != old.referral:
        Referrals(session).save(new.referral)


def _load_digest(
    session: Session, message: SendDigest, _program: Program, _clock: Clock, now: datetime
) -> Digest | None:
    waiting = Referrals(session).waiting_for_digest(message.contact, until=now - SETTLE)
    partner = Partners(session).get(waiting[0].partner_id) if waiting else None
    if partner is None:
        return None
    contact = partner.contact(message.contact) or Contact(waiting[0].contact_name, (message.contact,))
    return Digest(partner, contact, tuple(r for r in waiting if r.partner_id == partner.id))


def _save_digest(session: Session, _old: Digest, new: Digest, _now: datetime) -> None:
    for referral in new.referrals:
        Referrals(session).save(referral)


def _load_clock(
    session: Session, message: Any, program: Program, _clock: Clock, _now: datetime
) -> Punctuality | None:
    if isinstance(message, Recorded):
        return None  # history is kept, not told: the clock begins with what somebody does about it
    referral = Referrals(session).get(message.about, lock=True)
    if referral is None:
        return None
    clocks = Clocks(session)
    rota_last = clocks.rota_last(lock=True) if getattr(message, "rota", None) is not None else ""
    partner = Partners(session).get(referral.partner_id)
    if partner:
        program = program.promised_to(partner, local_date(referral.registered_at, program.tz))
    return Punctuality(referral, program, partner, clocks.get(referral.id), rota_last)


def _save_clock(session: Session, old: Punctuality, new: Punctuality, _now: datetime) -> None:
    if new.referral != old.referral:
        Referrals(session).save(new.referral)
    if new.dial != old.dial:
        Clocks(session).save(new.referral.id, new.dial)
    if new.rota_last != old.rota_last:
        Clocks(session).note_rota(new.rota_last)


def _load_publishing(
    session: Session, message: Any, _program: Program, _clock: Clock, _now: datetime
) -> Publishing:
    if isinstance(message, SendSummary):
        partner = Partners(session).get(message.partner.id)
        return Publishing(partner, readers_of_numbers(session, partner) if partner else ())
    return Publishing()


STATES: dict[type, StateStore] = {
    Referral: StateStore(_load_referral, _save_referral),
    Submission: StateStore(_load_submission, _save_submission),
    Correcting: StateStore(load_correcting, save_correcting),
    Contest: StateStore(load_contest, save_contest),
    Following: StateStore(load_following, save_following),
    HeldMail: StateStore(_load_held, _save_held),
    Membership: StateStore(_load_membership, _save_membership),
    Reachability: StateStore(_load_reachability, _save_reachability),
    Punctuality: StateStore(_load_clock, _save_clock),
    Answering: StateStore(lambda *_: Answering(), lambda *_: None),
    Progress: StateStore(_load_progress, _save_progress),
    Digest: StateStore(_load_digest, _save_digest),
    Consent: StateStore(load_consent, save_consent),
    Earning: StateStore(load_earning, save_earning),
    Till: StateStore(load_till, lambda *_: None),
    Account: StateStore(load_account, save_account),
    Engagement: StateStore(load_engagement, save_engagement),
    Errands: StateStore(load_errands, save_errands),
    Stewardship: StateStore(load_stewardship, lambda *_: None),
    Telling: StateStore(load_telling, save_telling),
    Milestones: StateStore(load_milestones, lambda *_: None),
    Care: StateStore(load_care, save_care),
    Canary: StateStore(load_canary, save_canary),
    Review: StateStore(load_review, save_review),
    Publishing: StateStore(_load_publishing, lambda *_: None),
    Handing: StateStore(load_handing, save_handing),
    Withdrawal: StateStore(load_withdrawal, save_withdrawal),
    Inquiry: StateStore(load_inquiry, save_inquiry),
    Importing: StateStore(load_importing, save_importing),
    TakingBack: StateStore(load_taking_back, save_taking_back),
    **{kind: StateStore(*pair) for kind, pair in PAYOUT_STATES.items()},
}
