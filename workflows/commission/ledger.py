"""The ledger: entries are only ever added, and a repeated event adds none.

Every function takes the entries there are and returns those to add. `key` belongs under a UNIQUE constraint:
it names the event, so two replicas that decide the same thing at once cannot both keep it. (deal, line,
partner, sequence) belongs under another one where `deal` is not "": two different events cannot both
close the same gap.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from workflows.commission.calculate import Share, calculate
from workflows.commission.model import Credit, Deal
from workflows.commission.payday import Payday, paid_on, payday_for
from workflows.commission.rules import Plan
from workflows.money import Money

EntryKind = Literal["accrual", "adjustment", "clawback", "bonus", "waiver", "payout"]
CauseKind = Literal["close", "collection", "refund", "stage", "correction"]


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One signed amount that a partner is owed (or, below zero, owes). Never edited once written."""

    key: str  # idempotency key, UNIQUE
    kind: EntryKind
    partner: str
    amount: Money
    booked_on: date
    payable_on: date  # held until this day
    deal: str = ""
    cause: str = ""  # name of the event, of which one deal books everything at once or nothing
    line: str = ""  # the plan's rule line
    sequence: int = 0  # place among the entries of this deal, line and partner: UNIQUE with them
    version: str = ""  # of the plan it was computed by
    why: tuple[str, ...] = ()
    reverses: str = ""  # key of the entry that this one corrects
    settles: tuple[str, ...] = ()  # payout: keys of the lines that it pays
    approved_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cause:
    """What happened, and its local date: the id is the outside's own, so a repeat has the same one."""

    kind: CauseKind
    id: str
    on: date
    known_on: date | None = None  # when we learned of it, where that was later

    @property
    def booked_on(self) -> date:
        """The day it stands in the books under: yesterday's report must not change any more."""
        return self.known_on or self.on

    def key(self, deal: str, line: str, partner: str) -> str:
        """The idempotency key of what this cause books on one line of one deal for one partner."""
        parts = self.kind, deal, self.id, line, partner
        return ":".join(part.replace("%", "%25").replace(":", "%3A") for part in parts)

    @property
    def name(self) -> str:
        """What `LedgerEntry.cause` keeps of it."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Booking:
    """Entries to add, or the reason why there are none, in words for the person who asked."""

    entries: tuple[LedgerEntry, ...] = ()
    refused: str = ""


def book(
    plan: Plan,
    deal: Deal,
    credited: Sequence[Credit],
    entries: Iterable[LedgerEntry],
    cause: Cause,
    terms: Payday,
    language: str = "en",
) -> tuple[LedgerEntry, ...]:
    """Bring the ledger up to what the deal earns now; nothing when it is there or this cause was booked.

    Of `entries` those of this deal and its payouts are enough. `deal` must include what `cause` tells.
    A partner who lost the credit is brought to zero. An amount keeps the currency it was first booked in.
    """
    entries = tuple(entries)
    paid = {key for entry in entries for key in entry.settles}
    mine = [entry for entry in entries if entry.deal == deal.id]
    if any(entry.cause == cause.name for entry in mine):
        return ()
    kept = tuple(_in_kept_currency(credit, mine) for credit in credited)
    booked = list[LedgerEntry]()
    for share in _targets(plan, deal, kept, mine, language):
        earlier = [e for e in mine if (e.partner, e.line) == (share.partner, share.line)]
        entry = _difference(plan, deal, share, earlier, paid, cause, terms, language)
        if entry:
            booked.append(entry)
    return tuple(booked)


def bonus(
    entries: Iterable[LedgerEntry],
    *,
    bonus_id: str,
    partner: str,
    amount: Money,
    on: date,
    by: str,
    reason: str,
) -> Booking:
    """An amount on top, by hand; it is payable at once and goes through the next batch's two approvals."""
    key = f"bonus:{bonus_id}"
    if any(entry.key == key for entry in entries):
        return Booking()
    if amount.minor <= 0:
        return Booking(refused="A bonus must be more than nothing.")
    if not reason.strip():
        return Booking(refused="A bonus needs a reason: the partner reads it on the statement.")
    made = LedgerEntry(key, "bonus", partner, amount, on, on, why=(reason.strip(),), approved_by=(by,))
    return Booking((made,))


def waive(
    entries: Iterable[LedgerEntry],
    *,
    waiver_id: str,
    partner: str,
    amount: Money,
    on: date,
    approved_by: Sequence[str],
    reason: str,
) -> Booking:
    """Write off what a partner owes us, up to all of it; two different people must have agreed."""
    entries = tuple(entries)
    key = f"waiver:{waiver_id}"
    if any(entry.key == key for entry in entries):
        return Booking()
    owed = -balance(entries, partner, amount.currency)
    if len(set(approved_by)) < 2:
        return Booking(refused="A write-off needs two different people.")
    if amount.minor <= 0 or amount > owed:
        return Booking(refused=f"They owe {max(owed, Money.zero(owed.currency)).format()}, no more can go.")
    if not reason.strip():
        return Booking(refused="A write-off needs a reason.")
    newest = [e for e in entries if e.kind == "clawback" and _is_of(e, partner, amount.currency)][-1:]
    made = LedgerEntry(
        key,
        "waiver",
        partner,
        amount,
        on,
        on,
        why=(reason.strip(),),
        reverses=newest[0].key if newest else "",
        approved_by=tuple(sorted(set(approved_by))),
    )
    return Booking((made,))


def balance(entries: Iterable[LedgerEntry], partner: str, currency: str) -> Money:
    """All that the partner is still owed in one currency, held or payable; below zero they owe us."""
    return Money.total((e.amount for e in entries if _is_of(e, partner, currency)), currency)


def balances(entries: Iterable[LedgerEntry]) -> dict[tuple[str, str], Money]:
    """Every (partner, currency) and its balance; currencies are never netted."""
    sums: dict[tuple[str, str], Money] = {}
    for entry in entries:
        account = entry.partner, entry.amount.currency
        sums[account] = sums.get(account, Money.zero(entry.amount.currency)) + entry.amount
    return sums


def in_brief(entry: LedgerEntry) -> dict[str, object]:
    """What the log keeps of an entry: enough to find out later whether the ledger still says the same."""
    return {
        "key": entry.key,
        "kind": entry.kind,
        "partner": entry.partner,
        "minor": entry.amount.minor,
        "currency": entry.amount.currency,
        "payable_on": entry.payable_on.isoformat(),
    }


def _is_of(entry: LedgerEntry, partner: str, currency: str) -> bool:
    return (entry.partner, entry.amount.currency) == (partner, currency)


def _in_kept_currency(credit: Credit, mine: Sequence[LedgerEntry]) -> Credit:
    """The credit in the currency the deal was first booked in: a later change of bank is for later deals."""
    first = next((e for e in mine if e.partner == credit.partner and e.line), None)
    return Credit(credit.partner, credit.share_bps, first.amount.currency, credit.role) if first else credit


def _targets(
    plan: Plan, deal: Deal, credited: Sequence[Credit], mine: Sequence[LedgerEntry], language: str
) -> list[Share]:
    """What each partner should have for each line now, with zero for those who only had it before."""
    shares = [share for line in calculate(plan, deal, credited, language) for share in line.shares]
    due = {(share.partner, share.line) for share in shares}
    for entry in mine:
        if (entry.partner, entry.line) not in due and entry.line:
            due.add((entry.partner, entry.line))
            none = Money.zero(entry.amount.currency)
            shares.append(Share(entry.partner, entry.line, none, ("the credit is another partner's",)))
    return shares


def _difference(
    plan: Plan,
    deal: Deal,
    share: Share,
    earlier: Sequence[LedgerEntry],
    paid: set[str],
    cause: Cause,
    terms: Payday,
    language: str,
) -> LedgerEntry | None:
    """The entry that closes the gap between what a line should be and what it is."""
    before = Money.total((entry.amount for entry in earlier), share.amount.currency)
    gap = share.amount - before
    if not gap:
        return None
    accrued = [entry for entry in earlier if entry.kind == "accrual"]
    unpaid = [entry for entry in accrued if entry.key not in paid]
    why = share.why
    if earlier:
        now, then, rest = (amount.format(language) for amount in (share.amount, before, gap))
        why = (*why, f"{now} - {then} booked before = {rest}")
    kind: EntryKind = "accrual"
    if gap.minor < 0:
        kind = "adjustment" if unpaid or not accrued else "clawback"
    elif cause.kind in ("refund", "correction") and accrued:
        kind = "adjustment"
    payable_on = _payable_on(gap, unpaid, cause, plan, terms)
    corrected = (unpaid or accrued)[-1].key if accrued and kind != "accrual" else ""
    return LedgerEntry(
        key=cause.key(deal.id, share.line, share.partner),
        kind=kind,
        partner=share.partner,
        amount=gap,
        booked_on=cause.booked_on,
        payable_on=payable_on,
        deal=deal.id,
        cause=cause.name,
        line=share.line,
        sequence=len(earlier),
        version=plan.version,
        why=why,
        reverses=corrected,
    )


def _payable_on(gap: Money, unpaid: Sequence[LedgerEntry], cause: Cause, plan: Plan, terms: Payday) -> date:
    """What corrects an unpaid line goes with it; what we learn of late waits for a payday still to come."""
    if gap.minor < 0:
        return unpaid[-1].payable_on if unpaid else cause.booked_on
    if cause.kind == "correction" and unpaid:
        return paid_on(unpaid[-1].payable_on, cause.booked_on, terms)
    due = payday_for(cause.on, terms, plan.hold_days)
    return due if cause.booked_on <= cause.on else paid_on(due, cause.booked_on, terms)
