"""One deal, one plan: what every partner earns, and the arithmetic that says why.

The order is fixed: base, rate, multiplier, floor, cap, split, payout currency. A deal is always computed
as a whole, from all its collections and refunds; the ledger books the difference to what it already has.
That is why refunds may come in any order and why they are no pro rata guesses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from workflows.commission.model import Basis, Collection, Credit, Deal, Step, decimal
from workflows.commission.registry import KINDS
from workflows.commission.rules import Plan, Rule
from workflows.commission.split import divide
from workflows.errors import Dead
from workflows.money import BPS, Money


class MissingRateError(Dead):
    """An exchange rate is needed that was not frozen when the deal closed."""

    def __init__(self, deal: str, base: str, quote: str) -> None:
        self.pair = f"{base}/{quote}"
        super().__init__(f"deal {deal}: no rate {base} to {quote} was frozen at close")


@dataclass(frozen=True, slots=True)
class Share:
    """What one partner gets of a line, in the currency it is paid in, with all steps that lead there."""

    partner: str
    line: str
    amount: Money
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Commission:
    """One line of a plan, computed: `total` before the split, in the plan's currency."""

    line: str
    net: Money
    total: Money
    steps: tuple[Step, ...]
    shares: tuple[Share, ...]

    @property
    def why(self) -> tuple[str, ...]:
        """The steps in words, up to the split."""
        return tuple(step.words for step in self.steps)


def calculate(
    plan: Plan, deal: Deal, credited: Sequence[Credit], language: str = "en"
) -> tuple[Commission, ...]:
    """Every line of the plan for this deal as it stands, nothing left out that is zero."""
    return tuple(_line(plan, rule, deal, credited, language) for rule in plan.rules)


def explain(
    plan: Plan, deal: Deal, credited: Sequence[Credit], partner: str, language: str = "en"
) -> tuple[str, ...]:
    """The lines that answer a partner's "why?": "15 % of €30,000.00 = €4,500.00"."""
    lines = calculate(plan, deal, credited, language)
    mine = (share for line in lines for share in line.shares if share.partner == partner)
    return tuple(words for share in mine for words in share.why)


def what_if(
    plan: Plan, deal: Deal, value: Money, credited: Sequence[Credit], on: date, language: str = "en"
) -> tuple[Commission, ...]:
    """The commission if this deal closed at `value` that day and all of it were paid at once."""
    paid = (Collection("all of it", value, on),)
    won = replace(
        deal, value=value, closed_on=on, first_year=None, collections=paid, deductions=(), refunds=()
    )
    return calculate(plan, won, credited, language)


def convert(amount: Money, currency: str, deal: Deal, language: str = "en") -> Step:
    """An amount in another currency at the rate frozen with the deal; raises MissingRateError without one."""
    if not amount:
        return Step(f"{amount.format(language)} is nothing in any currency", Money.zero(currency))
    for rate in deal.rates:
        if (rate.base, rate.quote) == (amount.currency, currency):
            there = amount.convert(currency, rate.rate)
            return Step(f"{amount.format(language)} at {rate.rate} = {there.format(language)}", there)
    raise MissingRateError(deal.id, amount.currency, currency)


def _line(plan: Plan, rule: Rule, deal: Deal, credited: Sequence[Credit], language: str) -> Commission:
    currency, kind = plan.currency or deal.value.currency, KINDS[rule.kind]
    net, before = _base(rule, deal, currency, language) if kind.uses_value else (Money.zero(currency), ())
    collected = _collected(deal, currency) if rule.base == "collected" else ()
    basis = Basis(net, _is_due(rule, deal), deal, collected, language)
    earned = kind.earn(rule.settings, basis)
    after = _adjusted(rule, basis, earned) if earned else (Step("nothing is due", Money.zero(currency)),)
    steps = (*before, *after)
    shares = _shares(plan, rule, deal, credited, steps, language)
    return Commission(rule.line, net, steps[-1].amount, steps, shares)


def _base(rule: Rule, deal: Deal, currency: str, language: str) -> tuple[Money, tuple[Step, ...]]:
    """The net base in the plan's currency."""
    net, steps = _net(rule, deal, language)
    if net.currency == currency:
        return net, steps
    there = convert(net, currency, deal, language)
    return there.amount, (*steps, there) if net else steps


def _net(rule: Rule, deal: Deal, language: str) -> tuple[Money, tuple[Step, ...]]:
    """The base after deductions and refunds, never below zero, in the deal's currency."""
    gross = _gross(rule, deal)
    refunded = Money.total((refund.amount for refund in deal.refunds), gross.currency)
    less = [] if rule.base == "collected" else [(each.amount, each.what) for each in deal.deductions]
    less += [(refunded, "refunded")] if refunded else []
    taken = Money.total((amount for amount, _ in less), gross.currency)
    net = max(gross - taken, Money.zero(gross.currency))
    if not less or not gross or rule.kind == "recurring":  # a recurring share shows its invoices instead
        return net, ()
    words = " - ".join((gross.format(language), *(f"{a.format(language)} {what}" for a, what in less)))
    return net, (Step(f"{words} = {net.format(language)}", net),)


def _gross(rule: Rule, deal: Deal) -> Money:
    if rule.base == "collected":
        return Money.total((each.amount for each in deal.collections), deal.value.currency)
    if deal.closed_on is None:
        return Money.zero(deal.value.currency)
    return deal.first_year if rule.base == "first_year" and deal.first_year is not None else deal.value


def _is_due(rule: Rule, deal: Deal) -> bool:
    """Won, or on the collected base paid; and not refunded in full."""
    if deal.closed_on is None or (rule.base == "collected" and not deal.collections):
        return False
    return not deal.refunds or bool(_net(rule, deal, "en")[0])


def _collected(deal: Deal, currency: str) -> tuple[tuple[Collection, Money], ...]:
    """Each collection less its refunds; refunds of no known invoice come off the newest first."""
    loose = Money.total((r.amount for r in deal.refunds if not r.collection), deal.value.currency)
    nets: list[tuple[Collection, Money]] = []
    for each in sorted(deal.collections, key=lambda c: (c.period or c.received_on, c.id), reverse=True):
        own = (r.amount for r in deal.refunds if r.collection == each.id)
        net = max(each.amount - Money.total(own, each.amount.currency), Money.zero(loose.currency))
        taken = min(loose, net)
        loose -= taken
        nets.append((each, net - taken))
    if currency == deal.value.currency:
        return tuple(reversed(nets))
    return tuple((each, convert(net, currency, deal).amount) for each, net in reversed(nets))


def _adjusted(rule: Rule, basis: Basis, earned: tuple[Step, ...]) -> tuple[Step, ...]:
    """Multiplier, then floor (never above the net base), then cap."""
    steps, amount = list(earned), earned[-1].amount
    if rule.multiplier_bps != BPS:
        doubled = amount.apply_bps(rule.multiplier_bps)
        times = decimal(Fraction(rule.multiplier_bps, BPS))
        steps.append(Step(f"{basis.say(amount)} × {times} = {basis.say(doubled)}", doubled))
        amount = doubled
    if rule.floor is not None and amount < (floor := min(rule.floor, basis.net)):
        steps.append(Step(f"at least {basis.say(floor)}", floor))
        amount = floor
    if rule.cap is not None and amount > rule.cap:
        steps.append(Step(f"at most {basis.say(rule.cap)}", rule.cap))
    return tuple(steps)


def _shares(
    plan: Plan, rule: Rule, deal: Deal, credited: Sequence[Credit], steps: tuple[Step, ...], language: str
) -> tuple[Share, ...]:
    shares, why = list[Share](), tuple(step.words for step in steps)
    parts = (
        divide(steps[-1].amount, credited, dual_credit=plan.dual_credit, language=language)
        if credited
        else ()
    )
    for credit, part in zip(credited, parts, strict=True):
        words = why if credit.share_bps == BPS else (*why, part.words)
        amount = part.amount
        if credit.pay_in and credit.pay_in != amount.currency:
            paid = convert(amount, credit.pay_in, deal, language)
            words, amount = (*words, paid.words) if amount else words, paid.amount
        shares.append(Share(credit.partner, rule.line, amount, words))
    return tuple(shares)
