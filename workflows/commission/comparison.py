"""What other rules would have paid for deals that are closed: to see a change before it is announced.

Each deal is computed twice from its own facts: by the plan it was promised, and by the one that would hold.
Nothing is booked, and no promise changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from workflows.commission.calculate import calculate
from workflows.commission.record import DealRecord
from workflows.commission.rules import Plan, RuleBook
from workflows.errors import Dead
from workflows.model import Partner
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Compared:
    """One partner in one currency: what their deals earned, and what they would have."""

    partner: str
    deals: int
    before: Money
    after: Money

    @property
    def difference(self) -> Money:
        """Above zero when they would have had more."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Comparison:
    """All of them, the most changed first. `unclear` are deals that one of the plans cannot compute."""

    rows: tuple[Compared, ...]
    unclear: tuple[str, ...] = ()

    @property
    def totals(self) -> tuple[Compared, ...]:
        """The same by currency, which are never added up; `partner` is ""."""
        found: dict[str, Compared] = {}
        for row in self.rows:
            code = row.before.currency
            sofar = found.get(code, Compared("", 0, Money.zero(code), Money.zero(code)))
            found[code] = Compared(
                "", sofar.deals + row.deals, sofar.before + row.before, sofar.after + row.after
            )
        return tuple(found[code] for code in sorted(found))


def compare(
    records: Iterable[DealRecord],
    promised: Mapping[str, Plan],
    book: RuleBook,
    partners: Mapping[str, Partner],
    on: date,
) -> Comparison:
    """Deals by the plans they were promised (by version), beside what `book` says on a day."""
    sums: dict[tuple[str, str], Compared] = {}
    unclear: list[str] = []
    for record in records:
        old = promised.get(record.version)
        new = book.current(partners.get(record.partner, Partner(record.partner, "")), on)
        if old is None or new is None:
            unclear.append(record.deal.id)
            continue
        try:
            before, after = _earned(old, record), _earned(new, record)
        except Dead:  # an exchange rate that nobody noted, or shares that do not fit
            unclear.append(record.deal.id)
            continue
        for partner, code in before.keys() | after.keys():
            nothing = Money.zero(code)
            was = sums.get((partner, code), Compared(partner, 0, nothing, nothing))
            paid, would = before.get((partner, code), nothing), after.get((partner, code), nothing)
            sums[partner, code] = Compared(partner, was.deals + 1, was.before + paid, was.after + would)
    rows = sorted(sums.values(), key=lambda row: (-abs(row.difference.minor), row.partner))
    return Comparison(tuple(rows), tuple(unclear))


def _earned(plan: Plan, record: DealRecord) -> dict[tuple[str, str], Money]:
    """By partner and currency."""
    found: dict[tuple[str, str], Money] = {}
    for line in calculate(plan, record.deal, record.credited):
        for share in line.shares:
            key = share.partner, share.amount.currency
            found[key] = found.get(key, Money.zero(share.amount.currency)) + share.amount
    return found
