"""Groups of partners: who is in one, and which rules are theirs from which day on.

A group has partners by name, whole markets, and whom a manager put into it. Each setting comes from the first
group, in the order of the file, that a partner is in and that says something about it; what no group says is
the programme's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workflows.model import Formerly, Partner


@dataclass(frozen=True, slots=True)
class GroupRules:
    """What a group is promised from a day on; None is what everybody is promised."""

    valid_from: date
    protection_days: int | None = None
    first_contact_hours: int | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """Partners by company or ID, and the markets (ISO 3166) whose partners belong to it as well."""

    name: str
    partners: tuple[str, ...] = ()
    markets: tuple[str, ...] = ()
    rules: tuple[GroupRules, ...] = ()

    def has(self, partner: Partner, on: date) -> bool:
        """Whether this partner is in it that day."""
        group, market = partner.belongs(on)
        names = {name.casefold() for name in self.partners}
        is_put_here = self.name != "" and group == self.name  # a plan's own partners have no name
        is_named = bool(names & {partner.id.casefold(), partner.company.casefold()})
        return is_put_here or is_named or (market != "" and market in self.markets)

    def rules_on(self, day: date) -> GroupRules | None:
        """The newest that hold that day."""
        begun = [one for one in self.rules if one.valid_from <= day]
        return max(begun, key=lambda one: one.valid_from, default=None)


def groups_of(groups: Iterable[Group], partner: Partner, on: date) -> tuple[Group, ...]:
    """Those a partner is in that day, in the order of the file."""
    return tuple(group for group in groups if group.has(partner, on))


def moved(known: Partner, changed: Partner, today: date, starts: date | None) -> Partner:
    """The changed partner; another group or market begins on a day to come, tomorrow at the earliest."""
    before, now = known.belongs(today), (changed.group, changed.country)
    if now == (known.group, known.country) and starts is None:
        return changed
    begins = max(starts or today, today + timedelta(days=1))
    return replace(changed, formerly=None if before == now else Formerly(*before, begins))


def promised(groups: Iterable[Group], partner: Partner, day: date) -> GroupRules:
    """What a partner's groups say that day, setting by setting."""
    said = [rules for group in groups_of(groups, partner, day) if (rules := group.rules_on(day))]
    return GroupRules(
        day,
        next((one.protection_days for one in said if one.protection_days), None),
        next((one.first_contact_hours for one in said if one.first_contact_hours), None),
    )


def changes(groups: Iterable[Group], today: date, until: date) -> tuple[date, ...]:
    """The days on which rules of a group begin, from tomorrow on."""
    days = {rules.valid_from for group in groups for rules in group.rules}
    return tuple(sorted(day for day in days if today < day <= until))
