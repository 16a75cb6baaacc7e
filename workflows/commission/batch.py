"""Payout batches: drafted from the ledger, approved by two people, sent once, confirmed one by one.

A partner's lines of one currency become one payout. What does not reach the minimum, or is below zero,
stays in the ledger as it is: carrying over needs no entry.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workflows.commission.ledger import LedgerEntry
from workflows.commission.payday import Payday
from workflows.money import Money

DOUBTED = "doubted"
Wait = Literal["details", "below_zero", "below_minimum"]
LineState = Literal["held", "payable", "objected", "in_batch", "late", "paid"]


@dataclass(frozen=True, slots=True)
class Payout:
    """One transfer; `lines` are the keys of the ledger entries that it pays."""

    id: str
    partner: str
    amount: Money
    lines: tuple[str, ...]
    status: Literal["open", "confirmed", "failed"] = "open"
    reason: str = ""  # why it failed; or DOUBTED, while the bank's word on it does not fit
    carried_by: str = ""  # the kind of the first file that it stood in

    @property
    def reference(self) -> str:
        """A short name for bank files (SEPA allows 35 characters); the same at every export."""
        return f"RD-{hashlib.sha256(self.id.encode()).hexdigest()[:16].upper()}"


@dataclass(frozen=True, slots=True)
class Batch:
    """All payouts of one payday."""

    id: str
    payday: date
    payouts: tuple[Payout, ...] = ()
    status: Literal["draft", "approved", "exported"] = "draft"
    approvals: tuple[str, ...] = ()

    @property
    def control(self) -> dict[str, Money]:
        """The control total of each currency: what two people compare before they approve."""
        sums: dict[str, Money] = {}
        for payout in self.payouts:
            currency = payout.amount.currency
            sums[currency] = sums.get(currency, Money.zero(currency)) + payout.amount
        return sums

    @property
    def seal(self) -> str:
        """A short name for exactly these payouts: who approves names it, and it fits nothing else."""
        made = hashlib.sha256()
        for payout in sorted(self.payouts, key=lambda each: each.id):
            amount = payout.amount
            said = (payout.id, str(amount.minor), amount.currency, *payout.lines)
            made.update("\x1f".join(said).encode() + b"\n")
        return made.hexdigest()[:12]

    def payout(self, payout_id: str) -> Payout | None:
        """One payout by its id."""
        return next((payout for payout in self.payouts if payout.id == payout_id), None)


@dataclass(frozen=True, slots=True)
class BatchDecision:
    """The batch as it is now, ledger entries to add, or why the request was refused."""

    batch: Batch
    entries: tuple[LedgerEntry, ...] = ()
    refused: str = ""


class Lines:
    """The state of every ledger line, derived once from entries, batches and objections."""

    def __init__(
        self, entries: Iterable[LedgerEntry], batches: Iterable[Batch] = (), objected: Collection[str] = ()
    ) -> None:
        self.entries = tuple(entries)
        self._paid = {key for entry in self.entries for key in entry.settles}
        self._in_batch = {key for b in batches for p in b.payouts if p.status == "open" for key in p.lines}
        self._objected = objected

    def state(self, entry: LedgerEntry, today: date) -> LineState:
        """Where a line stands; a correction of an objected line waits with it."""
        if entry.kind == "payout" or entry.key in self._paid:
            return "paid"
        if entry.key in self._in_batch:
            return "in_batch"
        if entry.key in self._objected or entry.reverses in self._objected:
            return "objected"
        return "payable" if entry.payable_on <= today else "held"

    def payable(self, on: date) -> dict[tuple[str, str], list[LedgerEntry]]:
        """The lines that may be paid that day, by partner and currency."""
        accounts: dict[tuple[str, str], list[LedgerEntry]] = {}
        for entry in self.entries:
            if self.state(entry, on) == "payable":
                accounts.setdefault((entry.partner, entry.amount.currency), []).append(entry)
        return accounts


def draft(
    entries: Iterable[LedgerEntry],
    payday: date,
    terms: Payday,
    *,
    batches: Iterable[Batch] = (),
    objected: Collection[str] = (),
    frozen: Collection[str] = (),
) -> Batch:
    """The batch of a payday as things stand; call it again until it is approved, it changes nothing itself.

    `batches` are all others; their open payouts keep their lines. `objected` are entry keys, `frozen`
    partners whose payout details changed a short time ago. A second batch of a day gets its own id.
    """
    others = tuple(batch for batch in batches if batch.status != "draft" or batch.payday != payday)
    before = sum(batch.payday == payday for batch in others)
    batch_id = f"payday:{payday}" if not before else f"payday:{payday}:{before + 1}"
    accounts = Lines(entries, others, objected).payable(payday)
    payouts = (_payout(batch_id, account, lines, terms) for account, lines in sorted(accounts.items()))
    return Batch(batch_id, payday, tuple(p for p in payouts if p and p.partner not in frozen))


def waiting(
    left_out: Mapping[tuple[str, str], Money], minimum: Mapping[str, Money], frozen: Collection[str]
) -> dict[Wait, list[tuple[str, Money]]]:
    """Why what is due is in no payout: the partners and amounts of each reason, the largest first.

    `left_out` are the sums by partner and currency.
    """
    found: dict[Wait, list[tuple[str, Money]]] = {}
    for (partner, currency), total in sorted(left_out.items(), key=lambda each: -abs(each[1].minor)):
        if total.minor < 0:
            found.setdefault("below_zero", []).append((partner, total))
        elif partner in frozen:
            found.setdefault("details", []).append((partner, total))
        elif total < minimum.get(currency, total):
            found.setdefault("below_minimum", []).append((partner, total))
    return found


def approve(batch: Batch, by: str, control: Mapping[str, Money]) -> BatchDecision:
    """One person's approval of these control totals; the second person's makes the batch approved."""
    if batch.status != "draft" or by in batch.approvals:
        refused = "" if by in batch.approvals else f"This batch is already {batch.status}."
        return BatchDecision(batch, refused=refused)
    if not batch.payouts:
        return BatchDecision(batch, refused="There is nothing to pay in this batch.")
    if dict(control) != batch.control:
        totals = ", ".join(amount.format() for amount in batch.control.values())
        return BatchDecision(batch, refused=f"The batch has changed; its total is now {totals}. Look again.")
    approvals = (*batch.approvals, by)
    status: Literal["draft", "approved"] = "approved" if len(approvals) >= 2 else "draft"
    return BatchDecision(replace(batch, approvals=approvals, status=status))


def export(batch: Batch) -> BatchDecision:
    """Hand the batch to the bank; exporting it again gives the same payouts under the same references."""
    if batch.status == "draft":
        return BatchDecision(batch, refused="Two people must approve this batch before it is exported.")
    return BatchDecision(replace(batch, status="exported"))


def confirm(batch: Batch, payout_id: str, on: date) -> BatchDecision:
    """The money has arrived: the payout entry that settles its lines. A repeat adds nothing."""
    payout = batch.payout(payout_id)
    if payout is None or batch.status != "exported" or payout.status == "failed":
        return BatchDecision(batch, refused=_not_open(batch, payout))
    if payout.status == "confirmed":
        return BatchDecision(batch)
    arrived = replace(payout, status="confirmed", reason="")
    return BatchDecision(_with(batch, arrived), (_settled(batch, payout, on),))


def fail(batch: Batch, payout_id: str, reason: str) -> BatchDecision:
    """The bank sent it back: its lines are payable again and go into the next batch."""
    payout = batch.payout(payout_id)
    if payout is None or batch.status != "exported" or payout.status == "confirmed":
        return BatchDecision(batch, refused=_not_open(batch, payout))
    return BatchDecision(_with(batch, replace(payout, status="failed", reason=reason)))


def came_back_late(batch: Batch, payout: Payout, reason: str, on: date, by: str) -> BatchDecision:
    """A transfer that had arrived came back: the amount is owed again, by an entry of its own."""
    owed_again = LedgerEntry(
        key=f"returned:{payout.id}",
        kind="adjustment",
        partner=payout.partner,
        amount=payout.amount,
        booked_on=on,
        payable_on=batch.payday,
        why=("the transfer came back",),
        reverses=f"payout:{payout.id}",
        approved_by=(by,),
    )
    return BatchDecision(_with(batch, replace(payout, status="failed", reason=reason)), (owed_again,))


def _payout(batch: str, account: tuple[str, str], lines: list[LedgerEntry], terms: Payday) -> Payout | None:
    partner, currency = account
    amount = Money.total((line.amount for line in lines), currency)
    if amount.minor <= 0 or amount < terms.minimum.get(currency, Money.zero(currency)):
        return None
    return Payout(f"{batch}:{partner}:{currency}", partner, amount, tuple(line.key for line in lines))


def _settled(batch: Batch, payout: Payout, on: date) -> LedgerEntry:
    return LedgerEntry(
        key=f"payout:{payout.id}",
        kind="payout",
        partner=payout.partner,
        amount=-payout.amount,
        booked_on=on,
        payable_on=on,
        settles=payout.lines,
        approved_by=batch.approvals,
    )


def _with(batch: Batch, changed: Payout) -> Batch:
    return replace(batch, payouts=tuple(changed if p.id == changed.id else p for p in batch.payouts))


def _not_open(batch: Batch, payout: Payout | None) -> str:
    if batch.status != "exported":
        return "This batch has not been exported yet."
    if payout is None:
        return "This batch has no such payout."
    return f"This payout is already {payout.status}."
