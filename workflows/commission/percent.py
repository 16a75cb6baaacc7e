"""Percent: a share of the deal, such as 15 % of the contract value."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.commission.model import Basis, Kind, Saying, Step, percent
from workflows.commission.table import Table


@dataclass(frozen=True, slots=True)
class Percent:
    """`rate = "15 %"`."""

    rate_bps: int


def read(table: Table) -> Percent:
    """The settings of one rule."""
    return Percent(table.rate("rate"))


def earn(rule: Percent, basis: Basis) -> tuple[Step, ...]:
    """The rate on the net base, rounded once."""
    return (basis.rate(rule.rate_bps, basis.net),) if basis.is_due else ()


def say(rule: Percent, saying: Saying) -> str:
    """ "15 % of the contract value"."""
    return f"{percent(rule.rate_bps)} of {saying.base}"


KIND = Kind("percent", read, earn, say)
