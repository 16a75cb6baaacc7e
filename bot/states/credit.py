"""How corrections and contests are loaded and saved: the accounts are locked first, then the rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.history import History
from storage.partners import Partners
from storage.referrals import Referrals
from workflows.calendar import local_date
from workflows.commands import CorrectReferral, DecideConflict, UndoCorrection
from workflows.contest import Contest, holder_of
from workflows.correction import Correcting, next_account, past_from, replayed
from workflows.errors import Retry
from workflows.program import Program


def load_correcting(
    session: Session,
    message: CorrectReferral | UndoCorrection,
    program: Program,
    _clock: Clock,
    now: datetime,
) -> Correcting | None:
    """A referral of this partner, with everybody known for the account it has and will have."""
    referrals = Referrals(session)
    seen = referrals.get(message.about)
    if seen is None or seen.partner_id != message.partner.id:
        return None
    past = past_from(seen.id, History(session).of_kind(seen.id, "ReferralCorrected"))
    accounts = {seen.account, next_account(seen, replayed(seen.prospect, message, past))}
    known = referrals.of_accounts(accounts, message.received_at)
    referral = referrals.get(message.about, lock=True)
    if referral is None or referral.version != seen.version:
        raise Retry(f"{message.about} was changed by somebody else in the meantime")
    program = program.promised_to(message.partner, local_date(now, program.tz))
    return Correcting(program, referral, tuple(r for r in known if r.id != referral.id), past)


def save_correcting(session: Session, old: Correcting, new: Correcting, _now: datetime) -> None:
    """Store the one referral that was put right."""
    if new.referral != old.referral:
        Referrals(session).save(new.referral)


def load_contest(
    session: Session, message: DecideConflict, program: Program, _clock: Clock, now: datetime
) -> Contest | None:
    """The referral that came second, and who stands before and behind it."""
    referrals = Referrals(session)
    seen = referrals.get(message.about)
    if seen is None:
        return None
    known = referrals.of_accounts({seen.account}, now)
    second = referrals.get(message.about, lock=True)
    if second is None or second.account != seen.account:
        raise Retry(f"{message.about} was changed by somebody else in the meantime")
    holder = holder_of(known, second)
    first = referrals.get(holder.id, lock=True) if holder else None
    others = tuple(r for r in known if r.registration == "contested" and r.id != second.id)
    if partner := Partners(session).get(second.partner_id):
        program = program.promised_to(partner, local_date(now, program.tz))
    return Contest(program, second, first, others)


def save_contest(session: Session, old: Contest, new: Contest, _now: datetime) -> None:
    """Store both sides."""
    if new.second != old.second:
        Referrals(session).save(new.second)
    if new.first and new.first != old.first:
        Referrals(session).save(new.first)
