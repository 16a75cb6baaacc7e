"""Bounty: a fixed amount for each stage a referral reaches, won or not."""

from __future__ import annotations

from dataclasses import dataclass

from workflows.commission.model import Basis, Kind, Saying, Step
from workflows.commission.table import Table
from workflows.money import Money


@dataclass(frozen=True, slots=True)
class Bounty:
    """`stages = {demo_scheduled = "50.00", proposal_sent = "100.00"}`."""

    stages: tuple[tuple[str, Money], ...]


def read(table: Table) -> Bounty:
    """The settings of one rule."""
    stages = table.table("stages")
    if not stages.keys:
        raise table.wrong("stages", 'name at least one stage, such as demo_scheduled = "50.00"')
    return Bounty(tuple((stage, stages.amount(stage)) for stage in stages.keys))


def earn(rule: Bounty, basis: Basis) -> tuple[Step, ...]:
    """One step for each stage reached; a refund does not undo a meeting that took place."""
    so_far, steps = Money.zero(basis.net.currency), list[Step]()
    for stage, amount in rule.stages:
        if stage in basis.deal.stages:
            words = f"{stage.replace('_', ' ')}: {basis.say(amount)}"
            words += f", together {basis.say(so_far + amount)}" if so_far else ""
            so_far += amount
            steps.append(Step(words, so_far))
    return tuple(steps)


def say(rule: Bounty, saying: Saying) -> str:
    """ "€50.00 for the stage demo scheduled"."""
    parts = (f"{saying.say(amount)} for the stage {stage.replace('_', ' ')}" for stage, amount in rule.stages)
    return ", ".join(parts)


KIND = Kind("bounty", read, earn, say, uses_value=False)
