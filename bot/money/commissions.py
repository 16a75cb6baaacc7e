"""Commission plans from the TOML file, and what a deal would earn: the arithmetic, before it is closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from workflows.calendar import full_date
from workflows.commission.calculate import what_if
from workflows.commission.model import Credit, Deal
from workflows.commission.payday import parse_payday, payday_for
from workflows.commission.rules import parse_book, parse_plan
from workflows.commission.table import RuleError
from workflows.commission.terms import Terms
from workflows.errors import BadInput
from workflows.groups import Group
from workflows.model import Partner
from workflows.money import Money


def read_terms(
    plans: Sequence[Mapping[str, Any]], payday: Mapping[str, Any], tz: str, groups: tuple[Group, ...] = ()
) -> Terms:
    """`[[commission]]` and `[payday]` of the TOML file; RuleError names the key and what to write."""
    return Terms(parse_book(plans, groups=groups), parse_payday(payday, tz))


def term_problems(plans: Sequence[Mapping[str, Any]], payday: Mapping[str, Any], tz: str) -> list[str]:
    """The first mistake in each plan and in `[payday]`, in sentences."""
    found = []
    every: list[Callable[[], object]] = [partial(parse_payday, payday, tz)]
    every += [partial(parse_plan, plan, f"commission[{n}]") for n, plan in enumerate(plans)]
    for read in every:
        try:
            read()
        except RuleError as wrong:
            found.append(str(wrong))
    return found


def rehearse(terms: Terms, partner: Partner, amount: Decimal, currency: str, on: date) -> str:
    """What a deal of this value would earn the partner if it closed that day, each step in words."""
    plan = terms.book.current(partner, on)
    if plan is None:
        raise BadInput("No commission plan is valid today: add a [[commission]] table to referral-desk.toml.")
    value = Money.of(amount, currency)
    lines = what_if(plan, Deal("what-if", value), value, (Credit(partner.id),), on)
    said = [f'Plan "{plan.name}" (version {plan.version}), if it closes on {full_date(on)}:']
    for line in lines:
        said += [f"  {line.line}: {words}" for share in line.shares for words in share.why]
    owed = [share.amount for line in lines for share in line.shares]
    for paid_in in sorted({amount.currency for amount in owed}):
        total = Money.total((m for m in owed if m.currency == paid_in), paid_in)
        said.append(f"Commission: {total.format()}")
    said.append(f"Payment date: {full_date(payday_for(on, terms.payday, plan.hold_days))}")
    return "\n".join(said)
