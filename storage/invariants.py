"""What must hold at any moment, whatever was killed or unplugged: each check names the rows that break it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, exists, func, or_, select
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session, aliased

from storage import promised, soundness
from storage.inbound import STANDING, Standing
from storage.mail_tables import HeldMailRow, InboundRawRow, InboundRow, OutboxRow
from storage.tables import EventRow, HandledRow, ReferralRow

OVERDUE = timedelta(hours=1)
NAMED = 5  # rows that a finding names
BORN = ("ReferralRegistered", "ReferralContested")
KNOWN = (*BORN, "ReferralImported")  # one that was imported may be gone again
LIVE = "registered"


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant: how it reads when it holds, and the rows for which it does not."""

    says: str
    broken: tuple[str, ...]  # the first few
    count: int


def check(session: Session, now: datetime) -> tuple[Check, ...]:
    """Every invariant of mails, promises and referrals. Nothing is changed."""
    faults = tuple(soundness.faults(session, NAMED))
    return (
        Check("the database itself is whole", faults, len(faults)),
        *(_found(session, says, query(now)) for says, query in CHECKS.items()),
        _bytes(session),
    )


def _bytes(session: Session) -> Check:
    says = "every kept mail is, byte for byte, what came"
    try:
        return Check(says, *soundness.first(soundness.changed(session), NAMED))
    except DatabaseError as broken:
        return Check(says, (soundness.unreadable(broken),), 1)


def _found(session: Session, says: str, query: Select[str] | Select[int]) -> Check:
    """A page that cannot be read is a finding as well, and keeps no other check from looking."""
    try:
        return _asked(session, says, query)
    except DatabaseError as broken:
        return Check(says, (soundness.unreadable(broken),), 1)


def _asked(session: Session, says: str, query: Select[str] | Select[int]) -> Check:
    rows = [str(each) for each in session.scalars(query.limit(NAMED))]
    count = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) if rows else 0
    return Check(says, tuple(rows), count or 0)


def _without_bytes(_now: datetime) -> Select[int]:
    kept = exists().where(InboundRawRow.inbound_id == InboundRow.id)
    ours = InboundRow.outcome == "canary"  # our own test referral: its bytes are let go once it is home
    return select(InboundRow.id).where(~kept, ~ours).order_by(InboundRow.id)


def _without_outcome(_now: datetime) -> Select[int]:
    ended = InboundRow.status != "pending", InboundRow.outcome == ""
    return select(InboundRow.id).where(*ended).order_by(InboundRow.id)


def _unread(now: datetime) -> Select[int]:
    late = InboundRow.status == "pending", InboundRow.due_at < now - OVERDUE
    return select(InboundRow.id).where(*late).order_by(InboundRow.id)


def _held_without_card(_now: datetime) -> Select[int]:
    shown = exists().where(HeldMailRow.mail_id == InboundRow.id)
    return select(InboundRow.id).where(InboundRow.status == "held", ~shown).order_by(InboundRow.id)


def _unsaid(now: datetime) -> Select[str]:
    late = OutboxRow.status == "pending", OutboxRow.due_at < now - OVERDUE
    return select(OutboxRow.key).where(*late).order_by(OutboxRow.id)


def _given_up(_now: datetime) -> Select[str]:
    return select(OutboxRow.key).where(OutboxRow.status == "dead").order_by(OutboxRow.id)


def _sent_without_a_time(_now: datetime) -> Select[str]:
    lost = OutboxRow.status == "sent", OutboxRow.sent_at.is_(None)
    return select(OutboxRow.key).where(*lost).order_by(OutboxRow.id)


def _twice(_now: datetime) -> Select[str]:
    """Two live referrals of one partner for one prospect: an intro that was registered twice."""
    other = aliased(ReferralRow)
    same = and_(
        other.account == ReferralRow.account,
        other.partner_id == ReferralRow.partner_id,
        other.registration == LIVE,
        other.id < ReferralRow.id,
        other.protected_until > ReferralRow.received_at,
        ReferralRow.protected_until > other.received_at,
    )
    twice = select(ReferralRow.id).where(ReferralRow.registration == LIVE, exists().where(same))
    return twice.order_by(ReferralRow.id)


def _unborn(_now: datetime) -> Select[str]:
    told = exists().where(EventRow.about == ReferralRow.id, EventRow.kind.in_(KNOWN))
    return select(ReferralRow.id).where(~told).order_by(ReferralRow.id)


def _orphan_events(_now: datetime) -> Select[str]:
    there = exists().where(ReferralRow.id == EventRow.about)
    return select(EventRow.about).where(EventRow.kind.in_(BORN), ~there).order_by(EventRow.id)


def _undecided(_now: datetime) -> Select[int]:
    """A registered mail whose decision is not written down could be decided again."""
    decided = exists().where(HandledRow.by == InboundRow.id)
    done = InboundRow.status == "done", InboundRow.outcome == "registered"
    return select(InboundRow.id).where(*done, ~decided).order_by(InboundRow.id)


def _swallowed(_now: datetime) -> Select[int]:
    """A mail that was counted a repetition of a copy that decided less than it would have."""
    copy = aliased(InboundRow)
    before = copy.standing.is_(None), ~copy.is_unproven, InboundRow.is_unproven, STANDING < Standing.PROVEN
    lost = select(copy.id).select_from(InboundRow).join(HandledRow, HandledRow.by == InboundRow.id)
    lost = lost.join(copy, and_(copy.fingerprint == InboundRow.fingerprint, copy.id != InboundRow.id))
    is_mail = HandledRow.key == "mail:" + InboundRow.fingerprint
    is_lost = or_(copy.standing > STANDING, and_(*before))
    return lost.where(is_mail, copy.outcome == "duplicate", is_lost).order_by(copy.id)


_Query = Callable[[datetime], Select[str]] | Callable[[datetime], Select[int]]
CHECKS: dict[str, _Query] = {
    "every kept mail still has its bytes": _without_bytes,
    "every mail that was read has an outcome": _without_outcome,
    "no kept mail waits unread for more than an hour": _unread,
    "every held mail has its card": _held_without_card,
    "every registered mail is known as decided": _undecided,
    "no proven mail was taken for a repetition of one that decided nothing": _swallowed,
    "no promised message waits for more than an hour past its time": _unsaid,
    "no message was given up": _given_up,
    "every sent message says when": _sent_without_a_time,
    "no partner has one prospect registered twice": _twice,
    "everything decided about a lead has its card in the outbox": promised.unsaid_cards,
    "every registered mail has its answer in the outbox": promised.unanswered,
    "every lead stands at the stage that the log tells": promised.out_of_step,
    "every new lead has the time by which its first contact is promised": promised.without_promise,
    "every referral's beginning is in the log": _unborn,
    "every beginning in the log has its referral": _orphan_events,
}


def broken(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Those that do not hold."""
    return tuple(each for each in checks if each.count)
