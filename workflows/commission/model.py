"""What a commission is computed from, and the steps it is computed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from workflows.commission.table import Table
from workflows.money import Money

Base = Literal["contract_value", "first_year", "collected"]


@dataclass(frozen=True, slots=True)
class Deduction:
    """What is taken off a price before any rate applies."""

    what: str  # "tax", "discount", or the name of an excluded product
    amount: Money


@dataclass(frozen=True, slots=True)
class Collection:
    """Money a customer paid, net of tax. `period` is the first day it pays for, if not the day it came."""

    id: str
    amount: Money
    received_on: date
    period: date | None = None


@dataclass(frozen=True, slots=True)
class Refund:
    """Money that went back, net of tax; `collection` when it is known which invoice it belongs to."""

    id: str
    amount: Money
    collection: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """An exchange rate, frozen when the deal closed: one `base` is `rate` of `quote`."""

    base: str
    quote: str
    rate: Decimal


@dataclass(frozen=True, slots=True)
class Deal:
    """All facts about a deal that money depends on; every amount in the currency of `value`.

    `closed_on` is the local date in the programme's zone, None while (or again) not won. `year_before` is
    the partner's volume of that calendar year before this deal, as it was at close, in the plan's currency.
    """

    id: str
    value: Money
    closed_on: date | None = None
    first_year: Money | None = None
    deductions: tuple[Deduction, ...] = ()
    collections: tuple[Collection, ...] = ()
    refunds: tuple[Refund, ...] = ()
    stages: tuple[str, ...] = ()  # stages reached, in any order
    year_before: Money | None = None
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class Credit:
    """A partner's share of a deal in basis points, and the currency it is paid in ("" is the plan's)."""

    partner: str
    share_bps: int = 10_000
    pay_in: str = ""
    role: Literal["source", "influence", "override"] = "source"


@dataclass(frozen=True, slots=True)
class Step:
    """One printed line of arithmetic and the amount it arrives at."""

    words: str
    amount: Money


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule kind may look at: amounts are net of deductions and refunds, in the plan's currency."""

    net: Money
    is_due: bool  # won (or paid, on the collected base) and not refunded in full
    deal: Deal
    collected: tuple[tuple[Collection, Money], ...] = ()
    language: str = "en"

    def say(self, amount: Money) -> str:
        """An amount for the reader of the steps."""
        return amount.format(self.language)

    def rate(self, bps: int, of: Money) -> Step:
        """The commonest step: "15 % of €30,000.00 = €4,500.00"."""
        amount = of.apply_bps(bps)
        return Step(f"{percent(bps)} of {self.say(of)} = {self.say(amount)}", amount)


@dataclass(frozen=True, slots=True)
class Saying:
    """How a rule is put into words: what it is a share of, and the reader's language."""

    base: str  # "the contract value"
    language: str = "en"

    def say(self, amount: Money) -> str:
        """An amount for the reader."""
        return amount.format(self.language)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rule: how its settings are read, and what it earns.

    `earn` returns its steps; the last one's amount is the commission. No steps: nothing was earned.
    """

    name: str
    read: Callable[[Table], Any]
    earn: Callable[[Any, Basis], tuple[Step, ...]]
    say: Callable[[Any, Saying], str]  # the rule in words, for the receipt
    default_base: Base = "contract_value"
    uses_value: bool = True  # False: a fixed amount, which needs no net base and no exchange rate


def percent(bps: int) -> str:
    """Basis points as people say them: 1500 is "15 %", 1250 "12.5 %"."""
    return f"{decimal(Fraction(bps, 100))} %"


def decimal(number: Fraction) -> str:
    """A number with as many digits as it needs, at most four."""
    scaled = number * 10_000
    whole, rest = divmod(scaled.numerator // scaled.denominator, 10_000)
    return f"{whole}.{rest:04d}".rstrip("0").rstrip(".")
