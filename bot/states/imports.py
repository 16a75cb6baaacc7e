"""How a page of an import is loaded and saved: a few statements for all of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from storage.imports import Imports
from storage.ledger import Ledger
from storage.partners import Partners
from storage.referrals import Referrals
from workflows.import_messages import (
    Imported,
    ImportPage,
    ImportPartner,
    ImportPayout,
    ImportReferral,
    Made,
    TakeBackPage,
)
from workflows.importing import Importing, Met, Standing, TakingBack, ledger_name
from workflows.program import Program


def load_importing(
    session: Session, message: ImportPage, _program: Program, clock: Clock, now: datetime
) -> Importing:
    """What the rows meet; their accounts, or the partners whose money it is, stay locked."""
    rows = message.rows
    Referrals(session).lock_accounts({r.referral.account for r in rows if isinstance(r, ImportReferral)}, now)
    for partner in sorted({r.partner_id for r in rows if isinstance(r, ImportPayout)}):
        Partners(session).get(partner, lock=True)
    return Importing(look(session, rows, _fresh_ids(session, clock, len(rows))))


def look(session: Session, rows: Sequence[Imported], fresh: Sequence[str] = ()) -> tuple[Met, ...]:
    """What each row meets, for a look that changes nothing."""
    accounts = {row.referral.account for row in rows if isinstance(row, ImportReferral)}
    known = Referrals(session).at_accounts(accounts) if accounts else {}
    met = []
    for row, tracking_id in zip(rows, fresh or [""] * len(rows), strict=True):
        match row:
            case ImportPartner(partner=partner):
                addresses = [a for contact in partner.contacts for a in contact.emails]
                domains = [f"@{domain}" for domain in partner.domains]
                met.append(Met(named=Partners(session).named_in([*addresses, *domains])))
            case ImportReferral(referral=referral):
                met.append(Met(known=known.get(referral.account, ()), fresh=tracking_id))
            case ImportPayout():
                met.append(Met(paid=Imports(session).paid(row.partner_id, row.amount, row.on, row.reference)))
    return tuple(met)


def save_importing(session: Session, _old: Importing, new: Importing, now: datetime) -> None:
    """Store what the page makes."""
    for partner in new.partners:
        Partners(session).add(partner, now)
    Referrals(session).add_all(new.referrals)
    Ledger(session).add(new.booked, now)


def load_taking_back(
    session: Session, message: TakeBackPage, _program: Program, _clock: Clock, _now: datetime
) -> TakingBack:
    """Which may go. Rows and partners are tried on the way: what leans on one holds it."""
    match message.kind:
        case "payouts":
            return TakingBack(tuple(_paid(session, message, made) for made in message.made))
        case "referrals":
            return TakingBack(_referred(session, message.made))
        case "partners":
            return TakingBack(tuple(_known(session, made.about) for made in message.made))


def save_taking_back(session: Session, _old: TakingBack, new: TakingBack, now: datetime) -> None:
    """Book the opposite of payouts; everything else is out already."""
    Ledger(session).add(new.booked, now)


def _fresh_ids(session: Session, clock: Clock, count: int) -> list[str]:
    """Long tracking IDs that nobody has."""
    fresh: set[str] = set()
    while len(fresh) < count:
        drawn = {clock.tracking_id(symbols=7) for _ in range(count - len(fresh))}
        fresh |= drawn - Referrals(session).taken(drawn)
    return sorted(fresh)


def _referred(session: Session, made: Sequence[Made]) -> tuple[Standing, ...]:
    imports, ids = Imports(session), [each.about for each in made]
    there = imports.lock(ids)
    touched = imports.touched(there, "referrals")
    stay = touched | imports.remove_referrals([each for each in there if each not in touched])
    return tuple(Standing(stays=each in stay, is_gone=each not in there) for each in ids)


def _known(session: Session, partner: str) -> Standing:
    imports = Imports(session)
    if Partners(session).get(partner, lock=True) is None:
        return Standing(is_gone=True)
    return Standing(stays=bool(imports.touched([partner], "partners")) or not imports.remove_partner(partner))


def _paid(session: Session, message: TakeBackPage, made: Made) -> Standing:
    Partners(session).get(made.about, lock=True)
    ledger, name = Ledger(session), ledger_name(message.import_id, made.row)
    earned = ledger.get(f"{name}:earned")
    return Standing(is_gone=earned is None or ledger.get(f"{name}:undone:earned") is not None, earned=earned)
