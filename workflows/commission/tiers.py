"""Tiers: a rate that grows with the deal, or with the partner's year."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from workflows.commission.model import Basis, Kind, Saying, Step, percent
from workflows.commission.table import Table
from workflows.money import BPS, Money, rounded


@dataclass(frozen=True, slots=True)
class Tier:
    """A rate for what lies at or below `up_to`; the last tier has no end."""

    rate_bps: int
    up_to: Money | None


@dataclass(frozen=True, slots=True)
class Tiers:
    """`mode = "marginal"` rates each slice for itself, `"whole"` rates all of it at the tier reached.

    `per = "year"` counts on from the partner's earlier deals of the calendar year.
    """

    tiers: tuple[Tier, ...]
    mode: str
    per: str


def read(table: Table) -> Tiers:
    """The settings of one rule."""
    mode = table.choice("mode", ("marginal", "whole"))
    per = table.choice("per", ("deal", "year"), "deal")
    tiers = tuple(_read_tier(each) for each in table.tables("tiers"))
    limits = [tier.up_to for tier in tiers]
    if limits[-1] is not None or None in limits[:-1]:
        raise table.wrong("tiers", "every tier but the last needs up_to, and the last must have none")
    ends = [0, *(limit.minor for limit in limits if limit is not None)]
    if ends != sorted(set(ends)):
        raise table.wrong("tiers", "up_to must be above 0 and grow from tier to tier")
    rates = [tier.rate_bps for tier in tiers]
    if mode == "whole" and rates != sorted(rates):
        raise table.wrong("tiers", 'with mode = "whole" rates must not fall, or a bigger deal would pay less')
    return Tiers(tiers, mode, per)


def earn(rule: Tiers, basis: Basis) -> tuple[Step, ...]:
    """The slices' exact amounts, summed and rounded once."""
    if not basis.is_due:
        return ()
    before = Money.zero(basis.net.currency)
    if rule.per == "year" and basis.deal.year_before:
        before = before + basis.deal.year_before
    return _whole(rule, basis, before) if rule.mode == "whole" else _marginal(rule, basis, before)


def _read_tier(table: Table) -> Tier:
    tier = Tier(table.rate("rate"), table.money("up_to"))
    table.done()
    return tier


def _whole(rule: Tiers, basis: Basis, before: Money) -> tuple[Step, ...]:
    """The tier that the volume has reached rates all of this deal; earlier deals keep what they had."""
    reached = before + basis.net
    tier = next(t for t in rule.tiers if t.up_to is None or reached <= t.up_to)
    return (basis.rate(tier.rate_bps, basis.net),)


def _marginal(rule: Tiers, basis: Basis, before: Money) -> tuple[Step, ...]:
    reached, low = before + basis.net, Money.zero(before.currency)
    exact, words = Fraction(0), []
    for tier in rule.tiers:
        high = reached if tier.up_to is None else min(reached, tier.up_to)
        part = high - max(low, before)
        low = high
        if part.minor > 0:
            earned = Fraction(part.minor * tier.rate_bps, BPS)
            exact += earned
            amount = part.format_exact(earned, basis.language)
            words.append((f"{percent(tier.rate_bps)} of {basis.say(part)} = {amount}", amount))
    total = Money(rounded(exact), before.currency)
    if len(words) < 2:
        return (basis.rate(_only_rate(rule, before), basis.net),)
    added = " + ".join(amount for _, amount in words)
    steps = [Step(each, total) for each, _ in words]
    return (*steps, Step(f"{added} = {basis.say(total)}", total))


def _only_rate(rule: Tiers, before: Money) -> int:
    """The rate of the slice that starts at `before`."""
    return next(t.rate_bps for t in rule.tiers if t.up_to is None or before < t.up_to)


def say(rule: Tiers, saying: Saying) -> str:
    """ "10 % up to €10,000.00, then 15 % of the contract value, each part at its own rate"."""
    parts = [
        f"{percent(tier.rate_bps)} up to {saying.say(tier.up_to)}" if tier.up_to else percent(tier.rate_bps)
        for tier in rule.tiers
    ]
    how = "each part at its own rate" if rule.mode == "marginal" else "all of it at the rate that it reaches"
    volume = ", counted over the calendar year" if rule.per == "year" else ""
    return f"{', then '.join(parts)} of {saying.base}, {how}{volume}"


KIND = Kind("tiers", read, earn, say)
