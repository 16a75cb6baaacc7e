"""The statement a partner gets before payday: every line that is due, what is paid, what waits, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from workflows.commission.batch import Batch
from workflows.commission.ledger import LedgerEntry
from workflows.commission.statement import DealName, StatementLine, statement_lines
from workflows.money import Money

Fate = Literal["paid", "below_minimum", "below_zero", "frozen", "on_hold"]


@dataclass(frozen=True, slots=True)
class Section:
    """One currency. `total` is the sum of `lines`; lines on hold stand apart and are in no sum."""

    currency: str
    lines: tuple[StatementLine, ...]
    total: Money
    fate: Fate
    on_hold: tuple[StatementLine, ...] = ()
    minimum: Money | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a partner has due on a payday; lines are numbered through, so that a number means one line."""

    partner: str
    payday: date
    sections: tuple[Section, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The ledger entries in the order of their numbers."""
        lines = [line for s in self.sections for line in (*s.lines, *s.on_hold)]
        return tuple(line.key for line in sorted(lines, key=lambda line: line.number))

    @property
    def paid(self) -> tuple[Money, ...]:
        """What will be transferred, by currency."""
        return tuple(section.total for section in self.sections if section.fate == "paid")

    def line(self, number: int) -> StatementLine | None:
        """The line that a number means."""
        lines = (line for s in self.sections for line in (*s.lines, *s.on_hold))
        return next((line for line in lines if line.number == number), None)


def preview(
    partner: str,
    batch: Batch,
    entries: Iterable[LedgerEntry],
    *,
    objected: Collection[str],
    is_frozen: bool,
    minimum: Mapping[str, Money],
    deals: Mapping[str, DealName],
) -> Preview:
    """The statement of a partner. `entries` are their unpaid lines that are due on the payday or before."""
    accounts: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        if entry.partner == partner and entry.kind != "payout" and entry.payable_on <= batch.payday:
            accounts.setdefault(entry.amount.currency, []).append(entry)
    sections: list[Section] = []
    number = 1
    for currency, mine in sorted(accounts.items()):
        section = _section(currency, mine, batch, partner, objected, is_frozen, minimum, deals)
        section, number = _numbered(section, number)
        sections.append(section)
    return Preview(partner, batch.payday, tuple(sections))


def _section(
    currency: str,
    entries: list[LedgerEntry],
    batch: Batch,
    partner: str,
    objected: Collection[str],
    is_frozen: bool,
    minimum: Mapping[str, Money],
    deals: Mapping[str, DealName],
) -> Section:
    held = [e for e in entries if e.key in objected or e.reverses in objected]
    due = [e for e in entries if e not in held]
    payout = next((p for p in batch.payouts if (p.partner, p.amount.currency) == (partner, currency)), None)
    total = Money.total((e.amount for e in due), currency)
    least = minimum.get(currency)
    fate: Fate = "paid"
    if payout is None:
        fate = _why_not(due, total, least, is_frozen=is_frozen)
    state: Literal["in_batch", "payable"] = "in_batch" if payout else "payable"
    return Section(
        currency,
        statement_lines(due, state, batch.payday, deals),
        total,
        fate,
        statement_lines(held, "objected", batch.payday, deals),
        least,
    )


def _why_not(due: list[LedgerEntry], total: Money, least: Money | None, *, is_frozen: bool) -> Fate:
    if not due:
        return "on_hold"
    if total.minor <= 0:
        return "below_zero"
    if least is not None and total < least:
        return "below_minimum"
    return "frozen" if is_frozen else "on_hold"


def _numbered(section: Section, first: int) -> tuple[Section, int]:
    """The same section, its lines numbered on from where the last one ended."""
    lines = tuple(replace(line, number=first + n) for n, line in enumerate(section.lines))
    first += len(lines)
    held = tuple(replace(line, number=first + n) for n, line in enumerate(section.on_hold))
    return replace(section, lines=lines, on_hold=held), first + len(held)
