"""How money is loaded and saved: the referral's row is locked first, then the deal's."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.deals import Deals
from storage.history import History
from storage.ledger import Ledger
from storage.objections import Waivers
from storage.partners import Partners
from storage.plans import Plans
from storage.referrals import Referrals
from storage.views import Views
from workflows.base import Command, Event
from workflows.calendar import local_date
from workflows.commission.messages import AskWaiver, DecideWaiver, GiveBonus, NoteCollection, NoteRefund
from workflows.commission.model import Collection, Deal, Refund
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan
from workflows.earning import Earning
from workflows.errors import Retry
from workflows.events import ReferralRegistered, StageMoved
from workflows.granting import Account
from workflows.model import Referral
from workflows.pipeline import SETTLE, WON
from workflows.program import Program


def load_earning(
    session: Session, message: Command | Event, program: Program, _clock: Clock, now: datetime
) -> Earning | None:
    """A referral with all that its commission depends on; None where no plan was ever promised for it."""
    if program.terms is None or (isinstance(message, ReferralRegistered) and not program.terms.book.plans):
        return None
    referral = Referrals(session).get(message.about, lock=True)  # type: ignore[union-attr]
    if referral is None:
        return None
    if isinstance(message, ReferralRegistered):
        return Earning(referral, _current(session, referral, program, local_date(now, program.tz)))
    plans = Plans(session)
    registered = local_date(referral.registered_at, program.tz)
    pinned = plans.pinned(referral.id)
    plan = pinned or _current(session, referral, program, registered)
    if plan is None:
        return None
    record = Deals(session).get(referral.id, lock=True) if pinned else None
    before = record is None and _was_won_before(session, message)
    return _whole(
        session, message, Earning(referral, plan, record, pinned=pinned, was_won_before=before), now
    )


def save_earning(session: Session, old: Earning, new: Earning, now: datetime) -> None:
    """Store what a decision adds; Retry when somebody else has just noted the same payment or refund."""
    plans, deals = Plans(session), Deals(session)
    if new.plan and (new.pinned != old.pinned or (new.record and not old.record)):
        plans.pin(new.referral.id, new.plan, now)
    if new.record and new.record != old.record:
        deals.save(new.record)
    try:
        match new.noted:
            case Collection() as paid:
                deals.note_collection(new.referral.id, paid, new.noted_by, now)
            case Refund() as back:
                deals.note_refund(new.referral.id, back, new.noted_by, now)
        Ledger(session).add(new.booked, now)
    except IntegrityError as raced:
        raise Retry(f"somebody else has just booked {new.referral.id}") from raced


def load_account(
    session: Session,
    message: GiveBonus | AskWaiver | DecideWaiver,
    _program: Program,
    _clock: Clock,
    _now: datetime,
) -> Account | None:
    """A partner's ledger, locked: two write-offs cannot both forgive the same debt."""
    waivers = Waivers(session)
    if isinstance(message, DecideWaiver):
        waiver = waivers.get(message.waiver_id, lock=True)
        partner_id = waiver.partner if waiver else ""
    else:
        waiver = waivers.get(message.waiver_id) if isinstance(message, AskWaiver) else None
        partner_id = message.partner_id
    partner = Partners(session).get(partner_id, lock=True)
    return Account(partner, Ledger(session).of_partner(partner.id), waiver) if partner else None


def save_account(session: Session, old: Account, new: Account, now: datetime) -> None:
    """Store what a decision adds."""
    if new.waiver and new.waiver != old.waiver:
        Waivers(session).save(new.waiver)
    Ledger(session).add(new.booked, now)


def _current(session: Session, referral: Referral, program: Program, on: date) -> Plan | None:
    """What would be promised that day."""
    if program.terms is None or not program.terms.book.plans:
        return None
    partner = Partners(session).get(referral.partner_id)
    return program.terms.book.current(partner, on) if partner else None


def _whole(session: Session, message: Command | Event, state: Earning, now: datetime) -> Earning:
    """The same state with everything that a booking looks at."""
    deals, ledger = Deals(session), Ledger(session)
    referral, record = state.referral, state.record
    closes = _closes(message, record)
    credited = [share.partner_id for share in referral.shares] or [referral.partner_id]
    return Earning(
        referral,
        state.plan,
        record,
        entries=ledger.of_deal(referral.id) if record else (),
        told=ledger.sums(referral.id, until=now - SETTLE) if record else {},
        sharers=_sharers(session, referral),
        rates=deals.rates_on(closes) if closes else (),
        year=_year(deals, referral, closes) if closes else (),
        pay_in={partner: deals.pay_in(partner) for partner in credited},
        noted_for=_noted_for(deals, message),
        pinned=state.pinned,
        was_won_before=state.was_won_before,
    )


def _was_won_before(session: Session, message: Command | Event) -> bool:
    """Whether a deal that the books do not know has been won already, by what its moves say."""
    if not isinstance(message, StageMoved):
        return False
    moves = History(session).of_kind(message.about, "StageMoved")
    return message.before == WON or any(move.data["before"] == WON for move in moves)


def _closes(message: Command | Event, record: DealRecord | None) -> date | None:
    """The day of the close that this message is about."""
    if isinstance(message, StageMoved):
        return date.fromisoformat(message.on) if message.on and message.deal_minor is not None else None
    return record.deal.closed_on if record else None


def _year(deals: Deals, referral: Referral, closes: date) -> tuple[Deal, ...]:
    won = deals.won_by(referral.partner_id, closes.year)
    return tuple(record.deal for record in won if record.deal.id != referral.id)


def _sharers(session: Session, referral: Referral) -> tuple[Referral, ...]:
    if not referral.shares:
        return ()
    return tuple(r for r in Views(session).of_account(referral.account) if r.same_as == referral.id)


def _noted_for(deals: Deals, message: Command | Event) -> str:
    """The other deal for which the same outside number was noted."""
    match message:
        case NoteCollection(about=about, collection_id=external):
            found = deals.collection_of(external)
        case NoteRefund(about=about, refund_id=external):
            found = deals.refund_of(external)
        case _:
            return ""
    return found if found and found != about else ""
