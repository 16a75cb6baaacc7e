"""Reconciliation: what the bank said of each transfer, what we handed it, and what the ledger has.

Per batch and currency, never netted: exported = confirmed + came back + open, and confirmed = ledger.
Whatever does not fit is named, transfer by transfer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflows.calendar import short_date
from workflows.commission.batch import Payout
from workflows.commission.ledger import LedgerEntry
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Handed:
    """A transfer that was handed to the bank."""

    payout: Payout
    batch: str
    payday: date


@dataclass(frozen=True, slots=True)
class Heard:
    """What the bank said of a transfer; `amount` is None where it came back."""

    payout: str
    batch: str
    on: date
    amount: Money | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """What the bank said of a transfer and nobody booked, since it did not fit; `words` are for people."""

    payout: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One transfer that does not fit, in words."""

    payout: str
    partner: str
    reference: str
    words: str


@dataclass(frozen=True, slots=True)
class Checked:
    """One batch in one currency."""

    batch: str
    payday: date | None  # None: a batch that was never handed over
    exported: Money
    confirmed: Money
    came_back: Money
    open: Money
    ledger: Money
    differences: tuple[Difference, ...] = ()

    @property
    def currency(self) -> str:
        """The one currency of all its amounts."""
        return self.exported.currency


def reconcile(
    handed: Iterable[Handed],
    heard: Iterable[Heard],
    entries: Iterable[LedgerEntry],
    as_of: date,
    doubts: Iterable[Doubt] = (),
) -> tuple[Checked, ...]:
    """All batches as they stood at the end of that day, the newest payday first.

    A transfer that came back after it was paid is owed again, by an entry that reverses its payment.
    """
    entries = [entry for entry in entries if entry.booked_on <= as_of]
    undone = {entry.reverses for entry in entries if entry.key.startswith("returned:")}
    open_doubts = {each.payout: each for each in doubts if each.on <= as_of}
    sent = {each.payout.id: each for each in handed}
    said = {each.payout: each for each in sorted(heard, key=lambda h: h.on) if each.on <= as_of}
    paid = {
        entry.key.removeprefix("payout:"): entry
        for entry in entries
        if entry.kind == "payout" and entry.key not in undone
    }
    heaps: dict[tuple[str, str], set[str]] = {}
    for payout in sent.keys() | said.keys() | paid.keys():
        heaps.setdefault(_heap(payout, sent, said, paid), set()).add(payout)
    found = [
        _checked(batch, currency, sorted(payouts), sent, said, paid, open_doubts, as_of)
        for (batch, currency), payouts in heaps.items()
        if currency
    ]
    return tuple(sorted(found, key=lambda c: (-(c.payday or date.min).toordinal(), c.batch, c.currency)))


def _heap(
    payout: str, sent: Mapping[str, Handed], said: Mapping[str, Heard], paid: Mapping[str, LedgerEntry]
) -> tuple[str, str]:
    if payout in sent:
        return sent[payout].batch, sent[payout].payout.amount.currency
    amount = paid[payout].amount if payout in paid else said[payout].amount
    batch = said[payout].batch if payout in said else payout.rsplit(":", 2)[0]
    return batch, amount.currency if amount else ""


def _checked(
    batch: str,
    currency: str,
    payouts: Iterable[str],
    sent: Mapping[str, Handed],
    said: Mapping[str, Heard],
    paid: Mapping[str, LedgerEntry],
    doubts: Mapping[str, Doubt],
    as_of: date,
) -> Checked:
    nothing = Money.zero(currency)
    exported = confirmed = came_back = still_open = ledger = nothing
    payday: date | None = None
    wrong: list[Difference] = []
    for payout in payouts:
        one, word, entry = sent.get(payout), said.get(payout), paid.get(payout)
        amount = one.payout.amount if one else nothing
        payday = one.payday if one else payday
        exported += amount
        if entry and entry.amount.currency == currency:
            ledger -= entry.amount
        if word is None:
            still_open += amount
        elif word.amount is None:
            came_back += amount
        elif word.amount.currency == currency:
            confirmed += word.amount
        wrong += [
            Difference(payout, _whose(one, entry), one.payout.reference if one else "", words)
            for words in _wrong(one, word, entry, doubts.get(payout), as_of)
        ]
    return Checked(batch, payday, exported, confirmed, came_back, still_open, ledger, tuple(wrong))


def _wrong(
    one: Handed | None, word: Heard | None, entry: LedgerEntry | None, doubt: Doubt | None, as_of: date
) -> list[str]:
    booked = -entry.amount if entry else None
    arrived = word.amount if word else None
    wrong = []
    if one is None and (arrived or booked):
        wrong.append("no batch that was handed over has it")
    if one and arrived and arrived != one.payout.amount:
        wrong.append(f"exported {one.payout.amount.format()}, the bank confirmed {arrived.format()}")
    if arrived and booked is None:
        wrong.append(f"the bank confirmed {arrived.format()}, the ledger has no payment")
    elif arrived and booked and arrived != booked:
        wrong.append(f"the bank confirmed {arrived.format()}, the ledger has {booked.format()}")
    elif word and arrived is None and booked:
        wrong.append(f"it came back on {short_date(word.on)}, the ledger has {booked.format()} as paid")
    elif word is None and booked:
        wrong.append(f"the ledger has {booked.format()} as paid, the bank has confirmed nothing")
    elif doubt and (word is None or doubt.on > word.on):
        wrong.append(doubt.words)
    elif word is None and one and as_of > one.payday:
        wrong.append(f"{one.payout.amount.format()} was due on {short_date(one.payday)}, nothing heard yet")
    return wrong


def _whose(one: Handed | None, entry: LedgerEntry | None) -> str:
    if one:
        return one.payout.partner
    return entry.partner if entry else ""
