"""How an import's rows are loaded and saved."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.imports import Imports
from storage.ledger import Ledger
from storage.partners import Partners
from storage.referrals import Referrals
from workflows.import_messages import Imported, ImportPartner, ImportPayout, ImportReferral, TakeBackImported
from workflows.importing import Importing, TakingBack, ledger_name
from workflows.program import Program

TOUCHED = "somebody has worked with it since"


def load_importing(
    session: Session, message: Imported, _program: Program, clock: Clock, now: datetime
) -> Importing:
    """What the row meets; the account, or the partner whose money it is, stays locked."""
    return look(session, message, clock, now, locks=True)


def look(
    session: Session, message: Imported, clock: Clock, now: datetime, *, locks: bool = False
) -> Importing:
    """The same for a look that changes nothing."""
    match message:
        case ImportPartner(partner=partner):
            addresses = [a for contact in partner.contacts for a in contact.emails]
            return Importing(
                named=Partners(session).named_in([*addresses, *(f"@{d}" for d in partner.domains)])
            )
        case ImportReferral(referral=referral):
            referrals = Referrals(session)
            if not locks:
                return Importing(known=referrals.at_account(referral.account))
            known, fresh = referrals.of_accounts({referral.account}, now), clock.tracking_id(symbols=7)
            while referrals.taken([fresh]):
                fresh = clock.tracking_id(symbols=7)
            return Importing(known=known, fresh=fresh)
        case ImportPayout():
            if locks:
                Partners(session).get(message.partner_id, lock=True)
            paid = Imports(session).paid(message.partner_id, message.amount, message.on, message.reference)
            return Importing(paid=paid)


def save_importing(session: Session, _old: Importing, new: Importing, now: datetime) -> None:
    """Store what the row makes."""
    if new.partner:
        Partners(session).add(new.partner, now)
    if new.referral:
        Referrals(session).add(new.referral)
    Ledger(session).add(new.booked, now)


def load_taking_back(
    session: Session, message: TakeBackImported, _program: Program, _clock: Clock, _now: datetime
) -> TakingBack:
    """Whether it may go. A row or a partner is tried on the way: what leans on it holds it."""
    imports, ledger = Imports(session), Ledger(session)
    if message.kind == "payouts":
        Partners(session).get(message.about, lock=True)
        name = ledger_name(message.import_id, message.row)
        earned = ledger.get(f"{name}:earned")
        return TakingBack(
            is_gone=earned is None or ledger.get(f"{name}:undone:earned") is not None, earned=earned
        )
    there = (
        Referrals(session).get(message.about, lock=True)
        if message.kind == "referrals"
        else (Partners(session).get(message.about, lock=True))
    )
    if there is None:
        return TakingBack(is_gone=True)
    if imports.touched(message.about, message.kind) or not imports.remove(message.about, message.kind):
        return TakingBack(stays=TOUCHED)
    return TakingBack()


def save_taking_back(session: Session, _old: TakingBack, new: TakingBack, now: datetime) -> None:
    """Book the opposite of a payout; everything else is out already."""
    Ledger(session).add(new.booked, now)
