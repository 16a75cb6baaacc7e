"""Strain: signs that we take on more than we can look after, said before partners feel it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median

ENOUGH = 5  # first contacts a week, before a median means anything


@dataclass(frozen=True, slots=True)
class Load:
    """What is on our people's desks."""

    open_by_rep: Mapping[str, int] = field(default_factory=dict)
    waiting: int = 0  # leads without a first contact
    at_risk: int = 0  # of these, promises that run out soon or have run out
    contact_hours: tuple[float, ...] = ()  # this week's, from the introduction to the first contact
    contact_hours_before: tuple[float, ...] = ()  # the four weeks before


@dataclass(frozen=True, slots=True)
class StrainRules:
    """When to say something."""

    leads_per_rep: int = 25
    at_risk_percent: int = 20
    slower_percent: int = 50


def strain(load: Load, rules: StrainRules) -> tuple[str, ...]:
    """A sentence for each sign; nothing when all is well."""
    found = []
    full = sorted(((n, rep) for rep, n in load.open_by_rep.items() if n > rules.leads_per_rep), reverse=True)
    for count, rep in full[:5]:
        found.append(f"{rep} has {count} open leads; {rules.leads_per_rep} is what you set as the most.")
    if load.at_risk > 1 and 100 * load.at_risk >= rules.at_risk_percent * load.waiting:
        found.append(f"{load.at_risk} of {load.waiting} leads that wait for a first contact are at risk.")
    now, before = load.contact_hours, load.contact_hours_before
    if min(len(now), len(before)) >= ENOUGH:
        here, there = median(now), median(before)
        if there > 0 and 100 * (here - there) >= rules.slower_percent * there:
            found.append(
                f"The first contact takes {here:.0f} h now (median of {len(now)}); "
                f"in the four weeks before it took {there:.0f} h ({len(before)})."
            )
    return tuple(found)
