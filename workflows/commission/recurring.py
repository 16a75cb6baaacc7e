"""Recurring: a share of every invoice paid, for a number of months from the close."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.calendar import add_months
from workflows.commission.model import Basis, Collection, Kind, Saying, Step, percent
from workflows.commission.table import Table
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Recurring:
    """`rate = "20 %"`, `months = 12`."""

    rate_bps: int
    months: int


def read(table: Table) -> Recurring:
    """The settings of one rule."""
    return Recurring(table.rate("rate"), table.whole("months", least=1, most=600))


def earn(rule: Recurring, basis: Basis) -> tuple[Step, ...]:
    """One step for each invoice inside the window, each rounded for itself; the amount is the running sum."""
    so_far, steps = Money.zero(basis.net.currency), list[Step]()
    for invoice, net in basis.collected:
        if not _is_inside(rule, basis, invoice):
            continue
        share = net.apply_bps(rule.rate_bps)
        words = f"{percent(rule.rate_bps)} of {basis.say(net)} ({invoice.id}) = {basis.say(share)}"
        words += f", together {basis.say(so_far + share)}" if steps else ""
        so_far += share
        steps.append(Step(words, so_far))
    return tuple(steps)


def _is_inside(rule: Recurring, basis: Basis, invoice: Collection) -> bool:
    """The window ends on the same day of the month it began, exclusive: 31 Jan and 12 months, 31 Jan."""
    start = basis.deal.closed_on
    return start is not None and (invoice.period or invoice.received_on) < add_months(start, rule.months)


def say(rule: Recurring, saying: Saying) -> str:
    """ "20 % of every payment of the first 12 months"."""
    months = f"{rule.months} months" if rule.months > 1 else "month"
    return f"{percent(rule.rate_bps)} of every payment of the first {months}"


KIND = Kind("recurring", read, earn, say, default_base="collected")
