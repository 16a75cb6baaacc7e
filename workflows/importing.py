"""Importing: what a row of a file would do to the register, decided the same way in a dry run and for real.

History is kept, not told: no mail, no card, no clock. A row that meets what is there changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from workflows.base import Command, Decision, Event, Workflow
from workflows.commission.ledger import LedgerEntry
from workflows.import_messages import (
    Imported,
    ImportedTakenBack,
    ImportPage,
    ImportPartner,
    ImportPayout,
    ImportReferral,
    PartnerImported,
    PayoutImported,
    ReferralImported,
    TakeBackPage,
)
from workflows.model import Partner, Referral
from workflows.pipeline import WON

OVER = frozenset({"closed_lost", "disqualified"})
WON_BEFORE = (
    "It is won, and no commission is booked for it: what was paid comes in by `import payouts`, "
    "what is still owed by `ledger bonus`."
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a row does: makes something new, is there already, or cannot be taken, and what to do then."""

    kind: Literal["new", "there", "cannot"]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """What a row meets."""

    named: tuple[Partner, ...] = ()  # partners that its addresses and domains already name
    known: tuple[Referral, ...] = ()  # referrals of the same account
    paid: int = 0  # payouts of the same partner, day and amount
    fresh: str = ""  # a tracking ID nobody has


@dataclass(frozen=True, slots=True)
class Importing:
    """What the rows of a page meet, one by one, and what the page makes."""

    met: tuple[Met, ...] = ()
    partners: tuple[Partner, ...] = ()
    referrals: tuple[Referral, ...] = ()
    booked: tuple[LedgerEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """One thing that an import made, as it stands today."""

    stays: bool = False  # somebody has worked with it since
    is_gone: bool = False
    earned: LedgerEntry | None = None


@dataclass(frozen=True, slots=True)
class TakingBack:
    """Some of what an import made, one by one, and what is booked to undo it."""

    found: tuple[Standing, ...] = ()
    booked: tuple[LedgerEntry, ...] = ()


def verdict(met: Met, message: Imported) -> Verdict:
    """What this row would do now."""
    match message:
        case ImportPartner(partner=partner):
            return _of_partner(met, partner)
        case ImportReferral(referral=referral):
            return _of_referral(met, referral)
        case ImportPayout() if met.paid:
            says = "The same amount is recorded for this partner on this day."
            return Verdict("there", f"{says} A reference of its own tells two payouts apart.")
    return Verdict("new")


def decide(state: Importing, message: Command | Event, now: datetime) -> Decision[Importing]:
    """Keep what is new; everything else changes nothing."""
    if not isinstance(message, ImportPage):
        return Decision(state)
    partners: list[Partner] = []
    referrals: list[Referral] = []
    booked: list[LedgerEntry] = []
    came: list[Event] = []
    for met, row in _new(state, message):
        match row:
            case ImportPartner(partner=partner):
                partners.append(partner)
                came.append(PartnerImported(partner.id, now, row.import_id, row.row))
            case ImportReferral(referral=referral):
                referrals.append(replace(referral, id=met.fresh))
                came.append(ReferralImported(met.fresh, now, row.import_id, row.row, referral.partner_id))
            case ImportPayout(amount=paid):
                booked += history_of(row)
                came.append(
                    PayoutImported(row.partner_id, now, row.import_id, row.row, paid.minor, paid.currency)
                )
    kept = replace(state, partners=tuple(partners), referrals=tuple(referrals), booked=tuple(booked))
    return Decision(kept, tuple(came))


def _new(state: Importing, page: ImportPage) -> Iterator[tuple[Met, Imported]]:
    for met, row in zip(state.met, page.rows, strict=True):
        if verdict(met, row).kind == "new":
            yield met, row


def history_of(paid: ImportPayout) -> tuple[LedgerEntry, LedgerEntry]:
    """What was earned and what paid it: the balance is what it was, the payout is in the books."""
    name, why = ledger_name(paid.import_id, paid.row), (_why(paid),)
    earned = LedgerEntry(
        f"{name}:earned", "accrual", paid.partner_id, paid.amount, paid.on, paid.on,
        cause=paid.reference[:200], why=why,
    )  # fmt: skip
    payout = LedgerEntry(
        f"{name}:paid", "payout", paid.partner_id, -paid.amount, paid.on, paid.on,
        cause=paid.reference[:200], why=why, settles=(earned.key,),
    )  # fmt: skip
    return earned, payout


def ledger_name(import_id: str, row: int) -> str:
    """How the ledger calls a row of an import."""
    return f"import:{import_id}:{row}"


def take_back(state: TakingBack, message: Command | Event, now: datetime) -> Decision[TakingBack]:
    """Undo what may go; what somebody touched stays."""
    if not isinstance(message, TakeBackPage):
        return Decision(state)
    booked: list[LedgerEntry] = []
    gone: list[Event] = []
    for standing, made in zip(state.found, message.made, strict=True):
        if not (standing.stays or standing.is_gone):
            gone.append(ImportedTakenBack(made.about, now, message.import_id, made.row))
            if standing.earned:
                booked += _opposite(standing.earned, ledger_name(message.import_id, made.row), now)
    return Decision(replace(state, booked=tuple(booked)), tuple(gone))


def _opposite(earned: LedgerEntry, row: str, now: datetime) -> tuple[LedgerEntry, LedgerEntry]:
    name, on = f"{row}:undone", now.date()
    why = ("The import that recorded this was undone.",)
    less = LedgerEntry(
        f"{name}:earned", "adjustment", earned.partner, -earned.amount, on, on, why=why, reverses=earned.key
    )
    back = LedgerEntry(
        f"{name}:paid", "payout", earned.partner, earned.amount, on, on, why=why, settles=(less.key,)
    )
    return less, back


def _why(paid: ImportPayout) -> str:
    return f"Paid before this desk: {paid.reference}" if paid.reference else "Paid before this desk."


def _of_partner(met: Met, partner: Partner) -> Verdict:
    if not met.named:
        return Verdict("new")
    folded = partner.company.casefold()
    if same := next((p for p in met.named if p.company.casefold() == folded), None):
        return Verdict("there", f"{same.company} is a partner ({same.id}).")
    owner = met.named[0].company
    return Verdict(
        "cannot",
        f"The address or domain belongs to {owner} already. Correct it, or add the person to {owner}.",
    )


def _of_referral(met: Met, new: Referral) -> Verdict:
    near = [r for r in met.known if r.registration == "registered" and _overlap(r, new)]
    if own := next((r for r in near if r.partner_id == new.partner_id), None):
        return Verdict("there", f"It is {own.id} of the same partner.")
    rival = next((r for r in near if r.stage not in OVER), None)
    if rival and new.stage not in OVER:
        return Verdict(
            "cannot",
            f"{rival.id} of another partner is protected at that time. Decide whose it is and "
            "leave the other one out, or give it an earlier or later day.",
        )
    return Verdict("new", WON_BEFORE if new.stage == WON else "")


def _overlap(one: Referral, other: Referral) -> bool:
    if one.protected_until is None or other.protected_until is None:
        return True
    return one.protected_until > other.received_at and other.protected_until > one.received_at


WORKFLOW = Workflow("importing", Importing, decide, accepts=(ImportPage,))
UNDOING = Workflow("undoing an import", TakingBack, take_back, accepts=(TakeBackPage,))
