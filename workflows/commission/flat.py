"""Flat: a finder's fee of the same size for every deal, lost only when all of it is refunded."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.commission.model import Basis, Kind, Saying, Step
from workflows.commission.table import Table
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Flat:
    """`amount = "500.00"`."""

    amount: Money


def read(table: Table) -> Flat:
    """The settings of one rule."""
    return Flat(table.amount("amount"))


def earn(rule: Flat, basis: Basis) -> tuple[Step, ...]:
    """The fee, whatever the deal is worth."""
    return (Step(f"finder's fee {basis.say(rule.amount)}", rule.amount),) if basis.is_due else ()


def say(rule: Flat, saying: Saying) -> str:
    """ "a finder's fee of €500.00"."""
    return f"a finder's fee of {saying.say(rule.amount)}"


KIND = Kind("flat", read, earn, say, uses_value=False)
