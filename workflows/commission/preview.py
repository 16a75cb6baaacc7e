"""The statement a partner gets before payday: every line that is due, what is paid, what waits, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Literal

from workflows.commission.batch import Batch
from workflows.commission.ledger import LedgerEntry
from workflows.commission.statement import DealName, StatementLine, statement_lines
from workflows.money import Money

Fate = Literal["paid", "below_minimum", "below_zero", "frozen", "too_late"]


@dataclass(frozen=True, slots=True)
class Section:
    """One currency. `total` is the sum of `lines`; what is on hold or late stands apart and is in no sum."""

    currency: str
    lines: tuple[StatementLine, ...]
    total: Money
    fate: Fate
    on_hold: tuple[StatementLine, ...] = ()
    minimum: Money | None = None
    late: tuple[StatementLine, ...] = ()  # promised for an earlier payday, whose payment nobody has confirmed

    @property
    def every(self) -> tuple[StatementLine, ...]:
        """All lines, in the order of their numbers."""
        return (*self.lines, *self.on_hold, *self.late)


@dataclass(frozen=True, slots=True)
class Preview:
    """All that a partner has due on a payday; lines are numbered through, so that a number means one line."""

    partner: str
    payday: date
    sections: tuple[Section, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The ledger entries in the order of their numbers."""
        lines = [line for section in self.sections for line in section.every]
        return tuple(line.key for line in sorted(lines, key=lambda line: line.number))

    @property
    def paid(self) -> tuple[Money, ...]:
        """What will be transferred, by currency."""
        return tuple(section.total for section in self.sections if section.fate == "paid")

    def line(self, number: int) -> StatementLine | None:
        """The line that a number means."""
        lines = (line for section in self.sections for line in section.every)
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
    elsewhere: Mapping[str, date] = MappingProxyType({}),
) -> Preview:
    """The statement of a partner. `entries` are their unpaid lines that are due on the payday or before.

    `elsewhere` has the payday of those that stand in another batch, which nobody has confirmed yet.
    """
    accounts: dict[str, list[LedgerEntry]] = {}
    for entry in entries:
        if entry.partner == partner and entry.kind != "payout" and entry.payable_on <= batch.payday:
            accounts.setdefault(entry.amount.currency, []).append(entry)
    sections: list[Section] = []
    number = 1
    for currency, mine in sorted(accounts.items()):
        section = _section(currency, mine, batch, partner, objected, is_frozen, minimum, deals, elsewhere)
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
    elsewhere: Mapping[str, date],
) -> Section:
    held = [e for e in entries if e.key in objected or e.reverses in objected]
    late = [e for e in entries if e.key in elsewhere and e not in held]
    due = [e for e in entries if e not in held and e not in late]
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
        tuple(
            replace(line, due_on=elsewhere[line.key])
            for line in statement_lines(late, "late", batch.payday, deals)
        ),
    )


def _why_not(due: list[LedgerEntry], total: Money, least: Money | None, *, is_frozen: bool) -> Fate:
    if not due:
        return "too_late"
    if total.minor <= 0:
        return "below_zero"
    if least is not None and total < least:
        return "below_minimum"
    return "frozen" if is_frozen else "too_late"


def _numbered(section: Section, first: int) -> tuple[Section, int]:
    """The same section, its lines numbered on from where the last one ended."""
    lines, held, late = (
        tuple(replace(line, number=first + before + n) for n, line in enumerate(group))
        for group, before in (
            (section.lines, 0),
            (section.on_hold, len(section.lines)),
            (section.late, len(section.lines) + len(section.on_hold)),
        )
    )
    return replace(section, lines=lines, on_hold=held, late=late), first + len(section.every)
