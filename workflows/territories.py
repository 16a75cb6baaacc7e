"""Territories: where one partner is the only one, and until when; there is none without an end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workflows.model import Partner, Referral
from workflows.routing import country_of

WARNED = (30, 7)  # days before the end


@dataclass(frozen=True, slots=True)
class Territory:
    """One partner's: regions (ISO 3166) and words of the lead; what is empty is met by all."""

    partner: str  # company name or ID
    until: date  # the last day
    regions: tuple[str, ...] = ()
    products: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As people say it: "DE, AT: payroll"."""
        return ": ".join(filter(None, (", ".join(self.regions), ", ".join(self.products)))) or "everything"

    def is_of(self, partner: Partner) -> bool:
        """Whether it is this partner's."""
        return self.partner.casefold() in (partner.id.casefold(), partner.company.casefold())


def holder(
    territories: Iterable[Territory], partner: Partner, referral: Referral, today: date
) -> Territory | None:
    """The territory of somebody else that a lead lies in."""
    words = f"{referral.note} {referral.subject} {referral.title}".casefold()
    for one in territories:
        if one.is_of(partner) or today > one.until:
            continue
        in_region = not one.regions or country_of(referral, partner) in one.regions
        if in_region and (not one.products or any(w.casefold() in words for w in one.products)):
            return one
    return None


def ending(territories: Iterable[Territory], today: date) -> tuple[tuple[Territory, int], ...]:
    """Those that end soon, each with the warning that is due: 30 or 7."""
    found = []
    for one in territories:
        left = (one.until - today).days
        due = [days for days in WARNED if 0 <= left <= days]
        if due:
            found.append((one, min(due)))
    return tuple(found)
